// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// detail::widen_f16 of the upper 16 bits of each lane; no float on the way is denormal.
static inline v::f32s widened_halves(v::i32s high) noexcept {
  const v::i32s sign = v::bit_and(high, v::set_i32((::std::numeric_limits<i32>::min)()));
  const v::i32s rest = v::bit_and(v::shift_right<16>(high), v::set_i32(0x7fff)), moved = v::shift_left<13>(rest);
  const auto special = v::greater(rest, v::set_i32(0x7bff));  // infinities and NaN
  const v::i32s plain = v::add(moved, v::select(special, v::set_i32(224 << 23), v::set_i32(112 << 23)));
  const v::i32s small = v::as_i32(v::mul(v::to_f32(rest), v::set_f32(0x1p-24f)));
  return v::as_f32(v::bit_or(sign, v::select(v::greater(v::set_i32(0x400), rest), small, plain)));
}

template <bool Ieee>
static inline void widen_halves(const u16* x, index n, f32* out) noexcept {
  const v::i16s zero = v::set_i16(0);
  const auto put = [](f32* p, v::i16s pairs) {  // zero, half, zero, half ...: four floats of each 16 bytes of halves
    const v::i32s high = v::as_i32(pairs);
    const v::f32s a = Ieee ? widened_halves(high) : v::as_f32(high);
    v::store_blocks(reinterpret_cast<u8*>(p), 32, v::as_u8(v::as_i32(a)));
  };
  index i = 0;
  for (; i + 2 * v::lanes <= n; i += 2 * v::lanes) {
    const v::i16s a = v::load(reinterpret_cast<const i16*>(x + i));
    put(out + i, v::zip_low(zero, a));
    put(out + i + 4, v::zip_high(zero, a));
  }
  for (; i < n; ++i) out[i] = Ieee ? ::eido::detail::widen_f16(x[i]) : ::eido::detail::widen_bf16(x[i]);
}

/// detail::narrow_f16 and narrow_bf16, as signed 16-bit values.
template <bool Ieee>
static inline v::i32s narrowed_halves(v::f32s x) noexcept {
  const auto all = [](i32 a) { return v::set_i32(a); };
  const v::i32s bits = v::as_i32(x), size = v::bit_and(bits, all(0x7fffffff));
  constexpr int dropped = Ieee ? 13 : 16;
  const v::i32s odd = v::bit_and(v::shift_right<dropped>(size), all(1));
  v::i32s made = v::add(size, v::add(odd, all((1 << (dropped - 1)) - 1)));
  if constexpr (Ieee) {
    made = v::shift_right<13>(v::sub(made, all(112 << 23)));
    // a denormal: the last bit of a sum with 1/2 is 2^-24
    const v::i32s small = v::sub(v::as_i32(v::add(v::as_f32(size), v::set_f32(0.5f))), all(0x3f000000));
    made = v::select(v::greater(all(0x38800000), size), small, made);
    made = v::select(v::greater(size, all(0x477fefff)), all(0x7c00), made);  // from 65520 on
  } else {
    made = v::shift_right<16>(made);
  }
  made = v::select(v::greater(size, all(0x7f800000)), all(Ieee ? 0x7e00 : 0x7fc0), made);
  return v::bit_or(made, v::shift_right<16>(v::bit_and(bits, all((::std::numeric_limits<i32>::min)()))));
}

template <bool Ieee>
static inline void narrow_halves(const f32* x, index n, u16* out) noexcept {
  index i = 0;
  for (; i + 2 * v::lanes <= n; i += 2 * v::lanes) {
    const v::i32s low = narrowed_halves<Ieee>(v::load(x + i)), high = narrowed_halves<Ieee>(v::load(x + i + v::lanes));
    v::store(reinterpret_cast<i16*>(out + i), v::narrow_i16(low, high));
  }
  for (; i < n; ++i) out[i] = Ieee ? ::eido::detail::narrow_f16(x[i]) : ::eido::detail::narrow_bf16(x[i]);
}

}  // namespace eido::kernels::EIDO_TIER
