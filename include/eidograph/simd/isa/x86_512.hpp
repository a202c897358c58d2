// SPDX-License-Identifier: MIT
#pragma once

#include "x86_128.hpp"

// The tiers avx512 (F, BW, DQ, VL, CD) and avx512vnni, which has dot4 as one instruction (VNNI) and permutes bytes
// across the register (VBMI).

#if EIDO_X86

#if EIDO_TIER_avx512
EIDO_REGION(EIDO_FEATURES_AVX512)
namespace eido::inline EIDO_ABI::simd::avx512 {

#include "x86_512.inl"

#include "x86_common.inl"

inline constexpr bool has_dot4 = false;
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept { return add(acc, madd(a, b)); }

/// Even and odd bytes apart, as 16-bit values: the instruction for pairs of bytes saturates.
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  const __m512i even = _mm512_madd_epi16(_mm512_and_si512(a.v, _mm512_set1_epi16(255)),
                                         _mm512_srai_epi16(_mm512_slli_epi16(signed_b.v, 8), 8));
  const __m512i odd = _mm512_madd_epi16(_mm512_srli_epi16(a.v, 8), _mm512_srai_epi16(signed_b.v, 8));
  return {_mm512_add_epi32(acc.v, _mm512_add_epi32(even, odd))};
}
static inline u8s reverse(u8s a) noexcept {
  const __m128i backwards = _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const __m512i in_blocks = _mm512_shuffle_epi8(a.v, in_every_block(backwards));
  return {_mm512_shuffle_i64x2(in_blocks, in_blocks, 0x1b)};
}
/// Bytes 16 * Part + 4 * k to + 3 come to place 4 * Part of block k (once for all four parts) and are spread there.
template <int Part>
static inline i32s widen_u8(u8s a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  const __m512i placed =
      _mm512_permutexvar_epi32(_mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15), a.v);
  constexpr int first = 4 * Part;
  return {_mm512_shuffle_epi8(placed, in_every_block(_mm_setr_epi8(first, -1, -1, -1, first + 1, -1, -1, -1, first + 2,
                                                                   -1, -1, -1, first + 3, -1, -1, -1)))};
}
struct byte_blocks : blocks {
  static constexpr int size = 16;
  static u8s permute(u8s a, const u8 (&table)[size]) noexcept {
    return {_mm512_shuffle_epi8(a.v, in_every_block(sse41::load_bits(table)))};
  }
  template <int K>
  static u8s third(u8s a, u8s b) noexcept {
    return {_mm512_mask_blend_epi8(K == 1 ? 0x2492249224922492u : 0x4924492449244924u, a.v, b.v)};
  }
};

#include "x86_channels.inl"

#include "plain_look_up_256.inl"
#include "plain_turns.inl"
#include "plain_units.inl"
#include "x86_512_bytes.inl"

#include "plain.inl"

}  // namespace eido::simd::avx512
EIDO_REGION_END
#endif

#if EIDO_TIER_avx512vnni
EIDO_REGION(EIDO_FEATURES_AVX512VNNI)
namespace eido::inline EIDO_ABI::simd::avx512vnni {

#include "x86_512.inl"

#include "x86_common.inl"

inline constexpr bool has_dot4 = true;
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept { return {_mm512_dpwssd_epi32(acc.v, a.v, b.v)}; }

static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  return {_mm512_dpbusd_epi32(acc.v, a.v, signed_b.v)};
}
/// All bytes of a register as one block.
struct byte_blocks {
  static constexpr int size = 64;
  template <int Channels>
  static u8s load(const u8* p, int j) noexcept {
    return {load_bits(p + size * j)};
  }
  template <int Channels>
  static void store(u8* p, int j, u8s a) noexcept {
    store_bits(p + size * j, a.v);
  }
  static u8s permute(u8s a, const u8 (&table)[size]) noexcept {
    return {_mm512_permutexvar_epi8(load_bits(table), a.v)};
  }
  template <int K>
  static u8s third(u8s a, u8s b) noexcept {
    return {_mm512_mask_blend_epi8(K == 1 ? 0x2492492492492492u : 0x4924924924924924u, a.v, b.v)};
  }
  template <int A0, int A1, int B0, int B1>
  static i32s two_and_two(i32s a, i32s b) noexcept {
    return {_mm512_shuffle_i32x4(a.v, b.v, A0 | A1 << 2 | B0 << 4 | B1 << 6)};
  }
};

