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

/// f(a mix of the type that `mix` names).
template <class F>
static inline void with_mix(near_mix mix, F f) noexcept {
  switch (mix) {
    case mix_two: return f(rounded_two());
    case mix_torch_two: return f(torch_two());
    case mix_torch_four: return f(torch_four());
    case mix_tf: return f(tf_between());
  }
}

}  // namespace eido::kernels::EIDO_TIER
