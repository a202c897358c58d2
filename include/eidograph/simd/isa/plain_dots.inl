// SPDX-License-Identifier: MIT
// Where dot4 takes bytes as they are: included inside of a tier's namespace, behind it. isa/neon.hpp has others.

/// dot4_moved(acc, moved(a), b) is dot4(acc, a, b) less dot4_bias times the sum of each four of b: what depends on b
/// alone is left to the caller, for whom b are weights.
inline constexpr i32 dot4_bias = 0;
static inline u8s moved(u8s a) noexcept { return a; }
static inline i32s dot4_moved(i32s acc, u8s a, u8s signed_b) noexcept { return dot4(acc, a, signed_b); }

/// Four numbers in memory, of which a verb takes one for every lane: dot4_moved<I>(acc, a, load_numbers(p)) is
/// dot4_moved(acc, a, as_u8(set_i32(p[I]))).
struct numbers {
  const i32* at;
};
static inline numbers load_numbers(const i32* p) noexcept { return {p}; }
template <int I>
static inline i32s dot4_moved(i32s acc, u8s a, numbers b) noexcept {
  return dot4_moved(acc, a, as_u8(set_i32(b.at[I])));
}
