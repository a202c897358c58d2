// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, behind cv2_across.kernel.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

template <int Taps>
static inline index float_windows(const cv2_float_windows& windows, const f32* row, f32* out) noexcept {
  const cv2_float_windows t = windows;
  const auto tap = [&t, row](index b, int k, v::u8s places) {
    const u8* const from = reinterpret_cast<const u8*>(row + k * t.channels);
    return v::as_f32(v::as_i32(v::shuffle_in_blocks(load_windows(from, t.offset + b), places)));
  };
  index b = t.begin;
  for (; b + blocks_of_register <= t.end; b += blocks_of_register) {
    const v::u8s places = v::load(t.places + 16 * b);
    const f32* w = t.weights + 4 * b;
    v::f32s sum = v::mul(tap(b, 0, places), v::load(w));
    EIDO_UNROLL for (int k = 1; k < Taps; ++k) {
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

}  // namespace eido::kernels::EIDO_TIER
