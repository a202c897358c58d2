// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static inline void cast_u8_f32(const u8* x, index n, f32* out) noexcept {
  index at = 0;
  for (; at + v::lanes <= n; at += v::lanes) v::store(out + at, v::to_f32(v::load_u8_i32(x + at)));
  for (; at < n; ++at) out[at] = static_cast<f32>(x[at]);
}

/// Clamped to 0..255 (NaN: 0), then cut or rounded.
template <bool Round>
static inline void floats_to_bytes(const f32* x, index n, u8* out) noexcept {
  const v::f32s zero = v::set_f32(0), most = v::set_f32(255);
  const auto whole = [&](v::f32s a) {
    const v::f32s inside = v::minimum(v::maximum(a, zero), most);  // max gives its second operand for NaN
    if constexpr (Round) {
      return v::round_i32(inside);
    } else {
      return v::trunc_i32(inside);
    }
  };
  constexpr index step = 4 * v::lanes;
  index at = 0;
  for (; at + step <= n; at += step) {
    const v::i16s low = v::narrow_i16(whole(v::load(x + at)), whole(v::load(x + at + v::lanes)));
    const v::i16s high = v::narrow_i16(whole(v::load(x + at + 2 * v::lanes)), whole(v::load(x + at + 3 * v::lanes)));
    v::store(out + at, v::narrow_u8(low, high));
  }
  for (; at < n; at += v::lanes) {
    const index rest = n - at < v::lanes ? n - at : v::lanes;
    u8 bytes[v::lanes];
    v::store_i32_u8(bytes, whole(v::load_first(x + at, rest)));
    ::std::memcpy(out + at, bytes, static_cast<std::size_t>(rest));
  }
}
static inline void cast_f32_u8(const f32* x, index n, u8* out) noexcept { floats_to_bytes<false>(x, n, out); }
static inline void saturate_f32_u8(const f32* x, index n, u8* out) noexcept { floats_to_bytes<true>(x, n, out); }

}  // namespace eido::kernels::EIDO_TIER
