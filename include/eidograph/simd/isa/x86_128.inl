// SPDX-License-Identifier: MIT
// The verbs over 16-byte registers, included inside of namespace eido::simd::sse2 and eido::simd::sse41.

inline constexpr int lanes = 4;
inline constexpr bool has_fma = false;
inline constexpr bool has_dot4 = false;

struct f32s {
  __m128 v;
};
struct i32s {
  __m128i v;
};
struct i16s {
  __m128i v;
};
struct u8s {
  __m128i v;
};
struct mask {  // all bits of a lane or none
  __m128 v;
};

// ---- memory ----------------------------------------------------------------------------------------------------

static inline __m128i load_bits(const void* p) noexcept { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }
static inline void store_bits(void* p, __m128i a) noexcept { _mm_storeu_si128(static_cast<__m128i*>(p), a); }

static inline f32s load(const f32* p) noexcept { return {_mm_loadu_ps(p)}; }
static inline i32s load(const i32* p) noexcept { return {load_bits(p)}; }
static inline i16s load(const i16* p) noexcept { return {load_bits(p)}; }
static inline u8s load(const u8* p) noexcept { return {load_bits(p)}; }
static inline void store(f32* p, f32s a) noexcept { _mm_storeu_ps(p, a.v); }
static inline void stream(f32* p, f32s a) noexcept { _mm_stream_ps(p, a.v); }
static inline void stream(i32* p, i32s a) noexcept { _mm_stream_si128(reinterpret_cast<__m128i*>(p), a.v); }
static inline void stream(u8* p, u8s a) noexcept { _mm_stream_si128(reinterpret_cast<__m128i*>(p), a.v); }
static inline void store(i32* p, i32s a) noexcept { store_bits(p, a.v); }
static inline void store(i16* p, i16s a) noexcept { store_bits(p, a.v); }
static inline void store(u8* p, u8s a) noexcept { store_bits(p, a.v); }

template <class T>
static inline T read_as(const u8* p) noexcept {
  T x;
  ::std::memcpy(&x, p, sizeof x);
  return x;
}
/// n bytes, 0 <= n <= 16, and zeros. Steps by the bits of n, so that for larger elements the small steps fall away.
static inline __m128i load_bytes(const void* from, index n) noexcept {
  const u8* p = static_cast<const u8*>(from);
  if (n >= 16) return load_bits(p);
  u64 whole = 0, part = 0;
  int filled = 0;
  if (n & 8) whole = read_as<u64>(p), p += 8;
  if (n & 4) part = read_as<u32>(p), p += 4, filled = 32;
  if (n & 2) part |= static_cast<u64>(read_as<u16>(p)) << filled, p += 2, filled += 16;
  if (n & 1) part |= static_cast<u64>(*p) << filled;
  const bool second = n >= 8;
  return _mm_set_epi64x(static_cast<i64>(second ? part : 0), static_cast<i64>(second ? whole : part));
}
static inline void store_bytes(void* to, __m128i a, index n) noexcept {
  u8* p = static_cast<u8*>(to);
  if (n >= 16) return store_bits(p, a);
  if (n & 8) {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(p), a);
    a = _mm_unpackhi_epi64(a, a);
    p += 8;
  }
  if (n & 4) {
    const i32 four = _mm_cvtsi128_si32(a);
    ::std::memcpy(p, &four, 4);
    a = _mm_srli_epi64(a, 32);
    p += 4;
  }
  const i32 rest = _mm_cvtsi128_si32(a);
  if (n & 2) ::std::memcpy(p, &rest, 2);
  if (n & 1) p[n & 2] = static_cast<u8>(n & 2 ? rest >> 16 : rest);
}
static inline f32s load_first(const f32* p, index n) noexcept { return {_mm_castsi128_ps(load_bytes(p, 4 * n))}; }
static inline i32s load_first(const i32* p, index n) noexcept { return {load_bytes(p, 4 * n)}; }
static inline i16s load_first(const i16* p, index n) noexcept { return {load_bytes(p, 2 * n)}; }
static inline u8s load_first(const u8* p, index n) noexcept { return {load_bytes(p, n)}; }
static inline void store_first(f32* p, f32s a, index n) noexcept { store_bytes(p, _mm_castps_si128(a.v), 4 * n); }
static inline void store_first(i32* p, i32s a, index n) noexcept { store_bytes(p, a.v, 4 * n); }
static inline void store_first(i16* p, i16s a, index n) noexcept { store_bytes(p, a.v, 2 * n); }
static inline void store_first(u8* p, u8s a, index n) noexcept { store_bytes(p, a.v, n); }

