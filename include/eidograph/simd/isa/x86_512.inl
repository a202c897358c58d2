// SPDX-License-Identifier: MIT
// The verbs over 64-byte registers, included inside of namespace eido::simd::avx512 and eido::simd::avx512vnni.

inline constexpr int lanes = 16;
inline constexpr bool has_fma = true;
inline constexpr bool has_byte_shuffle = true;

struct f32s {
  __m512 v;
};
struct i32s {
  __m512i v;
};
struct i16s {
  __m512i v;
};
struct u8s {
  __m512i v;
};
struct mask {
  __mmask16 v;
};

// ---- memory ----------------------------------------------------------------------------------------------------

static inline __m512i load_bits(const void* p) noexcept { return _mm512_loadu_si512(p); }
static inline void store_bits(void* p, __m512i a) noexcept { _mm512_storeu_si512(p, a); }

static inline f32s load(const f32* p) noexcept { return {_mm512_loadu_ps(p)}; }
static inline i32s load(const i32* p) noexcept { return {load_bits(p)}; }
static inline i16s load(const i16* p) noexcept { return {load_bits(p)}; }
static inline u8s load(const u8* p) noexcept { return {load_bits(p)}; }
static inline void store(f32* p, f32s a) noexcept { _mm512_storeu_ps(p, a.v); }
static inline void stream(f32* p, f32s a) noexcept { _mm512_stream_ps(p, a.v); }
static inline void stream(i32* p, i32s a) noexcept { _mm512_stream_si512(reinterpret_cast<__m512i*>(p), a.v); }
static inline void stream(u8* p, u8s a) noexcept { _mm512_stream_si512(reinterpret_cast<__m512i*>(p), a.v); }
static inline void store(i32* p, i32s a) noexcept { store_bits(p, a.v); }
static inline void store(i16* p, i16s a) noexcept { store_bits(p, a.v); }
static inline void store(u8* p, u8s a) noexcept { store_bits(p, a.v); }

/// The n lowest bits, 0 <= n <= 64.
static inline u64 first_bits(index n) noexcept { return n >= 64 ? ~u64(0) : (u64(1) << n) - 1; }
static inline __mmask16 first_16(index n) noexcept { return static_cast<__mmask16>(first_bits(n)); }
static inline __mmask32 first_32(index n) noexcept { return static_cast<__mmask32>(first_bits(n)); }
static inline f32s load_first(const f32* p, index n) noexcept { return {_mm512_maskz_loadu_ps(first_16(n), p)}; }
static inline i32s load_first(const i32* p, index n) noexcept { return {_mm512_maskz_loadu_epi32(first_16(n), p)}; }
static inline i16s load_first(const i16* p, index n) noexcept { return {_mm512_maskz_loadu_epi16(first_32(n), p)}; }
static inline u8s load_first(const u8* p, index n) noexcept { return {_mm512_maskz_loadu_epi8(first_bits(n), p)}; }
static inline void store_first(f32* p, f32s a, index n) noexcept { _mm512_mask_storeu_ps(p, first_16(n), a.v); }
static inline void store_first(i32* p, i32s a, index n) noexcept { _mm512_mask_storeu_epi32(p, first_16(n), a.v); }
static inline void store_first(i16* p, i16s a, index n) noexcept { _mm512_mask_storeu_epi16(p, first_32(n), a.v); }
static inline void store_first(u8* p, u8s a, index n) noexcept { _mm512_mask_storeu_epi8(p, first_bits(n), a.v); }

static inline i32s load_u8_i32(const u8* p) noexcept { return {_mm512_cvtepu8_epi32(sse41::load_bits(p))}; }
static inline i16s load_u8_i16(const u8* p) noexcept {
  return {_mm512_cvtepu8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)))};
}
/// The narrowing instruction clamps unsigned values only.
static inline void store_i32_u8(u8* p, i32s a) noexcept {
  sse41::store_bits(p, _mm512_cvtusepi32_epi8(_mm512_max_epi32(a.v, _mm512_setzero_si512())));
}
static inline u8s load_blocks(const u8* const* p, index at) noexcept {
  __m512i made = _mm512_castsi128_si512(sse41::load_bits(p[0] + at));
  made = _mm512_inserti32x4(made, sse41::load_bits(p[4] + at), 1);
  made = _mm512_inserti32x4(made, sse41::load_bits(p[8] + at), 2);
  return {_mm512_inserti32x4(made, sse41::load_bits(p[12] + at), 3)};
}
static inline void store_blocks(u8* const* p, index at, u8s a) noexcept {
  sse41::store_bits(p[0] + at, _mm512_castsi512_si128(a.v));
  sse41::store_bits(p[4] + at, _mm512_extracti32x4_epi32(a.v, 1));
  sse41::store_bits(p[8] + at, _mm512_extracti32x4_epi32(a.v, 2));
  sse41::store_bits(p[12] + at, _mm512_extracti32x4_epi32(a.v, 3));
}

