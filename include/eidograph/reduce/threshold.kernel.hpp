// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static inline void thresholds(const f32* x, index n, f32 t, u8* out) noexcept {
  const v::f32s limit = v::set_f32(t);
  const v::i32s one = v::set_i32(1), zero = v::set_i32(0);
  const auto above = [=](const f32* p) { return v::select(v::greater(v::load(p), limit), one, zero); };
  index i = 0;
  for (; i + v::lanes <= n; i += v::lanes) v::store_i32_u8(out + i, above(x + i));
  for (; i < n; ++i) out[i] = x[i] > t;
}

}  // namespace eido::kernels::EIDO_TIER