#include "x86_channels.inl"

static inline u8s reverse(u8s a) noexcept {
  static constexpr block_table backwards = every(byte_blocks::size - 1, 1);
  return byte_blocks::permute(a, backwards.at);
}
/// Every fourth byte; the others become 0.
template <int Part>
static inline i32s widen_u8(u8s a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  const __m512i spread = _mm512_add_epi32(iota().v, _mm512_set1_epi32(16 * Part));
  return {_mm512_maskz_permutexvar_epi8(0x1111111111111111u, spread, a.v)};
}

inline constexpr bool has_look_up_256 = true;
struct bytes256 {
  __m512i v[4];
};
static inline bytes256 load_256(const u8* p) noexcept {
  return {{load_bits(p), load_bits(p + 64), load_bits(p + 128), load_bits(p + 192)}};
}
static inline u8s look_up(const bytes256& from, u8s where) noexcept {
  const __m512i low = _mm512_permutex2var_epi8(from.v[0], where.v, from.v[1]);
  const __m512i high = _mm512_permutex2var_epi8(from.v[2], where.v, from.v[3]);
  return {_mm512_mask_blend_epi8(_mm512_movepi8_mask(where.v), low, high)};
}

template <int Unit>
static inline void store_units(u8* p, u8s a) noexcept {
  static constexpr struct unit_order {
    u8 at[64] = {};
    constexpr unit_order() noexcept {
      for (int i = 0; i < 64; ++i) at[i] = static_cast<u8>(i / Unit * 16 + i % Unit);
    }
  } order;
  store_bits(p, byte_blocks::permute(a, order.at).v);
}
inline constexpr bool has_permute_bytes = true;
static inline u8s permute_bytes(u8s a, u8s where) noexcept { return {_mm512_permutexvar_epi8(where.v, a.v)}; }
static inline u8s permute_to_words(u8s a, u8s where) noexcept {
  return {_mm512_maskz_permutexvar_epi8(0x5555555555555555u, where.v, a.v)};
}
/// Two units of a CPU do blends and one does shuffles, so that rows whose bytes are placed anyway are placed to be
/// turned by blends; see plain_turns.inl:
///   00 01 02 03      00 10 20 30        register and quarter, Turn = 3
///   11 10 13 12  ->  11 01 31 21
///   22 23 20 21      22 32 02 12
///   33 32 31 30      33 23 13 03
inline constexpr int most_turn = 3;
template <__mmask16 From>
static inline i32s blend(i32s a, i32s b) noexcept {
  return {_mm512_mask_blend_epi32(From, a.v, b.v)};
}
template <int Turn>
static inline void transpose_placed(i32s (&r)[4]) noexcept {
  static_assert(Turn == 0 || Turn == 1 || Turn == 3);
  if constexpr (Turn == 0) return transpose_blocks(r);
  const i32s even_01 = blend<0xaaaa>(r[0], r[1]);  // 00 10 02 12
  const i32s odd_01 = blend<0xaaaa>(r[1], r[0]);   // 11 01 13 03
  const i32s even_23 = blend<0xaaaa>(r[2], r[3]);  // 22 32 20 30, with Turn = 1 20 30 22 32
  const i32s odd_23 = blend<0xaaaa>(r[3], r[2]);   // 33 23 31 21, with Turn = 1 31 21 33 23
  if constexpr (Turn == 3) {
    r[0] = blend<0xcccc>(even_01, even_23);
    r[1] = blend<0xcccc>(odd_01, odd_23);
    r[2] = blend<0xcccc>(even_23, even_01);
    r[3] = blend<0xcccc>(odd_23, odd_01);
  } else {
    r[0] = blocks::two_and_two<0, 1, 0, 1>(even_01, even_23);
    r[1] = blocks::two_and_two<0, 1, 0, 1>(odd_01, odd_23);
    r[2] = blocks::two_and_two<2, 3, 2, 3>(even_01, even_23);
    r[3] = blocks::two_and_two<2, 3, 2, 3>(odd_01, odd_23);
  }
}
template <int Turn>
static inline i32s swap_quarters(i32s a) noexcept {
  return blocks::two_and_two<Turn, 1 ^ Turn, 2 ^ Turn, 3 ^ Turn>(a, a);
}

