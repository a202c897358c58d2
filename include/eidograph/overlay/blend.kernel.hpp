// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static_assert(v::lanes <= paint_tables::floats, "eidograph: overlay knows registers of up to 64 bytes");

// ---- one color at one alpha ----------------------------------------------------------------------------------------

/// A register of bytes of which the first is of this channel.
static inline v::u8s painted(v::u8s x, const paint_tables& paint, int channel) noexcept {
  const auto half = [&](v::i16s raised, int at) {
    const v::i16s kept = v::mul_high_u16(raised, v::load(paint.scale[channel] + at));
    return v::mul_high_u16(v::add(kept, v::load(paint.offset[channel] + at)), v::set_i16(256));
  };
  return v::narrow_u8(half(v::raise_u8<0>(x), 0), half(v::raise_u8<1>(x), 2 * v::lanes));
}

/// The channel of the byte that comes `Step` bytes after one of this channel.
template <index Step>
static inline int channel_after(int channel, int channels) noexcept {
  if (channels == 4) return 0;  // registers begin with whole pixels
  const int next = channel + static_cast<int>(Step % 3);
  return next < 3 ? next : next - 3;
}

/// n bytes of whole pixels by integers. The last register may overlap the one before it, so it is read first: src may
/// be dst.
static inline void paint_by_integers(const u8* src, index n, int channels, const paint_tables& paint,
                                     u8* dst) noexcept {
  constexpr index step = 4 * v::lanes;
  if (n < step) return v::store_first(dst, painted(v::load_first(src, n), paint, 0), n);
  const index last = n - step;
  const v::u8s end = v::load(src + last);
  int channel = 0;
  for (index at = 0; at < last; at += step, channel = channel_after<step>(channel, channels)) {
    v::store(dst + at, painted(v::load(src + at), paint, channel));
  }
  v::store(dst + last, painted(end, paint, channel_after<2 * step>(0, channels)));  // -step, as 3 * step is 0
}

static inline void paint_by_floats(const u8* src, index n, int channels, const paint_tables& paint, u8* dst) noexcept {
  const auto block = [&](const u8* from, int channel, u8* to) {
    const v::f32s x = v::to_f32(v::load_u8_i32(from));
    v::store_i32_u8(to, v::trunc_i32(v::muladd(x, v::load(paint.keep[channel]), v::load(paint.laid[channel]))));
  };
  index at = 0;
  int channel = 0;
  for (; at + v::lanes <= n; at += v::lanes, channel = channel_after<v::lanes>(channel, channels)) {
    block(src + at, channel, dst + at);
  }
  u8 last[v::lanes] = {};
  ::std::memcpy(last, src + at, static_cast<std::size_t>(n - at));
  block(last, channel, last);
  ::std::memcpy(dst + at, last, static_cast<std::size_t>(n - at));
}

static inline void paint_by_table(const u8* src, index n, int channels, const paint_tables& paint, u8* dst) noexcept {
  for (index at = 0; at < n; at += channels) {
    for (int c = 0; c < channels; ++c) dst[at + c] = paint.table[c][src[at + c]];
  }
}

static inline void paint_bytes(const u8* src, index n, int channels, const paint_tables& paint, u8* dst) noexcept {
  switch (paint.best) {
    case paint_tables::way::integers: return paint_by_integers(src, n, channels, paint, dst);
    case paint_tables::way::floats: return paint_by_floats(src, n, channels, paint, dst);
    default: return paint_by_table(src, n, channels, paint, dst);
  }
}

// ---- labels --------------------------------------------------------------------------------------------------------

/// The end of the run of equal labels that begins at `at`.
template <class T>
static inline index run_end(const T* labels, index at, index n) noexcept {
  constexpr index size = sizeof(T), step = 4 * v::lanes / size;
  constexpr u32 repeat = size == 1 ? 0x01010101u : size == 2 ? 0x00010001u : 1u, all = (u64(1) << v::lanes) - 1;
  const T label = labels[at];
  const v::i32s same = v::set_i32(static_cast<i32>(static_cast<u32>(label) * repeat));
  for (; at + step <= n; at += step) {
    const v::i32s here = v::as_i32(v::load(reinterpret_cast<const u8*>(labels + at)));
    const u32 equal = v::bits(v::equal(here, same));
    if (equal == all) continue;
    at += ::std::countr_one(equal) * 4 / size;
    while (labels[at] == label) ++at;  // ends inside of these four bytes
    return at;
  }
  while (at < n && labels[at] == label) ++at;
  return at;
}

