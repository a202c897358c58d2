// SPDX-License-Identifier: MIT
#pragma once

#include "../region.hpp"

#if EIDO_ARM

#include <arm_neon.h>

#include <cstring>

#include "../../base/types.hpp"

// Registers, memory, integers and order of the NEON tiers; see neon.hpp.

EIDO_REGION_NEON
namespace eido::inline EIDO_ABI::simd::neon {

inline constexpr int lanes = 4;
inline constexpr bool has_dot4 = false;
inline constexpr bool has_byte_shuffle = true;

struct f32s {
  float32x4_t v;
};
struct i32s {
  int32x4_t v;
};
struct i16s {
  int16x8_t v;
};
struct u8s {
  uint8x16_t v;
};
struct mask {
  uint32x4_t v;
};

// ---- memory --------------------------------------------------------------------------------------------------------

// As bytes: armv7 may trap a word at an odd address.
template <class T>
static inline uint8x16_t load_bytes(const T* p) noexcept {
  return vld1q_u8(reinterpret_cast<const u8*>(p));
}
static inline f32s load(const f32* p) noexcept { return {vreinterpretq_f32_u8(load_bytes(p))}; }
static inline i32s load(const i32* p) noexcept { return {vreinterpretq_s32_u8(load_bytes(p))}; }
static inline i16s load(const i16* p) noexcept { return {vreinterpretq_s16_u8(load_bytes(p))}; }
static inline u8s load(const u8* p) noexcept { return {load_bytes(p)}; }

template <class T, class R>
static inline void store(T* p, R a) noexcept {
  static_assert(sizeof(T) == sizeof a.v[0]);
  vst1q_u8(reinterpret_cast<u8*>(p), reinterpret_cast<uint8x16_t>(a.v));
}

template <class T>
static inline auto load_first(const T* p, index n) noexcept {
  T x[16 / sizeof(T)] = {};
  std::memcpy(x, p, static_cast<std::size_t>(n) * sizeof(T));
  return load(x);
}
template <class T, class R>
static inline void store_first(T* p, R a, index n) noexcept {
  T x[16 / sizeof(T)];
  store(x, a);
  std::memcpy(p, x, static_cast<std::size_t>(n) * sizeof(T));
}

static inline i32s load_u8_i32(const u8* p) noexcept {
  u32 four;
  std::memcpy(&four, p, sizeof four);
  const uint8x8_t bytes = vreinterpret_u8_u32(vdup_n_u32(four));
  return {vreinterpretq_s32_u32(vmovl_u16(vget_low_u16(vmovl_u8(bytes))))};
}
static inline i16s load_u8_i16(const u8* p) noexcept { return {vreinterpretq_s16_u16(vmovl_u8(vld1_u8(p)))}; }
static inline void store_i32_u8(u8* p, i32s a) noexcept {
  const uint16x4_t words = vqmovun_s32(a.v);
  const u32 four = vget_lane_u32(vreinterpret_u32_u8(vqmovn_u16(vcombine_u16(words, words))), 0);
  std::memcpy(p, &four, sizeof four);
}

inline constexpr bool splits_channels = true;
static inline u8s load_blocks(const u8* const* p, index at) noexcept { return load(p[0] + at); }
static inline void store_blocks(u8* const* p, index at, u8s a) noexcept { store(p[0] + at, a); }

// One instruction each: g++ takes them for longer than they are.
template <int Channels>
__attribute__((always_inline)) static inline void load_channels(const u8* p, u8s (&out)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  const auto planes = [p] {
    if constexpr (Channels == 2) return vld2q_u8(p);
    if constexpr (Channels == 3) return vld3q_u8(p);
    if constexpr (Channels == 4) return vld4q_u8(p);
  }();
  for (int c = 0; c < Channels; ++c) out[c].v = planes.val[c];
}
template <int Channels>
__attribute__((always_inline)) static inline void store_channels(u8* p, const u8s (&in)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  if constexpr (Channels == 2) vst2q_u8(p, (uint8x16x2_t{{in[0].v, in[1].v}}));
  if constexpr (Channels == 3) vst3q_u8(p, (uint8x16x3_t{{in[0].v, in[1].v, in[2].v}}));
  if constexpr (Channels == 4) vst4q_u8(p, (uint8x16x4_t{{in[0].v, in[1].v, in[2].v, in[3].v}}));
}
template <int Channels>
__attribute__((always_inline)) static inline void load_channels(const i32* p, i32s (&out)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  const auto planes = [p] {
    if constexpr (Channels == 2) return vld2q_s32(p);
    if constexpr (Channels == 3) return vld3q_s32(p);
    if constexpr (Channels == 4) return vld4q_s32(p);
  }();
  for (int c = 0; c < Channels; ++c) out[c].v = planes.val[c];
}
template <int Channels>
__attribute__((always_inline)) static inline void store_channels(i32* p, const i32s (&in)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  if constexpr (Channels == 2) vst2q_s32(p, (int32x4x2_t{{in[0].v, in[1].v}}));
  if constexpr (Channels == 3) vst3q_s32(p, (int32x4x3_t{{in[0].v, in[1].v, in[2].v}}));
  if constexpr (Channels == 4) vst4q_s32(p, (int32x4x4_t{{in[0].v, in[1].v, in[2].v, in[3].v}}));
}

static inline u8s load_blocks(const u8* p, index) noexcept { return load(p); }
static inline void store_blocks(u8* p, index, u8s a) noexcept { store(p, a); }

// ---- one value in every lane ---------------------------------------------------------------------------------------

static inline f32s set_f32(f32 x) noexcept { return {vdupq_n_f32(x)}; }
static inline i32s set_i32(i32 x) noexcept { return {vdupq_n_s32(x)}; }
static inline i16s set_i16(i16 x) noexcept { return {vdupq_n_s16(x)}; }
static inline u8s set_u8(u8 x) noexcept { return {vdupq_n_u8(x)}; }
static inline i32s iota() noexcept {
  const i32 x[4] = {0, 1, 2, 3};
  return load(x);
}

// ---- i32 -----------------------------------------------------------------------------------------------------------

static inline i32s add(i32s a, i32s b) noexcept { return {vaddq_s32(a.v, b.v)}; }
static inline i32s sub(i32s a, i32s b) noexcept { return {vsubq_s32(a.v, b.v)}; }
static inline i32s mul(i32s a, i32s b) noexcept { return {vmulq_s32(a.v, b.v)}; }
static inline i32s minimum(i32s a, i32s b) noexcept { return {vminq_s32(a.v, b.v)}; }
static inline i32s maximum(i32s a, i32s b) noexcept { return {vmaxq_s32(a.v, b.v)}; }
template <int N>
static inline i32s shift_left(i32s a) noexcept {
  return {vshlq_n_s32(a.v, N)};
}
static inline i32s shift_right_by(i32s a, int n) noexcept { return {vshlq_s32(a.v, vdupq_n_s32(-n))}; }
template <int N>
static inline i32s shift_right(i32s a) noexcept {
  if constexpr (N == 0) {
    return a;
  } else {
    return {vshrq_n_s32(a.v, N)};
  }
}
template <int N>
static inline i32s shift_add(i32s acc, i32s a) noexcept {
  return {vsraq_n_s32(acc.v, a.v, N)};
}
static inline i32s bit_and(i32s a, i32s b) noexcept { return {vandq_s32(a.v, b.v)}; }
static inline i32s bit_or(i32s a, i32s b) noexcept { return {vorrq_s32(a.v, b.v)}; }

static inline i32 reduce_add(i32s a) noexcept {
  const int32x2_t sums = vadd_s32(vget_low_s32(a.v), vget_high_s32(a.v));
  return vget_lane_s32(vpadd_s32(sums, sums), 0);
}
static inline i32 reduce_min(i32s a) noexcept {
  const int32x2_t least = vmin_s32(vget_low_s32(a.v), vget_high_s32(a.v));
  return vget_lane_s32(vpmin_s32(least, least), 0);
}

// ---- i16 and bytes -------------------------------------------------------------------------------------------------

static inline i16s add(i16s a, i16s b) noexcept { return {vaddq_s16(a.v, b.v)}; }

inline constexpr bool pairs_apart = true;
struct pair_sums {
  int32x4_t low, high;
};
static inline pair_sums multiply(i16s a, i16s b) noexcept {
#if defined(__aarch64__)
  return {vmull_s16(vget_low_s16(a.v), vget_low_s16(b.v)), vmull_high_s16(a.v, b.v)};
#else
  return {vmull_s16(vget_low_s16(a.v), vget_low_s16(b.v)), vmull_s16(vget_high_s16(a.v), vget_high_s16(b.v))};
#endif
}
static inline i16s mul(i16s a, i16s b) noexcept { return {vmulq_s16(a.v, b.v)}; }
static inline i16s mul_high_u16(i16s a, i16s b) noexcept {
  const uint16x8_t x = vreinterpretq_u16_s16(a.v), y = vreinterpretq_u16_s16(b.v);
  const uint32x4_t low = vmull_u16(vget_low_u16(x), vget_low_u16(y));
  const uint32x4_t high = vmull_u16(vget_high_u16(x), vget_high_u16(y));
  return {vreinterpretq_s16_u16(vcombine_u16(vshrn_n_u32(low, 16), vshrn_n_u32(high, 16)))};
}
/// Neighbours added: those of low, then those of high.
static inline int32x4_t add_pairs(int32x4_t low, int32x4_t high) noexcept {
#if defined(__aarch64__)
  return vpaddq_s32(low, high);
#else
  return vcombine_s32(vpadd_s32(vget_low_s32(low), vget_high_s32(low)),
                      vpadd_s32(vget_low_s32(high), vget_high_s32(high)));
#endif
}
static inline i32s madd(i16s a, i16s b) noexcept {
  const pair_sums p = multiply(a, b);
  return {add_pairs(p.low, p.high)};
}
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept {
  const pair_sums p = multiply(a, b);
  return {vaddq_s32(acc.v, add_pairs(p.low, p.high))};
}
static inline i16s madd_u8(i16s acc, u8s a, u8s signed_b) noexcept {
  const int16x8_t even = vreinterpretq_s16_u16(vandq_u16(vreinterpretq_u16_u8(a.v), vdupq_n_u16(255)));
  const int16x8_t odd = vreinterpretq_s16_u16(vshrq_n_u16(vreinterpretq_u16_u8(a.v), 8));
  const int16x8_t pairs = vreinterpretq_s16_u8(signed_b.v);
  return {vmlaq_s16(vmlaq_s16(acc.v, even, vshrq_n_s16(vshlq_n_s16(pairs, 8), 8)), odd, vshrq_n_s16(pairs, 8))};
}
static inline i16s madd_u8(u8s a, u8s signed_b) noexcept { return madd_u8(i16s{vdupq_n_s16(0)}, a, signed_b); }

static inline i32s low(pair_sums a) noexcept { return {a.low}; }
static inline i32s high(pair_sums a) noexcept { return {a.high}; }
static inline pair_sums pairs_of(i32 even) noexcept { return {vdupq_n_s32(even / 2), vdupq_n_s32(even / 2)}; }
static inline pair_sums madd(pair_sums acc, i16s a, i16s b) noexcept {
  const int32x4_t low = vmlal_s16(acc.low, vget_low_s16(a.v), vget_low_s16(b.v));
#if defined(__aarch64__)
  return {low, vmlal_high_s16(acc.high, a.v, b.v)};
#else
  return {low, vmlal_s16(acc.high, vget_high_s16(a.v), vget_high_s16(b.v))};
#endif
}
static inline i32s total(pair_sums a) noexcept { return {add_pairs(a.low, a.high)}; }

struct words {
  int16x4_t v;
};
template <int Count>
static inline words load_words(const i32* p) noexcept {
  static_assert(Count == 2 || Count == 4);
  return {vreinterpret_s16_s32(Count == 2 ? vld1_dup_s32(p) : vld1_s32(p))};
}
template <int I>
static inline pair_sums madd(pair_sums acc, i16s a, words b) noexcept {
  const int32x4_t low = vmlal_lane_s16(acc.low, vget_low_s16(a.v), b.v, I);
#if defined(__aarch64__)
  return {low, vmlal_high_lane_s16(acc.high, a.v, b.v, I)};
#else
  return {low, vmlal_lane_s16(acc.high, vget_high_s16(a.v), b.v, I)};
#endif
}
template <int I>
static inline i16s muladd(i16s acc, i16s a, words b) noexcept {
  return {vmlaq_lane_s16(acc.v, a.v, b.v, I)};
}
template <int I>
static inline pair_sums multiply(i16s a, words b) noexcept {
  const int32x4_t low = vmull_lane_s16(vget_low_s16(a.v), b.v, I);
#if defined(__aarch64__)
  return {low, vmull_high_lane_s16(a.v, b.v, I)};
#else
  return {low, vmull_lane_s16(vget_high_s16(a.v), b.v, I)};
#endif
}
template <int I>
static inline i16s mul(i16s a, words b) noexcept {
  return {vmulq_lane_s16(a.v, b.v, I)};
}
template <int N>
static inline u8s round_blocks_u8(i16s a, i16s b) noexcept {
#if defined(__aarch64__)
  return {vqrshrun_high_n_s16(vqrshrun_n_s16(a.v, N), b.v, N)};
#else
  return {vcombine_u8(vqrshrun_n_s16(a.v, N), vqrshrun_n_s16(b.v, N))};
#endif
}
static inline u8s even_bytes(u8s a, u8s b) noexcept { return {vuzpq_u8(a.v, b.v).val[0]}; }
static inline u8s odd_bytes(u8s a, u8s b) noexcept { return {vuzpq_u8(a.v, b.v).val[1]}; }

static inline i16s even_u8(u8s a) noexcept {
  return {vreinterpretq_s16_u16(vandq_u16(vreinterpretq_u16_u8(a.v), vdupq_n_u16(255)))};
}
static inline i16s odd_u8(u8s a) noexcept { return {vreinterpretq_s16_u16(vshrq_n_u16(vreinterpretq_u16_u8(a.v), 8))}; }
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  const int8x16_t b = vreinterpretq_s8_u8(signed_b.v);  // a product of bytes, 255 * -128 at the least, fits 16 bits
  const int16x8_t low = vmulq_s16(vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(a.v))), vmovl_s8(vget_low_s8(b)));
  const int16x8_t high = vmulq_s16(vreinterpretq_s16_u16(vmovl_u8(vget_high_u8(a.v))), vmovl_s8(vget_high_s8(b)));
  return {vaddq_s32(acc.v, add_pairs(vpaddlq_s16(low), vpaddlq_s16(high)))};
}

