// SPDX-License-Identifier: MIT
// Included once for each tier, see near_mixes_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

struct rounded_two {
  static constexpr int taps = 2;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept {
    return v::add(v::mul(w[0], x[0]), v::mul(w[1], x[1]));
  }
};
struct torch_two {
  static constexpr int taps = 2;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept { return v::fma(w[0], x[0], v::mul(w[1], x[1])); }
};
struct torch_four {
  static constexpr int taps = 4;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept {
    return v::fma(w[3], x[3], v::fma(w[2], x[2], v::fma(w[0], x[0], v::mul(w[1], x[1]))));
  }
};
struct tf_between {
  static constexpr int taps = 2;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept {
    return v::add(x[0], v::mul(v::sub(x[1], x[0]), w[1]));
  }
};

}  // namespace eido::kernels::EIDO_TIER
