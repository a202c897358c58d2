// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp: functions for tests/tools/check_contraction.py to look into.
// The names say how often a product and the sum after it are rounded.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

#define EIDO_SEEN __attribute__((noinline, used)) static

/// out[i] = f(a[i], b[i], c[i]) for whole registers.
template <class F>
static inline void each(const f32* a, const f32* b, const f32* c, index n, f32* out, F f) noexcept {
  for (index i = 0; i < n; i += v::lanes) v::store(out + i, f(v::load(a + i), v::load(b + i), v::load(c + i)));
}

EIDO_SEEN void muladd_two_roundings(const f32* a, const f32* b, const f32* c, index n, f32* out) noexcept {
  each(a, b, c, n, out, [](v::f32s x, v::f32s y, v::f32s z) { return v::muladd(x, y, z); });
}
EIDO_SEEN void add_two_roundings(const f32* a, const f32* b, const f32* c, index n, f32* out) noexcept {
  each(a, b, c, n, out, [](v::f32s x, v::f32s y, v::f32s z) { return v::add(v::mul(x, y), v::mul(y, z)); });
}
EIDO_SEEN void sub_two_roundings(const f32* a, const f32* b, const f32* c, index n, f32* out) noexcept {
  each(a, b, c, n, out, [](v::f32s x, v::f32s y, v::f32s z) { return v::sub(v::sub(v::mul(x, y), z), v::mul(y, y)); });
}
EIDO_SEEN void dot_two_roundings(const f32* a, const f32* b, const f32*, index n, f32* out) noexcept {
  v::f32s sum = v::load(out);
  for (index i = 0; i < n; i += v::lanes) sum = v::add(sum, v::mul(v::load(a + i), v::load(b + i)));
  v::store(out, sum);
}
EIDO_SEEN void tail_two_roundings(const f32* a, const f32* b, const f32* c, index n, f32* out) noexcept {
  for (index i = 0; i < n; ++i) out[i] = ::eido::detail::product(a[i], b[i]) + c[i];
}
EIDO_SEEN void fma_one_rounding(const f32* a, const f32* b, const f32* c, index n, f32* out) noexcept {
  each(a, b, c, n, out, [](v::f32s x, v::f32s y, v::f32s z) { return v::fma(x, y, z); });
}

#undef EIDO_SEEN

}  // namespace eido::kernels::EIDO_TIER
