// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/base/types.hpp>

#include <cstring>
#include <vector>

#if __has_include(<sys/mman.h>) && !defined(__wasm__)
#include <sys/mman.h>
#include <unistd.h>
#define EIDO_TEST_GUARD_PAGES 1
#else
#define EIDO_TEST_GUARD_PAGES 0
#endif

namespace eido_test {

/// n elements whose last byte (or first byte) touches a page that may not be read or written: an access beyond them
/// ends the program. The other side has a margin of a known byte, looked at by `intact()`. Where there are no such
/// pages both sides have margins.
template <class T>
class guarded {
 public:
  enum class side { behind, before };

  explicit guarded(eido::index n, side guard = side::behind, eido::u8 fill = 0xa5) : n_(n), fill_(fill) {
    const std::size_t bytes = static_cast<std::size_t>(n) * sizeof(T);
#if EIDO_TEST_GUARD_PAGES
    const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    room_ = (bytes + margin + page - 1) / page * page;
    mapped_ = room_ + 2 * page;
    base_ = static_cast<eido::u8*>(mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    mprotect(base_, page, PROT_NONE);
    mprotect(base_ + page + room_, page, PROT_NONE);
    first_ = base_ + page;
#else
    room_ = bytes + 2 * margin;
    memory_.resize(room_);
    first_ = memory_.data();
    guard = side::before;
#endif
    std::memset(first_, fill, room_);
    const std::size_t lead = EIDO_TEST_GUARD_PAGES ? (guard == side::behind ? room_ - bytes : 0) : margin;
    data_ = reinterpret_cast<T*>(first_ + lead);
  }
  guarded(const guarded&) = delete;
  guarded& operator=(const guarded&) = delete;
#if EIDO_TEST_GUARD_PAGES
  ~guarded() { munmap(base_, mapped_); }
#endif

  T* data() { return data_; }
  const T* data() const { return data_; }
  eido::index size() const { return n_; }

  /// Whether nothing was written around the elements.
  bool intact() const {
    const auto* begin = reinterpret_cast<const eido::u8*>(data_);
    const auto* end = begin + static_cast<std::size_t>(n_) * sizeof(T);
    for (const eido::u8* p = first_; p < first_ + room_; ++p) {
      if ((p < begin || p >= end) && *p != fill_) return false;
    }
    return true;
  }

  std::vector<T> values() const { return std::vector<T>(data_, data_ + n_); }

 private:
  static constexpr std::size_t margin = 64;
  eido::index n_;
  eido::u8 fill_;
  std::size_t room_ = 0, mapped_ = 0;
  eido::u8 *base_ = nullptr, *first_ = nullptr;
  T* data_ = nullptr;
  std::vector<eido::u8> memory_;
};

}  // namespace eido_test
