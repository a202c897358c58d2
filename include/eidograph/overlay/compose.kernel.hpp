// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- two rows of bytes ---------------------------------------------------------------------------------------------

template <byte_rule Rule>
static inline v::f32s mixed(v::f32s x, v::f32s y, const byte_mix& mix) noexcept {
  const v::f32s p = v::set_f32(mix.p);
  if constexpr (Rule == byte_rule::cut_sum) {
    return v::add(v::mul(x, p), v::mul(y, v::set_f32(mix.q)));
  } else if constexpr (Rule == byte_rule::cut_step) {
    return v::add(x, v::mul(p, v::sub(y, x)));
  } else {
    return v::fma(x, p, v::fma(y, v::set_f32(mix.q), v::set_f32(mix.r)));
  }
}

/// Calm: no sum is so large that no integer holds it.
template <byte_rule Rule, bool Calm>
static void mix_row(const u8* a, const u8* b, index n, const byte_mix& mix, u8* dst) noexcept {
  constexpr index step = 4 * v::lanes;
  const auto block = [&](v::u8s p, v::u8s q) {
    v::f32s x[4], y[4];
    v::blocks_f32(p, x);
    v::blocks_f32(q, y);
    const v::f32s sums[4] = {mixed<Rule>(x[0], y[0], mix), mixed<Rule>(x[1], y[1], mix), mixed<Rule>(x[2], y[2], mix),
                             mixed<Rule>(x[3], y[3], mix)};
    return Rule == byte_rule::fused_sum ? v::rint_blocks_u8<Calm>(sums) : v::trunc_blocks_u8<Calm>(sums);
  };
  index at = 0;
  for (; at + step <= n; at += step) v::store(dst + at, block(v::load(a + at), v::load(b + at)));
  if (at < n) v::store_first(dst + at, block(v::load_first(a + at, n - at), v::load_first(b + at, n - at)), n - at);
}

static inline void mix_bytes(const u8* a, const u8* b, index n, const byte_mix& mix, u8* dst) noexcept {
  const auto small = [](f32 x) { return -0x1p20f <= x && x <= 0x1p20f; };  // no sum reaches 2^31
  const bool calm = small(mix.p) && small(mix.q) && small(mix.r);
  const auto by = [&](auto rule) {
    constexpr byte_rule r = decltype(rule)::value;
    return (calm ? mix_row<r, true> : mix_row<r, false>)(a, b, n, mix, dst);
  };
  switch (mix.rule) {
    case byte_rule::cut_sum: return by(::std::integral_constant<byte_rule, byte_rule::cut_sum>());
    case byte_rule::cut_step: return by(::std::integral_constant<byte_rule, byte_rule::cut_step>());
    default: return by(::std::integral_constant<byte_rule, byte_rule::fused_sum>());
  }
}

// ---- pixels under a mask -------------------------------------------------------------------------------------------

/// round((above * mask + below * (255 - mask)) / 255).
static inline v::u8s composite(v::u8s above, v::u8s below, v::u8s mask) noexcept {
  const v::u8s rest = v::as_u8(v::sub(v::set_i32(-1), v::as_i32(mask)));  // 255 - mask: no byte borrows
  return v::over_255(v::muladd_u8<0>(v::mul_u8<0>(above, mask), below, rest),
                     v::muladd_u8<1>(v::mul_u8<1>(above, mask), below, rest));
}

/// block(above, below, mask, dst) on 4 * lanes pixels at a time; the last ones by way of copies.
template <int Channels, class Block>
static inline void for_pixel_blocks(const u8* above, const u8* below, const u8* mask, index pixels, u8* dst,
                                    Block block) noexcept {
  constexpr index step = 4 * v::lanes;
  index at = 0;
  for (; at + step <= pixels; at += step) {
    block(above + at * Channels, below + at * Channels, mask ? mask + at : mask, dst + at * Channels);
  }
  if (at == pixels) return;
  u8 last[3][step * Channels] = {};
  const auto n = static_cast<std::size_t>(pixels - at);
  ::std::memcpy(last[0], above + at * Channels, n * Channels);
  ::std::memcpy(last[1], below + at * Channels, n * Channels);
  if (mask) ::std::memcpy(last[2], mask + at, n);
  block(last[0], last[1], last[2], last[0]);
  ::std::memcpy(dst + at * Channels, last[0], n * Channels);
}

template <int Channels>
static inline void load_pixels(const u8* p, v::u8s (&out)[Channels]) noexcept {
  if constexpr (Channels == 1) {
    out[0] = v::load(p);
  } else {
    v::load_channels(p, out);
  }
}
template <int Channels>
static inline void store_pixels(u8* p, const v::u8s (&in)[Channels]) noexcept {
  if constexpr (Channels == 1) {
    v::store(p, in[0]);
  } else {
    v::store_channels(p, in);
  }
}

