// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "exact.hpp"

namespace eido::inline EIDO_ABI::detail {

/// a * b + c rounded once, where the CPU has no such instruction. The product is exact in double (24 + 24 bits); the sum
/// is rounded to odd, which a second rounding to 24 bits cannot tell from the exact sum (53 >= 24 + 2 bits). Rounding
/// the sum to nearest first, `(f32)((f64)a * b + c)`, gets ties wrong.
inline f32 fused_by_odd(f32 a, f32 b, f32 c) noexcept {
  const f64 product = static_cast<f64>(a) * static_cast<f64>(b), addend = static_cast<f64>(c);
  f64 sum = rounded(product) + addend;
  const f64 part = rounded(sum - product);
  const f64 error = rounded(product - rounded(sum - part)) + rounded(addend - part);  // of the sum, exact (Knuth)
  u64 bits;
  std::memcpy(&bits, &sum, sizeof bits);
  const bool finite = (bits >> 52 & 0x7ff) != 0x7ff;
  if (finite && error != 0 && (bits & 1) == 0) {
    bits += (error > 0) == (sum > 0) ? u64(1) : ~u64(0);  // to the odd neighbour on the error's side
    std::memcpy(&sum, &bits, sizeof bits);
  }
  return static_cast<f32>(sum);
}

/// a * b + c with one rounding, the same bits everywhere.
inline f32 fused(f32 a, f32 b, f32 c) noexcept {
#if defined(__GNUC__) && (defined(__FMA__) || defined(__aarch64__) || defined(__ARM_FEATURE_FMA))
  return __builtin_fmaf(a, b, c);
#else
  return fused_by_odd(a, b, c);
#endif
}

}  // namespace eido::detail