static inline u8s minimum(u8s a, u8s b) noexcept { return {vminq_u8(a.v, b.v)}; }
static inline u8s maximum(u8s a, u8s b) noexcept { return {vmaxq_u8(a.v, b.v)}; }
static inline u64 unequal(u8s a, u8s b) noexcept {
  static constexpr u8 bit[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t found = vbicq_u8(vld1q_u8(bit), vceqq_u8(a.v, b.v));
  uint8x8_t sums = vpadd_u8(vget_low_u8(found), vget_high_u8(found));
  sums = vpadd_u8(sums, sums);
  return vget_lane_u16(vreinterpret_u16_u8(vpadd_u8(sums, sums)), 0);
}

template <int Part>
static inline i32s widen_u8(u8s a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  const uint16x8_t half = vmovl_u8(Part < 2 ? vget_low_u8(a.v) : vget_high_u8(a.v));
  return {vreinterpretq_s32_u32(vmovl_u16(Part % 2 == 0 ? vget_low_u16(half) : vget_high_u16(half)))};
}
/// The same in each block of 16 bytes: block k of the result is quarter Part of block k.
template <int Part>
static inline i32s widen_blocks_u8(u8s a) noexcept {
  return widen_u8<Part>(a);
}
static inline i16s narrow_i16(i32s low, i32s high) noexcept {
  return {vcombine_s16(vqmovn_s32(low.v), vqmovn_s32(high.v))};
}
static inline u8s narrow_u8(i16s low, i16s high) noexcept {
  return {vcombine_u8(vqmovun_s16(low.v), vqmovun_s16(high.v))};
}
static inline u8s narrow_blocks_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  return narrow_u8(narrow_i16(a, b), narrow_i16(c, d));
}
static inline u8s narrow_u8(i32s a, i32s b, i32s c, i32s d) noexcept { return narrow_blocks_u8(a, b, c, d); }
static inline i16s low_words(i32s a, i32s b) noexcept {
  return {vuzpq_s16(vreinterpretq_s16_s32(a.v), vreinterpretq_s16_s32(b.v)).val[0]};
}
static inline i16s high_words(i32s a, i32s b) noexcept {
  return {vuzpq_s16(vreinterpretq_s16_s32(a.v), vreinterpretq_s16_s32(b.v)).val[1]};
}
template <int N>
static inline u8s shift_blocks_u8(i16s a, i16s b) noexcept {
#if defined(__aarch64__)
  return {vqshrun_high_n_s16(vqshrun_n_s16(a.v, N), b.v, N)};
#else
  return {vcombine_u8(vqshrun_n_s16(a.v, N), vqshrun_n_s16(b.v, N))};
#endif
}

