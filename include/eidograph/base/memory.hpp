// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <type_traits>
#include <utility>

#include "checked.hpp"
#include "status.hpp"

namespace eido::inline EIDO_ABI {

/// Heap memory for trivially copyable elements: move-only, not initialised, never throws.
template <class T>
class buffer {
  static_assert(std::is_trivially_copyable_v<T>, "eido::buffer holds trivially copyable elements only");

 public:
  buffer() noexcept = default;
  buffer(buffer&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  buffer& operator=(buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~buffer() { std::free(data_); }

  /// Room for n elements; old contents are lost. Allocates only when it grows.
  status resize(index n) noexcept {
    if (n <= size_) return {};
    index bytes = 0;
    T* fresh = nullptr;
    if (detail::multiply(n, static_cast<index>(sizeof(T)), bytes)) {
      fresh = static_cast<T*>(std::malloc(static_cast<std::size_t>(bytes)));
    }
    if (!fresh) return status::failure(errc::memory_error, "cannot allocate ", n, " elements of ", sizeof(T), " bytes");
    std::free(data_);
    data_ = fresh;
    size_ = n;
    return {};
  }

  T* data() noexcept { return data_; }
  const T* data() const noexcept { return data_; }
  index size() const noexcept { return size_; }
  T& operator[](index i) noexcept { return data_[i]; }
  const T& operator[](index i) const noexcept { return data_[i]; }

 private:
  T* data_ = nullptr;
  index size_ = 0;
};

/// Scratch memory of a planned run. One per thread; reused, it allocates only the first time.
class workspace {
 public:
  status reserve(index bytes) noexcept { return memory_.resize(bytes); }
  unsigned char* data() noexcept { return memory_.data(); }
  index size() const noexcept { return memory_.size(); }

 private:
  buffer<unsigned char> memory_;
};

}  // namespace eido
