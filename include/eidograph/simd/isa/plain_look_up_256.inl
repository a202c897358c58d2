// SPDX-License-Identifier: MIT
// Where bytes are not looked up in 256 others by a few instructions: included inside of a tier's namespace.

/// 256 bytes in memory, and those of them whose numbers are `where`.
inline constexpr bool has_look_up_256 = false;
struct bytes256 {
  const u8* at;
};
static inline bytes256 load_256(const u8* p) noexcept { return {p}; }
static inline u8s look_up(bytes256 from, u8s where) noexcept {
  u8 x[4 * lanes];
  store(x, where);
  for (u8& i : x) i = from.at[i];
  return load(x);
}
