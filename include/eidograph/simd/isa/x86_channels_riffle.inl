// SPDX-License-Identifier: MIT
// Channels of bytes without a byte permute, included inside of namespace eido::simd::sse2. All N = 16 * Channels bytes
// are riffled like cards: halves cut and interleaved, so that the byte at place p comes to 2 * p modulo N - 1. Four
// riffles move Channels * i + k to N * i + 16 * k = i + 16 * k: the channels are apart. Back it takes log2(Channels)
// riffles (16 * k + i to Channels * i + k), or for three channels, four riffles backwards.

/// Channels = 2:  t0 | t1 -> t0_0 t1_0 t0_1 t1_1 ...   Channels = 3: the cut is in the middle of t1.
template <int Channels>
static inline void riffle(u8s (&t)[Channels]) noexcept {
  if constexpr (Channels == 3) {
    const auto high = [](u8s a) { return _mm_unpackhi_epi64(a.v, a.v); };
    const u8s first = {_mm_unpacklo_epi8(t[0].v, high(t[1]))}, middle = {_mm_unpacklo_epi8(high(t[0]), t[2].v)};
    t[2] = {_mm_unpacklo_epi8(t[1].v, high(t[2]))};
    t[0] = first;
    t[1] = middle;
  } else if constexpr (Channels == 2) {
    const u8s first = interleave_low(t[0], t[1]);
    t[1] = interleave_high(t[0], t[1]);
    t[0] = first;
  } else {
    const u8s a = t[0], b = t[1];
    t[0] = interleave_low(a, t[2]);
    t[1] = interleave_high(a, t[2]);
    t[2] = interleave_low(b, t[3]);
    t[3] = interleave_high(b, t[3]);
  }
}

/// The bytes at even places, then those at odd places.
static inline void riffle_back(u8s (&t)[3]) noexcept {
  const auto even = [](u8s a) { return _mm_and_si128(a.v, _mm_set1_epi16(255)); };
  const auto odd = [](u8s a) { return _mm_srli_epi16(a.v, 8); };
  const u8s first = {_mm_packus_epi16(even(t[0]), even(t[1]))}, middle = {_mm_packus_epi16(even(t[2]), odd(t[0]))};
  t[2] = {_mm_packus_epi16(odd(t[1]), odd(t[2]))};
  t[0] = first;
  t[1] = middle;
}

template <int Channels>
static inline void load_channels(const u8* p, u8s (&out)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  out[0] = load(p);
  out[1] = load(p + 16);
  if constexpr (Channels > 2) out[2] = load(p + 32);
  if constexpr (Channels > 3) out[3] = load(p + 48);
  riffle(out);
  riffle(out);
  riffle(out);
  riffle(out);
}

template <int Channels>
static inline void store_channels(u8* p, const u8s (&in)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  u8s t[Channels] = {in[0], in[1]};
  if constexpr (Channels > 2) t[2] = in[2];
  if constexpr (Channels > 3) t[3] = in[3];
  if constexpr (Channels == 3) {
    riffle_back(t);
    riffle_back(t);
    riffle_back(t);
    riffle_back(t);
  } else {
    riffle(t);
    if constexpr (Channels == 4) riffle(t);
  }
  store(p, t[0]);
  store(p + 16, t[1]);
  if constexpr (Channels > 2) store(p + 32, t[2]);
  if constexpr (Channels > 3) store(p + 48, t[3]);
}
static inline void stream_channels(u8* p, const u8s (&in)[3]) noexcept { store_channels(p, in); }
