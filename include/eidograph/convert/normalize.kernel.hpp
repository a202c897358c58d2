// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// What a channel is scaled by; 1 / std in two parts.
struct channel_numbers {
  f32 mean, std, high, low;

  channel_numbers(f32 mean_value, f32 std_value) noexcept : mean(mean_value), std(std_value) {
    const f64 exact = 1.0 / static_cast<f64>(std);
    // g++ 12 -O3 mixes up the lanes of these conversions where it may vectorise them
    high = ::eido::detail::rounded(static_cast<f32>(exact));
    low = static_cast<f32>(exact - static_cast<f64>(high));
  }
};

/// (x / 255 - mean) / std with lane-wise constants, with the bits of true divisions.
/// x / c needs no divider where fma(x, hi, x * lo) with hi + lo = 1 / c happens to round as the division does. That
/// depends on x and c, so `multiplies` tries all 256 bytes.
struct scaler {
  v::f32s mean, std, scale_high, scale_low;

  /// One channel in all lanes.
  explicit scaler(const channel_numbers& c) noexcept
      : mean(v::set_f32(c.mean)),
        std(v::set_f32(c.std)),
        scale_high(v::set_f32(c.high)),
        scale_low(v::set_f32(c.low)) {}

  /// `count` channels in turn, beginning with number `first` modulo count.
  scaler(const channel_numbers* channels, int count, int first) noexcept {
    f32 lane[4][v::lanes];
    for (int i = 0; i < v::lanes; ++i) {
      const channel_numbers& c = channels[(first + i) % count];
      lane[0][i] = c.mean, lane[1][i] = c.std, lane[2][i] = c.high, lane[3][i] = c.low;
    }
    mean = v::load(lane[0]), std = v::load(lane[1]), scale_high = v::load(lane[2]), scale_low = v::load(lane[3]);
  }

  template <bool Multiply>
  v::f32s apply(v::f32s x) const noexcept {
    if constexpr (Multiply) {
      constexpr f64 unit = 1.0 / 255.0;
      constexpr f32 high = static_cast<f32>(unit), low = static_cast<f32>(unit - static_cast<f64>(high));
      const v::f32s centred = v::sub(v::fma(x, v::set_f32(high), v::mul(x, v::set_f32(low))), mean);
      return v::fma(centred, scale_high, v::mul(centred, scale_low));
    } else {
      return v::div(v::sub(v::div(x, v::set_f32(255.0f)), mean), std);
    }
  }
};

static inline bool multiplies([[maybe_unused]] f32 mean, [[maybe_unused]] f32 std) noexcept {
  if constexpr (!v::has_fma) {
    return false;
  } else {
    const scaler s(channel_numbers(mean, std));
    for (i32 first = 0; first < 256; first += v::lanes) {
      const v::f32s x = v::to_f32(v::add(v::iota(), v::set_i32(first)));
      f32 product[v::lanes], quotient[v::lanes];  // compared as bytes: 0 is not -0
      v::store(product, s.apply<true>(x));
      v::store(quotient, s.apply<false>(x));
      if (::std::memcmp(product, quotient, sizeof product) != 0) return false;
    }
    return true;
  }
}

/// The channels of `pixels` pixels as 32-bit values. A block of 16 bytes holds four pixels or more: a byte shuffle takes
/// one channel of four out and widens it, zeros (_) between.
///   r g b r g b r g b r g b ....  ->  r _ _ _ r _ _ _ r _ _ _ r _ _ _
template <int Channels>
struct channel_values {
  static constexpr bool picks = v::has_byte_shuffle && Channels > 1;
  static constexpr index pixels = picks ? v::lanes : 4 * v::lanes;
  static constexpr index beyond = picks ? (16 - 4 * Channels + Channels - 1) / Channels : 0;  // read, but not used
  v::u8s tables[Channels];

  channel_values() noexcept {
    for (int c = 0; c < Channels; ++c) {
      u8 table[16];
      for (int i = 0; i < 16; ++i) table[i] = i % 4 == 0 ? static_cast<u8>(i / 4 * Channels + c) : u8(128);
      tables[c] = v::load_blocks(table, 0);
    }
  }

  /// f(c, first, values): those of channel c of the pixels from `first` on.
  template <class F>
  void each(const u8* from, F&& f) const noexcept {
    const auto channels = [](auto&& one) {  // no loop: constants stay in registers
      one(0);
      if constexpr (Channels > 1) one(1);
      if constexpr (Channels > 2) one(2);
      if constexpr (Channels > 3) one(3);
    };
    if constexpr (picks) {
      const v::u8s x = v::load_blocks(from, 4 * Channels);
      channels([&](int c) { f(c, 0, v::as_i32(v::shuffle_in_blocks(x, tables[c]))); });
    } else {
      v::u8s channel[Channels];
      if constexpr (Channels == 1) {
        channel[0] = v::load(from);
      } else {
        v::load_channels(from, channel);
      }
      channels([&](int c) {
        f(c, 0 * v::lanes, v::widen_u8<0>(channel[c]));
        f(c, 1 * v::lanes, v::widen_u8<1>(channel[c]));
        f(c, 2 * v::lanes, v::widen_u8<2>(channel[c]));
        f(c, 3 * v::lanes, v::widen_u8<3>(channel[c]));
      });
    }
  }
};

