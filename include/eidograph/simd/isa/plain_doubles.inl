// SPDX-License-Identifier: MIT
// Registers of floats as doubles, by a tier's other verbs: included inside of its namespace.

/// `lanes` floats as doubles, and back, rounded.
static inline void load_f32_f64(const f32* p, f64s (&out)[2]) noexcept {
  out[0] = load_f32_f64(p);
  out[1] = load_f32_f64(p + lanes / 2);
}
static inline void store_f64_f32(f32* p, f64s low, f64s high) noexcept {
  store_f64_f32(p, low);
  store_f64_f32(p + lanes / 2, high);
}
