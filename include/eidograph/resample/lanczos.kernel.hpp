// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// The nearest integer, of ties the even one; for |x| < 2^51.
static inline v::f64s nearest_whole(v::f64s x) noexcept {
  const v::f64s no_fraction = v::set_f64(6755399441055744.0);  // 1.5 * 2^52
  return v::sub(v::add(x, no_fraction), no_fraction);
}

/// sin(pi * x): the series of detail::sine_of_turn. Half of an odd integer is a tie, and one away from twice it.
static inline v::f64s sines_of_turn(v::f64s x) noexcept {
  const v::f64s whole = nearest_whole(x), half = nearest_whole(v::mul(whole, v::set_f64(0.5)));
  const v::f64s odd = v::sub(whole, v::add(half, half));
  const v::f64s sign = v::sub(v::set_f64(1), v::mul(v::set_f64(2), v::mul(odd, odd)));
  const v::f64s y = v::mul(v::sub(x, whole), v::set_f64(3.14159265358979323846)), z = v::mul(y, y);
  v::f64s series = v::set_f64(-1 / 121645100408832000.0);
  constexpr f64 terms[] = {1 / 355687428096000.0, -1 / 1307674368000.0, 1 / 6227020800.0, -1 / 39916800.0,
                           1 / 362880.0,          -1 / 5040.0,          1 / 120.0,        -1 / 6.0};
  EIDO_UNROLL for (int i = 0; i < 8; ++i) series = v::add(v::mul(series, z), v::set_f64(terms[i]));
  return v::mul(sign, v::add(y, v::mul(v::mul(y, z), series)));
}

static void lanczos_values(f64 first, f64 step, index n, f64* out) noexcept {
  constexpr index width = v::lanes / 2;
  f64 block[width];
  for (int i = 0; i < width; ++i) block[i] = first + i;
  v::f64s places = v::load(block);
  for (index k = 0; k < n; k += width, places = v::add(places, v::set_f64(static_cast<f64>(width)))) {
    const v::f64s x = v::mul(places, v::set_f64(step));
    const v::f64s square = v::mul(v::mul(x, x), v::set_f64(3.14159265358979323846 * 3.14159265358979323846 / 3));
    const v::f64s third = v::mul(x, v::set_f64(1 / 3.0));
    const v::f64s made = v::div(v::mul(sines_of_turn(x), sines_of_turn(third)), square);
    if (k + width <= n) {
      v::store(out + k, made);
    } else {
      v::store(block, made);
      ::std::memcpy(out + k, block, static_cast<std::size_t>(n - k) * sizeof(f64));
    }
  }
}

}  // namespace eido::kernels::EIDO_TIER
