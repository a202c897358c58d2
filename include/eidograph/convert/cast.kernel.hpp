// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static inline void cast_u8_f32(const u8* x, index n, f32* out) noexcept {
  const auto one = [=](index at) { v::store(out + at, v::to_f32(v::load_u8_i32(x + at))); };
  index at = 0;
  if constexpr (v::lanes == 4) {
    constexpr index step = 4 * v::lanes;
    for (; at + step <= n; at += step) {
      v::f32s made[4];
      v::load_u8_f32(x + at, made);
      EIDO_UNROLL
      for (int k = 0; k < 4; ++k) v::store(out + at + k * v::lanes, made[k]);
    }
  } else if (v::lanes <= n) {
    one(0);
    at = to_boundary(out, 4 * v::lanes);
  }
  for (; at + v::lanes <= n; at += v::lanes) one(at);
  for (; at < n; ++at) out[at] = static_cast<f32>(x[at]);
}

/// Clamped to 0..255 (NaN: 0), then cut or rounded.
template <bool Round>
static inline void floats_to_bytes(const f32* x, index n, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  const auto bytes = [](const f32* from) {
    const v::f32s a[4] = {v::load(from), v::load(from + v::lanes), v::load(from + 2 * v::lanes),
                          v::load(from + 3 * v::lanes)};
    if constexpr (Round) {
      return v::rint_u8(a);
    } else {
      return v::trunc_u8(a);
    }
  };
  index at = 0;
  for (; at + 2 * step <= n; at += 2 * step) {
    const v::u8s first = bytes(x + at), second = bytes(x + at + step);
    v::store(out + at, first);
    v::store(out + at + step, second);
  }
  if (at + step <= n) v::store(out + at, bytes(x + at)), at += step;
  if (at == n) return;
  f32 last[step] = {};
  ::std::memcpy(last, x + at, static_cast<std::size_t>(n - at) * sizeof(f32));
  v::store_first(out + at, bytes(last), n - at);
}
static inline void cast_f32_u8(const f32* x, index n, u8* out) noexcept { floats_to_bytes<false>(x, n, out); }
static inline void saturate_f32_u8(const f32* x, index n, u8* out) noexcept { floats_to_bytes<true>(x, n, out); }

}  // namespace eido::kernels::EIDO_TIER