static inline u8s load_blocks(const u8* p, index step) noexcept {
  __m512i made = _mm512_castsi128_si512(sse41::load_bits(p));
  made = _mm512_inserti32x4(made, sse41::load_bits(p + step), 1);
  made = _mm512_inserti32x4(made, sse41::load_bits(p + 2 * step), 2);
  return {_mm512_inserti32x4(made, sse41::load_bits(p + 3 * step), 3)};
}
static inline void store_blocks(u8* p, index step, u8s a) noexcept {
  sse41::store_bits(p, _mm512_castsi512_si128(a.v));
  sse41::store_bits(p + step, _mm512_extracti32x4_epi32(a.v, 1));
  sse41::store_bits(p + 2 * step, _mm512_extracti32x4_epi32(a.v, 2));
  sse41::store_bits(p + 3 * step, _mm512_extracti32x4_epi32(a.v, 3));
}
// no kernel streams these from 64-byte registers
static inline void stream_threes(u8* p, u8s a, u8s b, u8s c) noexcept {
  store_blocks(p, 48, a);
  store_blocks(p + 16, 48, b);
  store_blocks(p + 32, 48, c);
}

// ---- one value in every lane -----------------------------------------------------------------------------------

static inline f32s set_f32(f32 x) noexcept { return {_mm512_set1_ps(x)}; }
static inline i32s set_i32(i32 x) noexcept { return {_mm512_set1_epi32(x)}; }
static inline i16s set_i16(i16 x) noexcept { return {_mm512_set1_epi16(x)}; }
static inline u8s set_u8(u8 x) noexcept { return {_mm512_set1_epi8(static_cast<char>(x))}; }
static inline i32s iota() noexcept { return {_mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)}; }
static inline __m512i in_every_block(__m128i a) noexcept { return _mm512_broadcast_i32x4(a); }

// ---- f32 -------------------------------------------------------------------------------------------------------

