// SPDX-License-Identifier: MIT
#pragma once

#include "../base/cast.hpp"
#include "../base/exact.hpp"
#include "cv2_kernels.hpp"

// How OpenCV's modes multiply, add and round. A mode of a few taps is a type with
//   element, middle, weight, taps     the image's type, that of rows between the passes, of weights; taps an axis
//   quantise(w)                       the weight as it is kept
//   across(x, w, inside)              a value of a middle row; inside: no tap had to be moved into the image
//   across_kernel                     the same for one or two rows of 16 bytes and more
//   high_bytes                        bytes are signed: across_kernel sees them times 256
//   parts, coarse(w)                  of two taps, if at all: a weight is parts * coarse(w) and something
//   down(rows, w, n, out)             an output row of n values
// Some vertical sums depend on where in its row a value stands: OpenCV adds whole groups of 4 or 8 values in another
// order than the values behind the last group.

namespace eido::inline EIDO_ABI::detail {

template <int Taps>
i32 cv2_dot(const i32 (&x)[Taps], const i32* w) noexcept {
  i32 sum = 0;
  for (int k = 0; k < Taps; ++k) sum += x[k] * w[k];
  return sum;
}

/// Weights are multiples of 1/2048, each rounded for itself.
template <int Taps>
struct cv2_q11 {
  using element = u8;
  using weight = i32;
  static constexpr int taps = Taps;
  static constexpr bool high_bytes = false;
  static weight quantise(f32 w) noexcept { return static_cast<weight>(rint(w * 2048)); }
};

/// ((b0 * (h0 >> 4)) >> 16) + ((b1 * (h1 >> 4)) >> 16), plus 2, by 4: both passes cut, and rounding comes last.
struct cv2_linear_u8 : cv2_q11<2> {
  using middle = i16;
  static constexpr i32 parts = 32;
  static i32 coarse(weight w) noexcept { return w >> 5; }
  static middle across(const i32 (&x)[2], const weight* w, bool) noexcept {
    return static_cast<middle>(cv2_dot(x, w) >> 4);
  }
  static void across_kernel(const kernels::cv2_windows& windows, const u8* const* rows, int count,
                            void* const* outs) noexcept {
    kernels::cv2_across_linear(windows, rows, count, outs);
  }
  static void down(const void* const* rows, const weight* w, index n, element* out) noexcept {
    kernels::cv2_down_linear(rows, w, n, out);
  }
};

/// Weights of 1/256, and nothing is rounded before the end. Middle rows are 32768 less, so that they fit 16 bits.
struct cv2_linear_exact_u8 : cv2_q11<2> {
  using middle = i16;
  static constexpr i32 parts = 2;
  static i32 coarse(weight w) noexcept { return w < 256 ? w >> 1 : 127; }  // a signed byte
  static middle across(const i32 (&x)[2], const weight* w, bool) noexcept {
    return static_cast<middle>(cv2_dot(x, w) - 32768);
  }
  static void across_kernel(const kernels::cv2_windows& windows, const u8* const* rows, int count,
                            void* const* outs) noexcept {
    kernels::cv2_across_linear_exact(windows, rows, count, outs);
  }
  static void down(const void* const* rows, const weight* w, index n, element* out) noexcept {
    kernels::cv2_down_linear_exact(rows, w, n, out);
  }
};

/// The second pass is single precision for whole groups of 8 values, from the last tap to the first, and integer behind
/// them; single precision keeps the integers between the passes, which are below 2^24.
struct cv2_cubic_u8 : cv2_q11<4> {
  using middle = f32;
  static middle across(const i32 (&x)[4], const weight* w, bool) noexcept { return static_cast<middle>(cv2_dot(x, w)); }
  static void across_kernel(const kernels::cv2_windows& windows, const u8* const* rows, int count,
                            void* const* outs) noexcept {
    kernels::cv2_across_cubic(windows, rows, count, outs);
  }
  static void down(const void* const* rows, const weight* w, index n, element* out) noexcept {
    kernels::cv2_down_cubic(rows, w, n, out);
  }
};

/// Nothing is rounded before the end. Range: |weights| of an axis sum to at most 1.98 * 2048, so |sum| < 0.98 * 2^31,
/// and what lies between the passes is below 2^20: single precision keeps it.
struct cv2_lanczos4_u8 : cv2_q11<8> {
  using middle = f32;
  static middle across(const i32 (&x)[8], const weight* w, bool) noexcept { return static_cast<middle>(cv2_dot(x, w)); }
  static void across_kernel(const kernels::cv2_windows& windows, const u8* const* rows, int count,
                            void* const* outs) noexcept {
    kernels::cv2_across_lanczos4(windows, rows, count, outs);
  }
  static void down(const void* const* rows, const weight* w, index n, element* out) noexcept {
    kernels::cv2_down_lanczos4(rows, w, n, out);
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
  static void down(const void* const* rows, const weight* w, index n, element* out) noexcept {
    kernels::cv2_down_f32(rows, Taps, w, n, out);
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
