// SPDX-License-Identifier: MIT
// The verbs over 32-byte registers, included inside of namespace eido::simd::avx2 and eido::simd::avxvnni.

inline constexpr int lanes = 8;
inline constexpr bool has_fma = true;
inline constexpr bool has_byte_shuffle = true;

struct f32s {
  __m256 v;
};
struct i32s {
  __m256i v;
};
struct i16s {
  __m256i v;
};
struct u8s {
  __m256i v;
};
struct mask {  // all bits of a lane or none
  __m256 v;
};

static inline __m128i low_half(__m256i a) noexcept { return _mm256_castsi256_si128(a); }
static inline __m128i high_half(__m256i a) noexcept { return _mm256_extracti128_si256(a, 1); }

// ---- memory ----------------------------------------------------------------------------------------------------

static inline __m256i load_bits(const void* p) noexcept { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
static inline void store_bits(void* p, __m256i a) noexcept { _mm256_storeu_si256(static_cast<__m256i*>(p), a); }

static inline f32s load(const f32* p) noexcept { return {_mm256_loadu_ps(p)}; }
static inline i32s load(const i32* p) noexcept { return {load_bits(p)}; }
static inline i16s load(const i16* p) noexcept { return {load_bits(p)}; }
static inline u8s load(const u8* p) noexcept { return {load_bits(p)}; }
static inline void store(f32* p, f32s a) noexcept { _mm256_storeu_ps(p, a.v); }
static inline void stream(f32* p, f32s a) noexcept { _mm256_stream_ps(p, a.v); }
static inline void stream(i32* p, i32s a) noexcept { _mm256_stream_si256(reinterpret_cast<__m256i*>(p), a.v); }
static inline void stream(u8* p, u8s a) noexcept { _mm256_stream_si256(reinterpret_cast<__m256i*>(p), a.v); }
static inline void store(i32* p, i32s a) noexcept { store_bits(p, a.v); }
static inline void store(i16* p, i16s a) noexcept { store_bits(p, a.v); }
static inline void store(u8* p, u8s a) noexcept { store_bits(p, a.v); }

// Without vmaskmov: its stores are slow on older AMD CPUs, and qemu 7 faults at lanes that are masked out.
static inline __m256i load_bytes(const void* p, index n) noexcept {
  if (n <= 16) return _mm256_zextsi128_si256(sse41::load_bytes(p, n));
  const __m128i high = sse41::load_bytes(static_cast<const u8*>(p) + 16, n - 16);
  return _mm256_inserti128_si256(_mm256_castsi128_si256(sse41::load_bits(p)), high, 1);
}
static inline void store_bytes(void* p, __m256i a, index n) noexcept {
  sse41::store_bytes(p, low_half(a), n);
  if (n > 16) sse41::store_bytes(static_cast<u8*>(p) + 16, high_half(a), n - 16);
}
static inline f32s load_first(const f32* p, index n) noexcept { return {_mm256_castsi256_ps(load_bytes(p, 4 * n))}; }
static inline i32s load_first(const i32* p, index n) noexcept { return {load_bytes(p, 4 * n)}; }
static inline i16s load_first(const i16* p, index n) noexcept { return {load_bytes(p, 2 * n)}; }
static inline u8s load_first(const u8* p, index n) noexcept { return {load_bytes(p, n)}; }
static inline void store_first(f32* p, f32s a, index n) noexcept { store_bytes(p, _mm256_castps_si256(a.v), 4 * n); }
static inline void store_first(i32* p, i32s a, index n) noexcept { store_bytes(p, a.v, 4 * n); }
static inline void store_first(i16* p, i16s a, index n) noexcept { store_bytes(p, a.v, 2 * n); }
static inline void store_first(u8* p, u8s a, index n) noexcept { store_bytes(p, a.v, n); }

static inline i32s load_u8_i32(const u8* p) noexcept {
  return {_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)))};
}
static inline i16s load_u8_i16(const u8* p) noexcept { return {_mm256_cvtepu8_epi16(sse41::load_bits(p))}; }
static inline void store_i32_u8(u8* p, i32s a) noexcept {
  const __m128i words = _mm_packs_epi32(low_half(a.v), high_half(a.v));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packus_epi16(words, words));
}
static inline u8s load_blocks(const u8* const* p, index at) noexcept {
  const __m256i low = _mm256_castsi128_si256(sse41::load_bits(p[0] + at));
  return {_mm256_inserti128_si256(low, sse41::load_bits(p[4] + at), 1)};
}
static inline void store_blocks(u8* const* p, index at, u8s a) noexcept {
  sse41::store_bits(p[0] + at, low_half(a.v));
  sse41::store_bits(p[4] + at, high_half(a.v));
}