static inline f32s add(f32s a, f32s b) noexcept { return {_mm512_add_ps(a.v, b.v)}; }
static inline f32s sub(f32s a, f32s b) noexcept { return {_mm512_sub_ps(a.v, b.v)}; }
static inline f32s mul(f32s a, f32s b) noexcept {
  __m512 product = _mm512_mul_ps(a.v, b.v);
  asm("" : "+v"(product));  // g++ would fuse it with the next sum
  return {product};
}
static inline f32s div(f32s a, f32s b) noexcept { return {_mm512_div_ps(a.v, b.v)}; }
static inline f32s fma(f32s a, f32s b, f32s c) noexcept { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
static inline f32s minimum(f32s a, f32s b) noexcept { return {_mm512_min_ps(a.v, b.v)}; }
static inline f32s maximum(f32s a, f32s b) noexcept { return {_mm512_max_ps(a.v, b.v)}; }

// ---- f64 -------------------------------------------------------------------------------------------------------

struct f64s {
  __m512d v;
};
static inline f64s load(const f64* p) noexcept { return {_mm512_loadu_pd(p)}; }
static inline f64s load_f32_f64(const f32* p) noexcept { return {_mm512_cvtps_pd(_mm256_loadu_ps(p))}; }
static inline void widen_f64(f32s a, f64s (&out)[2]) noexcept {
  out[0] = {_mm512_cvtps_pd(_mm512_castps512_ps256(a.v))};
  out[1] = {_mm512_cvtps_pd(_mm512_extractf32x8_ps(a.v, 1))};
}
static inline void store(f64* p, f64s a) noexcept { _mm512_storeu_pd(p, a.v); }
static inline void store_f64_f32(f32* p, f64s a) noexcept { _mm256_storeu_ps(p, _mm512_cvtpd_ps(a.v)); }
static inline f64s set_f64(f64 x) noexcept { return {_mm512_set1_pd(x)}; }
static inline f64s add(f64s a, f64s b) noexcept { return {_mm512_add_pd(a.v, b.v)}; }
static inline f64s sub(f64s a, f64s b) noexcept { return {_mm512_sub_pd(a.v, b.v)}; }
static inline f64s mul(f64s a, f64s b) noexcept {
  __m512d product = _mm512_mul_pd(a.v, b.v);
  asm("" : "+v"(product));
  return {product};
}
static inline f64s div(f64s a, f64s b) noexcept { return {_mm512_div_pd(a.v, b.v)}; }
static inline f64s maximum(f64s a, f64s b) noexcept { return {_mm512_max_pd(a.v, b.v)}; }
static inline __m256i rounded_u16(f64s a) noexcept {
  const __m512d rounded = _mm512_max_pd(_mm512_add_pd(a.v, _mm512_set1_pd(0.5)), _mm512_setzero_pd());
  return _mm512_cvttpd_epi32(_mm512_min_pd(rounded, _mm512_set1_pd(65535)));
}
static inline i32s round_u16(f64s low, f64s high) noexcept {
  return {_mm512_inserti64x4(_mm512_castsi256_si512(rounded_u16(low)), rounded_u16(high), 1)};
}

// ---- comparisons and masks -------------------------------------------------------------------------------------

static inline mask greater(f32s a, f32s b) noexcept { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_GT_OQ)}; }
static inline mask equal(f32s a, f32s b) noexcept { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_EQ_OQ)}; }
static inline mask is_nan(f32s a) noexcept { return {_mm512_cmp_ps_mask(a.v, a.v, _CMP_UNORD_Q)}; }
static inline mask greater(i32s a, i32s b) noexcept { return {_mm512_cmpgt_epi32_mask(a.v, b.v)}; }
static inline mask equal(i32s a, i32s b) noexcept { return {_mm512_cmpeq_epi32_mask(a.v, b.v)}; }
static inline mask both(mask a, mask b) noexcept { return {static_cast<__mmask16>(a.v & b.v)}; }
static inline mask either(mask a, mask b) noexcept { return {static_cast<__mmask16>(a.v | b.v)}; }
static inline mask without(mask a, mask b) noexcept { return {static_cast<__mmask16>(a.v & ~b.v)}; }
static inline f32s select(mask m, f32s yes, f32s no) noexcept { return {_mm512_mask_blend_ps(m.v, no.v, yes.v)}; }
static inline i32s select(mask m, i32s yes, i32s no) noexcept { return {_mm512_mask_blend_epi32(m.v, no.v, yes.v)}; }
static inline u32 bits(mask m) noexcept { return m.v; }

// ---- i32 -------------------------------------------------------------------------------------------------------

static inline i32s add(i32s a, i32s b) noexcept { return {_mm512_add_epi32(a.v, b.v)}; }
static inline i32s sub(i32s a, i32s b) noexcept { return {_mm512_sub_epi32(a.v, b.v)}; }
static inline i32s mul(i32s a, i32s b) noexcept { return {_mm512_mullo_epi32(a.v, b.v)}; }
static inline i32s minimum(i32s a, i32s b) noexcept { return {_mm512_min_epi32(a.v, b.v)}; }
static inline i32s maximum(i32s a, i32s b) noexcept { return {_mm512_max_epi32(a.v, b.v)}; }
template <int N>
static inline i32s shift_left(i32s a) noexcept {
  return {_mm512_slli_epi32(a.v, N)};
}
static inline i32s shift_right_by(i32s a, int n) noexcept { return {_mm512_sra_epi32(a.v, _mm_cvtsi32_si128(n))}; }
template <int N>
static inline i32s shift_right(i32s a) noexcept {
  return {_mm512_srai_epi32(a.v, N)};
}
static inline i32s bit_and(i32s a, i32s b) noexcept { return {_mm512_and_si512(a.v, b.v)}; }
static inline i32s bit_or(i32s a, i32s b) noexcept { return {_mm512_or_si512(a.v, b.v)}; }

// ---- i16 and bytes ---------------------------------------------------------------------------------------------

