// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "types.hpp"

namespace eido::inline EIDO_ABI::detail {

inline f32 float_of_bits(u32 bits) noexcept {
  f32 x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

inline u32 bits_of_float(f32 x) noexcept {
  u32 bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

/// The value itself, in a register that the compiler cannot look through: a product passed through here is
/// rounded on its own and never fused into a multiply-add. g++ contracts by default wherever the target has
/// FMA (aarch64: always), clang within one expression. No instruction is emitted.
template <class F>
inline F rounded(F x) noexcept {
#if defined(__GNUC__) && (defined(__x86_64__) || (defined(__i386__) && defined(__SSE2_MATH__)))
  asm("" : "+x"(x));
#elif defined(__GNUC__) && (defined(__aarch64__) || (defined(__arm__) && defined(__ARM_FP)))
  asm("" : "+w"(x));
#elif defined(__GNUC__) && defined(__riscv_flen)
  asm("" : "+f"(x));
#elif defined(__GNUC__) && !defined(__wasm__)
  asm("" : "+m"(x));
#endif
  return x;
}

/// a * b rounded on its own.
template <class F>
inline F product(F a, F b) noexcept {
  return rounded(a * b);
}

/// floor(x) as an integer. (Without SSE4.1 std::floor is a dozen instructions or a call.)
template <class F>
constexpr index floor_index(F x) noexcept {
  const index cut = static_cast<index>(x);
  return x < static_cast<F>(cut) ? cut - 1 : cut;
}

/// x rounded half away from zero, as Pillow rounds sums to integers: what i32 cannot hold is its lowest value, as the
/// conversion of x86 gives it (in C it is undefined).
inline i32 round_half_away(f64 x) noexcept {
  const f64 moved = x >= 0 ? x + 0.5 : x - 0.5;
  return moved > -2147483649.0 && moved < 2147483648.0 ? static_cast<i32>(moved) : -2147483647 - 1;
}

/// a * b / 255, rounded, for a and b up to 255: Pillow's MULDIV255.
constexpr u32 muldiv255(u32 a, u32 b) noexcept {
  const u32 t = a * b + 128;
  return (t + (t >> 8)) >> 8;
}

}  // namespace eido::detail
