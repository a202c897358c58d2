// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

inline constexpr int filter_outputs = v::lanes / 2;
inline constexpr f64 filter_pi = 3.14159265358979323846;

/// Added to a number below 2^51 and taken away again, it leaves the nearest integer, of ties the even one; before that
/// the sum's low 32 bits are this integer's.
inline constexpr f64 no_fraction = 6755399441055744.0;  // 1.5 * 2^52

static inline v::f64s nearest_whole(v::f64s x) noexcept {
  return v::sub(v::add(x, v::set_f64(no_fraction)), v::set_f64(no_fraction));
}

/// sin(pi * x) for |x| < 2^50, within 2e-15: x brought to -1/2..1/2, then the Taylor series to the power of 19. Half of
/// an odd integer is a tie, and one away from twice it.
static inline v::f64s sines_of_turn(v::f64s x) noexcept {
  const v::f64s whole = nearest_whole(x), half = nearest_whole(v::mul(whole, v::set_f64(0.5)));
  const v::f64s odd = v::sub(whole, v::add(half, half));
  const v::f64s sign = v::sub(v::set_f64(1), v::mul(v::set_f64(2), v::mul(odd, odd)));
  const v::f64s y = v::mul(v::sub(x, whole), v::set_f64(filter_pi)), z = v::mul(y, y);
  v::f64s series = v::set_f64(-1 / 121645100408832000.0);
  constexpr f64 terms[] = {1 / 355687428096000.0, -1 / 1307674368000.0, 1 / 6227020800.0, -1 / 39916800.0,
                           1 / 362880.0,          -1 / 5040.0,          1 / 120.0,        -1 / 6.0};
  EIDO_UNROLL for (int i = 0; i < 8; ++i) series = v::add(v::mul(series, z), v::set_f64(terms[i]));
  return v::mul(sign, v::add(y, v::mul(v::mul(y, z), series)));
}

static inline v::f64s above_zero(v::f64s x) noexcept { return v::maximum(x, v::set_f64(0)); }

/// Where a filter ends its value is 0, so it does not matter on which side of the end a position is rounded to.
template <filter_shape Shape>
static inline v::f64s filter_at(v::f64s x) noexcept {
  if constexpr (Shape == filter_shape::bilinear || Shape == filter_shape::bicubic) {
    const v::f64s distance = v::maximum(x, v::sub(v::set_f64(0), x));
    const v::f64s inner = above_zero(v::sub(v::set_f64(1), distance));
    if constexpr (Shape == filter_shape::bilinear) return inner;
    // Keys' cubic of a = -1/2 is u^2 (u - 1) / 2 + w^2 (1 - 2 w), u = 2 - |x| and w = 1 - |x| where positive, else 0
    const v::f64s outer = above_zero(v::sub(v::set_f64(2), distance));
    const v::f64s far = v::mul(v::mul(outer, outer), v::mul(v::sub(outer, v::set_f64(1)), v::set_f64(0.5)));
    return v::add(far, v::mul(v::mul(inner, inner), v::sub(v::set_f64(1), v::add(inner, inner))));
  } else {
    x = v::add(x, v::set_f64(1e-30));  // sin(x) / x needs an x
    const v::f64s turn = v::mul(x, v::set_f64(filter_pi));
    if constexpr (Shape == filter_shape::hamming) {
      const v::f64s cosine = v::mul(sines_of_turn(v::sub(v::set_f64(0.5), x)), v::set_f64(f64(0.46f)));
      return v::mul(v::div(sines_of_turn(x), turn), v::add(v::set_f64(f64(0.54f)), cosine));
    } else {
      // sin(pi x) sin(pi x / 3) is s^2 (3 - 4 s^2), s = sin(pi x / 3)
      const v::f64s s = sines_of_turn(v::mul(x, v::set_f64(1 / 3.0))), s2 = v::mul(s, s);
      const v::f64s product = v::mul(s2, v::sub(v::set_f64(3), v::mul(s2, v::set_f64(4))));
      return v::div(product, v::mul(v::mul(turn, turn), v::set_f64(1 / 3.0)));
    }
  }
}

