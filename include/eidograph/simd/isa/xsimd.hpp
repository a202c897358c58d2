// SPDX-License-Identifier: MIT
#pragma once

#include "../tier_list.hpp"

#if EIDO_TIER_xsimd

#include <xsimd/xsimd.hpp>

#include "scalar.hpp"

// The vocabulary over xsimd's batches, for architectures that have no file here: as wide as the compiler's flags make a
// batch. Only what means the same in xsimd 8.1 to 14 is used, for 32-bit lanes; everything else is isa/scalar.hpp,
// which also defines what each verb means, in blocks of 16 bytes. zip_lo and zip_hi changed their meaning in 10.
//
// armv7's NEON takes denormals for zeros: here add, sub, mul and the float comparisons do so.

// In this namespace the library's own is ::xsimd.
namespace eido::inline EIDO_ABI::simd::xsimd {

using float_batch = ::xsimd::batch<f32>;
using int_batch = ::xsimd::batch<i32>;

inline constexpr int lanes = static_cast<int>(float_batch::size);
inline constexpr bool has_fma = false;
inline constexpr bool has_dot4 = false;
inline constexpr bool has_byte_shuffle = false;
static_assert(lanes % 4 == 0 && int_batch::size == float_batch::size);

struct f32s {
  float_batch v;
};
struct i32s {
  int_batch v;
};
struct mask {
  ::xsimd::batch_bool<f32> v;
};
template <class Block>
struct blocks {
  Block block[lanes / 4];
};
using i16s = blocks<scalar::i16s>;
using u8s = blocks<scalar::u8s>;

/// The way from and to a user's own batches.
static inline float_batch to_batch(f32s a) noexcept { return a.v; }
static inline int_batch to_batch(i32s a) noexcept { return a.v; }
static inline f32s from_batch(float_batch a) noexcept { return {a}; }
static inline i32s from_batch(int_batch a) noexcept { return {a}; }

// ---- memory --------------------------------------------------------------------------------------------------------

template <class R, class F>
static inline R each_block(F f) noexcept {
  R r;
  for (int k = 0; k < lanes / 4; ++k) r.block[k] = f(k);
  return r;
}

static inline f32s load(const f32* p) noexcept { return {float_batch::load_unaligned(p)}; }
static inline i32s load(const i32* p) noexcept { return {int_batch::load_unaligned(p)}; }
static inline i16s load(const i16* p) noexcept {
  return each_block<i16s>([=](int k) { return scalar::load(p + 8 * k); });
}
static inline u8s load(const u8* p) noexcept {
  return each_block<u8s>([=](int k) { return scalar::load(p + 16 * k); });
}
static inline void store(f32* p, f32s a) noexcept { a.v.store_unaligned(p); }
static inline void store(i32* p, i32s a) noexcept { a.v.store_unaligned(p); }
template <class T, class Block>
static inline void store(T* p, const blocks<Block>& a) noexcept {
  static_assert(sizeof(T) == sizeof a.block[0].v[0]);
  std::memcpy(p, a.block, sizeof a.block);
}

// 32-bit lanes as blocks, and back.
using i32_blocks = blocks<scalar::i32s>;
static inline i32_blocks blocks_of(i32s a) noexcept {
  i32 x[lanes];
  store(x, a);
  return each_block<i32_blocks>([&](int k) { return scalar::load(x + 4 * k); });
}
template <class F>
static inline i32s each_i32_block(F f) noexcept {
  i32 x[lanes];
  store(x, each_block<i32_blocks>(f));
  return load(x);
}

template <class T>
static inline auto load_first(const T* p, index n) noexcept {
  T x[4 * lanes / sizeof(T)] = {};
  std::memcpy(x, p, static_cast<std::size_t>(n) * sizeof(T));
  return load(x);
}
template <class T, class R>
static inline void store_first(T* p, const R& a, index n) noexcept {
  T x[4 * lanes / sizeof(T)];
  store(x, a);
  std::memcpy(p, x, static_cast<std::size_t>(n) * sizeof(T));
}

static inline i32s load_u8_i32(const u8* p) noexcept {
  return each_i32_block([=](int k) { return scalar::load_u8_i32(p + 4 * k); });
}
static inline i16s load_u8_i16(const u8* p) noexcept {
  return each_block<i16s>([=](int k) { return scalar::load_u8_i16(p + 8 * k); });
}
static inline void store_i32_u8(u8* p, i32s a) noexcept {
  const i32_blocks x = blocks_of(a);
  for (int k = 0; k < lanes / 4; ++k) scalar::store_i32_u8(p + 4 * k, x.block[k]);
}

static inline u8s load_blocks(const u8* const* p, index at) noexcept {
  return each_block<u8s>([=](int k) { return scalar::load(p[4 * k] + at); });
}
static inline void store_blocks(u8* const* p, index at, const u8s& a) noexcept {
  for (int k = 0; k < lanes / 4; ++k) scalar::store(p[4 * k] + at, a.block[k]);
}

template <int Channels>
static inline void load_channels(const u8* p, u8s (&out)[Channels]) noexcept {
  for (int k = 0; k < lanes / 4; ++k) {
    scalar::u8s part[Channels];
    scalar::load_channels(p + 16 * Channels * k, part);
    for (int c = 0; c < Channels; ++c) out[c].block[k] = part[c];
  }
}
template <int Channels>
static inline void store_channels(u8* p, const u8s (&in)[Channels]) noexcept {
  for (int k = 0; k < lanes / 4; ++k) {
    scalar::u8s part[Channels];
    for (int c = 0; c < Channels; ++c) part[c] = in[c].block[k];
    scalar::store_channels(p + 16 * Channels * k, part);
  }
}
template <int Channels>
static inline void load_channels(const i32* p, i32s (&out)[Channels]) noexcept {
  i32 x[Channels][lanes];
  for (int i = 0; i < lanes * Channels; ++i) x[i % Channels][i / Channels] = p[i];
  for (int c = 0; c < Channels; ++c) out[c] = load(x[c]);
}
template <int Channels>
static inline void store_channels(i32* p, const i32s (&in)[Channels]) noexcept {
  i32 x[Channels][lanes];
  for (int c = 0; c < Channels; ++c) store(x[c], in[c]);
  for (int i = 0; i < lanes * Channels; ++i) p[i] = x[i % Channels][i / Channels];
}

static inline u8s load_blocks(const u8* p, index step) noexcept {
  return each_block<u8s>([=](int k) { return scalar::load(p + k * step); });
}
static inline void store_blocks(u8* p, index step, const u8s& a) noexcept {
  for (int k = 0; k < lanes / 4; ++k) scalar::store(p + k * step, a.block[k]);
}

// ---- one value in every lane ---------------------------------------------------------------------------------------

static inline f32s set_f32(f32 x) noexcept { return {float_batch(x)}; }
static inline i32s set_i32(i32 x) noexcept { return {int_batch(x)}; }
static inline i16s set_i16(i16 x) noexcept {
  return each_block<i16s>([=](int) { return scalar::set_i16(x); });
}
static inline u8s set_u8(u8 x) noexcept {
  return each_block<u8s>([=](int) { return scalar::set_u8(x); });
}
static inline i32s iota() noexcept {
  i32 x[lanes];
  for (int i = 0; i < lanes; ++i) x[i] = i;
  return load(x);
}

#include "plain_f64.inl"

// ---- comparisons and masks -----------------------------------------------------------------------------------------

template <class To, class From>
static inline ::xsimd::batch_bool<To> lanes_as(const From& m) noexcept {
#if XSIMD_VERSION_MAJOR < 9
  return ::xsimd::bool_cast(m);
#else
  return ::xsimd::batch_bool_cast<To>(m);
#endif
}
static inline mask greater(f32s a, f32s b) noexcept { return {a.v > b.v}; }
static inline mask equal(f32s a, f32s b) noexcept { return {a.v == b.v}; }
static inline mask is_nan(f32s a) noexcept { return {!(a.v == a.v)}; }  // AVX's != is false for NaN in 8.1
static inline mask greater(i32s a, i32s b) noexcept { return {lanes_as<f32>(a.v > b.v)}; }
static inline mask equal(i32s a, i32s b) noexcept { return {lanes_as<f32>(a.v == b.v)}; }
static inline mask both(mask a, mask b) noexcept { return {a.v & b.v}; }
static inline mask either(mask a, mask b) noexcept { return {a.v | b.v}; }
static inline mask without(mask a, mask b) noexcept { return {a.v & !b.v}; }
static inline f32s select(mask m, f32s yes, f32s no) noexcept { return {::xsimd::select(m.v, yes.v, no.v)}; }
static inline i32s select(mask m, i32s yes, i32s no) noexcept {
  return {::xsimd::select(lanes_as<i32>(m.v), yes.v, no.v)};
}
static inline u32 bits(mask m) noexcept {
  bool x[lanes];
  m.v.store_unaligned(x);
  u32 r = 0;
  for (int i = 0; i < lanes; ++i) r |= static_cast<u32>(x[i]) << i;
  return r;
}
static inline bool any(mask m) noexcept { return ::xsimd::any(m.v); }

// ---- f32 -----------------------------------------------------------------------------------------------------------

template <class F, class... Rs>
static inline f32s lanewise(F f, Rs... registers) noexcept {
  const auto lanes_of = [](f32s a) {
    scalar::array_register<f32, lanes> x;
    store(x.v, a);
    return x;
  };
  return load([&](const auto&... x) {
    return scalar::make<scalar::array_register<f32, lanes>>([&](int i) { return f(x.v[i]...); });
  }(lanes_of(registers)...)
                  .v);
}

static inline f32s add(f32s a, f32s b) noexcept { return {a.v + b.v}; }
static inline f32s sub(f32s a, f32s b) noexcept { return {a.v - b.v}; }
/// The compiler cannot look through the asm and fuse the product; where the register's kind is not known it costs a
/// trip to memory.
static inline f32s mul(f32s a, f32s b) noexcept {
  float_batch::register_type product = a.v * b.v;
#if EIDO_X86
  asm("" : "+x"(product));
#elif EIDO_ARM
  asm("" : "+w"(product));
#elif !EIDO_WASM
  asm("" : "+m"(product));
#endif
  return {float_batch(product)};
}
static inline f32s muladd(f32s a, f32s b, f32s c) noexcept { return add(mul(a, b), c); }
static inline f32s div(f32s a, f32s b) noexcept {
#if EIDO_ARM  // xsimd divides by an estimate there
  return lanewise([](f32 x, f32 y) { return x / y; }, a, b);
#else
  return {a.v / b.v};
#endif
}
static inline f32s fma(f32s a, f32s b, f32s c) noexcept {
  return lanewise([](f32 x, f32 y, f32 z) { return detail::fused(x, y, z); }, a, b, c);
}
static inline f32s minimum(f32s a, f32s b) noexcept { return select(greater(b, a), a, b); }
static inline f32s maximum(f32s a, f32s b) noexcept { return select(greater(a, b), a, b); }

// ---- i32 -----------------------------------------------------------------------------------------------------------

static inline i32s add(i32s a, i32s b) noexcept { return {a.v + b.v}; }
static inline i32s sub(i32s a, i32s b) noexcept { return {a.v - b.v}; }
static inline i32s mul(i32s a, i32s b) noexcept { return {a.v * b.v}; }
static inline i32s minimum(i32s a, i32s b) noexcept { return {(::xsimd::min)(a.v, b.v)}; }
static inline i32s maximum(i32s a, i32s b) noexcept { return {(::xsimd::max)(a.v, b.v)}; }
template <int N>
static inline i32s shift_left(i32s a) noexcept {
  return {a.v << N};
}
static inline i32s shift_right_by(i32s a, int n) noexcept { return {a.v >> n}; }
template <int N>
static inline i32s shift_right(i32s a) noexcept {
  return {a.v >> N};
}
static inline i32s bit_and(i32s a, i32s b) noexcept { return {a.v & b.v}; }
static inline i32s bit_or(i32s a, i32s b) noexcept { return {a.v | b.v}; }

// ---- i16 and bytes -------------------------------------------------------------------------------------------------

static inline i16s add(const i16s& a, const i16s& b) noexcept {
  return each_block<i16s>([&](int k) { return scalar::add(a.block[k], b.block[k]); });
}
static inline i16s mul(const i16s& a, const i16s& b) noexcept {
  return each_block<i16s>([&](int k) { return scalar::mul(a.block[k], b.block[k]); });
}
static inline i16s mul_high(const i16s& a, const i16s& b) noexcept {
  return each_block<i16s>([&](int k) { return scalar::mul_high(a.block[k], b.block[k]); });
}
static inline i16s mul_high_u16(const i16s& a, const i16s& b) noexcept {
  return each_block<i16s>([&](int k) { return scalar::mul_high_u16(a.block[k], b.block[k]); });
}
static inline i32s madd(const i16s& a, const i16s& b) noexcept {
  return each_i32_block([&](int k) { return scalar::madd(a.block[k], b.block[k]); });
}
static inline i32s madd(i32s acc, const i16s& a, const i16s& b) noexcept { return add(acc, madd(a, b)); }
static inline i16s madd_u8(const u8s& a, const u8s& signed_b) noexcept {
  return each_block<i16s>([&](int k) { return scalar::madd_u8(a.block[k], signed_b.block[k]); });
}
static inline i16s even_u8(const u8s& a) noexcept {
  return each_block<i16s>([&](int k) { return scalar::even_u8(a.block[k]); });
}
static inline i16s odd_u8(const u8s& a) noexcept {
  return each_block<i16s>([&](int k) { return scalar::odd_u8(a.block[k]); });
}
static inline i32s dot4(i32s acc, const u8s& a, const u8s& signed_b) noexcept {
  const i32_blocks sum = blocks_of(acc);
  return each_i32_block([&](int k) { return scalar::dot4(sum.block[k], a.block[k], signed_b.block[k]); });
}
static inline u8s minimum(const u8s& a, const u8s& b) noexcept {
  return each_block<u8s>([&](int k) { return scalar::minimum(a.block[k], b.block[k]); });
}
static inline u8s maximum(const u8s& a, const u8s& b) noexcept {
  return each_block<u8s>([&](int k) { return scalar::maximum(a.block[k], b.block[k]); });
}
static inline u64 unequal(const u8s& a, const u8s& b) noexcept {
  u64 found = 0;
  for (int k = 0; k < lanes / 4; ++k) found |= scalar::unequal(a.block[k], b.block[k]) << (16 * k);
  return found;
}

// ---- conversions ---------------------------------------------------------------------------------------------------

static inline f32s to_f32(i32s a) noexcept { return {::xsimd::to_float(a.v)}; }
static inline i32s trunc_i32(f32s a) noexcept { return {::xsimd::to_int(a.v)}; }
static inline i32s round_i32(f32s a) noexcept {
#if EIDO_X86 || defined(__aarch64__)
  return {::xsimd::nearbyint_as_int(a.v)};
#else  // elsewhere it is missing or goes wrong from 2^23 on
  f32 x[lanes];
  i32 whole[lanes];
  store(x, a);
  for (int i = 0; i < lanes; ++i) whole[i] = detail::clamped<i32>(detail::rint(x[i]));
  return load(whole);
#endif
}
template <int Part>
static inline i32s widen_u8(const u8s& a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  u8 x[4 * lanes];
  store(x, a);
  return load_u8_i32(x + Part * lanes);
}
template <int Part>
static inline i32s widen_blocks_u8(const u8s& a) noexcept {
  u8 x[4 * lanes], quarters[lanes];
  store(x, a);
  for (int i = 0; i < lanes; ++i) quarters[i] = x[i / 4 * 16 + Part * 4 + i % 4];
  return load_u8_i32(quarters);
}
static inline i16s narrow_i16(i32s low, i32s high) noexcept {
  i32 x[2 * lanes];
  store(x, low);
  store(x + lanes, high);
  return each_block<i16s>(
      [&](int k) { return scalar::narrow_i16(scalar::load(x + 8 * k), scalar::load(x + 8 * k + 4)); });
}
static inline u8s narrow_u8(const i16s& low, const i16s& high) noexcept {
  i16 x[4 * lanes];
  store(x, low);
  store(x + 2 * lanes, high);
  return each_block<u8s>(
      [&](int k) { return scalar::narrow_u8(scalar::load(x + 16 * k), scalar::load(x + 16 * k + 8)); });
}
static inline u8s narrow_blocks_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  const i32_blocks x = blocks_of(a), y = blocks_of(b), z = blocks_of(c), w = blocks_of(d);
  return each_block<u8s>(
      [&](int k) { return scalar::narrow_blocks_u8(x.block[k], y.block[k], z.block[k], w.block[k]); });
}
static inline u8s narrow_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  return narrow_u8(narrow_i16(a, b), narrow_i16(c, d));
}
static inline i16s low_words(i32s a, i32s b) noexcept {
  const i32_blocks x = blocks_of(a), y = blocks_of(b);
  return each_block<i16s>([&](int k) { return scalar::low_words(x.block[k], y.block[k]); });
}
static inline i16s high_words(i32s a, i32s b) noexcept {
  const i32_blocks x = blocks_of(a), y = blocks_of(b);
  return each_block<i16s>([&](int k) { return scalar::high_words(x.block[k], y.block[k]); });
}
template <int N>
static inline u8s shift_blocks_u8(const i16s& a, const i16s& b) noexcept {
  return each_block<u8s>([&](int k) { return scalar::shift_blocks_u8<N>(a.block[k], b.block[k]); });
}
template <int N>
static inline u8s round_blocks_u8(const i16s& a, const i16s& b) noexcept {
  return each_block<u8s>([&](int k) { return scalar::round_blocks_u8<N>(a.block[k], b.block[k]); });
}

