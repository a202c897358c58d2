// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <cstring>
#include <type_traits>

#include "types.hpp"

namespace eido::inline EIDO_ABI {

/// What kind of thing went wrong; Python raises the exception named beside it.
enum class errc : u8 {
  ok,
  value_error,      ///< ValueError: a value that the verb cannot take
  shape_error,      ///< ValueError: shapes that do not fit each other
  index_error,      ///< IndexError: an integer index outside its axis
  type_error,       ///< TypeError: an element type that the file or verb does not have
  not_implemented,  ///< NotImplementedError: a format or feature that this build lacks
  memory_error,     ///< MemoryError: an allocation failed, or a size overflows
  os_error,         ///< OSError: a file cannot be read or written
};

/// Outcome of a try_ verb: ok, or a code and one sentence. Never allocates.
class [[nodiscard]] status {
 public:
  status() noexcept { text_[0] = '\0'; }

  /// A failure whose message is the parts written one after another.
  template <class... Parts>
  static status failure(errc code, const Parts&... parts) noexcept {
    status s;
    s.code_ = code;
    (s.append(parts), ...);
    return s;
  }

  bool ok() const noexcept { return code_ == errc::ok; }
  explicit operator bool() const noexcept { return ok(); }
  errc code() const noexcept { return code_; }
  const char* message() const noexcept { return text_; }

 private:
  static constexpr std::size_t capacity = 400;  // a path and a sentence; longer text ends in "..."

  void append(const char* s) noexcept {
    const std::size_t n = std::strlen(s), room = capacity - 1 - used_;
    std::memcpy(text_ + used_, s, n < room ? n : room);
    used_ += n < room ? n : room;
    text_[used_] = '\0';
    if (n > room) std::memcpy(text_ + capacity - 4, "...", 4);
  }

  template <class N, class = std::enable_if_t<std::is_arithmetic_v<N>>>
  void append(N n) noexcept {
    char digits[40];
    if constexpr (std::is_floating_point_v<N>) {
      std::snprintf(digits, sizeof digits, "%.9g", static_cast<double>(n));
    } else if constexpr (std::is_signed_v<N>) {
      std::snprintf(digits, sizeof digits, "%lld", static_cast<long long>(n));
    } else {
      std::snprintf(digits, sizeof digits, "%llu", static_cast<unsigned long long>(n));
    }
    append(static_cast<const char*>(digits));
  }

  // Anything else writes itself: x.write_to(put) calls put(part) for each of its parts.
  template <class X>
  auto append(const X& x) noexcept -> decltype(x.write_to([](const auto&) {})) {
    x.write_to([this](const auto& part) { this->append(part); });
  }

  errc code_ = errc::ok;
  std::size_t used_ = 0;
  char text_[capacity];
};

}  // namespace eido
