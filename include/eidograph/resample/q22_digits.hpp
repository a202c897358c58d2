// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// A weight of the arithmetic q22 as a * 2^16 + b.
struct q22_parts {
  i32 a;
  i16 b;
  explicit q22_parts(i32 w) noexcept : a((w - static_cast<i16>(w)) >> 16), b(static_cast<i16>(w)) {}
};

/// And as a * 2^16 + b * 2^8 + c, three signed bytes where they fit.
struct q22_digits {
  i32 a;
  i8 b, c;
  explicit q22_digits(i32 w) noexcept {
    const q22_parts parts(w);
    c = static_cast<i8>(parts.b);
    const i32 carried = (parts.b - c) >> 8;  // up to 128, which is a carry up into a
    a = parts.a + (carried == 128);
    b = static_cast<i8>(carried);
  }
  bool fit() const noexcept { return a >= -128 && a <= 127; }
};

}  // namespace eido::detail