template <filter_shape Shape>
static void filter_weights(const f64* first, const i32* counts, i32 most, f64 shrink, f64* weights) noexcept {
  const v::f64s step = v::set_f64(shrink), one = v::set_f64(1);
  f64* const end = weights + static_cast<index>(most) * filter_outputs;
  v::f64s at = v::load(first);
  for (f64* p = weights; p != end; p += filter_outputs, at = v::add(at, one)) {
    v::store(p, filter_at<Shape>(v::mul(at, step)));
  }
  if constexpr (Shape == filter_shape::hamming) {  // 1 in the middle, and 1 + 1e-8 close to it
    for (int i = 0; i < filter_outputs; ++i) {
      const index k = static_cast<index>(0.5 - first[i]);
      if (k >= 0 && k < most && first[i] + static_cast<f64>(k) == 0) weights[k * filter_outputs + i] = 1;
    }
  }
  for (int i = 0; i < filter_outputs; ++i) {
    for (f64* p = weights + static_cast<index>(counts[i]) * filter_outputs; p != end; p += filter_outputs) p[i] = 0;
  }
  v::f64s total = v::set_f64(0);
  for (const f64* p = weights; p != end; p += filter_outputs) total = v::add(total, v::load(p));
  const v::f64s scale = v::div(one, total);
  for (f64* p = weights; p != end; p += filter_outputs) v::store(p, v::mul(v::load(p), scale));
}

static u32 filter_rounded(f64* weights, const i32* counts, int n, i32 most, f64 unit, i32 factor, i32* out,
                          index step) noexcept {
  // estimates are off by less than 1e-13, which is 4e-7 of the smallest unit, 2^-22
  const v::f64s scale = v::set_f64(unit), doubt = v::set_f64(1e-6), whole = v::set_f64(no_fraction);
  f64* const end = weights + static_cast<index>(most) * filter_outputs;
  v::f64s doubtful = v::set_f64(0);
  for (f64* p = weights; p != end; p += filter_outputs) {
    const v::f64s x = v::mul(v::load(p), scale);
    const v::f64s high = v::add(v::add(x, doubt), whole), low = v::add(v::sub(x, doubt), whole);
    doubtful = v::add(doubtful, v::sub(high, low));
    v::store(p, high);
  }
  const auto put = [=](int i, i32 k) {
    u64 bits;
    ::std::memcpy(&bits, weights + static_cast<index>(k) * filter_outputs + i, sizeof bits);
    out[i * step + k] = static_cast<i32>(static_cast<u32>(bits)) * factor;
  };
  i32 all = n == filter_outputs ? most : 0;  // weights that every output has
  for (int i = 0; i < n; ++i) all = counts[i] < all ? counts[i] : all;
  for (i32 k = 0; k < all; ++k) {
    EIDO_UNROLL for (int i = 0; i < filter_outputs; ++i) put(i, k);
  }
  f64 doubts[filter_outputs];
  v::store(doubts, doubtful);
  u32 found = 0;
  for (int i = 0; i < n; ++i) {
    for (i32 k = all; k < counts[i]; ++k) put(i, k);
    if (!(doubts[i] == 0)) found |= u32(1) << i;  // NaN too, as where all weights are 0
  }
  return found;
}

static filter_extent filter_extent_of(const f64* weights, i32 most) noexcept {
  const f64* const end = weights + static_cast<index>(most) * filter_outputs;
  v::f64s peak = v::load(weights), sum = v::set_f64(0);
  for (const f64* p = weights; p != end; p += filter_outputs) {
    const v::f64s x = v::load(p);
    peak = v::maximum(peak, x);
    sum = v::add(sum, v::maximum(x, v::sub(v::set_f64(0), x)));
  }
  f64 peaks[filter_outputs], sums[filter_outputs];
  v::store(peaks, peak);
  v::store(sums, sum);
  filter_extent all{peaks[0], sums[0]};
  for (int i = 1; i < filter_outputs; ++i) {
    if (peaks[i] > all.peak) all.peak = peaks[i];
    if (sums[i] > all.spread || sums[i] != sums[i]) all.spread = sums[i];
  }
  return all;
}

static inline filter_functions filters_of_tier() noexcept {
  static_assert(filter_outputs <= filter_functions::most_outputs);
  return {filter_outputs,
          {filter_weights<filter_shape::bilinear>, filter_weights<filter_shape::hamming>,
           filter_weights<filter_shape::bicubic>, filter_weights<filter_shape::lanczos>},
          filter_rounded,
          filter_extent_of};
}

}  // namespace eido::kernels::EIDO_TIER