template <int Channels>
static void composite_row(const u8* above, const u8* below, const u8* mask, index pixels, u8* dst) noexcept {
  for_pixel_blocks<Channels>(above, below, mask, pixels, dst, [](const u8* a, const u8* b, const u8* m, u8* to) {
    v::u8s x[Channels], y[Channels];
    load_pixels(a, x);
    load_pixels(b, y);
    const v::u8s share = v::load(m);
    EIDO_UNROLL
    for (int c = 0; c < Channels; ++c) x[c] = composite(x[c], y[c], share);
    store_pixels(to, x);
  });
}

static inline void composite_pixels(const u8* above, const u8* below, const u8* mask, index pixels, int channels,
                                    u8* dst) noexcept {
  switch (channels) {
    case 1: return composite_row<1>(above, below, mask, pixels, dst);
    case 2: return composite_row<2>(above, below, mask, pixels, dst);
    case 3: return composite_row<3>(above, below, mask, pixels, dst);
    default: return composite_row<4>(above, below, mask, pixels, dst);
  }
}

// ---- pixels with alpha ---------------------------------------------------------------------------------------------

/// a / b cut, for 0 <= a < 2^31 and 0 < b: the quotient of floats is off by one at most while it is below 2^15.
static inline v::i32s quotient(v::i32s a, v::i32s b) noexcept {
  const v::i32s one = v::set_i32(1), q = v::trunc_i32(v::div(v::to_f32(a), v::to_f32(b)));
  const v::i32s rest = v::sub(a, v::mul(q, b));
  const v::i32s up = v::select(v::greater(b, rest), v::set_i32(0), one);
  return v::sub(v::add(q, up), v::select(v::greater(v::set_i32(0), rest), one, v::set_i32(0)));
}

/// `lanes` pixels. t / 255 of the colors' sum, which has 7 more bits, is taken as (t + t / 256) / 256.
template <int Channels, int Part>
static inline void alpha_composite_part(const v::u8s (&below)[Channels], const v::u8s (&above)[Channels],
                                        v::i32s (&out)[Channels]) noexcept {
  constexpr int alpha = Channels - 1;
  const v::i32s full = v::set_i32(255), a = v::widen_u8<Part>(above[alpha]), b = v::widen_u8<Part>(below[alpha]);
  const v::i32s sum = v::add(v::mul(a, full), v::mul(b, v::sub(full, a)));  // 255 * the alpha that comes out
  const v::mask clear = v::equal(a, v::set_i32(0));
  const v::i32s share = quotient(v::mul(a, v::set_i32(255 * 255 * 128)), v::maximum(sum, v::set_i32(1)));
  const v::i32s rest = v::sub(v::set_i32(255 * 128), share);
  for (int c = 0; c < alpha; ++c) {
    const v::i32s y = v::widen_u8<Part>(below[c]);
    const v::i32s t = v::add(v::add(v::mul(v::widen_u8<Part>(above[c]), share), v::mul(y, rest)), v::set_i32(128 << 7));
    out[c] = v::select(clear, y, v::shift_right<15>(v::add(t, v::shift_right<8>(t))));
  }
  const v::i32s t = v::add(sum, v::set_i32(128));
  out[alpha] = v::select(clear, b, v::shift_right<8>(v::add(t, v::shift_right<8>(t))));
}

template <int Channels>
static void alpha_composite_row(const u8* below, const u8* above, index pixels, u8* dst) noexcept {
  for_pixel_blocks<Channels>(above, below, nullptr, pixels, dst, [](const u8* a, const u8* b, const u8*, u8* to) {
    v::u8s x[Channels], y[Channels];
    v::load_channels(a, x);
    v::load_channels(b, y);
    v::i32s part[4][Channels];
    alpha_composite_part<Channels, 0>(y, x, part[0]);
    alpha_composite_part<Channels, 1>(y, x, part[1]);
    alpha_composite_part<Channels, 2>(y, x, part[2]);
    alpha_composite_part<Channels, 3>(y, x, part[3]);
    for (int c = 0; c < Channels; ++c) {
      x[c] = v::narrow_u8(v::narrow_i16(part[0][c], part[1][c]), v::narrow_i16(part[2][c], part[3][c]));
    }
    v::store_channels(to, x);
  });
}

static inline void alpha_composite_pixels(const u8* below, const u8* above, index pixels, int channels,
                                          u8* dst) noexcept {
  return (channels == 2 ? alpha_composite_row<2> : alpha_composite_row<4>)(below, above, pixels, dst);
}

}  // namespace eido::kernels::EIDO_TIER
