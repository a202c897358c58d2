// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include "../../base/fused.hpp"
#include "neon_integer.hpp"

#if EIDO_ARM

// Floats and masks of the NEON tiers; see neon.hpp.
//
// armv7: its NEON takes denormal floats for zeros and has no division.
//   add, sub, mul, muladd    go lane by lane through the VFP: slow, and exact
//   everything else          has the bits of isa/scalar.hpp too: comparisons, min, max and reduce_max look at the
//   floats as
//                            integers, div and fma go through the VFP, conversions meet no denormals
//   EIDO_ARMV7_DENORMALS=0   leaves add, sub and mul to NEON: fast, but a denormal that goes in or should come out is a
//                            zero of the same sign

#ifndef EIDO_ARMV7_DENORMALS
#define EIDO_ARMV7_DENORMALS 1
#endif

EIDO_REGION_NEON
namespace eido::inline EIDO_ABI::simd::neon {

// ---- comparisons and masks -----------------------------------------------------------------------------------------

#if defined(__aarch64__)
static inline mask greater(f32s a, f32s b) noexcept { return {vcgtq_f32(a.v, b.v)}; }
static inline mask equal(f32s a, f32s b) noexcept { return {vceqq_f32(a.v, b.v)}; }
#else
/// Integers in the order of the floats, with one zero.
static inline int32x4_t ordered(f32s a) noexcept {
  const int32x4_t x = vreinterpretq_s32_f32(a.v);
  const uint32x4_t negative = vreinterpretq_u32_s32(vshrq_n_s32(x, 31));
  return vbslq_s32(negative, vsubq_s32(vdupq_n_s32((std::numeric_limits<i32>::min)()), x), x);
}
// vcge is false for NaN and never where the answer is yes: with flushed operands it only takes too many for equal.
static inline mask greater(f32s a, f32s b) noexcept {
  return {vandq_u32(vcgeq_f32(a.v, b.v), vcgtq_s32(ordered(a), ordered(b)))};
}
static inline mask equal(f32s a, f32s b) noexcept {
  return {vandq_u32(vcgeq_f32(a.v, b.v), vceqq_s32(ordered(a), ordered(b)))};
}
#endif
static inline mask is_nan(f32s a) noexcept { return {vmvnq_u32(vceqq_f32(a.v, a.v))}; }
static inline mask greater(i32s a, i32s b) noexcept { return {vcgtq_s32(a.v, b.v)}; }
static inline mask equal(i32s a, i32s b) noexcept { return {vceqq_s32(a.v, b.v)}; }
static inline mask both(mask a, mask b) noexcept { return {vandq_u32(a.v, b.v)}; }
static inline mask either(mask a, mask b) noexcept { return {vorrq_u32(a.v, b.v)}; }
static inline mask without(mask a, mask b) noexcept { return {vbicq_u32(a.v, b.v)}; }
static inline f32s select(mask m, f32s yes, f32s no) noexcept { return {vbslq_f32(m.v, yes.v, no.v)}; }
static inline i32s select(mask m, i32s yes, i32s no) noexcept { return {vbslq_s32(m.v, yes.v, no.v)}; }
static inline u32 bits(mask m) noexcept {
  const i32 weights[4] = {1, 2, 4, 8};
  return static_cast<u32>(reduce_add({vandq_s32(vreinterpretq_s32_u32(m.v), load(weights).v)}));
}
static inline bool any(mask m) noexcept { return vget_lane_u64(vreinterpret_u64_u16(vmovn_u32(m.v)), 0) != 0; }

// ---- arithmetic ----------------------------------------------------------------------------------------------------

#if !defined(__aarch64__)
/// f of the lanes one after the other, on the VFP; clang would put four of them back into a NEON instruction.
template <class F, class... Rs>
static inline f32s lanewise(F f, Rs... registers) noexcept {
  const auto lane = [&](int i) { return detail::rounded(f(detail::rounded(registers.v[i])...)); };
  return {float32x4_t{lane(0), lane(1), lane(2), lane(3)}};
}
#endif

#if defined(__aarch64__) || !EIDO_ARMV7_DENORMALS
static inline f32s add(f32s a, f32s b) noexcept { return {vaddq_f32(a.v, b.v)}; }
static inline f32s sub(f32s a, f32s b) noexcept { return {vsubq_f32(a.v, b.v)}; }
/// g++ fuses the intrinsics as it does operators; it cannot look through the asm, which is no instruction.
static inline f32s mul(f32s a, f32s b) noexcept {
  float32x4_t product = vmulq_f32(a.v, b.v);
  asm("" : "+w"(product));
  return {product};
}
#else
static inline f32s add(f32s a, f32s b) noexcept {
  return lanewise([](f32 x, f32 y) { return x + y; }, a, b);
}
static inline f32s sub(f32s a, f32s b) noexcept {
  return lanewise([](f32 x, f32 y) { return x - y; }, a, b);
}
static inline f32s mul(f32s a, f32s b) noexcept {
  return lanewise([](f32 x, f32 y) { return x * y; }, a, b);
}
#endif
static inline f32s muladd(f32s a, f32s b, f32s c) noexcept { return add(mul(a, b), c); }

#if defined(__aarch64__)
inline constexpr bool has_fma = true;
static inline f32s div(f32s a, f32s b) noexcept { return {vdivq_f32(a.v, b.v)}; }
static inline f32s fma(f32s a, f32s b, f32s c) noexcept { return {vfmaq_f32(c.v, a.v, b.v)}; }
#else
inline constexpr bool has_fma = false;
static inline f32s div(f32s a, f32s b) noexcept {
  return lanewise([](f32 x, f32 y) { return x / y; }, a, b);
}
static inline f32s fma(f32s a, f32s b, f32s c) noexcept {
  return lanewise([](f32 x, f32 y, f32 z) { return detail::fused(x, y, z); }, a, b, c);
}
#endif

// Not vminq and vmaxq: they give NaN for NaN.
static inline f32s minimum(f32s a, f32s b) noexcept { return select(greater(b, a), a, b); }
static inline f32s maximum(f32s a, f32s b) noexcept { return select(greater(a, b), a, b); }

/// The earlier of two equal ones, as a loop over the lanes has it: 0 and -0 are equal.
static inline f32 reduce_max(f32s a) noexcept {
  const f32s pairs = maximum({vrev64q_f32(a.v)}, a);
  return vgetq_lane_f32(maximum({vextq_f32(pairs.v, pairs.v, 2)}, pairs).v, 0);
}

// ---- f64 -----------------------------------------------------------------------------------------------------------

#if defined(__aarch64__)
struct f64s {
  float64x2_t v;
};
static inline f64s load(const f64* p) noexcept { return {vreinterpretq_f64_u8(load_bytes(p))}; }
static inline f64s load_f32_f64(const f32* p) noexcept {
  return {vcvt_f64_f32(vreinterpret_f32_u8(vld1_u8(reinterpret_cast<const u8*>(p))))};
}
static inline void store_f64_f32(f32* p, f64s a) noexcept {
  vst1_u8(reinterpret_cast<u8*>(p), vreinterpret_u8_f32(vcvt_f32_f64(a.v)));
}
static inline f64s set_f64(f64 x) noexcept { return {vdupq_n_f64(x)}; }
static inline f64s add(f64s a, f64s b) noexcept { return {vaddq_f64(a.v, b.v)}; }
static inline f64s sub(f64s a, f64s b) noexcept { return {vsubq_f64(a.v, b.v)}; }
static inline f64s mul(f64s a, f64s b) noexcept {
  float64x2_t product = vmulq_f64(a.v, b.v);
  asm("" : "+w"(product));
  return {product};
}
static inline f64s div(f64s a, f64s b) noexcept { return {vdivq_f64(a.v, b.v)}; }
static inline f64s maximum(f64s a, f64s b) noexcept { return {vbslq_f64(vcgtq_f64(a.v, b.v), a.v, b.v)}; }
#else
#include "plain_f64.inl"
#endif

// ---- conversions ---------------------------------------------------------------------------------------------------

static inline i32s as_i32(f32s a) noexcept { return {vreinterpretq_s32_f32(a.v)}; }
static inline f32s as_f32(i32s a) noexcept { return {vreinterpretq_f32_s32(a.v)}; }
static inline f32s to_f32(i32s a) noexcept { return {vcvtq_f32_s32(a.v)}; }
static inline i32s trunc_i32(f32s a) noexcept { return {vcvtq_s32_f32(a.v)}; }
static inline i32s round_i32(f32s a) noexcept {
#if defined(__aarch64__)
  return {vcvtnq_s32_f32(a.v)};
#else
  // NEON always rounds half to even, and the sum with 2^23 has no fraction. From there on floats are whole.
  const float32x4_t size = vabsq_f32(a.v), whole = vdupq_n_f32(8388608.0f);
  float32x4_t sum = vaddq_f32(size, whole);
  asm("" : "+w"(sum));
  const uint32x4_t magnitude = vandq_u32(vcltq_f32(size, whole), vdupq_n_u32(0x7fffffff));
  return {vcvtq_s32_f32(vbslq_f32(magnitude, vsubq_f32(sum, whole), a.v))};
#endif
}

#include "neon_convert.inl"

#include "plain_stream.inl"

#include "plain_bytes.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "exp_log.inl"

#include "turned.inl"

}  // namespace eido::simd::neon
EIDO_REGION_END

#endif  // EIDO_ARM
