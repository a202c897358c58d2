// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/exact.hpp"
#include "axis.hpp"
#include "near_taps.hpp"
#include "onnx.hpp"

// Where the outputs of onnxruntime's Resize look along one axis.

namespace eido::inline EIDO_ABI::detail {

/// Positions in pixels, single precision but for half_pixel_symmetric, whose constants are doubles.
class onnx_positions {
 public:
  onnx_positions(const axis_request& a, onnx_grid grid) noexcept
      : grid_(grid),
        size_(static_cast<f32>(a.size)),
        outputs_(static_cast<f32>(a.outputs)),
        scale_(outputs_ / size_),
        // it moves the middle of the result to that of the image, where rounding the scale has parted them
        offset_(product(size_ / 2, 1 - outputs_ / rounded(scale_ * size_))) {}

  f32 operator()(index i) const noexcept {
    const f32 x = static_cast<f32>(i);
    if (scale_ == 1) return x;
    switch (grid_) {
      case onnx_grid::pytorch_half_pixel: return outputs_ > 1 ? (x + 0.5f) / scale_ - 0.5f : 0.0f;
      case onnx_grid::align_corners: return outputs_ > 1 ? product(x, size_ - 1) / (outputs_ - 1) : 0.0f;
      case onnx_grid::asymmetric: return x / scale_;
      case onnx_grid::half_pixel_symmetric:
        return static_cast<f32>(static_cast<f64>(offset_) + (static_cast<f64>(x) + 0.5) / static_cast<f64>(scale_) -
                                0.5);
      default: return (x + 0.5f) / scale_ - 0.5f;
    }
  }

 private:
  onnx_grid grid_;
  f32 size_, outputs_, scale_, offset_;
};

/// Which pixel shows at a position: within 1e-6 of the middle between two it is a tie.
inline index onnx_nearest(f32 x, onnx_rounding rounding, index size) noexcept {
  const f32 below = std::floor(x), part = x - below;
  const bool tie = std::fabs(part - 0.5f) <= 1e-6f;
  bool up = false;
  switch (rounding) {
    case onnx_rounding::round_prefer_floor: up = !tie && part > 0.5f; break;
    case onnx_rounding::round_prefer_ceil: up = tie || part > 0.5f; break;
    case onnx_rounding::floor: break;
    case onnx_rounding::ceil: up = part > 0; break;
  }
  const index at = static_cast<index>(below) + (up ? 1 : 0);
  return at < 0 ? 0 : at < size ? at : size - 1;
}

/// linear: the pixels around a position, half of each at the last one.
class onnx_axis {
 public:
  static constexpr int taps = 2;

  onnx_axis(const axis_request& a, onnx_grid grid) noexcept : size_(a.size), positions_(a, grid) {}

  tap_span span(index i) const noexcept {
    const index low = static_cast<index>(position(i));
    return {low, low + 1 < size_ ? 2 : 1};
  }

  near_taps<taps> at(index i) const noexcept {
    const f32 x = position(i);
    const tap_span window = span(i);
    const f32 part = window.count == 2 ? x - static_cast<f32>(window.first) : 0.5f;
    return {{1 - part, part}, {0, window.count - 1}};
  }

 private:
  f32 position(index i) const noexcept {
    const f32 x = positions_(i), last = static_cast<f32>(size_ - 1);
    return x > 0 ? (x < last ? x : last) : 0;
  }

  index size_;
  onnx_positions positions_;
};

}  // namespace eido::detail