static inline u8s load_blocks(const u8* p, index step) noexcept {
  return {_mm256_inserti128_si256(_mm256_castsi128_si256(sse41::load_bits(p)), sse41::load_bits(p + step), 1)};
}
static inline void store_blocks(u8* p, index step, u8s a) noexcept {
  sse41::store_bits(p, low_half(a.v));
  sse41::store_bits(p + step, high_half(a.v));
}
//   a0 a1 | b0 b1 | c0 c1  ->  a0 b0 | c0 a1 | b1 c1
static inline void stream_threes(u8* p, u8s a, u8s b, u8s c) noexcept {
  constexpr index size = sizeof a;
  stream(p, u8s{_mm256_permute2x128_si256(a.v, b.v, 0x20)});
  stream(p + size, u8s{_mm256_permute2x128_si256(c.v, a.v, 0x30)});
  stream(p + 2 * size, u8s{_mm256_permute2x128_si256(b.v, c.v, 0x31)});
}

// ---- one value in every lane -----------------------------------------------------------------------------------

static inline f32s set_f32(f32 x) noexcept { return {_mm256_set1_ps(x)}; }
static inline i32s set_i32(i32 x) noexcept { return {_mm256_set1_epi32(x)}; }
static inline i16s set_i16(i16 x) noexcept { return {_mm256_set1_epi16(x)}; }
static inline u8s set_u8(u8 x) noexcept { return {_mm256_set1_epi8(static_cast<char>(x))}; }
static inline i32s iota() noexcept { return {_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)}; }

// ---- f32 -------------------------------------------------------------------------------------------------------

