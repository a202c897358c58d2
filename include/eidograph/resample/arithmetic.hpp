// SPDX-License-Identifier: MIT
#pragma once

#include "../base/exact.hpp"
#include "../base/types.hpp"

// How a contract multiplies, adds and rounds. The row kernels are templates over one of these.

namespace eido::inline EIDO_ABI::detail {

/// Pillow on bytes: weights are integers of 2^-22, rounded half away from zero; the sum is exact in 32 bits.
/// Range: |weight| sums to at most 1.571 (lanczos), so |sum| <= 255 * 1.571 * 2^22 + 2^21 < 2^31.
struct q22 {
  using element = u8;
  using weight = i32;
  using sum = i32;

  static constexpr int bits = 22;
  static constexpr sum start = 1 << (bits - 1);  // so that the shift rounds half up

  static weight quantise(f64 w) noexcept {
    const f64 scaled = w * f64(1 << bits);
    return static_cast<weight>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  }
  static sum add(sum s, element x, weight w) noexcept { return s + x * w; }
  static element finish(sum s) noexcept {
    const i32 v = s >> bits;
    return static_cast<element>(v < 0 ? 0 : v > 255 ? 255 : v);
  }
};

/// Pillow's mode F: double weights and sums, products rounded on their own, added from the first tap to the last.
struct ordered_f64 {
  using element = f32;
  using weight = f64;
  using sum = f64;

  static constexpr sum start = 0;

  static weight quantise(f64 w) noexcept { return w; }
  static sum add(sum s, element x, weight w) noexcept { return s + product(static_cast<f64>(x), w); }
  static element finish(sum s) noexcept { return static_cast<element>(s); }
};

}  // namespace eido::detail
