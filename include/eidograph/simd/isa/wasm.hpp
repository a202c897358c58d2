// SPDX-License-Identifier: MIT
#pragma once

#include "../../base/fused.hpp"
#include "wasm_memory.hpp"

#if EIDO_WASM

// The vocabulary over WebAssembly's 128-bit vectors, without the relaxed instructions: their results depend on the
// machine. isa/scalar.hpp defines what each verb means. Nothing here can be fused: there is no such instruction.

namespace eido::inline EIDO_ABI::simd::wasm {

// ---- one value in every lane ---------------------------------------------------------------------------------------

static inline f32s set_f32(f32 x) noexcept { return {wasm_f32x4_splat(x)}; }
static inline i32s set_i32(i32 x) noexcept { return {wasm_i32x4_splat(x)}; }
static inline i16s set_i16(i16 x) noexcept { return {wasm_i16x8_splat(x)}; }
static inline u8s set_u8(u8 x) noexcept { return {wasm_u8x16_splat(x)}; }
static inline i32s iota() noexcept { return {wasm_i32x4_const(0, 1, 2, 3)}; }

// ---- f32 -----------------------------------------------------------------------------------------------------------

static inline f32s add(f32s a, f32s b) noexcept { return {wasm_f32x4_add(a.v, b.v)}; }
static inline f32s sub(f32s a, f32s b) noexcept { return {wasm_f32x4_sub(a.v, b.v)}; }
static inline f32s mul(f32s a, f32s b) noexcept { return {wasm_f32x4_mul(a.v, b.v)}; }
static inline f32s div(f32s a, f32s b) noexcept { return {wasm_f32x4_div(a.v, b.v)}; }
static inline f32s muladd(f32s a, f32s b, f32s c) noexcept { return add(mul(a, b), c); }
static inline f32s fma(f32s a, f32s b, f32s c) noexcept {
  f32 x[4], y[4], z[4];
  store(x, a);
  store(y, b);
  store(z, c);
  for (int i = 0; i < 4; ++i) x[i] = detail::fused(x[i], y[i], z[i]);
  return load(x);
}
// pmin(x, y) is y < x ? y : x.
static inline f32s minimum(f32s a, f32s b) noexcept { return {wasm_f32x4_pmin(b.v, a.v)}; }
static inline f32s maximum(f32s a, f32s b) noexcept { return {wasm_f32x4_pmax(b.v, a.v)}; }

// ---- f64 -----------------------------------------------------------------------------------------------------------

static inline void widen_f64(f32s a, f64s (&out)[2]) noexcept {
  out[0] = {wasm_f64x2_promote_low_f32x4(a.v)};
  out[1] = {wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(a.v, a.v, 2, 3, 2, 3))};
}
static inline f64s set_f64(f64 x) noexcept { return {wasm_f64x2_splat(x)}; }
static inline f64s add(f64s a, f64s b) noexcept { return {wasm_f64x2_add(a.v, b.v)}; }
static inline f64s sub(f64s a, f64s b) noexcept { return {wasm_f64x2_sub(a.v, b.v)}; }
static inline f64s mul(f64s a, f64s b) noexcept { return {wasm_f64x2_mul(a.v, b.v)}; }
static inline f64s div(f64s a, f64s b) noexcept { return {wasm_f64x2_div(a.v, b.v)}; }
static inline f64s maximum(f64s a, f64s b) noexcept { return {wasm_f64x2_pmax(b.v, a.v)}; }
static inline i32s round_u16(f64s low, f64s high) noexcept {
  const auto whole = [](f64s a) {  // clamped to 0..2^32 - 1
    return wasm_u32x4_trunc_sat_f64x2_zero(wasm_f64x2_add(a.v, wasm_f64x2_splat(0.5)));
  };
  const v128_t both = wasm_i32x4_shuffle(whole(low), whole(high), 0, 1, 4, 5);
  return {wasm_u32x4_min(both, wasm_i32x4_splat(65535))};
}

// ---- comparisons and masks -----------------------------------------------------------------------------------------

