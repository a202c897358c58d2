// SPDX-License-Identifier: MIT
// The verbs of isa/plain_convert.inl by NEON's own instructions, included inside of its namespace.

/// widen_u8 by one instruction, which needs a register for its table: where there are some left.
template <int Part>
static inline i32s spread_u8(u8s a) noexcept {
#if defined(__aarch64__)
  constexpr u8 x = 4 * Part;  // numbers of 16 and above give 0
  const uint8x16_t places = {x, 16, 16, 16, x + 1, 16, 16, 16, x + 2, 16, 16, 16, x + 3, 16, 16, 16};
  return {vreinterpretq_s32_u8(vqtbl1q_u8(a.v, places))};
#else
  return widen_u8<Part>(a);
#endif
}
static inline void blocks_f32(u8s a, f32s (&out)[4]) noexcept {
  out[0] = to_f32(spread_u8<0>(a));
  out[1] = to_f32(spread_u8<1>(a));
  out[2] = to_f32(spread_u8<2>(a));
  out[3] = to_f32(spread_u8<3>(a));
}
static inline void load_u8_f32(const u8* p, f32s (&out)[4]) noexcept { blocks_f32(load(p), out); }

/// Cut to a multiple of 2^-24 and clamped to 0 .. 2^8 - 2^-24: the first byte is the whole part. NaN gives 0.
template <bool Calm = false>
static inline u8s trunc_u8(const f32s (&a)[4]) noexcept {
  const auto fixed = [&a](int k) { return vreinterpretq_u16_u32(vcvtq_n_u32_f32(a[k].v, 24)); };
  const uint16x8_t low = vuzpq_u16(fixed(0), fixed(1)).val[1], high = vuzpq_u16(fixed(2), fixed(3)).val[1];
  return {vuzpq_u8(vreinterpretq_u8_u16(low), vreinterpretq_u8_u16(high)).val[1]};
}
static inline u8s rint_u8(const f32s (&a)[4]) noexcept {
#if defined(__aarch64__)
  const auto words = [&a](int k) {  // clamped twice
    return vqmovn_high_u32(vqmovn_u32(vcvtnq_u32_f32(a[k].v)), vcvtnq_u32_f32(a[k + 1].v));
  };
  return {vqmovn_high_u16(vqmovn_u16(words(0)), words(2))};
#else
  return narrow_u8(round_i32(a[0]), round_i32(a[1]), round_i32(a[2]), round_i32(a[3]));
#endif
}

template <bool Calm = false>
static inline u8s trunc_blocks_u8(const f32s (&a)[4]) noexcept {
  return trunc_u8(a);
}
template <bool Calm = false>
static inline u8s rint_blocks_u8(const f32s (&a)[4]) noexcept {
  return rint_u8(a);
}

template <int Half>
static inline i16s mul_u8(u8s a, u8s b) noexcept {
#if defined(__aarch64__)
  if constexpr (Half == 1) return {vreinterpretq_s16_u16(vmull_high_u8(a.v, b.v))};
#endif
  const auto half = [](uint8x16_t x) { return Half == 0 ? vget_low_u8(x) : vget_high_u8(x); };
  return {vreinterpretq_s16_u16(vmull_u8(half(a.v), half(b.v)))};
}
template <int Half>
static inline i16s muladd_u8(i16s acc, u8s a, u8s b) noexcept {
  const uint16x8_t sums = vreinterpretq_u16_s16(acc.v);
#if defined(__aarch64__)
  if constexpr (Half == 1) return {vreinterpretq_s16_u16(vmlal_high_u8(sums, a.v, b.v))};
#endif
  const auto half = [](uint8x16_t x) { return Half == 0 ? vget_low_u8(x) : vget_high_u8(x); };
  return {vreinterpretq_s16_u16(vmlal_u8(sums, half(a.v), half(b.v)))};
}
template <int Half>
static inline i16s sub_u8(u8s a, u8s b) noexcept {
#if defined(__aarch64__)
  if constexpr (Half == 1) return {vreinterpretq_s16_u16(vsubl_high_u8(a.v, b.v))};
#endif
  const auto half = [](uint8x16_t x) { return Half == 0 ? vget_low_u8(x) : vget_high_u8(x); };
  return {vreinterpretq_s16_u16(vsubl_u8(half(a.v), half(b.v)))};
}
/// (t + ((t + 128) >> 8) + 128) >> 8.
static inline u8s over_255(i16s low, i16s high) noexcept {
  const auto sum = [](i16s t) {
    const uint16x8_t x = vreinterpretq_u16_s16(t.v);
    return vrsraq_n_u16(x, x, 8);
  };
#if defined(__aarch64__)
  return {vrshrn_high_n_u16(vrshrn_n_u16(sum(low), 8), sum(high), 8)};
#else
  return {vcombine_u8(vrshrn_n_u16(sum(low), 8), vrshrn_n_u16(sum(high), 8))};
#endif
}

static inline i16s add_neighbours(u8s a) noexcept { return {vreinterpretq_s16_u16(vpaddlq_u8(a.v))}; }
static inline i16s add_neighbours(i16s acc, u8s a) noexcept {
  return {vreinterpretq_s16_u16(vpadalq_u8(vreinterpretq_u16_s16(acc.v), a.v))};
}

template <int N, int Channels>
static inline void store_rounded(u8* p, const i16s (&a)[Channels]) noexcept {
  const auto rounded = [&a](int c) { return vqrshrun_n_s16(a[c].v, N); };
  if constexpr (Channels == 1) vst1_u8(p, rounded(0));
  if constexpr (Channels == 2) vst2_u8(p, (uint8x8x2_t{{rounded(0), rounded(1)}}));
  if constexpr (Channels == 3) vst3_u8(p, (uint8x8x3_t{{rounded(0), rounded(1), rounded(2)}}));
  if constexpr (Channels == 4) vst4_u8(p, (uint8x8x4_t{{rounded(0), rounded(1), rounded(2), rounded(3)}}));
}

#if defined(__aarch64__)
static inline void widen_f64(f32s a, f64s (&out)[2]) noexcept {
  out[0] = {vcvt_f64_f32(vget_low_f32(a.v))};
  out[1] = {vcvt_high_f64_f32(a.v)};
}
static inline void load_f32_f64(const f32* p, f64s (&out)[2]) noexcept { widen_f64(load(p), out); }
static inline void store_f64_f32(f32* p, f64s low, f64s high) noexcept {
  store(p, f32s{vcvt_high_f32_f64(vcvt_f32_f64(low.v), high.v)});
}
/// Clamped by what it is converted to: unsigned, then 32 bits, then 16.
static inline i32s round_u16(f64s low, f64s high) noexcept {
  const auto whole = [](f64s a) { return vcvtq_u64_f64(vaddq_f64(a.v, vdupq_n_f64(0.5))); };
  const uint32x4_t words = vqmovn_high_u64(vqmovn_u64(whole(low)), whole(high));
  return {vreinterpretq_s32_u32(vminq_u32(words, vdupq_n_u32(65535)))};
}
#else
#include "plain_doubles.inl"
#endif