static inline f32s add(f32s a, f32s b) noexcept { return {_mm256_add_ps(a.v, b.v)}; }
static inline f32s sub(f32s a, f32s b) noexcept { return {_mm256_sub_ps(a.v, b.v)}; }
static inline f32s mul(f32s a, f32s b) noexcept {
  __m256 product = _mm256_mul_ps(a.v, b.v);
  asm("" : "+x"(product));  // g++ would fuse it with the next sum
  return {product};
}
static inline f32s div(f32s a, f32s b) noexcept { return {_mm256_div_ps(a.v, b.v)}; }
static inline f32s fma(f32s a, f32s b, f32s c) noexcept { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
static inline f32s minimum(f32s a, f32s b) noexcept { return {_mm256_min_ps(a.v, b.v)}; }
static inline f32s maximum(f32s a, f32s b) noexcept { return {_mm256_max_ps(a.v, b.v)}; }

// ---- f64 -------------------------------------------------------------------------------------------------------

struct f64s {
  __m256d v;
};
static inline f64s load(const f64* p) noexcept { return {_mm256_loadu_pd(p)}; }
static inline f64s load_f32_f64(const f32* p) noexcept { return {_mm256_cvtps_pd(_mm_loadu_ps(p))}; }
static inline void widen_f64(f32s a, f64s (&out)[2]) noexcept {
  out[0] = {_mm256_cvtps_pd(_mm256_castps256_ps128(a.v))};
  out[1] = {_mm256_cvtps_pd(_mm256_extractf128_ps(a.v, 1))};
}
static inline void store(f64* p, f64s a) noexcept { _mm256_storeu_pd(p, a.v); }
static inline void store_f64_f32(f32* p, f64s a) noexcept { _mm_storeu_ps(p, _mm256_cvtpd_ps(a.v)); }
static inline f64s set_f64(f64 x) noexcept { return {_mm256_set1_pd(x)}; }
static inline f64s add(f64s a, f64s b) noexcept { return {_mm256_add_pd(a.v, b.v)}; }
static inline f64s sub(f64s a, f64s b) noexcept { return {_mm256_sub_pd(a.v, b.v)}; }
static inline f64s mul(f64s a, f64s b) noexcept {
  __m256d product = _mm256_mul_pd(a.v, b.v);
  asm("" : "+x"(product));
  return {product};
}
static inline f64s div(f64s a, f64s b) noexcept { return {_mm256_div_pd(a.v, b.v)}; }
static inline f64s maximum(f64s a, f64s b) noexcept { return {_mm256_max_pd(a.v, b.v)}; }
static inline __m128i rounded_u16(f64s a) noexcept {
  const __m256d rounded = _mm256_max_pd(_mm256_add_pd(a.v, _mm256_set1_pd(0.5)), _mm256_setzero_pd());
  return _mm256_cvttpd_epi32(_mm256_min_pd(rounded, _mm256_set1_pd(65535)));
}
static inline i32s round_u16(f64s low, f64s high) noexcept {
  return {_mm256_inserti128_si256(_mm256_castsi128_si256(rounded_u16(low)), rounded_u16(high), 1)};
}

// ---- comparisons and masks -------------------------------------------------------------------------------------

static inline mask greater(f32s a, f32s b) noexcept { return {_mm256_cmp_ps(a.v, b.v, _CMP_GT_OQ)}; }
static inline mask equal(f32s a, f32s b) noexcept { return {_mm256_cmp_ps(a.v, b.v, _CMP_EQ_OQ)}; }
static inline mask is_nan(f32s a) noexcept { return {_mm256_cmp_ps(a.v, a.v, _CMP_UNORD_Q)}; }
static inline mask greater(i32s a, i32s b) noexcept { return {_mm256_castsi256_ps(_mm256_cmpgt_epi32(a.v, b.v))}; }
static inline mask equal(i32s a, i32s b) noexcept { return {_mm256_castsi256_ps(_mm256_cmpeq_epi32(a.v, b.v))}; }
static inline mask both(mask a, mask b) noexcept { return {_mm256_and_ps(a.v, b.v)}; }
static inline mask either(mask a, mask b) noexcept { return {_mm256_or_ps(a.v, b.v)}; }
static inline mask without(mask a, mask b) noexcept { return {_mm256_andnot_ps(b.v, a.v)}; }
static inline f32s select(mask m, f32s yes, f32s no) noexcept { return {_mm256_blendv_ps(no.v, yes.v, m.v)}; }
static inline i32s select(mask m, i32s yes, i32s no) noexcept {
  return {_mm256_castps_si256(_mm256_blendv_ps(_mm256_castsi256_ps(no.v), _mm256_castsi256_ps(yes.v), m.v))};
}
static inline u32 bits(mask m) noexcept { return static_cast<u32>(_mm256_movemask_ps(m.v)); }

// ---- i32 -------------------------------------------------------------------------------------------------------

static inline i32s add(i32s a, i32s b) noexcept { return {_mm256_add_epi32(a.v, b.v)}; }
static inline i32s sub(i32s a, i32s b) noexcept { return {_mm256_sub_epi32(a.v, b.v)}; }
static inline i32s mul(i32s a, i32s b) noexcept { return {_mm256_mullo_epi32(a.v, b.v)}; }
static inline i32s minimum(i32s a, i32s b) noexcept { return {_mm256_min_epi32(a.v, b.v)}; }
static inline i32s maximum(i32s a, i32s b) noexcept { return {_mm256_max_epi32(a.v, b.v)}; }
template <int N>
static inline i32s shift_left(i32s a) noexcept {
  return {_mm256_slli_epi32(a.v, N)};
}
static inline i32s shift_right_by(i32s a, int n) noexcept { return {_mm256_sra_epi32(a.v, _mm_cvtsi32_si128(n))}; }
template <int N>
static inline i32s shift_right(i32s a) noexcept {
  return {_mm256_srai_epi32(a.v, N)};
}
static inline i32s bit_and(i32s a, i32s b) noexcept { return {_mm256_and_si256(a.v, b.v)}; }
static inline i32s bit_or(i32s a, i32s b) noexcept { return {_mm256_or_si256(a.v, b.v)}; }

// ---- i16 and bytes ---------------------------------------------------------------------------------------------

static inline i16s add(i16s a, i16s b) noexcept { return {_mm256_add_epi16(a.v, b.v)}; }
static inline i16s mul(i16s a, i16s b) noexcept { return {_mm256_mullo_epi16(a.v, b.v)}; }
static inline i16s mul_high(i16s a, i16s b) noexcept { return {_mm256_mulhi_epi16(a.v, b.v)}; }
static inline i16s mul_high_u16(i16s a, i16s b) noexcept { return {_mm256_mulhi_epu16(a.v, b.v)}; }
static inline i32s madd(i16s a, i16s b) noexcept { return {_mm256_madd_epi16(a.v, b.v)}; }
static inline i16s madd_u8(u8s a, u8s signed_b) noexcept { return {_mm256_maddubs_epi16(a.v, signed_b.v)}; }
static inline i16s even_u8(u8s a) noexcept { return {_mm256_and_si256(a.v, _mm256_set1_epi16(255))}; }
static inline i16s odd_u8(u8s a) noexcept { return {_mm256_srli_epi16(a.v, 8)}; }
static inline u8s minimum(u8s a, u8s b) noexcept { return {_mm256_min_epu8(a.v, b.v)}; }
static inline u8s maximum(u8s a, u8s b) noexcept { return {_mm256_max_epu8(a.v, b.v)}; }
static inline u64 unequal(u8s a, u8s b) noexcept {
  return ~static_cast<u32>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(a.v, b.v)));
}

