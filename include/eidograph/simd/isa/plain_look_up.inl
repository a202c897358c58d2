// SPDX-License-Identifier: MIT
// Where bytes are not looked up in 64 others by one instruction: included inside of a tier's namespace.

/// 64 bytes in memory, and those of them whose numbers are `where`; 0 for numbers of 64 and more.
inline constexpr bool has_look_up = false;
struct bytes64 {
  const u8* at;
};
static inline bytes64 load_64(const u8* p) noexcept { return {p}; }
static inline u8s look_up(bytes64 from, u8s where) noexcept {
  u8 x[4 * lanes];
  store(x, where);
  for (u8& i : x) i = i < 64 ? from.at[i] : u8(0);
  return load(x);
}

/// From a to b by w / 32768, times 128, rounded towards minus infinity, for a half of the bytes; no w is negative.
template <int Half>
static inline i16s mix_u8(u8s a, u8s b, i16s w) noexcept {
  u8 x[4 * lanes], y[4 * lanes];
  i16 z[2 * lanes];
  store(x, a);
  store(y, b);
  store(z, w);
  for (int i = 0; i < 2 * lanes; ++i) {
    const int at = Half * 2 * lanes + i;
    z[i] = static_cast<i16>(128 * x[at] + ((y[at] - x[at]) * z[i] >> 8));
  }
  return load(z);
}

/// acc + mul_high(a, b).
static inline i16s add_high(i16s acc, i16s a, i16s b) noexcept { return add(acc, mul_high(a, b)); }
/// By 2^N, halves rounded up, clamped to 0..255, in order; for values below 32768 - 2^(N - 1).
template <int N>
static inline u8s round_u8(i16s low, i16s high) noexcept {
  const i16s half = set_i16(1 << (N - 1)), scale = set_i16(1 << (16 - N));
  return narrow_u8(mul_high(add(low, half), scale), mul_high(add(high, half), scale));
}
