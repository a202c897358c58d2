// SPDX-License-Identifier: MIT
// Doubles as an array, included inside of the namespace of a tier that has no registers of them.

struct f64s {
  f64 v[lanes / 2];
};
template <class F>
static inline f64s each_f64(F f) noexcept {
  f64s r;
  for (int i = 0; i < lanes / 2; ++i) r.v[i] = f(i);
  return r;
}
static inline f64s load(const f64* p) noexcept {
  f64s r;
  ::std::memcpy(r.v, p, sizeof r.v);
  return r;
}
static inline f64s load_f32_f64(const f32* p) noexcept {
  f32 x[lanes / 2];
  ::std::memcpy(x, p, sizeof x);
  return each_f64([&](int i) { return static_cast<f64>(x[i]); });
}
static inline void store(f64* p, f64s a) noexcept { ::std::memcpy(p, a.v, sizeof a.v); }
static inline void store_f64_f32(f32* p, f64s a) noexcept {
  f32 x[lanes / 2];
  for (int i = 0; i < lanes / 2; ++i) x[i] = static_cast<f32>(a.v[i]);
  ::std::memcpy(p, x, sizeof x);
}
static inline f64s set_f64(f64 x) noexcept {
  return each_f64([=](int) { return x; });
}
static inline f64s add(f64s a, f64s b) noexcept {
  return each_f64([&](int i) { return a.v[i] + b.v[i]; });
}
static inline f64s sub(f64s a, f64s b) noexcept {
  return each_f64([&](int i) { return a.v[i] - b.v[i]; });
}
/// A product that no compiler fuses with what is done to it next.
static inline f64s mul(f64s a, f64s b) noexcept {
  return each_f64([&](int i) { return detail::product(a.v[i], b.v[i]); });
}
static inline f64s div(f64s a, f64s b) noexcept {
  return each_f64([&](int i) { return a.v[i] / b.v[i]; });
}
/// b where a is not greater.
static inline f64s maximum(f64s a, f64s b) noexcept {
  return each_f64([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
}
/// Rounded half up and clamped to 0..65535; for numbers inside of i32.
static inline i32s round_u16(f64s low, f64s high) noexcept {
  i32 x[lanes];
  for (int i = 0; i < lanes; ++i) {
    const f64 sum = i < lanes / 2 ? low.v[i] : high.v[i - lanes / 2];
    const i32 rounded = sum > 0 ? static_cast<i32>(sum + 0.5) : 0;
    x[i] = rounded < 65535 ? rounded : 65535;
  }
  return load(x);
}
static inline void widen_f64(f32s a, f64s (&out)[2]) noexcept {
  f32 x[lanes];
  store(x, a);
  out[0] = load_f32_f64(x);
  out[1] = load_f32_f64(x + lanes / 2);
}
