// SPDX-License-Identifier: MIT
// Runs of bytes, a block each, where the instruction set permutes bytes inside of blocks only: included inside of a
// tier's namespace.

/// The first Unit bytes of each block one after the other. Up to a register's size from p on is written.
template <int Unit>
static inline void store_units(u8* p, u8s a) noexcept {
  store_blocks(p, Unit, a);
}

/// Byte i of the result is byte where[i] of a, all of which are below a register's size.
inline constexpr bool has_permute_bytes = false;
static inline u8s permute_bytes(u8s a, u8s where) noexcept {
  u8 x[4 * lanes], from[4 * lanes];
  store(x, where);
  store(from, a);
  for (u8& i : x) i = from[i];
  return load(x);
}
/// The same of the even ones, as 16-bit numbers; where[i] is any number for the others.
static inline u8s permute_to_words(u8s a, u8s where) noexcept {
  u8 x[4 * lanes], from[4 * lanes];
  store(x, where);
  store(from, a);
  for (int i = 0; i < 4 * lanes; ++i) x[i] = i % 2 == 0 ? from[x[i]] : u8(0);
  return load(x);
}

/// How many units turn_units takes at once; it reads 16 bytes a row for each.
inline constexpr int units_at_once = 1;
/// Where the bytes of units of Unit bytes come from, given for one unit as for shuffle_in_blocks, in the rows i with
/// each i & Turn: see transpose_placed. Turn is at most most_turn.
template <int Unit, int Turn>
struct turn_places {
  alignas(64) u8 at[Turn + 1][4 * lanes] = {};

  explicit constexpr turn_places(const u8 (&unit)[16]) noexcept {
    for (int t = 0; t <= Turn; ++t) {
      for (int i = 0; i < 4 * lanes; ++i) at[t][i] = unit[(i % 16 / 4 ^ t) * 4 + i % 4];
    }
  }
};
/// Units of Unit bytes of `lanes` rows, `at` bytes from where these begin: r[k][j] is quarter j of unit k, lane l being
/// row l ^ (j & Turn). Without Placed, bytes stay where they are.
template <int Unit, int Turn, bool Placed>
static inline void turn_units(const u8* const* rows, index at, const turn_places<Unit, Turn>& places,
                              i32s (&r)[1][4]) noexcept {
  static_assert(Placed || Turn == 0);
  EIDO_UNROLL for (int i = 0; i < 4; ++i) {
    const u8s x = load_blocks(rows + i, at);
    r[0][i] = as_i32(Placed ? shuffle_in_blocks(x, load(places.at[i & Turn])) : x);
  }
  transpose_placed<Turn>(r[0]);
}
