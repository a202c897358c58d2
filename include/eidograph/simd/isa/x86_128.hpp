// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "../../base/types.hpp"
#include "../region.hpp"

// The tiers sse2 and sse41: the verbs of both are in x86_128.inl, written with the few helpers below that SSE4.1 has as
// one instruction and SSE2 has not.

#if EIDO_X86
#include <immintrin.h>

#if EIDO_TIER_sse2
EIDO_REGION("sse2")
namespace eido::inline EIDO_ABI::simd::sse2 {

inline constexpr bool has_byte_shuffle = false;

static inline __m128 pick(__m128 m, __m128 yes, __m128 no) noexcept {
  return _mm_or_ps(_mm_and_ps(m, yes), _mm_andnot_ps(m, no));
}
static inline __m128i pick(__m128i m, __m128i yes, __m128i no) noexcept {
  return _mm_or_si128(_mm_and_si128(m, yes), _mm_andnot_si128(m, no));
}
static inline __m128i lesser(__m128i a, __m128i b) noexcept { return pick(_mm_cmpgt_epi32(b, a), a, b); }
static inline __m128i larger(__m128i a, __m128i b) noexcept { return pick(_mm_cmpgt_epi32(a, b), a, b); }
static inline __m128i low_product(__m128i a, __m128i b) noexcept {
  const __m128i even = _mm_mul_epu32(a, b);
  const __m128i odd = _mm_mul_epu32(_mm_srli_epi64(a, 32), _mm_srli_epi64(b, 32));
  return _mm_unpacklo_epi32(_mm_shuffle_epi32(even, 0x08), _mm_shuffle_epi32(odd, 0x08));
}
/// The first 8 bytes as 16-bit values; quarter Part as 32-bit ones.
static inline __m128i widened_u16(__m128i a) noexcept { return _mm_unpacklo_epi8(a, _mm_setzero_si128()); }
template <int Part>
static inline __m128i widened_u32(__m128i a) noexcept {
  const __m128i zero = _mm_setzero_si128();
  const __m128i half = Part < 2 ? _mm_unpacklo_epi8(a, zero) : _mm_unpackhi_epi8(a, zero);
  return Part % 2 == 0 ? _mm_unpacklo_epi16(half, zero) : _mm_unpackhi_epi16(half, zero);
}
static inline __m128i shuffled(__m128i a, __m128i table) noexcept {
  u8 from[16], at[16], to[16];
  _mm_storeu_si128(reinterpret_cast<__m128i*>(from), a);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(at), table);
  for (int i = 0; i < 16; ++i) to[i] = at[i] & 128 ? u8(0) : from[at[i] & 15];
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(to));
}
static inline __m128i reversed_bytes(__m128i a) noexcept {
  const __m128i swapped = _mm_or_si128(_mm_slli_epi16(a, 8), _mm_srli_epi16(a, 8));
  return _mm_shuffle_epi32(_mm_shufflehi_epi16(_mm_shufflelo_epi16(swapped, 0x1b), 0x1b), 0x4e);
}
static inline __m128i byte_pairs(__m128i a, __m128i signed_b) noexcept {
  const __m128i even =
      _mm_mullo_epi16(_mm_and_si128(a, _mm_set1_epi16(255)), _mm_srai_epi16(_mm_slli_epi16(signed_b, 8), 8));
  return _mm_add_epi16(even, _mm_mullo_epi16(_mm_srli_epi16(a, 8), _mm_srai_epi16(signed_b, 8)));
}

/// By 2^N, halves rounded up.
template <int N>
static inline __m128i rounded(__m128i a) noexcept {
  return _mm_srai_epi16(_mm_adds_epi16(a, _mm_set1_epi16(1 << (N - 1))), N);
}

#include "x86_128.inl"

#include "x86_channels_riffle.inl"
#include "x86_common.inl"

#include "plain_bytes.inl"
#include "plain_look_up_256.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "plain.inl"

}  // namespace eido::simd::sse2
EIDO_REGION_END
#endif

EIDO_REGION(EIDO_FEATURES_SSE41)
namespace eido::inline EIDO_ABI::simd::sse41 {

inline constexpr bool has_byte_shuffle = true;

static inline __m128 pick(__m128 m, __m128 yes, __m128 no) noexcept { return _mm_blendv_ps(no, yes, m); }
static inline __m128i lesser(__m128i a, __m128i b) noexcept { return _mm_min_epi32(a, b); }
static inline __m128i larger(__m128i a, __m128i b) noexcept { return _mm_max_epi32(a, b); }
static inline __m128i low_product(__m128i a, __m128i b) noexcept { return _mm_mullo_epi32(a, b); }
/// The first 8 bytes as 16-bit values; quarter Part as 32-bit ones.
static inline __m128i widened_u16(__m128i a) noexcept { return _mm_cvtepu8_epi16(a); }
template <int Part>
static inline __m128i widened_u32(__m128i a) noexcept {
  if constexpr (Part == 0) return _mm_cvtepu8_epi32(a);
  constexpr int first = 4 * Part;
  return _mm_shuffle_epi8(
      a, _mm_setr_epi8(first, -1, -1, -1, first + 1, -1, -1, -1, first + 2, -1, -1, -1, first + 3, -1, -1, -1));
}
static inline __m128i shuffled(__m128i a, __m128i table) noexcept { return _mm_shuffle_epi8(a, table); }
static inline __m128i reversed_bytes(__m128i a) noexcept {
  return _mm_shuffle_epi8(a, _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
}
static inline __m128i byte_pairs(__m128i a, __m128i signed_b) noexcept { return _mm_maddubs_epi16(a, signed_b); }

template <int N>
static inline __m128i rounded(__m128i a) noexcept {
  return _mm_mulhrs_epi16(a, _mm_set1_epi16(1 << (15 - N)));
}

#include "x86_128.inl"

struct byte_blocks : blocks {
  static constexpr int size = 16;
  static u8s permute(u8s a, const u8 (&table)[size]) noexcept { return {shuffled(a.v, load_bits(table))}; }
  template <int K>
  static u8s third(u8s a, u8s b) noexcept {
    const __m128i places = K == 1 ? _mm_setr_epi8(0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0)
                                  : _mm_setr_epi8(0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0);
    return {_mm_blendv_epi8(a.v, b.v, places)};
  }
};

#include "x86_common.inl"

#include "x86_channels.inl"

#include "plain_bytes.inl"
#include "plain_look_up_256.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "plain.inl"

}  // namespace eido::simd::sse41
EIDO_REGION_END
#endif
