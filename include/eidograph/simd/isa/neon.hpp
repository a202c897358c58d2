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

/// The instruction wants two signed bytes: (a - 128) * b + 128 * b.
inline constexpr i32 dot4_bias = 128;
static inline u8s moved(u8s a) noexcept { return {veorq_u8(a.v, vdupq_n_u8(128))}; }
static inline i32s dot4_moved(i32s acc, u8s a, u8s signed_b) noexcept {
  return {vdotq_s32(acc.v, vreinterpretq_s8_u8(a.v), vreinterpretq_s8_u8(signed_b.v))};
}
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  const int8x16_t b = vreinterpretq_s8_u8(signed_b.v), half = vdupq_n_s8(64);
  return dotprod::dot4_moved({vdotq_s32(vdotq_s32(acc.v, b, half), b, half)}, dotprod::moved(a), signed_b);
}
struct numbers {
  int32x4_t v;
};
static inline numbers load_numbers(const i32* p) noexcept { return {vld1q_s32(p)}; }
template <int I>
static inline i32s dot4_moved(i32s acc, u8s a, numbers b) noexcept {
  return {vdotq_laneq_s32(acc.v, vreinterpretq_s8_u8(a.v), vreinterpretq_s8_s32(b.v), I)};
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
static inline i32s dot4_moved(i32s acc, u8s a, u8s signed_b) noexcept { return i8mm::dot4(acc, a, signed_b); }
struct numbers {
  int32x4_t v;
};
static inline numbers load_numbers(const i32* p) noexcept { return {vld1q_s32(p)}; }
template <int I>
static inline i32s dot4_moved(i32s acc, u8s a, numbers b) noexcept {
  return {vusdotq_laneq_s32(acc.v, a.v, vreinterpretq_s8_s32(b.v), I)};
}

}  // namespace eido::simd::i8mm
EIDO_REGION_END
#endif

#endif  // EIDO_ARM
