// SPDX-License-Identifier: MIT
// Products of bytes and floats by way of integers: included inside of a tier's namespace.

/// byte_products(a, places, byte_weights_of(w)): a byte of its block times w for each lane, rounded once. places is a
/// table as for shuffle_in_blocks; of its four bytes for a lane the first names the byte, the others are 128. w is not
/// negative and below 2^100.
using byte_weights = f32s;
static inline byte_weights byte_weights_of(f32s w) noexcept { return w; }
static inline f32s byte_products(u8s a, u8s places, byte_weights w) noexcept {
  return mul(to_f32(as_i32(shuffle_in_blocks(a, places))), w);
}