template <class T>
static index label_spans(const T* labels, index n, const i32* reach, label_span* out) noexcept {
  index made = 0;
  i32 before = 0;
  for (index at = 0; at < n;) {
    const i32 label = static_cast<i32>(labels[at]);
    at = run_end(labels, at, n);
    if (reach[at] == before) continue;
    before = reach[at];
    out[made++] = {before, label};
  }
  return made;
}

static u8 largest_label(const u8* labels, index n) noexcept {
  constexpr index step = 4 * v::lanes;
  v::u8s most = v::set_u8(0);
  index at = 0;
  for (; at + step <= n; at += step) most = v::maximum(most, v::load(labels + at));
  u8 each[step], largest = 0;
  v::store(each, v::maximum(most, v::load_first(labels + at, n - at)));
  for (const u8 x : each) largest = x > largest ? x : largest;
  return largest;
}

/// Row by row inside of a span: its length is foreseen from the second row on, and its tables stay at hand.
static void paint_spans(const u8* src, index src_step, index rows, const label_span* spans, index count,
                        const paint_tables* const* paints, int channels, u8* dst, index dst_step) noexcept {
  index at = 0;
  for (index i = 0; i < count; ++i) {
    const index end = static_cast<index>(spans[i].end) * channels;
    const paint_tables* const paint = paints[spans[i].label];
    for (index y = 0; y < rows; ++y) {
      const u8* const from = src + y * src_step + at;
      u8* const to = dst + y * dst_step + at;
      if (paint) {
        paint_bytes(from, end - at, channels, *paint, to);
      } else if (to != from) {
        ::std::memcpy(to, from, static_cast<std::size_t>(end - at));
      }
    }
    at = end;
  }
}

// ---- a soft mask ---------------------------------------------------------------------------------------------------

/// What the mask is over 4 * lanes pixels.
enum class cover { nothing, whole, inside, beyond };

/// Floats from 0 on are ordered as their bits; negative ones and NaN are outside of them.
static inline cover cover_of(const f32* mask, f32 nothing) noexcept {
  const auto part = [&](int k) { return v::as_i32(v::load(reinterpret_cast<const u8*>(mask + k * v::lanes))); };
  const v::i32s first = part(0), second = part(1), third = part(2), fourth = part(3);
  const v::i32s low = v::minimum(v::minimum(first, second), v::minimum(third, fourth));
  const v::i32s high = v::maximum(v::maximum(first, second), v::maximum(third, fourth));
  const v::i32s one = v::set_i32(0x3f800000);
  if (v::any(v::greater(v::set_i32(0), low)) || v::any(v::greater(high, one))) return cover::beyond;
  i32 most;
  ::std::memcpy(&most, &nothing, sizeof most);
  if (!v::any(v::greater(high, v::set_i32(most)))) return cover::nothing;
  return v::any(v::greater(one, low)) ? cover::inside : cover::whole;
}
static inline cover cover_of(const u8* mask, f32 /*nothing*/) noexcept {
  const v::i32s x = v::as_i32(v::load(mask));
  constexpr u32 all = (u64(1) << v::lanes) - 1;
  if (v::bits(v::equal(x, v::set_i32(0))) == all) return cover::nothing;
  return v::bits(v::equal(x, v::set_i32(-1))) == all ? cover::whole : cover::inside;
}

