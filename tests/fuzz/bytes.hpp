// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/base/types.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace eido_test {

/// The input of a fuzz run as a stream of numbers; zeros when it is used up.
class byte_stream {
 public:
  byte_stream(const eido::u8* data, std::size_t size) : data_(data), size_(size) {}

  template <class T>
  T take() {
    T value{};
    const std::size_t n = sizeof value < size_ ? sizeof value : size_;
    std::memcpy(&value, data_, n);
    data_ += n;
    size_ -= n;
    return value;
  }
  eido::index between(eido::index low, eido::index high) {
    return low + static_cast<eido::index>(take<eido::u16>() % static_cast<unsigned>(high - low + 1));
  }
  bool empty() const { return size_ == 0; }

 private:
  const eido::u8* data_;
  std::size_t size_;
};

inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace eido_test
