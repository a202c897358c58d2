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

/// What `lanes` pixels are mixed by: sum, 255 * the alpha that comes out, and pairs of weights of above and below,
/// which are 128 * 255 together.
struct alpha_shares {
  v::i32s sum;
  v::i16s weights;
};

/// a, b: alphas of above and below. Floats hold a * 255^2, which is below 2^24, that by 128, and sum. Their quotient,
/// below 2^15, is the integers' or, rounded up to a whole number, one more.
static inline alpha_shares shares_of(v::i32s above, v::i32s below) noexcept {
  const v::f32s a = v::to_f32(above), b = v::to_f32(below), full = v::set_f32(255);
  const v::f32s sum = v::add(v::mul(a, full), v::mul(b, v::sub(full, a)));
  const v::f32s part = v::mul(a, v::set_f32(255 * 255 * 128));
  const v::i32s all = v::trunc_i32(sum), quotient = v::trunc_i32(v::div(part, v::maximum(sum, v::set_f32(1))));
  const v::i32s rest = v::sub(v::trunc_i32(part), v::mul(quotient, all));
  const v::i32s share = v::add(quotient, v::shift_right<31>(rest));  // one less where the rest is negative
  const v::i32s other = v::sub(v::set_i32(255 * 128), share);
  return {all, v::as_i16(v::bit_or(share, v::shift_left<16>(other)))};
}

/// t / 255 as Pillow rounds it, of sums with Bits more.
template <int Bits>
static inline v::i32s over_255(v::i32s t) noexcept {
  return v::shift_right<8 + Bits>(v::add(t, v::shift_right<8>(t)));
}

/// Where above has no alpha the weights are 0 and 128 * 255, which leave below as it is.
template <int Channels>
static void alpha_composite_row(const u8* below, const u8* above, index pixels, u8* dst) noexcept {
  constexpr int alpha = Channels - 1;
  for_pixel_blocks<Channels>(above, below, nullptr, pixels, dst, [](const u8* a, const u8* b, const u8*, u8* to) {
    v::u8s x[Channels], y[Channels];
    v::load_channels(a, x);
    v::load_channels(b, y);
    const v::u8s p = x[alpha], q = y[alpha];
    const alpha_shares s[4] = {shares_of(v::widen_blocks_u8<0>(p), v::widen_blocks_u8<0>(q)),
                               shares_of(v::widen_blocks_u8<1>(p), v::widen_blocks_u8<1>(q)),
                               shares_of(v::widen_blocks_u8<2>(p), v::widen_blocks_u8<2>(q)),
                               shares_of(v::widen_blocks_u8<3>(p), v::widen_blocks_u8<3>(q))};
    const v::u8s zero = v::set_u8(0);
    const auto mixed = [](v::i16s pairs, v::i16s weights) {
      return over_255<7>(v::madd(v::set_i32(128 << 7), pairs, weights));
    };
    EIDO_UNROLL for (int c = 0; c < alpha; ++c) {
      const v::i16s x_low = v::as_i16(v::zip_low(x[c], zero)), x_high = v::as_i16(v::zip_high(x[c], zero));
      const v::i16s y_low = v::as_i16(v::zip_low(y[c], zero)), y_high = v::as_i16(v::zip_high(y[c], zero));
      x[c] = v::narrow_blocks_u8(
          mixed(v::zip_low(x_low, y_low), s[0].weights), mixed(v::zip_high(x_low, y_low), s[1].weights),
          mixed(v::zip_low(x_high, y_high), s[2].weights), mixed(v::zip_high(x_high, y_high), s[3].weights));
    }
    const auto out = [](v::i32s sum) { return over_255<0>(v::add(sum, v::set_i32(128))); };
    x[alpha] = v::narrow_blocks_u8(out(s[0].sum), out(s[1].sum), out(s[2].sum), out(s[3].sum));
    v::store_channels(to, x);
  });
}

static inline void alpha_composite_pixels(const u8* below, const u8* above, index pixels, int channels,
                                          u8* dst) noexcept {
  return (channels == 2 ? alpha_composite_row<2> : alpha_composite_row<4>)(below, above, pixels, dst);
}

}  // namespace eido::kernels::EIDO_TIER
