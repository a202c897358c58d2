// SPDX-License-Identifier: MIT
// exp and log of f32, included at the end of each tier's namespace. Sums and products are rounded one by one, or fused
// where the product is exact, so that every tier has the same bits, with FMA or without.

/// ln 2 in two parts of 15 bits: a product of either with an integer of up to 9 bits is exact.
inline constexpr f32 ln2_high = 0x1.62e4p-1f, ln2_low = 0x1.7f7ep-20f;

/// c - a * b, of an exact a * b.
static inline f32s sub_exact(f32s c, f32s a, f32 b) noexcept {
  if constexpr (has_fma) return fma(a, set_f32(-b), c);
  return sub(c, mul(a, set_f32(b)));
}

/// x[i] = 2^64 * e^x[i] for N registers with x <= 0; NaN for NaN. No value is denormal: below about -132 it is 0. Several
/// registers hide each other's latency.
/// x = n * ln 2 + r with |r| <= 0.3466, and 2^n * e^r.
/// Always inlined: a call would hand the registers over in memory and load all constants again.
template <int N>
__attribute__((always_inline)) static inline void exp_down_scaled(f32s (&x)[N]) noexcept {
  constexpr f32 log2_e = 0x1.715476p+0f;
  constexpr f32 whole = 0x1.8p23f + 64 + 127;  // sums with it are integers, whose low bits are the exponent of 2^(n + 64)
  // (e^r - 1 - r) / r^2, minimax
  constexpr f32 c0 = 0x1.fffffcp-2f, c1 = 0x1.555492p-3f, c2 = 0x1.5558f2p-5f, c3 = 0x1.123ap-7f, c4 = 0x1.6a2406p-10f;
  const auto each = [](auto f) {
    EIDO_UNROLL
    for (int i = 0; i < N; ++i) f(i);
  };
  f32s sum[N], n[N], high[N], r[N], square[N], p[N];
  each([&](int i) { x[i] = maximum(set_f32(-132.5f), x[i]); });  // of a NaN the NaN; there 2^(n + 64) is 0
  each([&](int i) { sum[i] = add(mul(x[i], set_f32(log2_e)), set_f32(whole)); });
  each([&](int i) { n[i] = sub(sum[i], set_f32(whole)); });
  each([&](int i) { high[i] = sub_exact(x[i], n[i], ln2_high); });
  each([&](int i) { r[i] = sub_exact(high[i], n[i], ln2_low); });
  each([&](int i) { square[i] = mul(r[i], r[i]); });
  each([&](int i) { p[i] = add(mul(r[i], set_f32(c3)), set_f32(c2)); });
  each([&](int i) { p[i] = add(mul(square[i], set_f32(c4)), p[i]); });
  each([&](int i) { p[i] = add(mul(square[i], p[i]), add(mul(r[i], set_f32(c1)), set_f32(c0))); });
  // high and n * ln2_low instead of r: its rounding is not in the result
  each([&](int i) { p[i] = sub_exact(mul(square[i], p[i]), n[i], ln2_low); });
  each([&](int i) { p[i] = add(set_f32(1.0f), add(high[i], p[i])); });
  each([&](int i) { x[i] = mul(p[i], as_f32(shift_left<23>(as_i32(sum[i])))); });
}

/// e^x for x <= 0, never rising as x falls; NaN for NaN. Over every f32 the worst error is 0.912 ulp (measured), 0.763 ulp
/// where the result is denormal; 0 from -104 on and for -inf, and e^0 is 1.
static inline f32s exp_down(f32s x) noexcept {
  f32s a[1] = {x};
  exp_down_scaled(a);
  return mul(a[0], set_f32(0x1p-64f));
}

/// log x for normal x >= 1, within 0.834 ulp up to 2^32 (measured over every f32); log 1 is 0. For other x anything.
/// x = 2^k * (1 + f), 1 + f from sqrt 1/2 to sqrt 2.
static inline f32s log_normal(f32s x) noexcept {
  // (log(1 + f) - f + f^2 / 2) / f^3, minimax
  constexpr f32 c[] = {0x1.555548p-2f,  -0x1.000006p-2f, 0x1.99a4bcp-3f,  -0x1.555c5ap-3f, 0x1.2336e4p-3f,
                       -0x1.fc1f6ap-4f, 0x1.e6f5fcp-4f,  -0x1.de4fa8p-4f, 0x1.146334p-4f};
  const i32s bits = as_i32(x), exponent = shift_right<23>(sub(bits, set_i32(0x3f3504f3)));
  const f32s k = to_f32(exponent), f = sub(as_f32(sub(bits, shift_left<23>(exponent))), set_f32(1.0f));
  f32s p = set_f32(c[8]);
  for (int i = 7; i >= 0; --i) p = add(mul(p, f), set_f32(c[i]));
  const f32s square = mul(f, f);
  p = add(mul(mul(f, square), p), mul(k, set_f32(ln2_low)));
  p = sub(p, mul(square, set_f32(0.5f)));
  const f32s whole = mul(k, set_f32(ln2_high)), sum = add(whole, f), error = sub(f, sub(sum, whole));
  return add(sum, add(error, p));
}

/// part[0] = the sum of 16 parts in halves: part i + part i + 8, then + 4, + 2, + 1. Of these only as many are there as
/// there are elements, element k being in part k % 16; R sums side by side.
template <int R>
static inline void add_parts(f32s (&part)[16][R], index elements) noexcept {
  index filled = elements < 16 ? elements : 16;
  for (index half = 8; half > 0; half /= 2) {
    for (index i = 0; i + half < filled; ++i) {
      for (int j = 0; j < R; ++j) part[i][j] = add(part[i][j], part[i + half][j]);
    }
    filled = filled < half ? filled : half;
  }
}