static inline i32s load_u8_i32(const u8* p) noexcept { return {widened_u32<0>(_mm_cvtsi32_si128(read_as<i32>(p)))}; }
static inline i16s load_u8_i16(const u8* p) noexcept {
  return {widened_u16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)))};
}
static inline u8s load_blocks(const u8* const* p, index at) noexcept { return load(p[0] + at); }
static inline void store_blocks(u8* const* p, index at, u8s a) noexcept { store(p[0] + at, a); }
static inline void store_i32_u8(u8* p, i32s a) noexcept {
  const __m128i words = _mm_packs_epi32(a.v, a.v);
  const i32 bytes = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
  ::std::memcpy(p, &bytes, sizeof bytes);
}

static inline u8s load_blocks(const u8* p, index) noexcept { return load(p); }
static inline void store_blocks(u8* p, index, u8s a) noexcept { store(p, a); }
static inline void stream_threes(u8* p, u8s a, u8s b, u8s c) noexcept {
  stream(p, a);
  stream(p + 16, b);
  stream(p + 32, c);
}

// ---- one value in every lane -----------------------------------------------------------------------------------

static inline f32s set_f32(f32 x) noexcept { return {_mm_set1_ps(x)}; }
static inline i32s set_i32(i32 x) noexcept { return {_mm_set1_epi32(x)}; }
static inline i16s set_i16(i16 x) noexcept { return {_mm_set1_epi16(x)}; }
static inline u8s set_u8(u8 x) noexcept { return {_mm_set1_epi8(static_cast<char>(x))}; }
static inline i32s iota() noexcept { return {_mm_setr_epi32(0, 1, 2, 3)}; }

// ---- f32 -------------------------------------------------------------------------------------------------------

static inline f32s add(f32s a, f32s b) noexcept { return {_mm_add_ps(a.v, b.v)}; }
static inline f32s sub(f32s a, f32s b) noexcept { return {_mm_sub_ps(a.v, b.v)}; }
static inline f32s mul(f32s a, f32s b) noexcept {
  __m128 product = _mm_mul_ps(a.v, b.v);
  asm("" : "+x"(product));  // where the file's flags promise FMA, g++ would fuse it with the next sum
  return {product};
}
static inline f32s div(f32s a, f32s b) noexcept { return {_mm_div_ps(a.v, b.v)}; }

/// detail::fused_by_odd (base/fused.hpp) for two lanes. Its products are exact, so it does not matter who fuses them.
static inline __m128d odd_sum(__m128d a, __m128d b, __m128d c) noexcept {
  const __m128d product = _mm_mul_pd(a, b), sum = _mm_add_pd(product, c), part = _mm_sub_pd(sum, product);
  const __m128d error = _mm_add_pd(_mm_sub_pd(product, _mm_sub_pd(sum, part)), _mm_sub_pd(c, part));
  const __m128d zero = _mm_setzero_pd();
  const __m128i inexact =  // never where the sum is infinite or NaN: the error is NaN there
      _mm_castpd_si128(_mm_or_pd(_mm_cmplt_pd(error, zero), _mm_cmpgt_pd(error, zero)));
  const __m128i signs = _mm_srai_epi32(_mm_castpd_si128(_mm_xor_pd(error, sum)), 31);
  const __m128i towards_zero = _mm_shuffle_epi32(signs, 0xf5);  // -1 where the error's sign is not the sum's
  const __m128i bits = _mm_add_epi64(_mm_castpd_si128(sum), _mm_and_si128(towards_zero, inexact));
  return _mm_castsi128_pd(_mm_or_si128(bits, _mm_srli_epi64(inexact, 63)));
}
static inline f32s fma(f32s a, f32s b, f32s c) noexcept {
  const __m128d low = odd_sum(_mm_cvtps_pd(a.v), _mm_cvtps_pd(b.v), _mm_cvtps_pd(c.v));
  const auto high_half = [](f32s x) { return _mm_cvtps_pd(_mm_movehl_ps(x.v, x.v)); };
  const __m128d high = odd_sum(high_half(a), high_half(b), high_half(c));
  return {_mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high))};
}
static inline f32s minimum(f32s a, f32s b) noexcept { return {_mm_min_ps(a.v, b.v)}; }
static inline f32s maximum(f32s a, f32s b) noexcept { return {_mm_max_ps(a.v, b.v)}; }

// ---- f64 -------------------------------------------------------------------------------------------------------

