// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <limits>

#include "../base/memory.hpp"

namespace eido::inline EIDO_ABI {

/// The contents of a file in memory, owned and growing at its end: what `try_imencode` fills. Move-only.
class bytes {
 public:
  const u8* data() const noexcept { return memory_.data(); }
  index size() const noexcept { return size_; }
  void clear() noexcept { size_ = 0; }

  /// Room for n bytes in all; contents stay. Errors: errc::memory_error.
  status reserve(index n) noexcept {
    if (n <= memory_.size()) return {};
    buffer<u8> larger;
    if (status s = larger.resize(n); !s) return s;
    if (size_ > 0) std::memcpy(larger.data(), memory_.data(), static_cast<std::size_t>(size_));
    memory_ = static_cast<buffer<u8>&&>(larger);
    return {};
  }

  /// n bytes behind those that are there; the room doubles. Errors: errc::memory_error.
  status append(const void* from, index n) noexcept {
    if (n > memory_.size() - size_) {
      if (n > (std::numeric_limits<index>::max)() / 2 - size_) {
        return status::failure(errc::memory_error, "cannot allocate ", n, " more bytes");
      }
      const index doubled = 2 * memory_.size(), needed = size_ + n;
      if (status s = reserve(doubled > needed ? doubled : needed); !s) return s;
    }
    if (n > 0) std::memcpy(memory_.data() + size_, from, static_cast<std::size_t>(n));
    size_ += n;
    return {};
  }

 private:
  buffer<u8> memory_;
  index size_ = 0;
};

}  // namespace eido
