// SPDX-License-Identifier: MIT
// Sums of products where the instruction set adds neighbours itself: included inside of a tier's namespace, behind its
// madd. isa/neon_integer.hpp has others.

/// Sums of products of which neighbours are still to be added: total() does. pairs_of(x) are sums whose total is x, an
/// even number. Where pairs_apart, low(a) and high(a) are the sums of the first and the last half of the lanes, not yet
/// added, and pairs_of(x) begins each of them with x / 2.
inline constexpr bool pairs_apart = false;
using pair_sums = i32s;
static inline pair_sums pairs_of(i32 even) noexcept { return set_i32(even); }
static inline i32s total(pair_sums a) noexcept { return a; }
static inline i32s low(pair_sums a) noexcept { return a; }
static inline i32s high(pair_sums a) noexcept { return a; }

/// acc + madd_u8(a, b).
static inline i16s madd_u8(i16s acc, u8s a, u8s signed_b) noexcept { return add(acc, madd_u8(a, signed_b)); }

/// Two or four words in memory, in pairs that are numbers, of which a verb takes one for every lane.
struct words {
  const i32* at;
};
template <int Count>
static inline words load_words(const i32* p) noexcept {
  static_assert(Count == 2 || Count == 4);
  return {p};
}
template <int I>
static inline i16s word_of(words w) noexcept {
  return set_i16(static_cast<i16>(I % 2 ? w.at[I / 2] >> 16 : w.at[I / 2]));
}
/// madd(acc, a, word I), and acc + a times word I modulo 2^16; the same without acc.
template <int I>
static inline pair_sums madd(pair_sums acc, i16s a, words b) noexcept {
  return madd(acc, a, word_of<I>(b));
}
template <int I>
static inline i16s muladd(i16s acc, i16s a, words b) noexcept {
  return add(acc, mul(a, word_of<I>(b)));
}

template <int I>
static inline pair_sums multiply(i16s a, words b) noexcept {
  return madd(pairs_of(0), a, word_of<I>(b));
}
template <int I>
static inline i16s mul(i16s a, words b) noexcept {
  return mul(a, word_of<I>(b));
}

/// Every second byte of two registers; block k of the result is from the blocks k of a and b.
static inline u8s even_bytes(u8s a, u8s b) noexcept { return shift_blocks_u8<0>(even_u8(a), even_u8(b)); }
static inline u8s odd_bytes(u8s a, u8s b) noexcept { return shift_blocks_u8<0>(odd_u8(a), odd_u8(b)); }

/// Whether load_channels, of bytes, and store_channels are an instruction each.
inline constexpr bool splits_channels = false;

/// acc + (a >> N), rounded towards minus infinity.
template <int N>
static inline i32s shift_add(i32s acc, i32s a) noexcept {
  return add(acc, shift_right<N>(a));
}
