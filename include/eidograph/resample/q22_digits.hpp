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

/// Whether sums of bytes times what was added stay inside of 16 bits, whatever the bytes are: 255 * 128 < 2^15 < 255 *
/// 129.
class i16_sums {
 public:
  void add(i32 a) noexcept { (a < 0 ? below_ : above_) += a; }
  bool fit() const noexcept { return above_ <= 128 && below_ >= -128; }

 private:
  i32 above_ = 0, below_ = 0;
};

}  // namespace eido::detail
