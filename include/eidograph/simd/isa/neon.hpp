// SPDX-License-Identifier: MIT
#pragma once

#include "neon_float.hpp"

#if EIDO_ARM

// The vocabulary over NEON registers, for aarch64 and armv7. isa/scalar.hpp defines what each verb means.
// The tiers dotprod and i8mm (aarch64) are NEON with another dot4.

#if EIDO_TIER_dotprod
EIDO_REGION(EIDO_FEATURES_DOTPROD)
namespace eido::inline EIDO_ABI::simd::dotprod {
using namespace neon;

inline constexpr bool has_dot4 = true;

/// The instruction wants two signed bytes: (a - 128) * b + 128 * b. What depends on b alone leaves the loop where b is
/// a weight.
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  const int8x16_t b = vreinterpretq_s8_u8(signed_b.v), half = vdupq_n_s8(64);
  const int32x4_t bias = vdotq_s32(vdotq_s32(vdupq_n_s32(0), b, half), b, half);
  const int8x16_t moved = vreinterpretq_s8_u8(veorq_u8(a.v, vdupq_n_u8(128)));
  return {vaddq_s32(vdotq_s32(acc.v, moved, b), bias)};
}

}  // namespace eido::simd::dotprod
EIDO_REGION_END
#endif

#if EIDO_TIER_i8mm
EIDO_REGION(EIDO_FEATURES_I8MM)
namespace eido::inline EIDO_ABI::simd::i8mm {
using namespace neon;

inline constexpr bool has_dot4 = true;

static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  return {vusdotq_s32(acc.v, a.v, vreinterpretq_s8_u8(signed_b.v))};
}

}  // namespace eido::simd::i8mm
EIDO_REGION_END
#endif

#endif  // EIDO_ARM
