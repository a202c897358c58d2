// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include "exact.hpp"

// 16-bit floats as they lie in memory. They have no arithmetic: verbs widen them to f32, which is exact.

namespace eido::inline EIDO_ABI {
namespace detail {

/// IEEE half: a denormal is its mantissa times 2^-24, everything else gets another exponent.
inline f32 widen_f16(u16 h) noexcept {
  const u32 sign = static_cast<u32>(h & 0x8000) << 16, rest = h & 0x7fff;
  if (rest < 0x400) return float_of_bits(sign | 0x3f800000) * (static_cast<f32>(rest) * 0x1p-24f);
  return float_of_bits(sign | ((rest << 13) + (rest < 0x7c00 ? 112u << 23 : 224u << 23)));
}
/// The upper half of a float.
inline f32 widen_bf16(u16 h) noexcept { return float_of_bits(static_cast<u32>(h) << 16); }

/// The nearest half, of two the even one. Every NaN becomes the quiet one with its sign.
inline u16 narrow_f16(f32 x) noexcept {
  const u32 bits = bits_of_float(x), sign = bits >> 16 & 0x8000, size = bits & 0x7fffffff;
  u32 made = 0x7e00;
  if (size <= 0x7f800000) {
    if (size >= 0x477ff000) {  // 65520
      made = 0x7c00;
    } else if (size < 0x38800000) {  // a denormal: the last bit of a sum with 1/2 is 2^-24
      made = bits_of_float(float_of_bits(size) + 0.5f) - 0x3f000000;
    } else {
      made = (size + 0xfff + (size >> 13 & 1) - (112u << 23)) >> 13;
    }
  }
  return static_cast<u16>(sign | made);
}
inline u16 narrow_bf16(f32 x) noexcept {
  const u32 bits = bits_of_float(x);
  if ((bits & 0x7fffffff) > 0x7f800000) return static_cast<u16>((bits >> 16 & 0x8000) | 0x7fc0);
  return static_cast<u16>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

}  // namespace detail

/// IEEE half precision: numpy.float16, torch.float16.
struct f16 {
  u16 bits;
  explicit operator f32() const noexcept { return detail::widen_f16(bits); }
};

/// The upper 16 bits of a float: torch.bfloat16.
struct bf16 {
  u16 bits;
  explicit operator f32() const noexcept { return detail::widen_bf16(bits); }
};

namespace detail {

template <class T>
inline constexpr bool is_half = std::is_same_v<T, f16> || std::is_same_v<T, bf16>;

/// Integers and floats, of 16 bits too.
template <class T>
inline constexpr bool is_number = (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) || is_half<T>;

}  // namespace detail
}  // namespace eido