struct f64s {
  __m128d v;
};
static inline f64s load(const f64* p) noexcept { return {_mm_loadu_pd(p)}; }
static inline f64s load_f32_f64(const f32* p) noexcept {
  return {_mm_cvtps_pd(_mm_castsi128_ps(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))))};
}
static inline void widen_f64(f32s a, f64s (&out)[2]) noexcept {
  out[0] = {_mm_cvtps_pd(a.v)};
  out[1] = {_mm_cvtps_pd(_mm_movehl_ps(a.v, a.v))};
}
static inline void store(f64* p, f64s a) noexcept { _mm_storeu_pd(p, a.v); }
static inline void store_f64_f32(f32* p, f64s a) noexcept {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_castps_si128(_mm_cvtpd_ps(a.v)));
}
static inline f64s set_f64(f64 x) noexcept { return {_mm_set1_pd(x)}; }
static inline f64s add(f64s a, f64s b) noexcept { return {_mm_add_pd(a.v, b.v)}; }
static inline f64s sub(f64s a, f64s b) noexcept { return {_mm_sub_pd(a.v, b.v)}; }
static inline f64s mul(f64s a, f64s b) noexcept {
  __m128d product = _mm_mul_pd(a.v, b.v);
  asm("" : "+x"(product));
  return {product};
}
static inline f64s div(f64s a, f64s b) noexcept { return {_mm_div_pd(a.v, b.v)}; }
static inline f64s maximum(f64s a, f64s b) noexcept { return {_mm_max_pd(a.v, b.v)}; }
static inline __m128i rounded_u16(f64s a) noexcept {
  const __m128d rounded = _mm_max_pd(_mm_add_pd(a.v, _mm_set1_pd(0.5)), _mm_setzero_pd());
  return _mm_cvttpd_epi32(_mm_min_pd(rounded, _mm_set1_pd(65535)));
}
static inline i32s round_u16(f64s low, f64s high) noexcept {
  return {_mm_unpacklo_epi64(rounded_u16(low), rounded_u16(high))};
}

// ---- comparisons and masks -------------------------------------------------------------------------------------

static inline mask greater(f32s a, f32s b) noexcept { return {_mm_cmpgt_ps(a.v, b.v)}; }
static inline mask equal(f32s a, f32s b) noexcept { return {_mm_cmpeq_ps(a.v, b.v)}; }
static inline mask is_nan(f32s a) noexcept { return {_mm_cmpunord_ps(a.v, a.v)}; }
static inline mask greater(i32s a, i32s b) noexcept { return {_mm_castsi128_ps(_mm_cmpgt_epi32(a.v, b.v))}; }
static inline mask equal(i32s a, i32s b) noexcept { return {_mm_castsi128_ps(_mm_cmpeq_epi32(a.v, b.v))}; }
static inline mask both(mask a, mask b) noexcept { return {_mm_and_ps(a.v, b.v)}; }
static inline mask either(mask a, mask b) noexcept { return {_mm_or_ps(a.v, b.v)}; }
static inline mask without(mask a, mask b) noexcept { return {_mm_andnot_ps(b.v, a.v)}; }
static inline f32s select(mask m, f32s yes, f32s no) noexcept { return {pick(m.v, yes.v, no.v)}; }
static inline i32s select(mask m, i32s yes, i32s no) noexcept {
  return {_mm_castps_si128(pick(m.v, _mm_castsi128_ps(yes.v), _mm_castsi128_ps(no.v)))};
}
static inline u32 bits(mask m) noexcept { return static_cast<u32>(_mm_movemask_ps(m.v)); }

// ---- i32 -------------------------------------------------------------------------------------------------------

static inline i32s add(i32s a, i32s b) noexcept { return {_mm_add_epi32(a.v, b.v)}; }
static inline i32s sub(i32s a, i32s b) noexcept { return {_mm_sub_epi32(a.v, b.v)}; }
static inline i32s mul(i32s a, i32s b) noexcept { return {low_product(a.v, b.v)}; }
static inline i32s minimum(i32s a, i32s b) noexcept { return {lesser(a.v, b.v)}; }
static inline i32s maximum(i32s a, i32s b) noexcept { return {larger(a.v, b.v)}; }
template <int N>
static inline i32s shift_left(i32s a) noexcept {
  return {_mm_slli_epi32(a.v, N)};
}
static inline i32s shift_right_by(i32s a, int n) noexcept { return {_mm_sra_epi32(a.v, _mm_cvtsi32_si128(n))}; }
template <int N>
static inline i32s shift_right(i32s a) noexcept {
  return {_mm_srai_epi32(a.v, N)};
}
static inline i32s bit_and(i32s a, i32s b) noexcept { return {_mm_and_si128(a.v, b.v)}; }
static inline i32s bit_or(i32s a, i32s b) noexcept { return {_mm_or_si128(a.v, b.v)}; }

