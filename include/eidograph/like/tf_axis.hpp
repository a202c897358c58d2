// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/exact.hpp"
#include "axis.hpp"
#include "near_taps.hpp"
#include "tf.hpp"

// Where the outputs of TensorFlow and TFLite look along one axis.

namespace eido::inline EIDO_ABI::detail {

inline f32 tf_scale(const axis_request& a, tf_grid grid) noexcept {
  if (grid == tf_grid::align_corners && a.outputs > 1) {
    return static_cast<f32>(a.size - 1) / static_cast<f32>(a.outputs - 1);
  }
  return static_cast<f32>(a.size) / static_cast<f32>(a.outputs);
}

/// Which pixel output i shows.
inline index tf_nearest(index i, const axis_request& a, tf_grid grid) noexcept {
  const f32 offset = grid == tf_grid::half_pixel ? 0.5f : 0.0f;
  const f32 at = product(static_cast<f32>(i) + offset, tf_scale(a, grid));
  // corners: rounded half away from zero, in double since 0.5f more may round up to the next whole number
  const index floor = static_cast<index>(static_cast<f64>(at) + (grid == tf_grid::align_corners ? 0.5 : 0));
  return floor < a.size - 1 ? floor : a.size - 1;
}

/// The two pixels around an output and the weight of the second, a f32 from the first pixel that is used (TFLite:
/// negative in front of the first centre) or from the one below the position (TensorFlow).
class tf_axis {
 public:
  static constexpr int taps = 2;

  tf_axis(const axis_request& a, tf_grid grid, bool from_used) noexcept
      : size_(a.size), grid_(grid), from_used_(from_used), scale_(tf_scale(a, grid)) {}

  tap_span span(index i) const noexcept {
    const f32 at = source(i);
    const index low = inside(floor_index(at)), high = inside(static_cast<index>(std::ceil(at)));
    return {low, static_cast<i32>(high - low + 1)};
  }

  near_taps<taps> at(index i) const noexcept {
    const tap_span window = span(i);
    const f32 at = source(i), from = from_used_ ? static_cast<f32>(window.first) : std::floor(at);
    return {{1 - (at - from), at - from}, {0, window.count - 1}};
  }

 private:
  f32 source(index i) const noexcept {
    if (grid_ == tf_grid::half_pixel) return product(static_cast<f32>(i) + 0.5f, scale_) - 0.5f;
    return product(static_cast<f32>(i), scale_);
  }
  index inside(index i) const noexcept { return i < 0 ? 0 : i < size_ ? i : size_ - 1; }

  index size_;
  tf_grid grid_;
  bool from_used_;
  f32 scale_;
};

/// TFLite's integer kernel: positions in 1/1024 pixels, which drift from the true ones where the scale is not exact.
class tflite_integer_axis {
 public:
  static constexpr int taps = 2;

  tflite_integer_axis(const axis_request& a, tf_grid grid) noexcept
      : size_(a.size), half_(grid == tf_grid::half_pixel) {
    step_ = (1024 * i64(a.size) + a.outputs / 2) / a.outputs;
    if (grid == tf_grid::align_corners && a.outputs > 1) {
      step_ = (1024 * i64(a.size - 1) + (a.outputs - 1) / 2) / (a.outputs - 1);
    }
  }

  tap_span span(index i) const noexcept {
    const i64 at = source(i);
    const index low = inside(at / 1024), high = inside((at + 1023) / 1024);
    return {low, static_cast<i32>(high - low + 1)};
  }

  /// The weight is a whole number of 1/1024.
  near_taps<taps> at(index i) const noexcept {
    const tap_span window = span(i);
    const f32 part = static_cast<f32>(source(i) - 1024 * i64(window.first));
    return {{1024 - part, part}, {0, window.count - 1}};
  }

 private:
  i64 source(index i) const noexcept { return i * step_ + (half_ ? step_ / 2 - 512 : 0); }
  index inside(i64 i) const noexcept { return i < 0 ? 0 : i < size_ ? static_cast<index>(i) : size_ - 1; }

  index size_;
  bool half_;
  i64 step_;
};

}  // namespace eido::detail