static inline mask greater(f32s a, f32s b) noexcept { return {wasm_f32x4_gt(a.v, b.v)}; }
static inline mask equal(f32s a, f32s b) noexcept { return {wasm_f32x4_eq(a.v, b.v)}; }
static inline mask is_nan(f32s a) noexcept { return {wasm_f32x4_ne(a.v, a.v)}; }
static inline mask greater(i32s a, i32s b) noexcept { return {wasm_i32x4_gt(a.v, b.v)}; }
static inline mask equal(i32s a, i32s b) noexcept { return {wasm_i32x4_eq(a.v, b.v)}; }
static inline mask both(mask a, mask b) noexcept { return {wasm_v128_and(a.v, b.v)}; }
static inline mask either(mask a, mask b) noexcept { return {wasm_v128_or(a.v, b.v)}; }
static inline mask without(mask a, mask b) noexcept { return {wasm_v128_andnot(a.v, b.v)}; }
static inline f32s select(mask m, f32s yes, f32s no) noexcept { return {wasm_v128_bitselect(yes.v, no.v, m.v)}; }
static inline i32s select(mask m, i32s yes, i32s no) noexcept { return {wasm_v128_bitselect(yes.v, no.v, m.v)}; }
static inline u32 bits(mask m) noexcept { return static_cast<u32>(wasm_i32x4_bitmask(m.v)); }
static inline bool any(mask m) noexcept { return wasm_v128_any_true(m.v); }

// ---- i32 -----------------------------------------------------------------------------------------------------------

static inline i32s add(i32s a, i32s b) noexcept { return {wasm_i32x4_add(a.v, b.v)}; }
static inline i32s sub(i32s a, i32s b) noexcept { return {wasm_i32x4_sub(a.v, b.v)}; }
static inline i32s mul(i32s a, i32s b) noexcept { return {wasm_i32x4_mul(a.v, b.v)}; }
static inline i32s minimum(i32s a, i32s b) noexcept { return {wasm_i32x4_min(a.v, b.v)}; }
static inline i32s maximum(i32s a, i32s b) noexcept { return {wasm_i32x4_max(a.v, b.v)}; }
template <int N>
static inline i32s shift_left(i32s a) noexcept {
  return {wasm_i32x4_shl(a.v, N)};
}
static inline i32s shift_right_by(i32s a, int n) noexcept { return {wasm_i32x4_shr(a.v, static_cast<uint32_t>(n))}; }
template <int N>
static inline i32s shift_right(i32s a) noexcept {
  return {wasm_i32x4_shr(a.v, N)};
}
static inline i32s bit_and(i32s a, i32s b) noexcept { return {wasm_v128_and(a.v, b.v)}; }
static inline i32s bit_or(i32s a, i32s b) noexcept { return {wasm_v128_or(a.v, b.v)}; }

// ---- i16 and bytes -------------------------------------------------------------------------------------------------

static inline i16s add(i16s a, i16s b) noexcept { return {wasm_i16x8_add(a.v, b.v)}; }
static inline i16s mul(i16s a, i16s b) noexcept { return {wasm_i16x8_mul(a.v, b.v)}; }
static inline i16s mul_high(i16s a, i16s b) noexcept {
  const v128_t low = wasm_i32x4_extmul_low_i16x8(a.v, b.v), high = wasm_i32x4_extmul_high_i16x8(a.v, b.v);
  return {pick<every_second<2, 1>>(low, high)};
}
static inline i16s mul_high_u16(i16s a, i16s b) noexcept {
  const v128_t low = wasm_u32x4_extmul_low_u16x8(a.v, b.v), high = wasm_u32x4_extmul_high_u16x8(a.v, b.v);
  return {pick<every_second<2, 1>>(low, high)};
}
static inline i32s madd(i16s a, i16s b) noexcept { return {wasm_i32x4_dot_i16x8(a.v, b.v)}; }
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept { return add(acc, madd(a, b)); }
static inline i16s even_u8(u8s a) noexcept { return {wasm_v128_and(a.v, wasm_i16x8_splat(255))}; }
static inline i16s odd_u8(u8s a) noexcept { return {wasm_u16x8_shr(a.v, 8)}; }
static inline i16s madd_u8(u8s a, u8s signed_b) noexcept {
  const v128_t even = wasm_i16x8_mul(even_u8(a).v, wasm_i16x8_shr(wasm_i16x8_shl(signed_b.v, 8), 8));
  return {wasm_i16x8_add(even, wasm_i16x8_mul(odd_u8(a).v, wasm_i16x8_shr(signed_b.v, 8)))};
}
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  const v128_t low = wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(a.v), wasm_i16x8_extend_low_i8x16(signed_b.v));
  const v128_t high = wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(a.v), wasm_i16x8_extend_high_i8x16(signed_b.v));
  const v128_t fours = wasm_i32x4_add(pick<every_second<4, 0>>(low, high), pick<every_second<4, 1>>(low, high));
  return {wasm_i32x4_add(acc.v, fours)};
}
static inline u8s minimum(u8s a, u8s b) noexcept { return {wasm_u8x16_min(a.v, b.v)}; }
static inline u8s maximum(u8s a, u8s b) noexcept { return {wasm_u8x16_max(a.v, b.v)}; }
static inline u64 unequal(u8s a, u8s b) noexcept { return wasm_i8x16_bitmask(wasm_i8x16_ne(a.v, b.v)); }

