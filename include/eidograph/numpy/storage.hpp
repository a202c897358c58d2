// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <new>

#if defined(__linux__) && __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

#include "../base/config.hpp"

namespace eido::inline EIDO_ABI::detail {

/// From this many bytes on memory begins at a huge page and is asked for in huge pages, where the system gives them: a
/// fault for every 4 KiB of a new image takes longer than what most verbs do to it. numpy's arrays have the same limit.
inline constexpr std::size_t huge_from = std::size_t{1} << 22, huge_page = std::size_t{1} << 21;

inline void prefer_huge_pages(void* memory, std::size_t bytes) noexcept {
#ifdef MADV_HUGEPAGE
  madvise(memory, bytes / huge_page * huge_page, MADV_HUGEPAGE);  // where it fails, pages are small
#else
  static_cast<void>(memory);
  static_cast<void>(bytes);
#endif
}

/// Memory of tensors: whole cache lines, not initialised.
template <class T>
struct tensor_allocator {
  using value_type = T;
  tensor_allocator() noexcept = default;
  template <class U>
  tensor_allocator(const tensor_allocator<U>&) noexcept {}

  T* allocate(std::size_t n) {
    if (n > (std::numeric_limits<std::size_t>::max)() / sizeof(T)) throw std::bad_alloc();
    const std::size_t bytes = n * sizeof(T);
    void* const memory = ::operator new(bytes, alignment(bytes));
    if (bytes >= huge_from) prefer_huge_pages(memory, bytes);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t n) noexcept { ::operator delete(memory, alignment(n * sizeof(T))); }

  static constexpr std::align_val_t alignment(std::size_t bytes) noexcept {
    return std::align_val_t{bytes >= huge_from ? huge_page : 64};
  }

  friend bool operator==(const tensor_allocator&, const tensor_allocator&) noexcept { return true; }
};

}  // namespace eido::detail