// ---- i16 and bytes ---------------------------------------------------------------------------------------------

static inline i16s add(i16s a, i16s b) noexcept { return {_mm_add_epi16(a.v, b.v)}; }
static inline i16s mul(i16s a, i16s b) noexcept { return {_mm_mullo_epi16(a.v, b.v)}; }
static inline i16s mul_high(i16s a, i16s b) noexcept { return {_mm_mulhi_epi16(a.v, b.v)}; }
static inline i16s mul_high_u16(i16s a, i16s b) noexcept { return {_mm_mulhi_epu16(a.v, b.v)}; }
static inline i32s madd(i16s a, i16s b) noexcept { return {_mm_madd_epi16(a.v, b.v)}; }
static inline i32s madd(i32s acc, i16s a, i16s b) noexcept { return add(acc, madd(a, b)); }
static inline i16s madd_u8(u8s a, u8s signed_b) noexcept { return {byte_pairs(a.v, signed_b.v)}; }
static inline i16s even_u8(u8s a) noexcept { return {_mm_and_si128(a.v, _mm_set1_epi16(255))}; }
static inline i16s odd_u8(u8s a) noexcept { return {_mm_srli_epi16(a.v, 8)}; }
/// Even and odd bytes apart, as 16-bit values: the instruction for pairs of bytes saturates.
static inline i32s dot4(i32s acc, u8s a, u8s signed_b) noexcept {
  const __m128i even =
      _mm_madd_epi16(_mm_and_si128(a.v, _mm_set1_epi16(255)), _mm_srai_epi16(_mm_slli_epi16(signed_b.v, 8), 8));
  const __m128i odd = _mm_madd_epi16(_mm_srli_epi16(a.v, 8), _mm_srai_epi16(signed_b.v, 8));
  return {_mm_add_epi32(acc.v, _mm_add_epi32(even, odd))};
}
static inline u8s minimum(u8s a, u8s b) noexcept { return {_mm_min_epu8(a.v, b.v)}; }
static inline u8s maximum(u8s a, u8s b) noexcept { return {_mm_max_epu8(a.v, b.v)}; }
static inline u64 unequal(u8s a, u8s b) noexcept {
  return static_cast<u64>(_mm_movemask_epi8(_mm_cmpeq_epi8(a.v, b.v)) ^ 0xffff);
}

// ---- conversions -----------------------------------------------------------------------------------------------

static inline f32s to_f32(i32s a) noexcept { return {_mm_cvtepi32_ps(a.v)}; }
static inline i32s as_i32(f32s a) noexcept { return {_mm_castps_si128(a.v)}; }
static inline f32s as_f32(i32s a) noexcept { return {_mm_castsi128_ps(a.v)}; }
static inline i32s round_i32(f32s a) noexcept { return {_mm_cvtps_epi32(a.v)}; }
static inline i32s trunc_i32(f32s a) noexcept { return {_mm_cvttps_epi32(a.v)}; }
template <int Part>
static inline i32s widen_u8(u8s a) noexcept {
  static_assert(Part >= 0 && Part < 4);
  return {widened_u32<Part>(a.v)};
}
/// The same in each block of 16 bytes: block k of the result is quarter Part of block k.
template <int Part>
static inline i32s widen_blocks_u8(u8s a) noexcept {
  return widen_u8<Part>(a);
}
static inline i16s narrow_i16(i32s low, i32s high) noexcept { return {_mm_packs_epi32(low.v, high.v)}; }
static inline u8s narrow_u8(i16s low, i16s high) noexcept { return {_mm_packus_epi16(low.v, high.v)}; }
static inline u8s narrow_blocks_u8(i32s a, i32s b, i32s c, i32s d) noexcept {
  return {_mm_packus_epi16(_mm_packs_epi32(a.v, b.v), _mm_packs_epi32(c.v, d.v))};
}
static inline u8s narrow_u8(i32s a, i32s b, i32s c, i32s d) noexcept { return narrow_blocks_u8(a, b, c, d); }
static inline i16s low_words(i32s a, i32s b) noexcept { return {_mm_packs_epi32(a.v, b.v)}; }
static inline i16s high_words(i32s a, i32s b) noexcept {
  return {_mm_packs_epi32(_mm_srai_epi32(a.v, 16), _mm_srai_epi32(b.v, 16))};
}
template <int N>
static inline u8s shift_blocks_u8(i16s a, i16s b) noexcept {
  return {_mm_packus_epi16(_mm_srai_epi16(a.v, N), _mm_srai_epi16(b.v, N))};
}
template <int N>
static inline u8s round_blocks_u8(i16s a, i16s b) noexcept {
  return {_mm_packus_epi16(rounded<N>(a.v), rounded<N>(b.v))};
}