/// A row's four units are the blocks of a register, so rows need not be put together block by block:
///   row 0   u0 u1 u2 u3        quarters of rows 0 to 3 turned in each block, then blocks:
///   row 1   u0 u1 u2 u3  ...   u0 of rows 0 - 3, of rows 4 - 7, of rows 8 - 11, of rows 12 - 15
/// Of these, too, two are brought together by blends where bytes are placed, those of rows 4 - 7 and 12 - 15 as u1 u0
/// u3 u2:
///   u0 u1 u2 u3  of 0 - 3      u0 u0 u2 u2  of 0 - 3, 4 - 7, 0 - 3, 4 - 7
///   u1 u0 u3 u2  of 4 - 7  ->  u1 u1 u3 u3  of 4 - 7, 0 - 3, 4 - 7, 0 - 3
inline constexpr int units_at_once = 4;
template <int Unit, int Turn>
struct turn_places {
  alignas(64) u8 at[2][Turn + 1][4 * lanes] = {};

  explicit constexpr turn_places(const u8 (&unit)[16]) noexcept {
    for (int i = 0; i < 2 * (Turn + 1) * 4 * lanes; ++i) {
      const int swap = i / (4 * lanes) / (Turn + 1), t = i / (4 * lanes) % (Turn + 1), byte = i % (4 * lanes);
      at[swap][t][byte] = static_cast<u8>(unit[(byte % 16 / 4 ^ t) * 4 + byte % 4] + (byte / 16 ^ swap) * Unit);
    }
  }
};
static inline void transpose_swapped(i32s (&r)[4]) noexcept {
  const i32s even_01 = blend<0xf0f0>(r[0], r[1]), odd_01 = blend<0xf0f0>(r[1], r[0]);
  const i32s even_23 = blend<0xf0f0>(r[2], r[3]), odd_23 = blend<0xf0f0>(r[3], r[2]);
  r[0] = byte_blocks::two_and_two<0, 1, 0, 1>(even_01, even_23);
  r[1] = byte_blocks::two_and_two<1, 0, 1, 0>(odd_01, odd_23);
  r[2] = byte_blocks::two_and_two<2, 3, 2, 3>(even_01, even_23);
  r[3] = byte_blocks::two_and_two<3, 2, 3, 2>(odd_01, odd_23);
}
template <int Unit, int Turn, bool Placed>
static inline void turn_units(const u8* const* rows, index at, const turn_places<Unit, Turn>& places,
                              i32s (&r)[4][4]) noexcept {
  static_assert(Placed || Turn == 0);
  i32s quarter[4][4];
  EIDO_UNROLL for (int q = 0; q < 4; ++q) {
    i32s x[4];
    EIDO_UNROLL for (int i = 0; i < 4; ++i) {
      const u8* const p = rows[4 * q + i] + at;
      x[i] = as_i32(Placed ? permute_bytes(load(p), load(places.at[q % 2][i & Turn])) : load(p));
    }
    transpose_placed<Turn>(x);
    EIDO_UNROLL for (int j = 0; j < 4; ++j) quarter[j][q] = x[j];
  }
  EIDO_UNROLL for (int j = 0; j < 4; ++j) {
    if constexpr (Placed) {
      transpose_swapped(quarter[j]);
    } else {
      transpose_quarters<byte_blocks>(quarter[j]);
    }
    EIDO_UNROLL for (int k = 0; k < 4; ++k) r[k][j] = quarter[j][k];
  }
}

#include "x86_512_bytes.inl"

#include "plain.inl"

}  // namespace eido::simd::avx512vnni
EIDO_REGION_END
#endif

#endif
