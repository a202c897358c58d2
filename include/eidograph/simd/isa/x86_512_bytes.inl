// SPDX-License-Identifier: MIT
// Products of bytes in 64-byte registers, included inside of the namespaces of their tiers.

/// A byte x that is the lowest of a float's fraction, and the bits of 2^23 are 2^23 + x: times w less 2^23 * w, rounded
/// once, is x * w rounded.
struct byte_weights {
  f32s weight, less;
};
static inline byte_weights byte_weights_of(f32s w) noexcept {
  return {w, {_mm512_mul_ps(w.v, _mm512_set1_ps(-0x1p23f))}};
}
static inline f32s byte_products(u8s a, u8s places, byte_weights w) noexcept {
  const __m512i raised =
      _mm512_mask_shuffle_epi8(_mm512_set1_epi32(0x4b000000), 0x1111111111111111u, a.v, places.v);
  return {_mm512_fmadd_ps(_mm512_castsi512_ps(raised), w.weight.v, w.less.v)};
}
