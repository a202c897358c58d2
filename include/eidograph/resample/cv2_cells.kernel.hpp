// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;
namespace b16 = ::eido::simd::EIDO_BLOCK;

static inline void load_planes(const u8* p, v::u8s (&out)[1]) noexcept { out[0] = v::load(p); }
static inline void store_planes(u8* p, const v::u8s (&in)[1]) noexcept { v::store(p, in[0]); }
template <int Channels>
static inline void load_planes(const u8* p, v::u8s (&out)[Channels]) noexcept {
  v::load_channels(p, out);
}
template <int Channels>
static inline void store_planes(u8* p, const v::u8s (&in)[Channels]) noexcept {
  v::store_channels(p, in);
}

/// Means of 2 x 2 pixels, halves rounded up.
template <int Channels>
static inline void quarters(const u8* upper, const u8* lower, index pixels, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  const v::u8s one = v::set_u8(1);
  const v::i16s two = v::set_i16(2), quarter = v::set_i16(1 << 14);
  const auto mean = [=](v::u8s a, v::u8s b) {
    return v::mul_high(v::add(v::add(v::madd_u8(a, one), v::madd_u8(b, one)), two), quarter);
  };
  index x = 0;
  for (; x + step <= pixels; x += step, upper += 2 * step * Channels, lower += 2 * step * Channels) {
    v::u8s a[Channels], b[Channels], c[Channels], d[Channels], made[Channels];
    load_planes(upper, a);
    load_planes(lower, b);
    load_planes(upper + step * Channels, c);
    load_planes(lower + step * Channels, d);
    for (int k = 0; k < Channels; ++k) made[k] = v::narrow_u8(mean(a[k], b[k]), mean(c[k], d[k]));
    store_planes(out + x * Channels, made);
  }
  for (; x < pixels; ++x, upper += 2 * Channels, lower += 2 * Channels) {
    for (int k = 0; k < Channels; ++k) {
      out[x * Channels + k] =
          static_cast<u8>((upper[k] + upper[k + Channels] + lower[k] + lower[k + Channels] + 2) >> 2);
    }
  }
}

static inline void quarter_means(const void* const* rows, int channels, index pixels, u8* out) noexcept {
  const u8 *const upper = static_cast<const u8*>(rows[0]), *const lower = static_cast<const u8*>(rows[1]);
  switch (channels) {
    case 1: return quarters<1>(upper, lower, pixels, out);
    case 3: return quarters<3>(upper, lower, pixels, out);
    default: return quarters<4>(upper, lower, pixels, out);
  }
}

/// n values from value `from` on, h rows added up; 16 bits hold the sums.
static inline void add_rows_of_cells(const void* const* rows, int h, index from, index n, i16* out) noexcept {
  constexpr index lanes = 2 * v::lanes;
  const auto row = [=](int k) { return static_cast<const u8*>(rows[k]) + from; };
  index at = 0;
  for (; at + 2 * lanes <= n; at += 2 * lanes) {
    v::i16s low = v::load_u8_i16(row(0) + at), high = v::load_u8_i16(row(0) + at + lanes);
    for (int k = 1; k < h; ++k) {
      const u8* const p = row(k) + at;
      low = v::add(low, v::load_u8_i16(p));
      high = v::add(high, v::load_u8_i16(p + lanes));
    }
    v::store(out + at, low);
    v::store(out + at + lanes, high);
  }
  for (; at < n; ++at) {
    u32 sum = 0;
    for (int k = 0; k < h; ++k) sum += row(k)[at];
    out[at] = static_cast<i16>(static_cast<u16>(sum));
  }
}

/// Neighbours in a row of sums: w pixels become one, in 8 lanes of which the first `Channels` count.
static inline void add_columns_of_cells(const i16* sums, index outputs, int w, int channels, i16* out) noexcept {
  for (index x = 0; x < outputs; ++x, out += channels) {
    b16::i16s sum = b16::load(sums);
    sums += channels;
    for (int k = 1; k < w; ++k, sums += channels) sum = b16::add(sum, b16::load(sums));
    b16::store(out, sum);  // what is written too far is written again
  }
}

/// Unsigned 16-bit sums times `scale`, rounded half to even.
static inline void scale_sums(const i16* sums, index n, f32 scale, u8* out) noexcept {
  const b16::i16s zero = b16::set_i16(0);
  const b16::f32s by = b16::set_f32(scale);
  const auto scaled = [=](b16::i16s x) { return b16::round_i32(b16::mul(b16::to_f32(b16::as_i32(x)), by)); };
  for (index at = 0; at < n; at += 8) {
    const b16::i16s sum = b16::load(sums + at);
    const b16::i16s words = b16::narrow_i16(scaled(b16::zip_low(sum, zero)), scaled(b16::zip_high(sum, zero)));
    u8 made[16];
    b16::store(made, b16::narrow_u8(words, words));
    if (at + 8 <= n) {
      ::std::memcpy(out + at, made, 8);
    } else {
      ::std::memcpy(out + at, made, static_cast<std::size_t>(n - at));
    }
  }
}

static inline void cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                              u8* out) noexcept {
  constexpr index room = cv2_cell::most_width;
  const int w = cell.w, h = cell.h, channels = cell.channels;
  const index width = static_cast<index>(w) * channels, at_once = room / width;
  const bool narrow = static_cast<index>(w) * h <= 257;
  i16 sums[room + 8], made[room + 8];
  for (index x = 0; x < pixels; x += at_once) {
    const index count = pixels - x < at_once ? pixels - x : at_once;
    add_rows_of_cells(rows, h, x * width, count * width, sums);
    u8* const to = out + x * channels;
    if (narrow) {
      add_columns_of_cells(sums, count, w, channels, made);
      scale_sums(made, count * channels, scale, to);
      continue;
    }
    for (index i = 0; i < count * channels; ++i) {
      const i16* p = sums + i / channels * width + i % channels;
      u32 sum = 0;
      for (int k = 0; k < w; ++k) sum += static_cast<u16>(p[k * channels]);
      to[i] = static_cast<u8>(detail::rint(static_cast<f32>(static_cast<i32>(sum)) * scale));
    }
  }
}

}  // namespace eido::kernels::EIDO_TIER
