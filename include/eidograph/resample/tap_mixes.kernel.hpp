// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, behind near_mixes.kernel.hpp and tap_sums.kernel.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// The sums of N taps, each of which counts whatever its weight.
template <int N>
struct sums_of {
  static constexpr int taps = N;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept {
    v::f32s sum = v::mul(x[0], w[0]);
    EIDO_UNROLL for (int k = 1; k < N; ++k) sum = v::add(sum, v::mul(x[k], w[k]));
    return sum;
  }
};

/// One of two taps.
template <int N>
struct tap_alone {
  static constexpr int taps = 2;
  static v::f32s of(const v::f32s* x, const v::f32s*) noexcept { return x[N]; }
};

/// Of each output the first taps are added product by product, the others fused.
struct torch_filtered {
  static constexpr int taps = 0;
  static constexpr f32 start = -0.0f;  // which no first product is changed by

  v::i32s count, plain;
  i32 all_plain, most;

  torch_filtered(const tap_sums& t, index at) noexcept : count(v::load(t.count + at)) {
    const v::i32s one = v::set_i32(1);
    plain = v::add(v::bit_and(v::sub(count, one), v::set_i32(~3)), one);
    all_plain = v::reduce_min(plain);
    most = -v::reduce_min(v::sub(v::set_i32(0), count));
  }
  template <class Use>
  __attribute__((always_inline)) void tap(index k, Use use) const noexcept {
    if (k < all_plain) {
      return use([](const auto& lanes, v::f32s sum, const auto& window, int j, int channel, v::f32s weight) {
        return v::add(sum, v::mul(lanes.value(window, j, channel), weight));
      });
    }
    if (k >= most) return;
    const v::i32s place = v::set_i32(static_cast<i32>(k));
    const v::mask is_tap = v::greater(count, place), is_plain = v::greater(plain, place);
    use([=](const auto& lanes, v::f32s sum, const auto& window, int j, int channel, v::f32s weight) {
      const v::f32s x = lanes.value(window, j, channel);
      const v::f32s more = v::select(is_plain, v::add(sum, v::mul(x, weight)), v::fma(x, weight, sum));
      return v::select(is_tap, more, sum);
    });
  }
};

static inline void across_mixes(near_mix mix, const tap_sums& sums, const f32* const* rows, int count, index values,
                                int channels, void* const* outs) noexcept {
  with_mix(mix, [&](auto m) { across_sums<f32, decltype(m)>(sums, rows, count, values, channels, outs); });
}

static inline void across_mixes(window_mix mix, const tap_sums& sums, const f32* const* rows, int count, index values,
                                int channels, void* const* outs) noexcept {
  const auto with = [&](auto m) { across_sums<f32, decltype(m)>(sums, rows, count, values, channels, outs); };
  switch (mix) {
    case window_mix::four: return with(sums_of<4>());
    case window_mix::eight: return with(sums_of<8>());
    case window_mix::first_tap: return with(tap_alone<0>());
    case window_mix::second_tap: return with(tap_alone<1>());
    case window_mix::torch_filter: return across_sums<f32, torch_filtered>(sums, rows, count, values, channels, outs);
  }
}

}  // namespace eido::kernels::EIDO_TIER