// ---- conversions -----------------------------------------------------------------------------------------------

static inline f32s to_f32(i32s a) noexcept { return {_mm256_cvtepi32_ps(a.v)}; }
static inline i32s as_i32(f32s a) noexcept { return {_mm256_castps_si256(a.v)}; }
static inline f32s as_f32(i32s a) noexcept { return {_mm256_castsi256_ps(a.v)}; }
static inline i32s round_i32(f32s a) noexcept { return {_mm256_cvtps_epi32(a.v)}; }
static inline i32s trunc_i32(f32s a) noexcept { return {_mm256_cvttps_epi32(a.v)}; }
/// Quarters 2 * Part and 2 * Part + 1 of eight, brought to the same place of the two blocks (once for all four parts),
/// then spread.
template <int Part>
static inline i32s widen_u8(u8s a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  const __m256i placed = _mm256_permutevar8x32_epi32(a.v, _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7));
  constexpr int first = 4 * Part;
  return {_mm256_shuffle_epi8(
      placed, _mm256_broadcastsi128_si256(_mm_setr_epi8(first, -1, -1, -1, first + 1, -1, -1, -1, first + 2, -1, -1, -1,
                                                        first + 3, -1, -1, -1)))};
}
/// The same in each block of 16 bytes: block k of the result is quarter Part of block k.
template <int Part>
static inline i32s widen_blocks_u8(u8s a) noexcept {
  constexpr int first = 4 * Part;
  const __m128i table =
      _mm_setr_epi8(first, -1, -1, -1, first + 1, -1, -1, -1, first + 2, -1, -1, -1, first + 3, -1, -1, -1);
  return {_mm256_shuffle_epi8(a.v, _mm256_broadcastsi128_si256(table))};
}
// Packing works in each block; the quarters are then in the order 0 2 1 3.
static inline i16s narrow_i16(i32s low, i32s high) noexcept {
  return {_mm256_permute4x64_epi64(_mm256_packs_epi32(low.v, high.v), 0xd8)};
}
static inline u8s narrow_u8(i16s low, i16s high) noexcept {
  return {_mm256_permute4x64_epi64(_mm256_packus_epi16(low.v, high.v), 0xd8)};
}
static inline u8s narrow_blocks_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  return {_mm256_packus_epi16(_mm256_packs_epi32(a.v, b.v), _mm256_packs_epi32(c.v, d.v))};
}
static inline u8s narrow_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  const __m256i places = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  return {_mm256_permutevar8x32_epi32(narrow_blocks_u8(a, b, c, d).v, places)};
}
static inline i16s low_words(i32s a, i32s b) noexcept { return {_mm256_packs_epi32(a.v, b.v)}; }
static inline i16s high_words(i32s a, i32s b) noexcept {
  return {_mm256_packs_epi32(_mm256_srai_epi32(a.v, 16), _mm256_srai_epi32(b.v, 16))};
}
template <int N>
static inline u8s shift_blocks_u8(i16s a, i16s b) noexcept {
  return {_mm256_packus_epi16(_mm256_srai_epi16(a.v, N), _mm256_srai_epi16(b.v, N))};
}
template <int N>
static inline u8s round_blocks_u8(i16s a, i16s b) noexcept {
  const __m256i scale = _mm256_set1_epi16(1 << (15 - N));
  return {_mm256_packus_epi16(_mm256_mulhrs_epi16(a.v, scale), _mm256_mulhrs_epi16(b.v, scale))};
}

// ---- order -----------------------------------------------------------------------------------------------------