// ---- order ---------------------------------------------------------------------------------------------------------

static inline u8s reverse(const u8s& a) noexcept {
  return each_block<u8s>([&](int k) { return scalar::reverse(a.block[lanes / 4 - 1 - k]); });
}
static inline f32s pick_lanes(f32s a, i32s where) noexcept {
  f32 from[lanes], to[lanes];
  i32 at[lanes];
  store(from, a);
  store(at, where);
  for (int i = 0; i < lanes; ++i) to[i] = from[at[i]];
  return load(to);
}
static inline i32s reverse(i32s a) noexcept {
  const i32_blocks x = blocks_of(a);
  return each_i32_block([&](int k) { return scalar::reverse(x.block[lanes / 4 - 1 - k]); });
}
static inline u8s shuffle_in_blocks(const u8s& a, const u8s& table) noexcept {
  return each_block<u8s>([&](int k) { return scalar::shuffle_in_blocks(a.block[k], table.block[k]); });
}
/// Block k of all that interleaving gives.
template <class Block>
static inline Block interleaved(const blocks<Block>& a, const blocks<Block>& b, int k) noexcept {
  return k % 2 == 0 ? scalar::interleave_low(a.block[k / 2], b.block[k / 2])
                    : scalar::interleave_high(a.block[k / 2], b.block[k / 2]);
}
static inline u8s interleave_low(const u8s& a, const u8s& b) noexcept {
  return each_block<u8s>([&](int k) { return interleaved(a, b, k); });
}
static inline u8s interleave_high(const u8s& a, const u8s& b) noexcept {
  return each_block<u8s>([&](int k) { return interleaved(a, b, lanes / 4 + k); });
}
static inline i32s interleave_low(i32s a, i32s b) noexcept {
  const i32_blocks x = blocks_of(a), y = blocks_of(b);
  return each_i32_block([&](int k) { return interleaved(x, y, k); });
}
static inline i32s interleave_high(i32s a, i32s b) noexcept {
  const i32_blocks x = blocks_of(a), y = blocks_of(b);
  return each_i32_block([&](int k) { return interleaved(x, y, lanes / 4 + k); });
}
static inline u8s zip_low(const u8s& a, const u8s& b) noexcept {
  return each_block<u8s>([&](int k) { return scalar::zip_low(a.block[k], b.block[k]); });
}
static inline u8s zip_high(const u8s& a, const u8s& b) noexcept {
  return each_block<u8s>([&](int k) { return scalar::zip_high(a.block[k], b.block[k]); });
}
static inline i16s zip_low(const i16s& a, const i16s& b) noexcept {
  return each_block<i16s>([&](int k) { return scalar::zip_low(a.block[k], b.block[k]); });
}
static inline i16s zip_high(const i16s& a, const i16s& b) noexcept {
  return each_block<i16s>([&](int k) { return scalar::zip_high(a.block[k], b.block[k]); });
}
static inline void transpose_blocks(i32s (&r)[4]) noexcept {
  i32_blocks x[4] = {blocks_of(r[0]), blocks_of(r[1]), blocks_of(r[2]), blocks_of(r[3])};
  for (int k = 0; k < lanes / 4; ++k) {
    scalar::i32s four[4] = {x[0].block[k], x[1].block[k], x[2].block[k], x[3].block[k]};
    scalar::transpose_blocks(four);
    for (int i = 0; i < 4; ++i) x[i].block[k] = four[i];
  }
  for (int i = 0; i < 4; ++i) {
    r[i] = each_i32_block([&](int k) { return x[i].block[k]; });
  }
}
static inline i16s as_i16(const u8s& a) noexcept {
  return each_block<i16s>([&](int k) { return scalar::as_i16(a.block[k]); });
}
static inline i16s as_i16(i32s a) noexcept {
  const i32_blocks x = blocks_of(a);
  return each_block<i16s>([&](int k) { return scalar::as_i16(x.block[k]); });
}
static inline i32s as_i32(const i16s& a) noexcept {
  return each_i32_block([&](int k) { return scalar::as_i32(a.block[k]); });
}
static inline i32s threes_first(i32s a) noexcept {
  i32 x[lanes], y[lanes];
  store(x, a);
  for (int i = 0; i < lanes; ++i) y[i % 4 < 3 ? i / 4 * 3 + i % 4 : lanes / 4 * 3 + i / 4] = x[i];
  return load(y);
}
static inline i32s as_i32(const u8s& a) noexcept {
  return each_i32_block([&](int k) { return scalar::as_i32(a.block[k]); });
}
static inline u8s as_u8(const i16s& a) noexcept {
  return each_block<u8s>([&](int k) { return scalar::as_u8(a.block[k]); });
}
static inline i32s as_i32(f32s a) noexcept {
  f32 from[lanes];
  i32 to[lanes];
  store(from, a);
  std::memcpy(to, from, sizeof to);
  return load(to);
}
static inline f32s as_f32(i32s a) noexcept {
  i32 from[lanes];
  f32 to[lanes];
  store(from, a);
  std::memcpy(to, from, sizeof to);
  return load(to);
}
static inline u8s as_u8(i32s a) noexcept {
  const i32_blocks x = blocks_of(a);
  return each_block<u8s>([&](int k) { return scalar::as_u8(x.block[k]); });
}

// ---- across --------------------------------------------------------------------------------------------------------

/// f of the lanes, from the first to the last.
template <class T, class R, class F>
static inline T fold(R a, F f) noexcept {
  T x[lanes];
  store(x, a);
  T r = x[0];
  for (int i = 1; i < lanes; ++i) r = f(r, x[i]);
  return r;
}
static inline i32 reduce_add(i32s a) noexcept {
  return fold<i32>(a, [](i32 x, i32 y) { return static_cast<i32>(static_cast<u32>(x) + static_cast<u32>(y)); });
}
static inline i32 reduce_min(i32s a) noexcept {
  return fold<i32>(a, [](i32 x, i32 y) { return y < x ? y : x; });
}
static inline f32 reduce_max(f32s a) noexcept {
  return fold<f32>(a, [](f32 x, f32 y) { return y > x ? y : x; });
}

#include "plain_stream.inl"

#include "plain_bytes.inl"
#include "plain_look_up_256.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "plain.inl"

}  // namespace eido::simd::xsimd

#endif  // EIDO_TIER_xsimd