// ---- order -----------------------------------------------------------------------------------------------------

static inline u8s reverse(u8s a) noexcept { return {reversed_bytes(a.v)}; }
static inline f32s pick_lanes(f32s a, i32s where) noexcept {
  f32 from[lanes], to[lanes];
  i32 at[lanes];
  store(from, a);
  store(at, where);
  for (int i = 0; i < lanes; ++i) to[i] = from[at[i]];
  return load(to);
}
static inline i32s reverse(i32s a) noexcept { return {_mm_shuffle_epi32(a.v, 0x1b)}; }
static inline u8s shuffle_in_blocks(u8s a, u8s table) noexcept { return {shuffled(a.v, table.v)}; }
static inline u8s interleave_low(u8s a, u8s b) noexcept { return {_mm_unpacklo_epi8(a.v, b.v)}; }
static inline u8s interleave_high(u8s a, u8s b) noexcept { return {_mm_unpackhi_epi8(a.v, b.v)}; }
static inline i32s interleave_low(i32s a, i32s b) noexcept { return {_mm_unpacklo_epi32(a.v, b.v)}; }
static inline i32s interleave_high(i32s a, i32s b) noexcept { return {_mm_unpackhi_epi32(a.v, b.v)}; }

static inline u8s zip_low(u8s a, u8s b) noexcept { return {_mm_unpacklo_epi8(a.v, b.v)}; }
static inline u8s zip_high(u8s a, u8s b) noexcept { return {_mm_unpackhi_epi8(a.v, b.v)}; }
static inline i16s zip_low(i16s a, i16s b) noexcept { return {_mm_unpacklo_epi16(a.v, b.v)}; }
static inline i16s zip_high(i16s a, i16s b) noexcept { return {_mm_unpackhi_epi16(a.v, b.v)}; }
static inline i32s threes_first(i32s a) noexcept { return a; }

/// Blocks of 16 bytes, of which this register is one.
struct blocks {
  template <int Channels>
  static u8s load(const void* from, int j) noexcept {
    return {load_bits(static_cast<const u8*>(from) + 16 * j)};
  }
  template <int Channels>
  static void store(void* to, int j, u8s a) noexcept {
    store_bits(static_cast<u8*>(to) + 16 * j, a.v);
  }
  static i32s zip_low(i32s a, i32s b) noexcept { return interleave_low(a, b); }
  static i32s zip_high(i32s a, i32s b) noexcept { return interleave_high(a, b); }
  /// Two quarters of each block of a, two of b.
  template <int A0, int A1, int B0, int B1>
  static i32s two_and_two(i32s a, i32s b) noexcept {
    constexpr int choice = A0 | A1 << 2 | B0 << 4 | B1 << 6;
    return {_mm_castps_si128(_mm_shuffle_ps(_mm_castsi128_ps(a.v), _mm_castsi128_ps(b.v), choice))};
  }
};

// ---- across ----------------------------------------------------------------------------------------------------

static inline i32 reduce_add(i32s a) noexcept {
  const __m128i pairs = _mm_add_epi32(a.v, _mm_shuffle_epi32(a.v, 0x4e));
  return _mm_cvtsi128_si32(_mm_add_epi32(pairs, _mm_shuffle_epi32(pairs, 0xb1)));
}
static inline i32 reduce_min(i32s a) noexcept {
  const __m128i pairs = lesser(a.v, _mm_shuffle_epi32(a.v, 0x4e));
  return _mm_cvtsi128_si32(lesser(pairs, _mm_shuffle_epi32(pairs, 0xb1)));
}
static inline f32 reduce_max(f32s a) noexcept {
  const __m128 pairs = _mm_max_ps(a.v, _mm_movehl_ps(a.v, a.v));
  return _mm_cvtss_f32(_mm_max_ss(pairs, _mm_shuffle_ps(pairs, pairs, 0x55)));
}