// ---- conversions ---------------------------------------------------------------------------------------------------

static inline f32s to_f32(i32s a) noexcept { return {wasm_f32x4_convert_i32x4(a.v)}; }
static inline i32s round_i32(f32s a) noexcept { return {wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(a.v))}; }
static inline i32s trunc_i32(f32s a) noexcept { return {wasm_i32x4_trunc_sat_f32x4(a.v)}; }
template <int Part>
static inline i32s widen_u8(u8s a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  const v128_t half = Part < 2 ? wasm_u16x8_extend_low_u8x16(a.v) : wasm_u16x8_extend_high_u8x16(a.v);
  return {Part % 2 == 0 ? wasm_u32x4_extend_low_u16x8(half) : wasm_u32x4_extend_high_u16x8(half)};
}
/// The same in each block of 16 bytes: block k of the result is quarter Part of block k.
template <int Part>
static inline i32s widen_blocks_u8(u8s a) noexcept {
  return widen_u8<Part>(a);
}
static inline i16s narrow_i16(i32s low, i32s high) noexcept { return {wasm_i16x8_narrow_i32x4(low.v, high.v)}; }
static inline u8s narrow_u8(i16s low, i16s high) noexcept { return {wasm_u8x16_narrow_i16x8(low.v, high.v)}; }
static inline u8s narrow_blocks_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  return narrow_u8(narrow_i16(a, b), narrow_i16(c, d));
}
static inline u8s narrow_u8(i32s a, i32s b, i32s c, i32s d) noexcept { return narrow_blocks_u8(a, b, c, d); }
static inline i16s low_words(i32s a, i32s b) noexcept { return narrow_i16(a, b); }
static inline i16s high_words(i32s a, i32s b) noexcept { return narrow_i16(shift_right<16>(a), shift_right<16>(b)); }
template <int N>
static inline u8s shift_blocks_u8(i16s a, i16s b) noexcept {
  return narrow_u8({wasm_i16x8_shr(a.v, N)}, {wasm_i16x8_shr(b.v, N)});
}
template <int N>
static inline u8s round_blocks_u8(i16s a, i16s b) noexcept {
  const v128_t scale = wasm_i16x8_splat(1 << (15 - N));
  return narrow_u8({wasm_i16x8_q15mulr_sat(a.v, scale)}, {wasm_i16x8_q15mulr_sat(b.v, scale)});
}

// ---- order ---------------------------------------------------------------------------------------------------------

