// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <type_traits>

#include "types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Clamps a float that is already whole (or is to be cut) into the integer type T. NaN gives 0.
/// The bounds are powers of two, so they are exact in any F: [-2^n, 2^n) signed, (-1, 2^n) unsigned.
template <class T, class F>
constexpr T clamped(F x) noexcept {
  using limits = std::numeric_limits<T>;
  constexpr F end = F(2) * static_cast<F>((limits::max)() / 2 + 1);
  constexpr F before = static_cast<F>((limits::min)()) - F(1);
  if (x != x) return T(0);
  if (x >= end) return (limits::max)();
  if (x <= before) return (limits::min)();
  return static_cast<T>(x);
}

/// numpy's astype: integers wrap, floats are cut towards zero. Where numpy's result depends on the CPU (a float
/// outside the integer's range, NaN) the value is clamped and NaN gives 0, everywhere.
template <class T, class S>
constexpr T cast(S x) noexcept {
  if constexpr (std::is_same_v<T, S>) {
    return x;
  } else if constexpr (std::is_same_v<T, bool>) {
    return x != S(0);
  } else if constexpr (std::is_integral_v<T> && std::is_floating_point_v<S>) {
    return clamped<T>(x);
  } else {
    return static_cast<T>(x);
  }
}

/// Round half to even without the C library: exact for every float and double, whatever the rounding mode says.
template <class F>
constexpr F rint(F x) noexcept {
  constexpr F whole = F(1) / std::numeric_limits<F>::epsilon();  // from here on every value is an integer
  if (!(x > -whole && x < whole)) return x;
  const i64 below = static_cast<i64>(x) - (x < static_cast<F>(static_cast<i64>(x)) ? 1 : 0);
  const F rest = x - static_cast<F>(below);  // exact, in [0, 1)
  const bool up = rest > F(0.5) || (rest == F(0.5) && (below & 1) != 0);
  return static_cast<F>(below + (up ? 1 : 0));
}

/// Nearest value of T: floats rounded half to even, then clamped; integers clamped.
template <class T, class S>
constexpr T saturated(S x) noexcept {
  using limits = std::numeric_limits<T>;
  if constexpr (std::is_floating_point_v<T> || std::is_same_v<T, S>) {
    return static_cast<T>(x);
  } else if constexpr (std::is_floating_point_v<S>) {
    return clamped<T>(rint(x));
  } else {
    if constexpr (std::is_signed_v<S>) {
      if constexpr (std::is_signed_v<T>) {
        if (static_cast<i64>(x) < static_cast<i64>((limits::min)())) return (limits::min)();
      } else {
        if (x < 0) return T(0);
      }
      if (x < 0) return static_cast<T>(x);
    }
    if (static_cast<u64>(x) > static_cast<u64>((limits::max)())) return (limits::max)();
    return static_cast<T>(x);
  }
}

}  // namespace eido::detail
