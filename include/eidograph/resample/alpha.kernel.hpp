// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

template <int Channels>
static void premultiply_pixels(const u8* src, index pixels, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  static constexpr struct tables {
    u8 from[step] = {}, whole[step] = {};
    constexpr tables() noexcept {  // alpha to all bytes of its pixel; its own place gets 255, which changes nothing
      for (int i = 0; i < step; ++i) {
        from[i] = static_cast<u8>(i % 16 / Channels * Channels + Channels - 1);
        whole[i] = i % Channels == Channels - 1 ? 255 : 0;
      }
    }
  } made;
  const v::u8s alphas = v::load(made.from);
  const v::i32s whole = v::as_i32(v::load(made.whole));
  const auto alpha_of = [=](v::u8s x) { return v::bit_or(v::as_i32(v::shuffle_in_blocks(x, alphas)), whole); };
  const auto block = [=](v::u8s x) { return alpha_words(v::as_u8(alpha_of(x))).times(x); };
  const index n = pixels * Channels;
  index at = 0;
  for (; at + 4 * step <= n; at += 4 * step) {
    v::u8s x[4];
    v::i32s all = v::set_i32(-1);
    EIDO_UNROLL for (int i = 0; i < 4; ++i) {
      x[i] = v::load(src + at + i * step);
      all = v::bit_and(all, alpha_of(x[i]));
    }
    const bool opaque = alpha_words::all_opaque(v::as_u8(all));
    EIDO_UNROLL for (int i = 0; i < 4; ++i) v::store(out + at + i * step, opaque ? x[i] : block(x[i]));
  }
  for (; at + step <= n; at += step) v::store(out + at, block(v::load(src + at)));
  if (at < n) v::store_first(out + at, block(v::load_first(src + at, n - at)), n - at);
}

static void premultiply(const u8* src, index pixels, int channels, u8* out) noexcept {
  channels == 2 ? premultiply_pixels<2>(src, pixels, out) : premultiply_pixels<4>(src, pixels, out);
}

/// A register of floats: 255 * colour / alpha is that times 255 / alpha up to 1e-4, and no fraction of a quotient lies
/// between 0.996 and 1. What is 256 and more is clamped either way.
static inline v::i32s divided(v::i32s colour, v::f32s ratio) noexcept {
  const v::f32s quotient = v::add(v::mul(v::to_f32(colour), ratio), v::set_f32(0.001f));
  return v::minimum(v::trunc_i32(quotient), v::set_i32(255));
}

template <int Channels, int Part>
static inline void divide_part(const v::u8s (&x)[Channels], v::i32s (&out)[Channels - 1]) noexcept {
  const v::i32s alpha = v::widen_u8<Part>(x[Channels - 1]), none = v::set_i32(0);
  const v::f32s ratio = v::div(v::set_f32(255.0f), v::to_f32(v::maximum(alpha, v::set_i32(1))));
  for (int c = 0; c < Channels - 1; ++c) {
    const v::i32s colour = v::widen_u8<Part>(x[c]);
    out[c] = v::select(v::equal(alpha, none), colour, divided(colour, ratio));
  }
}

template <int Channels>
static void unpremultiply_pixels(u8* row, index pixels) noexcept {
  constexpr index step = 4 * v::lanes;
  const auto block = [](u8* p) {
    v::u8s x[Channels];
    v::load_channels(p, x);
    if (alpha_words::all_opaque(x[Channels - 1])) return;
    v::i32s parts[4][Channels - 1];
    divide_part<Channels, 0>(x, parts[0]);
    divide_part<Channels, 1>(x, parts[1]);
    divide_part<Channels, 2>(x, parts[2]);
    divide_part<Channels, 3>(x, parts[3]);
    for (int c = 0; c < Channels - 1; ++c) {
      x[c] = v::narrow_u8(parts[0][c], parts[1][c], parts[2][c], parts[3][c]);
    }
    v::store_channels(p, x);
  };
  index at = 0;
  for (; at + step <= pixels; at += step) block(row + at * Channels);
  if (at == pixels) return;
  u8 last[Channels * step] = {};
  ::std::memcpy(last, row + at * Channels, static_cast<std::size_t>((pixels - at) * Channels));
  block(last);
  ::std::memcpy(row + at * Channels, last, static_cast<std::size_t>((pixels - at) * Channels));
}

static inline void unpremultiply(u8* row, index pixels, int channels) noexcept {
  if (channels == 2) return unpremultiply_pixels<2>(row, pixels);
  unpremultiply_pixels<4>(row, pixels);
}

}  // namespace eido::kernels::EIDO_TIER