static inline i16s add(i16s a, i16s b) noexcept { return {_mm512_add_epi16(a.v, b.v)}; }
static inline i16s mul(i16s a, i16s b) noexcept { return {_mm512_mullo_epi16(a.v, b.v)}; }
static inline i16s mul_high(i16s a, i16s b) noexcept { return {_mm512_mulhi_epi16(a.v, b.v)}; }
static inline i16s mul_high_u16(i16s a, i16s b) noexcept { return {_mm512_mulhi_epu16(a.v, b.v)}; }
static inline i32s madd(i16s a, i16s b) noexcept { return {_mm512_madd_epi16(a.v, b.v)}; }
static inline i16s madd_u8(u8s a, u8s signed_b) noexcept { return {_mm512_maddubs_epi16(a.v, signed_b.v)}; }
static inline i16s even_u8(u8s a) noexcept { return {_mm512_and_si512(a.v, _mm512_set1_epi16(255))}; }
static inline i16s odd_u8(u8s a) noexcept { return {_mm512_srli_epi16(a.v, 8)}; }
static inline u8s minimum(u8s a, u8s b) noexcept { return {_mm512_min_epu8(a.v, b.v)}; }
static inline u8s maximum(u8s a, u8s b) noexcept { return {_mm512_max_epu8(a.v, b.v)}; }
static inline u64 unequal(u8s a, u8s b) noexcept { return _mm512_cmpneq_epu8_mask(a.v, b.v); }

// ---- conversions -----------------------------------------------------------------------------------------------

static inline f32s to_f32(i32s a) noexcept { return {_mm512_cvtepi32_ps(a.v)}; }
static inline i32s as_i32(f32s a) noexcept { return {_mm512_castps_si512(a.v)}; }
static inline f32s as_f32(i32s a) noexcept { return {_mm512_castsi512_ps(a.v)}; }
static inline i32s round_i32(f32s a) noexcept {
  return {_mm512_cvt_roundps_epi32(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)};
}
static inline i32s trunc_i32(f32s a) noexcept { return {_mm512_cvttps_epi32(a.v)}; }
/// The same in each block of 16 bytes: block k of the result is quarter Part of block k.
template <int Part>
static inline i32s widen_blocks_u8(u8s a) noexcept {
  constexpr int first = 4 * Part;
  const __m128i table =
      _mm_setr_epi8(first, -1, -1, -1, first + 1, -1, -1, -1, first + 2, -1, -1, -1, first + 3, -1, -1, -1);
  return {_mm512_shuffle_epi8(a.v, in_every_block(table))};
}
// Packing works in each block; the eighths are then in the order 0 4 1 5 2 6 3 7.
static inline __m512i in_order(__m512i packed) noexcept {
  return _mm512_permutexvar_epi64(_mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7), packed);
}
static inline i16s narrow_i16(i32s low, i32s high) noexcept { return {in_order(_mm512_packs_epi32(low.v, high.v))}; }
static inline u8s narrow_u8(i16s low, i16s high) noexcept { return {in_order(_mm512_packus_epi16(low.v, high.v))}; }
static inline u8s narrow_blocks_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  return {_mm512_packus_epi16(_mm512_packs_epi32(a.v, b.v), _mm512_packs_epi32(c.v, d.v))};
}
static inline u8s narrow_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  const __m512i places = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  return {_mm512_permutexvar_epi32(places, narrow_blocks_u8(a, b, c, d).v)};
}
static inline i16s low_words(i32s a, i32s b) noexcept { return {_mm512_packs_epi32(a.v, b.v)}; }
static inline i16s high_words(i32s a, i32s b) noexcept {
  return {_mm512_packs_epi32(_mm512_srai_epi32(a.v, 16), _mm512_srai_epi32(b.v, 16))};
}
template <int N>
static inline u8s shift_blocks_u8(i16s a, i16s b) noexcept {
  return {_mm512_packus_epi16(_mm512_srai_epi16(a.v, N), _mm512_srai_epi16(b.v, N))};
}
template <int N>
static inline u8s round_blocks_u8(i16s a, i16s b) noexcept {
  const __m512i scale = _mm512_set1_epi16(1 << (15 - N));
  return {_mm512_packus_epi16(_mm512_mulhrs_epi16(a.v, scale), _mm512_mulhrs_epi16(b.v, scale))};
}

// ---- order -----------------------------------------------------------------------------------------------------