static inline u8s shuffle_in_blocks(u8s a, u8s table) noexcept { return {_mm256_shuffle_epi8(a.v, table.v)}; }
static inline u8s reverse(u8s a) noexcept {
  const __m128i backwards = _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  return {_mm256_permute4x64_epi64(_mm256_shuffle_epi8(a.v, _mm256_broadcastsi128_si256(backwards)), 0x4e)};
}
static inline f32s pick_lanes(f32s a, i32s where) noexcept { return {_mm256_permutevar8x32_ps(a.v, where.v)}; }
static inline i32s reverse(i32s a) noexcept {
  return {_mm256_permutevar8x32_epi32(a.v, _mm256_setr_epi32(7, 6, 5, 4, 3, 2, 1, 0))};
}

static inline u8s zip_low(u8s a, u8s b) noexcept { return {_mm256_unpacklo_epi8(a.v, b.v)}; }
static inline u8s zip_high(u8s a, u8s b) noexcept { return {_mm256_unpackhi_epi8(a.v, b.v)}; }
static inline i16s zip_low(i16s a, i16s b) noexcept { return {_mm256_unpacklo_epi16(a.v, b.v)}; }
static inline i16s zip_high(i16s a, i16s b) noexcept { return {_mm256_unpackhi_epi16(a.v, b.v)}; }
static inline i32s threes_first(i32s a) noexcept {
  return {_mm256_permutevar8x32_epi32(a.v, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7))};
}

/// Blocks of 16 bytes, of which a register is two.
struct blocks {
  /// The blocks j and j + Channels.
  template <int Channels>
  static u8s load(const void* from, int j) noexcept {
    return load_blocks(static_cast<const u8*>(from) + 16 * j, 16 * Channels);
  }
  template <int Channels>
  static void store(void* to, int j, u8s a) noexcept {
    store_blocks(static_cast<u8*>(to) + 16 * j, 16 * Channels, a);
  }
  static i32s zip_low(i32s a, i32s b) noexcept { return {_mm256_unpacklo_epi32(a.v, b.v)}; }
  static i32s zip_high(i32s a, i32s b) noexcept { return {_mm256_unpackhi_epi32(a.v, b.v)}; }
  /// Two quarters of each block of a, two of b.
  template <int A0, int A1, int B0, int B1>
  static i32s two_and_two(i32s a, i32s b) noexcept {
    constexpr int choice = A0 | A1 << 2 | B0 << 4 | B1 << 6;
    return {_mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(a.v), _mm256_castsi256_ps(b.v), choice))};
  }
};
struct byte_blocks : blocks {
  static constexpr int size = 16;
  static u8s permute(u8s a, const u8 (&table)[size]) noexcept {
    return {_mm256_shuffle_epi8(a.v, _mm256_broadcastsi128_si256(sse41::load_bits(table)))};
  }
  template <int K>
  static u8s third(u8s a, u8s b) noexcept {
    const __m128i places = K == 1 ? _mm_setr_epi8(0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0)
                                  : _mm_setr_epi8(0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0);
    return {_mm256_blendv_epi8(a.v, b.v, _mm256_broadcastsi128_si256(places))};
  }
};

static inline __m256i both_low(__m256i a, __m256i b) noexcept { return _mm256_permute2x128_si256(a, b, 0x20); }
static inline __m256i both_high(__m256i a, __m256i b) noexcept { return _mm256_permute2x128_si256(a, b, 0x31); }
static inline u8s interleave_low(u8s a, u8s b) noexcept {
  return {both_low(_mm256_unpacklo_epi8(a.v, b.v), _mm256_unpackhi_epi8(a.v, b.v))};
}
static inline u8s interleave_high(u8s a, u8s b) noexcept {
  return {both_high(_mm256_unpacklo_epi8(a.v, b.v), _mm256_unpackhi_epi8(a.v, b.v))};
}
static inline i32s interleave_low(i32s a, i32s b) noexcept {
  return {both_low(blocks::zip_low(a, b).v, blocks::zip_high(a, b).v)};
}
static inline i32s interleave_high(i32s a, i32s b) noexcept {
  return {both_high(blocks::zip_low(a, b).v, blocks::zip_high(a, b).v)};
}

// ---- across ----------------------------------------------------------------------------------------------------

static inline i32 reduce_add(i32s a) noexcept {
  return sse41::reduce_add({_mm_add_epi32(low_half(a.v), high_half(a.v))});
}
static inline i32 reduce_min(i32s a) noexcept {
  return sse41::reduce_min({_mm_min_epi32(low_half(a.v), high_half(a.v))});
}
static inline f32 reduce_max(f32s a) noexcept {
  return sse41::reduce_max({_mm_max_ps(_mm256_castps256_ps128(a.v), _mm256_extractf128_ps(a.v, 1))});
}
