// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <type_traits>

#include "../base/exact.hpp"
#include "../base/types.hpp"

// How a contract multiplies, adds and rounds in one pass. The plain row kernels are templates over one of these:
//   element, result    what the pass reads and writes
//   weight             what the table holds; quantise(w) makes it from a double
//   sum                start(), add(sum, element, weight) from the first tap to the last, finish(sum)
// An object of it is made from axis_table::shift, for contracts that choose the precision of an axis' weights.

namespace eido::inline EIDO_ABI::detail {

/// Pillow on bytes: weights are integers of 2^-22, rounded half away from zero; the sum is exact in 32 bits.
/// Range: |weight| sums to at most 1.571 (lanczos), so |sum| <= 255 * 1.571 * 2^22 + 2^21 < 2^31.
struct q22 {
  using element = u8;
  using result = u8;
  using weight = i32;
  using sum = i32;

  static constexpr int bits = 22;

  explicit constexpr q22(i32 = bits) noexcept {}

  weight quantise(f64 w) const noexcept {
    const f64 scaled = w * f64(1 << bits);
    return static_cast<weight>(scaled + std::copysign(0.5, scaled));
  }
  /// Weights may be rounded from estimates, if none is close to a half: the nearest integer of unit() times one, then
  /// times factor().
  constexpr f64 unit() const noexcept { return 1 << bits; }
  constexpr i32 factor() const noexcept { return 1; }
  sum start() const noexcept { return 1 << (bits - 1); }  // so that the shift rounds half up
  sum add(sum s, element x, weight w) const noexcept { return s + x * w; }
  result finish(sum s) const noexcept {
    const i32 v = s >> bits;
    return static_cast<result>(v < 0 ? 0 : v > 255 ? 255 : v);
  }
};

/// Pillow's modes F, I;16 and I: double weights and sums, products rounded on their own, added from the first tap to
/// the last. Of integers the sums are rounded half away from zero, those of I;16 cut to its range.
template <class T>
struct ordered_f64 {
  using element = T;
  using result = T;
  using weight = f64;
  using sum = f64;

  explicit constexpr ordered_f64(i32 = 0) noexcept {}

  weight quantise(f64 w) const noexcept { return w; }
  sum start() const noexcept { return 0; }
  sum add(sum s, element x, weight w) const noexcept { return s + product(static_cast<f64>(x), w); }
  result finish(sum s) const noexcept {
    if constexpr (std::is_same_v<T, f32>) {
      return static_cast<f32>(s);
    } else if constexpr (std::is_same_v<T, i32>) {
      return round_half_away(s);
    } else {
      const i32 v = round_half_away(s);
      return static_cast<u16>(v < 0 ? 0 : v > 65535 ? 65535 : v);
    }
  }
};

}  // namespace eido::detail