static inline u8s shuffle_in_blocks(u8s a, u8s table) noexcept { return {_mm512_shuffle_epi8(a.v, table.v)}; }
static inline f32s pick_lanes(f32s a, i32s where) noexcept { return {_mm512_permutexvar_ps(where.v, a.v)}; }
static inline i32s reverse(i32s a) noexcept {
  const __m512i backwards = _mm512_setr_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  return {_mm512_permutexvar_epi32(backwards, a.v)};
}
static inline u8s interleave_low(u8s a, u8s b) noexcept {
  const __m512i low = _mm512_unpacklo_epi8(a.v, b.v), high = _mm512_unpackhi_epi8(a.v, b.v);
  return {_mm512_permutex2var_epi64(low, _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11), high)};
}
static inline u8s interleave_high(u8s a, u8s b) noexcept {
  const __m512i low = _mm512_unpacklo_epi8(a.v, b.v), high = _mm512_unpackhi_epi8(a.v, b.v);
  return {_mm512_permutex2var_epi64(low, _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15), high)};
}
static inline i32s interleave_low(i32s a, i32s b) noexcept {
  const __m512i places = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  return {_mm512_permutex2var_epi32(a.v, places, b.v)};
}
static inline i32s interleave_high(i32s a, i32s b) noexcept {
  const __m512i places = _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  return {_mm512_permutex2var_epi32(a.v, places, b.v)};
}

static inline u8s zip_low(u8s a, u8s b) noexcept { return {_mm512_unpacklo_epi8(a.v, b.v)}; }
static inline u8s zip_high(u8s a, u8s b) noexcept { return {_mm512_unpackhi_epi8(a.v, b.v)}; }
static inline i16s zip_low(i16s a, i16s b) noexcept { return {_mm512_unpacklo_epi16(a.v, b.v)}; }
static inline i16s zip_high(i16s a, i16s b) noexcept { return {_mm512_unpackhi_epi16(a.v, b.v)}; }
static inline i32s threes_first(i32s a) noexcept {
  const __m512i places = _mm512_setr_epi32(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);
  return {_mm512_permutexvar_epi32(places, a.v)};
}

/// Blocks of 16 bytes, of which a register is four.
struct blocks {
  /// The blocks j, j + Channels, j + 2 * Channels, j + 3 * Channels.
  template <int Channels>
  static u8s load(const void* from, int j) noexcept {
    return load_blocks(static_cast<const u8*>(from) + 16 * j, 16 * Channels);
  }
  template <int Channels>
  static void store(void* to, int j, u8s a) noexcept {
    store_blocks(static_cast<u8*>(to) + 16 * j, 16 * Channels, a);
  }
  static i32s zip_low(i32s a, i32s b) noexcept { return {_mm512_unpacklo_epi32(a.v, b.v)}; }
  static i32s zip_high(i32s a, i32s b) noexcept { return {_mm512_unpackhi_epi32(a.v, b.v)}; }
  /// Two quarters of each block of a, two of b.
  template <int A0, int A1, int B0, int B1>
  static i32s two_and_two(i32s a, i32s b) noexcept {
    constexpr int choice = A0 | A1 << 2 | B0 << 4 | B1 << 6;
    return {_mm512_castps_si512(_mm512_shuffle_ps(_mm512_castsi512_ps(a.v), _mm512_castsi512_ps(b.v), choice))};
  }
};

// ---- across ----------------------------------------------------------------------------------------------------

// g++'s own _mm512_reduce_add_epi32 ends in an int addition, which may not overflow.
static inline __m256i low_half(__m512i a) noexcept { return _mm512_castsi512_si256(a); }
static inline __m256i high_half(__m512i a) noexcept { return _mm512_extracti64x4_epi64(a, 1); }
static inline i32 reduce_add(i32s a) noexcept {
  const __m256i sums = _mm256_add_epi32(low_half(a.v), high_half(a.v));
  return sse41::reduce_add({_mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1))});
}
static inline i32 reduce_min(i32s a) noexcept {
  const __m256i least = _mm256_min_epi32(low_half(a.v), high_half(a.v));
  return sse41::reduce_min({_mm_min_epi32(_mm256_castsi256_si128(least), _mm256_extracti128_si256(least, 1))});
}
static inline f32 reduce_max(f32s a) noexcept { return _mm512_reduce_max_ps(a.v); }