static inline u8s reverse(u8s a) noexcept {
  return {wasm_i8x16_shuffle(a.v, a.v, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)};
}
static inline f32s pick_lanes(f32s a, i32s where) noexcept {
  // bytes 4 * w to 4 * w + 3 of lane w
  const v128_t first = wasm_i32x4_mul(where.v, wasm_i32x4_splat(0x04040404));
  return {wasm_i8x16_swizzle(a.v, wasm_i32x4_add(first, wasm_i32x4_splat(0x03020100)))};
}
static inline i32s reverse(i32s a) noexcept { return {wasm_i32x4_shuffle(a.v, a.v, 3, 2, 1, 0)}; }
static inline u8s shuffle_in_blocks(u8s a, u8s table) noexcept {
  return {wasm_i8x16_swizzle(a.v, wasm_v128_and(table.v, wasm_u8x16_splat(0x8f)))};  // it gives 0 for 16 and above
}
static inline u8s interleave_low(u8s a, u8s b) noexcept { return {pick<in_turn<1, 2, 0>>(a.v, b.v)}; }
static inline u8s interleave_high(u8s a, u8s b) noexcept { return {pick<in_turn<1, 2, 16>>(a.v, b.v)}; }
static inline i32s interleave_low(i32s a, i32s b) noexcept { return {pick<in_turn<4, 2, 0>>(a.v, b.v)}; }
static inline i32s interleave_high(i32s a, i32s b) noexcept { return {pick<in_turn<4, 2, 4>>(a.v, b.v)}; }
static inline i32s threes_first(i32s a) noexcept { return a; }
static inline u8s zip_low(u8s a, u8s b) noexcept { return interleave_low(a, b); }
static inline u8s zip_high(u8s a, u8s b) noexcept { return interleave_high(a, b); }
static inline i16s zip_low(i16s a, i16s b) noexcept { return {pick<in_turn<2, 2, 0>>(a.v, b.v)}; }
static inline i16s zip_high(i16s a, i16s b) noexcept { return {pick<in_turn<2, 2, 8>>(a.v, b.v)}; }
static inline void transpose_blocks(i32s (&r)[4]) noexcept {
  const i32s even_low = interleave_low(r[0], r[2]), even_high = interleave_high(r[0], r[2]);
  const i32s odd_low = interleave_low(r[1], r[3]), odd_high = interleave_high(r[1], r[3]);
  r[0] = interleave_low(even_low, odd_low);
  r[1] = interleave_high(even_low, odd_low);
  r[2] = interleave_low(even_high, odd_high);
  r[3] = interleave_high(even_high, odd_high);
}
static inline i16s as_i16(u8s a) noexcept { return {a.v}; }
static inline i16s as_i16(i32s a) noexcept { return {a.v}; }
static inline i32s as_i32(i16s a) noexcept { return {a.v}; }
static inline i32s as_i32(u8s a) noexcept { return {a.v}; }
static inline i32s as_i32(f32s a) noexcept { return {a.v}; }
static inline f32s as_f32(i32s a) noexcept { return {a.v}; }
static inline u8s as_u8(i16s a) noexcept { return {a.v}; }
static inline u8s as_u8(i32s a) noexcept { return {a.v}; }

// ---- across --------------------------------------------------------------------------------------------------------

/// f of the lanes 0 and 1, of 2 and 3, then of both; each time of the later and the earlier one.
template <class R, class F>
static inline R fold(R a, F f) noexcept {
  const R pairs = f(R{wasm_i32x4_shuffle(a.v, a.v, 1, 1, 3, 3)}, R{wasm_i32x4_shuffle(a.v, a.v, 0, 0, 2, 2)});
  return f(R{wasm_i32x4_shuffle(pairs.v, pairs.v, 2, 2, 2, 2)}, pairs);
}
static inline i32 reduce_add(i32s a) noexcept {
  return wasm_i32x4_extract_lane(fold(a, [](i32s x, i32s y) { return add(x, y); }).v, 0);
}
static inline i32 reduce_min(i32s a) noexcept {
  return wasm_i32x4_extract_lane(fold(a, [](i32s x, i32s y) { return minimum(x, y); }).v, 0);
}
static inline f32 reduce_max(f32s a) noexcept {  // of equal ones the earliest: 0 and -0 are equal
  return wasm_f32x4_extract_lane(fold(a, [](f32s x, f32s y) { return maximum(x, y); }).v, 0);
}

#include "plain_stream.inl"

#include "plain_bytes.inl"
#include "plain_look_up_256.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "plain.inl"

}  // namespace eido::simd::wasm

#endif  // EIDO_WASM
