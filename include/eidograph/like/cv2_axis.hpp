// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/cast.hpp"
#include "../base/exact.hpp"
#include "axis.hpp"
#include "cv2.hpp"

// Where OpenCV's outputs look along one axis, and with which weights.

namespace eido::inline EIDO_ABI::detail {

/// Source pixels for each output. OpenCV turns outputs / size round, which rounds twice.
inline f64 cv2_growth(const axis_request& a) noexcept { return static_cast<f64>(a.outputs) / static_cast<f64>(a.size); }
inline f64 cv2_scale(const axis_request& a) noexcept { return 1 / cv2_growth(a); }

/// The scale as an integer where it is one, else 0.
inline index cv2_whole_scale(const axis_request& a) noexcept {
  const f64 scale = cv2_scale(a), whole = rint(scale);
  return std::fabs(scale - whole) < std::numeric_limits<f64>::epsilon() ? static_cast<index>(whole) : 0;
}

inline index cv2_nearest(const axis_request& a, index i) noexcept {
  const index at = floor_index(static_cast<f64>(i) * cv2_scale(a));
  return at < a.size ? at : a.size - 1;
}

/// NEAREST_EXACT of OpenCV 5: a running sum in double. next() gives output 0, 1, 2 ...
class cv2_nearest_exact_axis {
 public:
  explicit cv2_nearest_exact_axis(const axis_request& a) noexcept
      : last_(a.size - 1), step_(static_cast<f64>(a.size) / static_cast<f64>(a.outputs)), position_(step_ * 0.5) {}

  index next() noexcept {
    const index at = floor_index(position_);
    position_ += step_;
    return at < last_ ? at : last_;
  }

 private:
  index last_;
  f64 step_, position_;
};

/// The pixel at or before an output's place, and the way from there to the place.
struct cv2_place {
  index at;
  f32 rest;
};

/// How an axis grows and its scale, for many places.
struct cv2_grid {
  f64 growth, scale;
  explicit cv2_grid(const axis_request& a) noexcept : growth(cv2_growth(a)), scale(1 / growth) {}
};

/// Pixel centres lie on pixel centres.
inline cv2_place cv2_centred_place(const cv2_grid& a, index i) noexcept {
  const f32 place = static_cast<f32>(product(static_cast<f64>(i) + 0.5, a.scale) - 0.5);
  const index below = floor_index(place);
  return {below, place - static_cast<f32>(below)};
}

/// AREA where the image grows: the first pixel that the output covers, and how much of it the next one covers.
inline cv2_place cv2_area_place(const cv2_grid& a, index i) noexcept {
  const index at = floor_index(static_cast<f64>(i) * a.scale);
  const f32 rest = static_cast<f32>(static_cast<f64>(i + 1) - product(static_cast<f64>(at + 1), a.growth));
  return {at, rest <= 0 ? 0.0f : rest - std::floor(rest)};
}

/// Linear: weights of pixel `at` and the next.
inline void cv2_weigh(f32 rest, f32 (&w)[2]) noexcept {
  w[0] = 1 - rest;
  w[1] = rest;
}

/// Cubic: pixels at - 1 to at + 2. In single precision, each step rounded.
inline void cv2_weigh(f32 rest, f32 (&w)[4]) noexcept {
  constexpr f32 a = -0.75f;
  const f32 left = rest + 1, right = 1 - rest;
  const auto near = [](f32 x) { return product(product(product(a + 2, x) - (a + 3), x), x) + 1; };
  w[0] = product(product(product(a, left) - 5 * a, left) + 8 * a, left) - 4 * a;
  w[1] = near(rest);
  w[2] = near(right);
  w[3] = 1 - w[0] - w[1] - w[2];
}

/// Lanczos: pixels at - 3 to at + 4. The window's sine follows from one sine and cosine by quarter turns.
inline void cv2_weigh(f32 rest, f32 (&w)[8]) noexcept {
  constexpr f64 quarter = 3.14159265358979323846 / 4, half = 0.70710678118654752440;
  constexpr f64 turn[8][2] = {{1, 0},  {-half, -half}, {0, 1},  {half, -half},
                              {-1, 0}, {half, half},   {0, -1}, {-half, half}};
  const f32 first = rest + 3;
  const f64 angle = -static_cast<f64>(first) * quarter;
  const f64 sine = std::sin(angle), cosine = std::cos(angle);
  f32 total = 0;
  for (int i = 0; i < 8; ++i) {
    const f32 away = first - static_cast<f32>(i);
    if (std::fabs(away) >= 1e-6f) {
      const f64 y = -static_cast<f64>(away) * quarter;
      w[i] = static_cast<f32>((product(turn[i][0], sine) + product(turn[i][1], cosine)) / product(y, y));
    } else {
      w[i] = 1e30f;  // on a pixel: after the division below this one is 1 and the others 0
    }
    total += w[i];
  }
  const f32 scale = 1 / total;
  for (f32& x : w) x *= scale;
}

/// AREA where the image shrinks: the cell [i * scale, i * scale + scale) and the part of it that each pixel fills.
/// A pixel that fills less than a thousandth is left out.
class cv2_area_axis {
 public:
  explicit cv2_area_axis(const axis_request& a) noexcept : size_(a.size), scale_(cv2_scale(a)) {}

  tap_span span(index i) const noexcept {
    const cell c = cell_of(i);
    const index first = c.first - (c.before() ? 1 : 0);
    return {first, static_cast<i32>(c.last + (c.behind() ? 1 : 0) - first)};
  }

  void weigh(index i, const tap_span&, f64* out) const noexcept {
    const cell c = cell_of(i);
    if (c.before()) *out++ = (static_cast<f64>(c.first) - c.low) / c.width;
    for (index k = c.first; k < c.last; ++k) *out++ = 1 / c.width;
    if (!c.behind()) return;
    f64 part = c.high - static_cast<f64>(c.last);
    if (part > 1) part = 1;
    *out = (part < c.width ? part : c.width) / c.width;
  }

 private:
  struct cell {
    f64 low, high, width;
    index first, last;  // pixels [first, last) lie inside

    bool before() const noexcept { return static_cast<f64>(first) - low > 1e-3; }
    bool behind() const noexcept { return high - static_cast<f64>(last) > 1e-3; }
  };

  cell cell_of(index i) const noexcept {
    cell c;
    c.low = product(static_cast<f64>(i), scale_);
    c.high = c.low + scale_;
    c.width = static_cast<f64>(size_) - c.low;
    if (scale_ < c.width) c.width = scale_;
    c.first = static_cast<index>(std::ceil(c.low));
    c.last = floor_index(c.high);
    if (c.last > size_ - 1) c.last = size_ - 1;
    if (c.first > c.last) c.first = c.last;
    return c;
  }

  index size_;
  f64 scale_;
};

/// LINEAR_EXACT on bytes: two weights of 1/256; outside of the outer pixel centres one pixel alone.
struct cv2_exact_place {
  index at;
  i32 weight[2];
  bool alone;
};
inline cv2_exact_place cv2_linear_exact(const axis_request& a, index i) noexcept {
  const f64 place = product(cv2_scale(a), static_cast<f64>(i) + 0.5) - 0.5;
  const index at = floor_index(place);
  if (at < 0) return {0, {256, 0}, true};
  if (at >= a.size - 1) return {a.size - 1, {256, 0}, true};
  const i32 second = static_cast<i32>(rint(256 * (place - static_cast<f64>(at))));
  return {at, {256 - second, second}, false};
}

}  // namespace eido::detail
