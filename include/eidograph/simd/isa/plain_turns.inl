// SPDX-License-Identifier: MIT
// transpose_blocks after a shuffle that has placed quarter q of register j at q ^ (j & Turn), so that blends do it where
// they are faster than shuffles: place p of register q is then from register p ^ (q & Turn). Not so here, where Turn is
// 0. Included inside of a tier's namespace.

inline constexpr int most_turn = 0;
template <int Turn>
static inline void transpose_placed(i32s (&r)[4]) noexcept {
  static_assert(Turn == 0);
  transpose_blocks(r);
}
/// Quarter p of each block from p ^ Turn.
template <int Turn>
static inline i32s swap_quarters(i32s a) noexcept {
  static_assert(Turn == 0);
  return a;
}
