// SPDX-License-Identifier: MIT
// Included once for each tier, see alpha_words_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// Bytes of alpha as 16-bit values, the even ones and the odd ones.
struct alpha_words {
  v::i16s even, odd;

  explicit alpha_words(v::u8s alpha) noexcept : even(v::even_u8(alpha)), odd(v::odd_u8(alpha)) {}

  /// Whether every alpha is 255: then times() changes nothing.
  static bool all_opaque(v::u8s alpha) noexcept {
    constexpr u32 all = (u32(1) << v::lanes) - 1;
    return v::bits(v::equal(v::as_i32(alpha), v::set_i32(-1))) == all;
  }
  /// Each byte times its alpha.
  v::u8s times(v::u8s x) const noexcept {
    const v::i16s low = scaled(v::even_u8(x), even), high = v::mul(scaled(v::odd_u8(x), odd), v::set_i16(256));
    return v::as_u8(v::bit_or(v::as_i32(low), v::as_i32(high)));
  }

 private:
  /// t = x * alpha + 128, then (t + (t >> 8)) >> 8, which is t * 257 >> 16: what the inner shift cuts off is below 1.
  /// Range: t <= 255 * 255 + 128. Where pairs_apart, high halves of products are no single instruction.
  static v::i16s scaled(v::i16s x, v::i16s alpha) noexcept {
    const v::i16s t = v::add(v::mul(x, alpha), v::set_i16(128));
    if constexpr (v::pairs_apart) return v::odd_u8(v::as_u8(v::add(t, v::odd_u8(v::as_u8(t)))));
    return v::mul_high_u16(t, v::set_i16(257));
  }
};

}  // namespace eido::kernels::EIDO_TIER
