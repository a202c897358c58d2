// SPDX-License-Identifier: MIT
// Floats of a register as doubles by way of memory, included inside of a tier's namespace.

static inline void widen_f64(f32s a, f64s (&out)[2]) noexcept {
  f32 x[lanes];
  store(x, a);
  out[0] = load_f32_f64(x);
  out[1] = load_f32_f64(x + lanes / 2);
}
