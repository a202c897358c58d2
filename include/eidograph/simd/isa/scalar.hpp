// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "../../base/cast.hpp"
#include "../../base/exact.hpp"
#include "../../base/fused.hpp"
#include "../region.hpp"

// The vocabulary that kernels are written in, as plain loops. This file is its definition: every other file of this
// folder gives the same verbs, with the same results, over the registers of its instruction set. A register holds
// `lanes` 32-bit values, 2 * lanes 16-bit ones or 4 * lanes bytes; here lanes is 4.
// Kernels name verbs through a namespace alias (v::add), never by argument-dependent lookup.

namespace eido::inline EIDO_ABI::simd::scalar {

inline constexpr int lanes = 4;
inline constexpr bool has_fma = false;           // whether fma is one instruction; it is right everywhere
inline constexpr bool has_dot4 = false;          // the same for dot4
inline constexpr bool has_byte_shuffle = false;  // and for shuffle_in_blocks

/// Lanes may be read as other types: g++ 12 for armv7 otherwise vectorises what changes their type so that it reads
/// registers before they are written.
template <class T, int N>
struct array_register {
  using lane __attribute__((may_alias)) = T;
  lane v[N];
};
using f32s = array_register<f32, lanes>;
using i32s = array_register<i32, lanes>;
using i16s = array_register<i16, 2 * lanes>;
using u8s = array_register<u8, 4 * lanes>;  // also i8, where a verb says so
struct mask {                               // one bit for each 32-bit lane
  bool v[lanes];
};

template <class R, class F>
static inline R make(F f) noexcept {
  R r;
  int i = 0;
  for (auto& x : r.v) x = static_cast<std::remove_reference_t<decltype(x)>>(f(i++));
  return r;
}

// ---- memory: any address, exactly the elements named --------------------------------------------------------------

template <class R, class T>
static inline R load_register(const T* p) noexcept {
  R r;
  std::memcpy(r.v, p, sizeof r.v);
  return r;
}
static inline f32s load(const f32* p) noexcept { return load_register<f32s>(p); }
static inline i32s load(const i32* p) noexcept { return load_register<i32s>(p); }
static inline i16s load(const i16* p) noexcept { return load_register<i16s>(p); }
static inline u8s load(const u8* p) noexcept { return load_register<u8s>(p); }

template <class T, class R>
static inline void store(T* p, const R& r) noexcept {
  static_assert(sizeof(T) == sizeof r.v[0]);
  std::memcpy(p, r.v, sizeof r.v);
}

/// The first n elements (0 <= n <= all); the other lanes are 0.
template <class T>
static inline auto load_first(const T* p, index n) noexcept {
  decltype(load(p)) r{};
  std::memcpy(r.v, p, static_cast<std::size_t>(n) * sizeof(T));
  return r;
}
template <class T, class R>
static inline void store_first(T* p, const R& r, index n) noexcept {
  std::memcpy(p, r.v, static_cast<std::size_t>(n) * sizeof(T));
}

/// `lanes` bytes (or 2 * lanes) widened.
static inline i32s load_u8_i32(const u8* p) noexcept {
  return make<i32s>([=](int i) { return p[i]; });
}
static inline i16s load_u8_i16(const u8* p) noexcept {
  return make<i16s>([=](int i) { return p[i]; });
}
/// `lanes` values clamped to 0..255 and stored as bytes.
static inline void store_i32_u8(u8* p, i32s a) noexcept {
  for (int i = 0; i < lanes; ++i) p[i] = detail::saturated<u8>(a.v[i]);
}

/// Block k of 16 bytes from p[4 * k] + at: rows side by side; and back.
static inline u8s load_blocks(const u8* const* p, index at) noexcept { return load(p[0] + at); }
static inline void store_blocks(u8* const* p, index at, u8s a) noexcept { store(p[0] + at, a); }

/// Channels bytes of 4 * lanes pixels, one register a channel, and the way back. Channels: 2, 3, 4.
template <int Channels>
static inline void load_channels(const u8* p, u8s (&out)[Channels]) noexcept {
  for (int c = 0; c < Channels; ++c) out[c] = make<u8s>([=](int i) { return p[i * Channels + c]; });
}
template <int Channels>
static inline void store_channels(u8* p, const u8s (&in)[Channels]) noexcept {
  for (int c = 0; c < Channels; ++c) {
    for (int i = 0; i < 4 * lanes; ++i) p[i * Channels + c] = in[c].v[i];
  }
}
/// The same for 32-bit elements: `lanes` pixels.
template <int Channels>
static inline void load_channels(const i32* p, i32s (&out)[Channels]) noexcept {
  for (int c = 0; c < Channels; ++c) out[c] = make<i32s>([=](int i) { return p[i * Channels + c]; });
}
template <int Channels>
static inline void store_channels(i32* p, const i32s (&in)[Channels]) noexcept {
  for (int c = 0; c < Channels; ++c) {
    for (int i = 0; i < lanes; ++i) p[i * Channels + c] = in[c].v[i];
  }
}

/// Blocks of 16 bytes, `step` bytes apart, one in each 16 bytes of the register. Stored from the first to the last:
/// where they overlap, the later one stays.
static inline u8s load_blocks(const u8* p, index /*step*/) noexcept { return load(p); }
static inline void store_blocks(u8* p, index /*step*/, u8s a) noexcept { store(p, a); }

// ---- one value in every lane ---------------------------------------------------------------------------------------

static inline f32s set_f32(f32 x) noexcept {
  return make<f32s>([=](int) { return x; });
}
static inline i32s set_i32(i32 x) noexcept {
  return make<i32s>([=](int) { return x; });
}
static inline i16s set_i16(i16 x) noexcept {
  return make<i16s>([=](int) { return x; });
}
static inline u8s set_u8(u8 x) noexcept {
  return make<u8s>([=](int) { return x; });
}
/// 0, 1, 2 ...
static inline i32s iota() noexcept {
  return make<i32s>([](int i) { return i; });
}

// ---- f32 -----------------------------------------------------------------------------------------------------------

static inline f32s add(f32s a, f32s b) noexcept {
  return make<f32s>([&](int i) { return a.v[i] + b.v[i]; });
}
static inline f32s sub(f32s a, f32s b) noexcept {
  return make<f32s>([&](int i) { return a.v[i] - b.v[i]; });
}
/// A product that no compiler fuses with what is done to it next.
static inline f32s mul(f32s a, f32s b) noexcept {
  return make<f32s>([&](int i) { return detail::product(a.v[i], b.v[i]); });
}
/// Correctly rounded on every instruction set.
static inline f32s div(f32s a, f32s b) noexcept {
  return make<f32s>([&](int i) { return a.v[i] / b.v[i]; });
}
/// a * b + c with two roundings.
static inline f32s muladd(f32s a, f32s b, f32s c) noexcept { return add(mul(a, b), c); }
/// a * b + c with one rounding, on every instruction set.
static inline f32s fma(f32s a, f32s b, f32s c) noexcept {
  return make<f32s>([&](int i) { return detail::fused(a.v[i], b.v[i], c.v[i]); });
}
/// b where a is not less (greater), so a NaN in either gives b: x86's rule.
static inline f32s minimum(f32s a, f32s b) noexcept {
  return make<f32s>([&](int i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
}
static inline f32s maximum(f32s a, f32s b) noexcept {
  return make<f32s>([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
}

// ---- f64: lanes / 2 of them, whose verbs are load, store, load_f32_f64 (widened), store_f64_f32 (rounded), set_f64,
// add, sub, mul (never fused) and div
// ---------------------------------------------------------------------------------------

#include "plain_f64.inl"

// ---- comparisons and masks -----------------------------------------------------------------------------------------

static inline mask greater(f32s a, f32s b) noexcept {
  return make<mask>([&](int i) { return a.v[i] > b.v[i]; });
}
static inline mask equal(f32s a, f32s b) noexcept {
  return make<mask>([&](int i) { return a.v[i] == b.v[i]; });
}
static inline mask is_nan(f32s a) noexcept {
  return make<mask>([&](int i) { return a.v[i] != a.v[i]; });
}
static inline mask greater(i32s a, i32s b) noexcept {
  return make<mask>([&](int i) { return a.v[i] > b.v[i]; });
}
static inline mask equal(i32s a, i32s b) noexcept {
  return make<mask>([&](int i) { return a.v[i] == b.v[i]; });
}
static inline mask both(mask a, mask b) noexcept {
  return make<mask>([&](int i) { return a.v[i] && b.v[i]; });
}
static inline mask either(mask a, mask b) noexcept {
  return make<mask>([&](int i) { return a.v[i] || b.v[i]; });
}
/// a and not b.
static inline mask without(mask a, mask b) noexcept {
  return make<mask>([&](int i) { return a.v[i] && !b.v[i]; });
}
static inline f32s select(mask m, f32s yes, f32s no) noexcept {
  return make<f32s>([&](int i) { return m.v[i] ? yes.v[i] : no.v[i]; });
}
static inline i32s select(mask m, i32s yes, i32s no) noexcept {
  return make<i32s>([&](int i) { return m.v[i] ? yes.v[i] : no.v[i]; });
}
/// Lane i as bit i.
static inline u32 bits(mask m) noexcept {
  u32 r = 0;
  for (int i = 0; i < lanes; ++i) r |= static_cast<u32>(m.v[i]) << i;
  return r;
}
static inline bool any(mask m) noexcept { return bits(m) != 0; }

// ---- i32, modulo 2^32 ----------------------------------------------------------------------------------------------

static inline i32s add(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return static_cast<u32>(a.v[i]) + static_cast<u32>(b.v[i]); });
}
static inline i32s sub(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return static_cast<u32>(a.v[i]) - static_cast<u32>(b.v[i]); });
}
static inline i32s mul(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return static_cast<u32>(a.v[i]) * static_cast<u32>(b.v[i]); });
}
static inline i32s minimum(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
}
static inline i32s maximum(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
}
template <int N>
static inline i32s shift_left(i32s a) noexcept {
  return make<i32s>([&](int i) { return static_cast<u32>(a.v[i]) << N; });
}
/// Arithmetic: rounds towards minus infinity.
static inline i32s shift_right_by(i32s a, int n) noexcept {
  return make<i32s>([&](int i) { return a.v[i] >> n; });
}
template <int N>
static inline i32s shift_right(i32s a) noexcept {
  return make<i32s>([&](int i) { return a.v[i] >> N; });
}
static inline i32s bit_and(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return a.v[i] & b.v[i]; });
}
static inline i32s bit_or(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return a.v[i] | b.v[i]; });
}

