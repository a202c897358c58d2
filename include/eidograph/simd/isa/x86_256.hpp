// SPDX-License-Identifier: MIT
#pragma once

#include "x86_128.hpp"

// The tiers avx2 and avxvnni, which differ in dot4.

#if EIDO_X86

#if EIDO_TIER_avx2
EIDO_REGION(EIDO_FEATURES_AVX2)
namespace eido::inline EIDO_ABI::simd::avx2 {

#include "x86_256.inl"

#include "x86_common.inl"

inline constexpr bool has_dot4 = false;
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept { return add(acc, madd(a, b)); }

#include "x86_channels.inl"

/// Even and odd bytes apart, as 16-bit values: the instruction for pairs of bytes saturates.
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  const __m256i even = _mm256_madd_epi16(_mm256_and_si256(a.v, _mm256_set1_epi16(255)),
                                         _mm256_srai_epi16(_mm256_slli_epi16(signed_b.v, 8), 8));
  const __m256i odd = _mm256_madd_epi16(_mm256_srli_epi16(a.v, 8), _mm256_srai_epi16(signed_b.v, 8));
  return {_mm256_add_epi32(acc.v, _mm256_add_epi32(even, odd))};
}

#include "plain_look_up_256.inl"
#include "plain_bytes.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "plain.inl"

}  // namespace eido::simd::avx2
EIDO_REGION_END
#endif

#if EIDO_TIER_avxvnni
EIDO_REGION(EIDO_FEATURES_AVX2 ",avxvnni")
namespace eido::inline EIDO_ABI::simd::avxvnni {

#include "x86_256.inl"

#include "x86_common.inl"

inline constexpr bool has_dot4 = true;
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept { return {_mm256_dpwssd_avx_epi32(acc.v, a.v, b.v)}; }

#include "x86_channels.inl"

static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  return {_mm256_dpbusd_avx_epi32(acc.v, a.v, signed_b.v)};
}

#include "plain_look_up_256.inl"
#include "plain_bytes.inl"
#include "plain_turns.inl"
#include "plain_units.inl"

#include "plain.inl"

}  // namespace eido::simd::avxvnni
EIDO_REGION_END
#endif

#endif