static inline void thickness(const f32* mask, f32 alpha, v::f32s (&a)[4]) noexcept {
  for (int k = 0; k < 4; ++k) a[k] = v::mul(v::set_f32(alpha), v::load(mask + k * v::lanes));
}
/// m / 255: the product with 1 / 255 in two parts rounds as the division does, for every byte.
static inline void thickness(const u8* mask, f32 alpha, v::f32s (&a)[4]) noexcept {
  constexpr f64 unit = 1.0 / 255.0;
  constexpr f32 high = static_cast<f32>(unit), low = static_cast<f32>(unit - static_cast<f64>(high));
  for (int k = 0; k < 4; ++k) {
    const v::f32s m = v::to_f32(v::load_u8_i32(mask + k * v::lanes));
    const v::f32s share =
        v::has_fma ? v::fma(m, v::set_f32(high), v::mul(m, v::set_f32(low))) : v::div(m, v::set_f32(255.0f));
    a[k] = v::mul(v::set_f32(alpha), share);
  }
}

/// 4 * lanes pixels. Clamp: the sums may leave 0..255 or be NaN, which gives 0.
template <int Channels, bool Clamp>
static inline void mix_block(const u8* src, const v::f32s (&a)[4], const f32* color, u8* dst) noexcept {
  v::u8s channel[Channels];
  v::load_channels(src, channel);
  v::f32s keep[4];
  for (int k = 0; k < 4; ++k) keep[k] = v::sub(v::set_f32(1.0f), a[k]);
  for (int c = 0; c < 3; ++c) {
    const v::f32s paint = v::set_f32(color[c]);
    const auto mixed = [&](v::i32s x, int k) {
      v::f32s sum = v::add(v::mul(v::to_f32(x), keep[k]), v::mul(paint, a[k]));
      if constexpr (Clamp) sum = v::minimum(v::maximum(sum, v::set_f32(0)), v::set_f32(255));
      return v::trunc_i32(sum);
    };
    const v::u8s x = channel[c];
    channel[c] = v::narrow_u8(v::narrow_i16(mixed(v::widen_u8<0>(x), 0), mixed(v::widen_u8<1>(x), 1)),
                              v::narrow_i16(mixed(v::widen_u8<2>(x), 2), mixed(v::widen_u8<3>(x), 3)));
  }
  v::store_channels(dst, channel);
}

template <int Channels, class M>
static void paint_soft(const u8* src, const M* mask, index pixels, const soft_paint& paint, u8* dst) noexcept {
  constexpr index step = 4 * v::lanes, bytes = step * Channels;
  const auto block = [&](const u8* from, const M* m, index blocks, cover kind, u8* to) {
    if (kind == cover::nothing) {
      if (to != from) ::std::memcpy(to, from, static_cast<std::size_t>(blocks * bytes));
      return;
    }
    if (kind == cover::whole) return paint_bytes(from, blocks * bytes, Channels, *paint.whole, to);
    v::f32s a[4];
    thickness(m, paint.alpha, a);
    if (kind == cover::inside) {
      mix_block<Channels, false>(from, a, paint.color, to);
    } else {
      mix_block<Channels, true>(from, a, paint.color, to);
    }
  };
  index at = 0;
  for (index end = 0; at + step <= pixels; at = end) {
    const cover kind = cover_of(mask + at, paint.nothing);
    end = at + step;
    if (kind == cover::nothing || kind == cover::whole) {  // as far as the mask goes on so
      while (end + step <= pixels && cover_of(mask + end, paint.nothing) == kind) end += step;
    }
    block(src + at * Channels, mask + at, (end - at) / step, kind, dst + at * Channels);
  }
  if (at == pixels) return;
  u8 last[bytes] = {};
  M last_mask[step] = {};
  ::std::memcpy(last, src + at * Channels, static_cast<std::size_t>((pixels - at) * Channels));
  ::std::memcpy(last_mask, mask + at, static_cast<std::size_t>(pixels - at) * sizeof(M));
  block(last, last_mask, 1, cover_of(last_mask, paint.nothing), last);
  ::std::memcpy(dst + at * Channels, last, static_cast<std::size_t>((pixels - at) * Channels));
}

template <class M>
static inline void paint_soft(const u8* src, const M* mask, index pixels, int channels, const soft_paint& paint,
                              u8* dst) noexcept {
  return (channels == 3 ? paint_soft<3, M> : paint_soft<4, M>)(src, mask, pixels, paint, dst);
}

}  // namespace eido::kernels::EIDO_TIER