/// Pixels of Channels bytes to a plane each. The last ones go through a copy.
template <int Channels, bool Multiply>
static void to_planes(const u8* src, index pixels, const f32* mean, const f32* std, f32* const* planes) noexcept {
  constexpr index step = channel_values<Channels>::pixels, most = step + channel_values<Channels>::beyond;
  const channel_values<Channels> channels;
  const auto scaler_of = [&](int c) { return scaler(channel_numbers(mean[c], std[c])); };
  const scaler scalers[4] = {scaler_of(0), scaler_of(Channels > 1 ? 1 : 0), scaler_of(Channels > 2 ? 2 : 0),
                             scaler_of(Channels > 3 ? 3 : 0)};
  const auto block = [&](const u8* from, f32* const* to, index at) {
    channels.each(from, [&](int c, index first, v::i32s x) {
      v::store(to[c] + at + first, scalers[c].template apply<Multiply>(v::to_f32(x)));
    });
  };
  const index aligned = to_boundary(planes[0], sizeof(v::f32s));
  index at = 0;
  for (; at + most <= pixels; at = at == 0 ? aligned : at + step) block(src + at * Channels, planes, at);
  u8 last[2 * most * Channels] = {};
  f32 made[Channels][step];
  f32* rows[Channels];
  for (int c = 0; c < Channels; ++c) rows[c] = made[c];
  ::std::memcpy(last, src + at * Channels, static_cast<std::size_t>((pixels - at) * Channels));
  for (const u8* from = last; at < pixels; at += step, from += step * Channels) {
    block(from, rows, 0);
    const index left = pixels - at < step ? pixels - at : step;
    for (int c = 0; c < Channels; ++c) {
      ::std::memcpy(planes[c] + at, made[c], static_cast<std::size_t>(left) * sizeof(f32));
    }
  }
}

/// The same, staying interleaved: register j of a group of Channels holds channels (j * lanes + lane) % Channels.
template <int Channels, bool Multiply>
static void to_pixels(const u8* src, index pixels, const f32* mean, const f32* std, f32* out) noexcept {
  const auto numbers = [&](int c) { return channel_numbers(mean[c % Channels], std[c % Channels]); };
  const channel_numbers channels[4] = {numbers(0), numbers(1), numbers(2), numbers(3)};
  const auto scaler_of = [&](int j) { return scaler(channels, Channels, j * v::lanes); };
  const scaler scalers[4] = {scaler_of(0), scaler_of(1), scaler_of(2), scaler_of(3)};
  constexpr index step = Channels * v::lanes;
  const index values = pixels * Channels;
  index at = 0;
  const auto one = [&](int j) {
    const index here = at + j * v::lanes;
    v::store(out + here, scalers[j].template apply<Multiply>(v::to_f32(v::load_u8_i32(src + here))));
  };
  for (; at + step <= values; at += step) {
    one(0);
    if constexpr (Channels > 1) one(1);
    if constexpr (Channels > 2) one(2);
    if constexpr (Channels > 3) one(3);
  }
  u8 last[step] = {};
  f32 made[step];
  ::std::memcpy(last, src + at, static_cast<std::size_t>(values - at));
  for (int j = 0; j < Channels; ++j) {
    v::store(made + j * v::lanes, scalers[j].template apply<Multiply>(v::to_f32(v::load_u8_i32(last + j * v::lanes))));
  }
  ::std::memcpy(out + at, made, static_cast<std::size_t>(values - at) * sizeof(f32));
}

static inline void normalize_planes(const u8* src, index pixels, int channels, bool multiply, const f32* mean,
                                    const f32* std, f32* const* planes) noexcept {
  constexpr bool may = v::has_fma;  // else nothing is multiplied
  static constexpr decltype(&to_planes<1, may>) kernels[2][4] = {
      {to_planes<1, false>, to_planes<2, false>, to_planes<3, false>, to_planes<4, false>},
      {to_planes<1, may>, to_planes<2, may>, to_planes<3, may>, to_planes<4, may>}};
  kernels[multiply][channels - 1](src, pixels, mean, std, planes);
}

static inline void normalize_pixels(const u8* src, index pixels, int channels, bool multiply, const f32* mean,
                                    const f32* std, f32* out) noexcept {
  constexpr bool may = v::has_fma;
  static constexpr decltype(&to_pixels<1, may>) kernels[2][4] = {
      {to_pixels<1, false>, to_pixels<2, false>, to_pixels<3, false>, to_pixels<4, false>},
      {to_pixels<1, may>, to_pixels<2, may>, to_pixels<3, may>, to_pixels<4, may>}};
  kernels[multiply][channels - 1](src, pixels, mean, std, out);
}

/// (x - mean) / std for n floats; out may be x.
static inline void normalize_floats(const f32* x, index n, f32 mean, f32 std, f32* out) noexcept {
  const v::f32s m = v::set_f32(mean), s = v::set_f32(std);
  index at = 0;
  for (; at + v::lanes <= n; at += v::lanes) v::store(out + at, v::div(v::sub(v::load(x + at), m), s));
  v::store_first(out + at, v::div(v::sub(v::load_first(x + at, n - at), m), s), n - at);
}

}  // namespace eido::kernels::EIDO_TIER