// ---- order ---------------------------------------------------------------------------------------------------------

static inline u8s reverse(u8s a) noexcept {
#if defined(__aarch64__)
  const uint8x16_t places = {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
  return {vqtbl1q_u8(a.v, places)};
#else
  const uint8x16_t halves = vrev64q_u8(a.v);
  return {vextq_u8(halves, halves, 8)};
#endif
}
static inline f32s pick_lanes(f32s a, i32s where) noexcept {
  // bytes 4 * w to 4 * w + 3 of lane w
  const int32x4_t places = vmlaq_n_s32(vdupq_n_s32(0x03020100), where.v, 0x04040404);
  const uint8x16_t from = vreinterpretq_u8_f32(a.v), at = vreinterpretq_u8_s32(places);
#if defined(__aarch64__)
  return {vreinterpretq_f32_u8(vqtbl1q_u8(from, at))};
#else
  const uint8x8x2_t halves = {{vget_low_u8(from), vget_high_u8(from)}};
  return {vreinterpretq_f32_u8(vcombine_u8(vtbl2_u8(halves, vget_low_u8(at)), vtbl2_u8(halves, vget_high_u8(at))))};
#endif
}
static inline i32s reverse(i32s a) noexcept {
#if defined(__aarch64__)
  const uint8x16_t places = {12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3};
  return {vreinterpretq_s32_u8(vqtbl1q_u8(vreinterpretq_u8_s32(a.v), places))};
#else
  const int32x4_t halves = vrev64q_s32(a.v);
  return {vextq_s32(halves, halves, 2)};
#endif
}
static inline u8s shuffle_in_blocks(u8s a, u8s table) noexcept {
  const uint8x16_t from = vandq_u8(table.v, vdupq_n_u8(0x8f));  // the instruction gives 0 for 16 and above
#if defined(__aarch64__)
  return {vqtbl1q_u8(a.v, from)};
#else
  const uint8x8x2_t bytes = {{vget_low_u8(a.v), vget_high_u8(a.v)}};
  return {vcombine_u8(vtbl2_u8(bytes, vget_low_u8(from)), vtbl2_u8(bytes, vget_high_u8(from)))};
#endif
}
static inline u8s interleave_low(u8s a, u8s b) noexcept { return {vzipq_u8(a.v, b.v).val[0]}; }
static inline u8s interleave_high(u8s a, u8s b) noexcept { return {vzipq_u8(a.v, b.v).val[1]}; }
static inline i32s interleave_low(i32s a, i32s b) noexcept { return {vzipq_s32(a.v, b.v).val[0]}; }
static inline i32s interleave_high(i32s a, i32s b) noexcept { return {vzipq_s32(a.v, b.v).val[1]}; }
static inline u8s zip_low(u8s a, u8s b) noexcept { return interleave_low(a, b); }
static inline u8s zip_high(u8s a, u8s b) noexcept { return interleave_high(a, b); }
static inline i16s zip_low(i16s a, i16s b) noexcept { return {vzipq_s16(a.v, b.v).val[0]}; }
static inline i16s zip_high(i16s a, i16s b) noexcept { return {vzipq_s16(a.v, b.v).val[1]}; }
static inline void transpose_blocks(i32s (&r)[4]) noexcept {
  const int32x4x2_t low = vtrnq_s32(r[0].v, r[1].v), high = vtrnq_s32(r[2].v, r[3].v);  // 00 10 02 12 | 01 11 03 13
#if defined(__aarch64__)
  const auto pairs = [](int32x4_t x) { return vreinterpretq_s64_s32(x); };
  for (int i = 0; i < 2; ++i) {
    r[i] = {vreinterpretq_s32_s64(vtrn1q_s64(pairs(low.val[i]), pairs(high.val[i])))};
    r[i + 2] = {vreinterpretq_s32_s64(vtrn2q_s64(pairs(low.val[i]), pairs(high.val[i])))};
  }
#else
  r[0] = {vcombine_s32(vget_low_s32(low.val[0]), vget_low_s32(high.val[0]))};
  r[1] = {vcombine_s32(vget_low_s32(low.val[1]), vget_low_s32(high.val[1]))};
  r[2] = {vcombine_s32(vget_high_s32(low.val[0]), vget_high_s32(high.val[0]))};
  r[3] = {vcombine_s32(vget_high_s32(low.val[1]), vget_high_s32(high.val[1]))};
#endif
}
static inline i16s as_i16(u8s a) noexcept { return {vreinterpretq_s16_u8(a.v)}; }
static inline i16s as_i16(i32s a) noexcept { return {vreinterpretq_s16_s32(a.v)}; }
static inline i32s as_i32(i16s a) noexcept { return {vreinterpretq_s32_s16(a.v)}; }
static inline i32s threes_first(i32s a) noexcept { return a; }
static inline i32s as_i32(u8s a) noexcept { return {vreinterpretq_s32_u8(a.v)}; }
static inline u8s as_u8(i16s a) noexcept { return {vreinterpretq_u8_s16(a.v)}; }
static inline u8s as_u8(i32s a) noexcept { return {vreinterpretq_u8_s32(a.v)}; }

#include "plain_dots.inl"

#if defined(__aarch64__)
inline constexpr bool has_look_up = true;
struct bytes64 {
  uint8x16x4_t v;
};
static inline bytes64 load_64(const u8* p) noexcept { return {vld1q_u8_x4(p)}; }
static inline u8s look_up(bytes64 from, u8s where) noexcept { return {vqtbl4q_u8(from.v, where.v)}; }
template <int Half>
static inline i16s mix_u8(u8s a, u8s b, i16s w) noexcept {
  // the instruction gives the high half of the doubled product of the difference times 128 and w
  const auto times_128 = [](u8s x) {
    return vreinterpretq_s16_u16(Half == 0 ? vshll_n_u8(vget_low_u8(x.v), 7) : vshll_high_n_u8(x.v, 7));
  };
  const int16x8_t from = times_128(a);
  return {vaddq_s16(from, vqdmulhq_s16(vsubq_s16(times_128(b), from), w.v))};
}
/// Not for -32768 times -32768, whose double saturates.
static inline i16s mul_high(i16s a, i16s b) noexcept { return {vshrq_n_s16(vqdmulhq_s16(a.v, b.v), 1)}; }
static inline i16s add_high(i16s acc, i16s a, i16s b) noexcept {
  return {vsraq_n_s16(acc.v, vqdmulhq_s16(a.v, b.v), 1)};
}
template <int N>
static inline u8s round_u8(i16s low, i16s high) noexcept {
  return round_blocks_u8<N>(low, high);
}
#else
static inline i16s mul_high(i16s a, i16s b) noexcept {
  const pair_sums p = multiply(a, b);
  return {vuzpq_s16(vreinterpretq_s16_s32(p.low), vreinterpretq_s16_s32(p.high)).val[1]};
}
#include "plain_look_up.inl"
#endif
#include "plain_look_up_256.inl"

}  // namespace eido::simd::neon
EIDO_REGION_END

#endif  // EIDO_ARM
