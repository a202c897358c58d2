// SPDX-License-Identifier: MIT
#pragma once

#include "../base/cast.hpp"
#include "../base/exact.hpp"

// How OpenCV's modes multiply, add and round. A mode of a few taps is a type with
//   element, middle, weight, taps     the image's type, that of rows between the passes, of weights; taps an axis
//   quantise(w)                       the weight as it is kept
//   across(x, w, inside)              a value of a middle row; inside: no tap had to be moved into the image
//   down(rows, w, n, out)             an output row of n values
// Some vertical sums depend on where in its row a value stands: OpenCV adds whole groups of 4 or 8 values in another
// order than the values behind the last group.

namespace eido::inline EIDO_ABI::detail {

/// Weights are multiples of 1/2048, each rounded for itself.
inline i32 cv2_q11(f32 w) noexcept { return static_cast<i32>(rint(w * 2048)); }

/// The value of a sum of products of bytes and weights of 1/2048 in both passes.
inline u8 cv2_q22(i32 sum) noexcept { return saturated<u8>((sum + (1 << 21)) >> 22); }

template <int Taps>
i32 cv2_dot(const i32 (&x)[Taps], const i32* w) noexcept {
  i32 sum = 0;
  for (int k = 0; k < Taps; ++k) sum += x[k] * w[k];
  return sum;
}

/// The first pass keeps 7 bits behind the point, the products of the second none but 2.
struct cv2_linear_u8 {
  using element = u8;
  using middle = i16;
  using weight = i32;
  static constexpr int taps = 2;

  static weight quantise(f32 w) noexcept { return cv2_q11(w); }
  static middle across(const i32 (&x)[2], const weight* w, bool) noexcept {
    return static_cast<middle>(cv2_dot(x, w) >> 4);
  }
  static void down(const middle* const* r, const weight* w, index n, element* out) noexcept {
    for (index i = 0; i < n; ++i) {
      out[i] = static_cast<element>((((r[0][i] * w[0]) >> 16) + ((r[1][i] * w[1]) >> 16) + 2) >> 2);
    }
  }
};

/// Nothing is rounded before the end.
struct cv2_linear_exact_u8 {
  using element = u8;
  using middle = u16;
  using weight = i32;
  static constexpr int taps = 2;

  static middle across(const i32 (&x)[2], const weight* w, bool) noexcept { return static_cast<middle>(cv2_dot(x, w)); }
  static void down(const middle* const* r, const weight* w, index n, element* out) noexcept {
    for (index i = 0; i < n; ++i) {
      out[i] = static_cast<element>((r[0][i] * w[0] + r[1][i] * w[1] + (1 << 15)) >> 16);
    }
  }
};

/// Nothing is rounded before the end. Range: |weights| of an axis sum to at most 1.98 * 2048, so |sum| < 0.98 * 2^31.
struct cv2_lanczos4_u8 {
  using element = u8;
  using middle = i32;
  using weight = i32;
  static constexpr int taps = 8;

  static weight quantise(f32 w) noexcept { return cv2_q11(w); }
  static middle across(const i32 (&x)[8], const weight* w, bool) noexcept { return cv2_dot(x, w); }
  static void down(const middle* const* r, const weight* w, index n, element* out) noexcept {
    for (index i = 0; i < n; ++i) {
      i32 sum = 0;
      for (int k = 0; k < 8; ++k) sum += r[k][i] * w[k];
      out[i] = cv2_q22(sum);
    }
  }
};

/// The second pass is single precision for whole groups of 8 values and integer behind them; single precision keeps
/// the integers between the passes, which are below 2^24.
struct cv2_cubic_u8 {
  using element = u8;
  using middle = f32;
  using weight = i32;
  static constexpr int taps = 4;

  static weight quantise(f32 w) noexcept { return cv2_q11(w); }
  static middle across(const i32 (&x)[4], const weight* w, bool) noexcept { return static_cast<middle>(cv2_dot(x, w)); }
  static void down(const middle* const* r, const weight* w, index n, element* out) noexcept {
    f32 q[4];
    for (int k = 0; k < 4; ++k) q[k] = static_cast<f32>(w[k]) * (1.0f / (1 << 22));
    const index whole = n / 8 * 8;
    for (index i = 0; i < whole; ++i) {
      f32 sum = product(r[2][i], q[2]) + product(r[3][i], q[3]);
      sum = product(r[1][i], q[1]) + sum;
      sum = product(r[0][i], q[0]) + sum;
      out[i] = saturated<element>(sum);
    }
    for (index i = whole; i < n; ++i) {
      i32 sum = 0;
      for (int k = 0; k < 4; ++k) sum += static_cast<i32>(r[k][i]) * w[k];
      out[i] = cv2_q22(sum);
    }
  }
};

/// Single precision, no product fused into a sum. Across from the first tap to the last; down whole groups of 4 values
/// from the last tap to the first, values behind them and all of two taps from the first to the last.
template <int Taps>
struct cv2_f32 {
  using element = f32;
  using middle = f32;
  using weight = f32;
  static constexpr int taps = Taps;

  static weight quantise(f32 w) noexcept { return w; }
  static middle across(const f32 (&x)[Taps], const weight* w, bool inside) noexcept {
    if constexpr (Taps == 2) {  // beyond the last pixel's centre OpenCV takes that pixel, whatever the next would be
      return inside ? product(x[0], w[0]) + product(x[1], w[1]) : x[0];
    } else {
      f32 sum = inside ? product(x[0], w[0]) : 0.0f + product(x[0], w[0]);
      for (int k = 1; k < Taps; ++k) sum += product(x[k], w[k]);
      return sum;
    }
  }
  static void down(const middle* const* r, const weight* w, index n, element* out) noexcept {
    const index whole = Taps == 2 ? 0 : n / 4 * 4;
    for (index i = 0; i < whole; ++i) {
      f32 sum = product(r[Taps - 1][i], w[Taps - 1]);
      for (int k = Taps - 2; k >= 0; --k) sum = product(r[k][i], w[k]) + sum;
      out[i] = sum;
    }
    for (index i = whole; i < n; ++i) {
      f32 sum = product(r[0][i], w[0]);
      for (int k = 1; k < Taps; ++k) sum += product(r[k][i], w[k]);
      out[i] = sum;
    }
  }
};

/// AREA where the image shrinks by a fraction: sums in single precision from the first tap to the last.
template <class Element, class Result>
struct ordered_f32 {
  using element = Element;
  using result = Result;
  using weight = f32;
  using sum = f32;

  explicit constexpr ordered_f32(i32 = 0) noexcept {}

  weight quantise(f64 w) const noexcept { return static_cast<weight>(w); }
  sum start() const noexcept { return 0; }
  sum add(sum s, element x, weight w) const noexcept { return s + product(static_cast<f32>(x), w); }
  result finish(sum s) const noexcept { return saturated<result>(s); }
};

}  // namespace eido::detail