// ---- i16 and bytes -------------------------------------------------------------------------------------------------

static inline i16s add(i16s a, i16s b) noexcept {
  return make<i16s>([&](int i) { return static_cast<u16>(a.v[i] + b.v[i]); });
}
/// Modulo 2^16.
static inline i16s mul(i16s a, i16s b) noexcept {
  return make<i16s>([&](int i) { return static_cast<u16>(static_cast<u32>(a.v[i] * b.v[i])); });
}
/// The high 16 bits of each product; not for -32768 times -32768.
static inline i16s mul_high(i16s a, i16s b) noexcept {
  return make<i16s>([&](int i) { return (a.v[i] * b.v[i]) >> 16; });
}
/// The same of unsigned values.
static inline i16s mul_high_u16(i16s a, i16s b) noexcept {
  return make<i16s>([&](int i) {
    return static_cast<u16>((static_cast<u32>(static_cast<u16>(a.v[i])) * static_cast<u16>(b.v[i])) >> 16);
  });
}
/// Neighbours multiplied and added: lane i is a[2i] * b[2i] + a[2i + 1] * b[2i + 1], modulo 2^32.
static inline i32s madd(i16s a, i16s b) noexcept {
  return make<i32s>([&](int i) {
    return static_cast<u32>(a.v[2 * i] * b.v[2 * i]) + static_cast<u32>(a.v[2 * i + 1] * b.v[2 * i + 1]);
  });
}
/// acc + madd(a, b).
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept { return add(acc, madd(a, b)); }
/// The same for unsigned and signed bytes: lane i is a[2i] * b[2i] + a[2i + 1] * b[2i + 1]; for sums inside of i16.
static inline i16s madd_u8(u8s a, u8s signed_b) noexcept {
  return make<i16s>([&](int i) {
    return a.v[2 * i] * static_cast<i8>(signed_b.v[2 * i]) + a.v[2 * i + 1] * static_cast<i8>(signed_b.v[2 * i + 1]);
  });
}
/// acc plus four products of unsigned and signed bytes: lane i takes bytes 4i to 4i + 3. Nothing saturates.
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  return make<i32s>([&](int i) {
    u32 sum = static_cast<u32>(acc.v[i]);
    for (int k = 4 * i; k < 4 * i + 4; ++k) sum += static_cast<u32>(a.v[k] * static_cast<i8>(signed_b.v[k]));
    return sum;
  });
}
static inline u8s minimum(u8s a, u8s b) noexcept {
  return make<u8s>([&](int i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
}
static inline u8s maximum(u8s a, u8s b) noexcept {
  return make<u8s>([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
}
/// Bit i: whether bytes i differ.
static inline u64 unequal(u8s a, u8s b) noexcept {
  u64 found = 0;
  for (int i = 0; i < 4 * lanes; ++i) found |= static_cast<u64>(a.v[i] != b.v[i]) << i;
  return found;
}

// ---- conversions ---------------------------------------------------------------------------------------------------

static inline f32s to_f32(i32s a) noexcept {
  return make<f32s>([&](int i) { return static_cast<f32>(a.v[i]); });
}
/// Half to even, in the default rounding mode; for values inside of i32.
static inline i32s round_i32(f32s a) noexcept {
  return make<i32s>([&](int i) { return detail::clamped<i32>(detail::rint(a.v[i])); });
}
/// Towards zero; for values inside of i32.
static inline i32s trunc_i32(f32s a) noexcept {
  return make<i32s>([&](int i) { return detail::clamped<i32>(a.v[i]); });
}
/// The four quarters of a register of bytes, widened: part 0 is the first `lanes` bytes.
template <int Part>
static inline i32s widen_u8(u8s a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  return make<i32s>([&](int i) { return a.v[Part * lanes + i]; });
}
/// The same in each block of 16 bytes: block k of the result is quarter Part of block k.
template <int Part>
static inline i32s widen_blocks_u8(u8s a) noexcept {
  return widen_u8<Part>(a);
}
/// Two registers narrowed into one, clamped, in order.
static inline i16s narrow_i16(i32s low, i32s high) noexcept {
  return make<i16s>([&](int i) { return detail::saturated<i16>(i < lanes ? low.v[i] : high.v[i - lanes]); });
}
/// Clamped to 0..255.
static inline u8s narrow_u8(i16s low, i16s high) noexcept {
  return make<u8s>([&](int i) { return detail::saturated<u8>(i < 2 * lanes ? low.v[i] : high.v[i - 2 * lanes]); });
}

/// Every second byte, widened.
static inline i16s even_u8(u8s a) noexcept {
  return make<i16s>([&](int i) { return a.v[2 * i]; });
}
static inline i16s odd_u8(u8s a) noexcept {
  return make<i16s>([&](int i) { return a.v[2 * i + 1]; });
}
/// Clamped to 0..255; block k of the result is the blocks k of a, b, c and d (of low and high) one after the other.
static inline u8s narrow_blocks_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  return narrow_u8(narrow_i16(a, b), narrow_i16(c, d));
}
static inline u8s narrow_u8(i32s a, i32s b, i32s c, i32s d) noexcept { return narrow_blocks_u8(a, b, c, d); }
/// The low 16 bits of values that fit them, and the high ones of any; block k of the result is the blocks k of a and b.
static inline i16s low_words(i32s a, i32s b) noexcept { return narrow_i16(a, b); }
static inline i16s high_words(i32s a, i32s b) noexcept { return narrow_i16(shift_right<16>(a), shift_right<16>(b)); }
/// Shifted right, rounded towards minus infinity, clamped to 0..255; blocks as above.
template <int N>
static inline u8s shift_blocks_u8(i16s a, i16s b) noexcept {
  return make<u8s>([&](int i) { return detail::saturated<u8>((i < 2 * lanes ? a.v[i] : b.v[i - 2 * lanes]) >> N); });
}
/// By 2^N, halves rounded up, clamped to 0..255; blocks as above.
template <int N>
static inline u8s round_blocks_u8(i16s a, i16s b) noexcept {
  return make<u8s>([&](int i) {
    return detail::saturated<u8>(((i < 2 * lanes ? a.v[i] : b.v[i - 2 * lanes]) + (1 << (N - 1))) >> N);
  });
}

// ---- order ---------------------------------------------------------------------------------------------------------

static inline u8s reverse(u8s a) noexcept {
  return make<u8s>([&](int i) { return a.v[4 * lanes - 1 - i]; });
}
/// Lane i is lane where[i] of a, 0 <= where[i] < lanes.
static inline f32s pick_lanes(f32s a, i32s where) noexcept {
  return make<f32s>([&](int i) { return a.v[where.v[i]]; });
}
static inline i32s reverse(i32s a) noexcept {
  return make<i32s>([&](int i) { return a.v[lanes - 1 - i]; });
}
/// Byte i of the result is byte table[i] & 15 of the same 16-byte block of a, 0 where table[i] has its top bit.
static inline u8s shuffle_in_blocks(u8s a, u8s table) noexcept {
  return make<u8s>([&](int i) { return table.v[i] & 128 ? 0 : a.v[(i & ~15) + (table.v[i] & 15)]; });
}
/// a0 b0 a1 b1 ... of the first halves, and of the second halves.
static inline u8s interleave_low(u8s a, u8s b) noexcept {
  return make<u8s>([&](int i) { return i & 1 ? b.v[i / 2] : a.v[i / 2]; });
}
static inline u8s interleave_high(u8s a, u8s b) noexcept {
  return make<u8s>([&](int i) { return i & 1 ? b.v[2 * lanes + i / 2] : a.v[2 * lanes + i / 2]; });
}
static inline i32s interleave_low(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return i & 1 ? b.v[i / 2] : a.v[i / 2]; });
}
static inline i32s interleave_high(i32s a, i32s b) noexcept {
  return make<i32s>([&](int i) { return i & 1 ? b.v[lanes / 2 + i / 2] : a.v[lanes / 2 + i / 2]; });
}
/// a0 b0 a1 b1 ... inside of each 16-byte block: of the blocks' first halves, and of their second halves.
static inline u8s zip_low(u8s a, u8s b) noexcept { return interleave_low(a, b); }
static inline u8s zip_high(u8s a, u8s b) noexcept { return interleave_high(a, b); }
static inline i16s zip_low(i16s a, i16s b) noexcept {
  return make<i16s>([&](int i) { return i & 1 ? b.v[i / 2] : a.v[i / 2]; });
}
static inline i16s zip_high(i16s a, i16s b) noexcept {
  return make<i16s>([&](int i) { return i & 1 ? b.v[lanes + i / 2] : a.v[lanes + i / 2]; });
}
/// In each 16-byte block, lane i of register j changes places with lane j of register i.
static inline void transpose_blocks(i32s (&r)[4]) noexcept {
  const i32s before[4] = {r[0], r[1], r[2], r[3]};
  for (int i = 0; i < 4; ++i) r[i] = make<i32s>([&](int j) { return before[j].v[i]; });
}
/// The first three lanes of each block of four, side by side, then the fourth lanes.
static inline i32s threes_first(i32s a) noexcept { return a; }
/// The same bits as another kind of register.
template <class To, class From>
static inline To bits_as(const From& a) noexcept {
  return __builtin_bit_cast(To, a);
}
static inline i16s as_i16(u8s a) noexcept { return bits_as<i16s>(a); }
static inline i16s as_i16(i32s a) noexcept { return bits_as<i16s>(a); }
static inline i32s as_i32(i16s a) noexcept { return bits_as<i32s>(a); }
static inline i32s as_i32(u8s a) noexcept { return bits_as<i32s>(a); }
static inline i32s as_i32(f32s a) noexcept { return bits_as<i32s>(a); }
static inline f32s as_f32(i32s a) noexcept { return bits_as<f32s>(a); }
static inline u8s as_u8(i16s a) noexcept { return bits_as<u8s>(a); }
static inline u8s as_u8(i32s a) noexcept { return bits_as<u8s>(a); }

// ---- across --------------------------------------------------------------------------------------------------------

static inline i32 reduce_add(i32s a) noexcept {
  u32 sum = 0;
  for (i32 x : a.v) sum += static_cast<u32>(x);
  return static_cast<i32>(sum);
}
static inline i32 reduce_min(i32s a) noexcept {
  i32 least = a.v[0];
  for (i32 x : a.v) least = x < least ? x : least;
  return least;
}
/// The largest value; for lanes without NaN. Of 0 and -0 either may come out.
static inline f32 reduce_max(f32s a) noexcept {
  f32 most = a.v[0];
  for (f32 x : a.v) most = x > most ? x : most;
  return most;
}

#include "plain_stream.inl"

#include "plain_bytes.inl"
#include "plain_look_up_256.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "plain.inl"

}  // namespace eido::simd::scalar
