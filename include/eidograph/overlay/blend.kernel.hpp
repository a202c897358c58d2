// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static_assert(v::lanes <= paint_tables::floats, "eidograph: overlay knows registers of up to 64 bytes");

// ---- one color at one alpha ----------------------------------------------------------------------------------------

/// A register of bytes of which the first is of this channel.
static inline v::u8s painted(v::u8s x, const paint_tables& paint, int channel) noexcept {
  const auto half = [&](v::u8s raised, int part) {
    const v::i16s kept = v::mul_high_u16(v::as_i16(raised), v::load(paint.scale[channel][part]));
    return v::as_u8(v::add(kept, v::load(paint.offset[channel][part])));
  };
  const v::u8s zero = v::set_u8(0);
  return v::odd_bytes(half(v::zip_low(zero, x), 0), half(v::zip_high(zero, x), 1));
}

/// The channel of the byte that comes `Step` bytes after one of this channel.
template <index Step>
static inline int channel_after(int channel, int channels) noexcept {
  if (channels == 4) return 0;  // registers begin with whole pixels
  const int next = channel + static_cast<int>(Step % 3);
  return next < 3 ? next : next - 3;
}

/// change(register, its first byte's channel) for bytes `at` to `end` of a row of `all`, from a whole pixel to the
/// next. Registers are stored whole as long as they end inside of the row, three at a time so that the way through most
/// runs is foreseen: those behind `end` are stored again by what comes next.
template <class F>
static inline void change_bytes(const u8* src, index at, index end, index all, int channels, u8* dst,
                                F change) noexcept {
  constexpr index step = 4 * v::lanes;
  const int second = channel_after<step>(0, channels), third = channel_after<step>(second, channels);
  for (; at < end && at + 3 * step <= all; at += 3 * step) {
    const v::u8s a = change(v::load(src + at), 0), b = change(v::load(src + at + step), second);
    const v::u8s c = change(v::load(src + at + 2 * step), third);
    v::store(dst + at, a);
    v::store(dst + at + step, b);
    v::store(dst + at + 2 * step, c);
  }
  int channel = 0;
  for (; at < end && at + step <= all; at += step, channel = channel_after<step>(channel, channels)) {
    v::store(dst + at, change(v::load(src + at), channel));
  }
  if (at < end) v::store_first(dst + at, change(v::load_first(src + at, end - at), channel), end - at);
}
static inline void copy_bytes(const u8* src, index at, index end, index all, u8* dst) noexcept {
  change_bytes(src, at, end, all, 4, dst, [](v::u8s x, int) { return x; });
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

static inline void paint_bytes(const u8* src, index at, index end, index all, int channels, const paint_tables& paint,
                               u8* dst) noexcept {
  switch (paint.best) {
    case paint_tables::way::integers:
      return change_bytes(src, at, end, all, channels, dst,
                          [&](v::u8s x, int channel) { return painted(x, paint, channel); });
    case paint_tables::way::floats: return paint_by_floats(src + at, end - at, channels, paint, dst + at);
    default: return paint_by_table(src + at, end - at, channels, paint, dst + at);
  }
}

// ---- labels --------------------------------------------------------------------------------------------------------

/// Bit i: whether label i, of a register's, differs from the one behind it.
template <class T>
static inline u64 ends_of_runs(const T* labels) noexcept {
  const u8* const p = reinterpret_cast<const u8*>(labels);
  u64 bytes = v::unequal(v::load(p), v::load(p + sizeof(T)));
  if constexpr (sizeof(T) > 2) bytes |= bytes >> 2;
  if constexpr (sizeof(T) > 1) bytes |= bytes >> 1;
  return bytes & (sizeof(T) == 1 ? ~u64(0) : sizeof(T) == 2 ? 0x5555555555555555u : 0x1111111111111111u);
}

template <class T>
static index label_spans(const T* labels, index n, const i32* reach, label_span* out) noexcept {
  constexpr index size = sizeof(T), step = 4 * v::lanes / size;
  index made = 0;
  i32 before = 0;
  const auto end_run = [&](index end) {
    out[made] = {reach[end], static_cast<i32>(labels[end - 1])};
    made += reach[end] != before;
    before = reach[end];
  };
  index at = 0;
  for (; at + step < n; at += step) {
    for (u64 ends = ends_of_runs(labels + at); ends != 0; ends &= ends - 1) {
      end_run(at + ::std::countr_zero(ends) / size + 1);
    }
  }
  for (; at + 1 < n; ++at) {
    if (labels[at] != labels[at + 1]) end_run(at + 1);
  }
  if (n > 0) end_run(n);
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
                        const paint_tables* const* paints, int channels, u8* dst, index dst_step, u8* copies) noexcept {
  while (copies && count > 0 && !paints[spans[count - 1].label]) --count;
  if (count == 0) return;
  const index all = static_cast<index>(spans[count - 1].end) * channels;
  index i = 0, at = 0;
  if (copies) {
    for (; !paints[spans[i].label]; ++i) at = static_cast<index>(spans[i].end) * channels;
    for (index y = 0; y < rows; ++y) {
      ::std::memcpy(copies + y * all + at, src + y * src_step + at, static_cast<std::size_t>(all - at));
    }
    src = copies, src_step = all;
  }
  for (; i < count; ++i) {
    const index end = static_cast<index>(spans[i].end) * channels;
    const paint_tables* const paint = paints[spans[i].label];
    for (index y = 0; y < rows; ++y) {
      const u8* const from = src + y * src_step;
      u8* const to = dst + y * dst_step;
      if (paint) {
        paint_bytes(from, at, end, all, channels, *paint, to);
      } else {  // in place only what the span in front of it has stored too much
        copy_bytes(from, at, copies && at + 12 * v::lanes < end ? at + 12 * v::lanes : end, all, to);
      }
    }
    at = end;
  }
}

// ---- a soft mask ---------------------------------------------------------------------------------------------------

/// What the mask is over 4 * lanes pixels. Floats from 0 on are ordered as their bits; negative ones and NaN are
/// outside of them.
static inline cover cover_of(const f32* mask, f32 nothing) noexcept {
  const auto part = [&](int k) { return v::as_i32(v::load(reinterpret_cast<const u8*>(mask + k * v::lanes))); };
  const v::i32s first = part(0), second = part(1), third = part(2), fourth = part(3);
  const v::i32s low = v::minimum(v::minimum(first, second), v::minimum(third, fourth));
  const v::i32s high = v::maximum(v::maximum(first, second), v::maximum(third, fourth));
  const v::i32s one = v::set_i32(0x3f800000);
  if (v::any(v::greater(v::set_i32(0), low)) || v::any(v::greater(high, one))) return cover::beyond;
  if (!v::any(v::greater(high, v::as_i32(v::set_f32(nothing))))) return cover::nothing;
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
    const auto mixed = [&](v::i32s x, int k) { return v::add(v::mul(v::to_f32(x), keep[k]), v::mul(paint, a[k])); };
    const v::u8s x = channel[c];
    const v::f32s sums[4] = {mixed(v::widen_u8<0>(x), 0), mixed(v::widen_u8<1>(x), 1), mixed(v::widen_u8<2>(x), 2),
                             mixed(v::widen_u8<3>(x), 3)};
    channel[c] = v::trunc_u8<!Clamp>(sums);
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
    if (kind == cover::whole) return paint_bytes(from, 0, blocks * bytes, blocks * bytes, Channels, *paint.whole, to);
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

/// The rest of a register's pixels is `inside`.
static index mask_runs(const f32* const* rows, int count, index n, f32 nothing, mask_run* out) noexcept {
  constexpr index step = 4 * v::lanes;
  index made = 0;
  for (index at = 0; at < n; at += step) {
    const index end = at + step < n ? at + step : n;
    cover kind = end == at + step ? cover_of(rows[0] + at, nothing) : cover::inside;
    for (int k = 1; k < count && kind <= cover::whole; ++k) {
      if (cover_of(rows[k] + at, nothing) != kind) kind = cover::inside;
    }
    if (kind > cover::whole) kind = cover::inside;
    if (made > 0 && out[made - 1].kind == kind) --made;
    out[made++] = {end, kind};
  }
  return made;
}

template <class M>
static inline void paint_soft(const u8* src, const M* mask, index pixels, int channels, const soft_paint& paint,
                              u8* dst) noexcept {
  return (channels == 3 ? paint_soft<3, M> : paint_soft<4, M>)(src, mask, pixels, paint, dst);
}

}  // namespace eido::kernels::EIDO_TIER
