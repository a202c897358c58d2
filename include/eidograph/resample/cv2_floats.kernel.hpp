// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, behind cv2_across.kernel.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

template <int Taps>
static inline index float_windows(const cv2_float_windows& windows, const f32* row, f32* out) noexcept {
  const cv2_float_windows t = windows;
  const auto tap = [&t, row](index b, int k, v::u8s places) {
    const u8* const from = reinterpret_cast<const u8*>(row + k * t.channels);
    f32 value[v::lanes];
    v::store(reinterpret_cast<u8*>(value), v::shuffle_in_blocks(load_windows(from, t.offset + b), places));
    return v::load(value);
  };
  index b = t.begin;
  for (; b + blocks_of_register <= t.end; b += blocks_of_register) {
    const v::u8s places = v::load(t.places + 16 * b);
    const f32* w = t.weights + 4 * b;
    v::f32s sum = v::mul(tap(b, 0, places), v::load(w));
    for (int k = 1; k < Taps; ++k) {
      w += 4 * t.blocks;
      sum = v::add(sum, v::mul(tap(b, k, places), v::load(w)));
    }
    v::store(out + 4 * b, sum);
  }
  return b;
}

static inline index across_f32(const cv2_float_windows& windows, const f32* row, f32* out) noexcept {
  switch (windows.taps) {
    case 2: return float_windows<2>(windows, row, out);
    case 4: return float_windows<4>(windows, row, out);
    default: return float_windows<8>(windows, row, out);
  }
}

/// An output is a block: 4 floats of the row are a tap of all of its channels. What is no tap of an output has weight 0
/// and is left out, because 0 times an infinity is none.
template <int Channels>
static inline void float_sums(const cv2_sums& sums, const f32* row, index values, f32* out) noexcept {
  constexpr index blocks = blocks_of_register;
  const index outputs = sums.outputs, taps = sums.taps;
  const index* const first = sums.first;
  const f32* const weights = sums.weights;
  const v::f32s zero = v::set_f32(0.0f);
  const spreader<f32> spread(Channels);
  index x = 0;
  for (;
       (x + blocks) * Channels + 4 <= outputs * Channels && (first[x + blocks - 1] + taps - 1) * Channels + 4 <= values;
       x += blocks) {
    i32 offset[blocks];
    for (int b = 0; b < blocks; ++b) offset[b] = static_cast<i32>(4 * first[x + b] * Channels);
    v::f32s sum = zero;
    const f32* w = weights + 4 * x;
    for (index k = 0; k < taps; ++k, w += 4 * outputs) {
      f32 value[v::lanes];
      v::store(reinterpret_cast<u8*>(value), load_windows(reinterpret_cast<const u8*>(row + k * Channels), offset));
      const v::f32s weight = v::load(w);
      sum = v::select(v::equal(weight, zero), sum, v::add(sum, v::mul(v::load(value), weight)));
    }
    spread.store(out + x * Channels, sum);
  }
  for (; x < outputs; ++x) {
    for (int c = 0; c < Channels; ++c) {
      f32 sum = 0;
      for (index k = 0; k < taps; ++k) {
        const f32 weight = weights[4 * (k * outputs + x)];
        if (weight == 0) break;
        sum += detail::product(row[(first[x] + k) * Channels + c], weight);
      }
      out[x * Channels + c] = sum;
    }
  }
}

static inline void across_area_f32(const cv2_sums& sums, const f32* row, index values, int channels,
                                   f32* out) noexcept {
  switch (channels) {
    case 1: return float_sums<1>(sums, row, values, out);
    case 2: return float_sums<2>(sums, row, values, out);
    case 3: return float_sums<3>(sums, row, values, out);
    default: return float_sums<4>(sums, row, values, out);
  }
}

}  // namespace eido::kernels::EIDO_TIER
