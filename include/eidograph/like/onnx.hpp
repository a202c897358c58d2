// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

// ONNX's Resize as onnxruntime's CPU provider computes it, with `sizes` (not `scales`), without antialiasing. An image
// of rank 2 or 3 stands for img[None, None] or img.transpose(2, 0, 1)[None]. Proved with onnxruntime 1.32.0. It has no
// box: resize_options::box is refused; resize a slice.

namespace eido::inline EIDO_ABI {
namespace detail {

enum class onnx_filter : u8 { nearest, linear };

/// coordinate_transformation_mode
enum class onnx_grid : u8 { half_pixel, pytorch_half_pixel, align_corners, asymmetric, half_pixel_symmetric };

/// nearest_mode
enum class onnx_rounding : u8 { round_prefer_floor, round_prefer_ceil, floor, ceil };

}  // namespace detail

namespace like::onnx {

template <detail::onnx_filter F>
struct resize_contract {
  static constexpr bool is_nearest = F == detail::onnx_filter::nearest;

  detail::onnx_grid grid = detail::onnx_grid::half_pixel;
  detail::onnx_rounding rounding = detail::onnx_rounding::round_prefer_floor;

  /// coordinate_transformation_mode="..."; without any it is "half_pixel", as in ONNX.
  constexpr resize_contract pytorch_half_pixel() const noexcept {
    return {detail::onnx_grid::pytorch_half_pixel, rounding};
  }
  constexpr resize_contract align_corners() const noexcept { return {detail::onnx_grid::align_corners, rounding}; }
  constexpr resize_contract asymmetric() const noexcept { return {detail::onnx_grid::asymmetric, rounding}; }
  constexpr resize_contract half_pixel_symmetric() const noexcept {
    return {detail::onnx_grid::half_pixel_symmetric, rounding};
  }

  /// nearest_mode="..."; without any it is "round_prefer_floor", as in ONNX.
  constexpr resize_contract round_prefer_ceil() const noexcept
    requires is_nearest
  {
    return {grid, detail::onnx_rounding::round_prefer_ceil};
  }
  constexpr resize_contract floor() const noexcept
    requires is_nearest
  {
    return {grid, detail::onnx_rounding::floor};
  }
  constexpr resize_contract ceil() const noexcept
    requires is_nearest
  {
    return {grid, detail::onnx_rounding::ceil};
  }
};

/// mode="linear": f32. onnxruntime 1.23.2 has the same bits.
inline constexpr resize_contract<detail::onnx_filter::linear> linear{};
/// mode="nearest": any element type. Positions within 1e-6 of the middle of two pixels are ties, which they are not in
/// onnxruntime 1.23.2.
inline constexpr resize_contract<detail::onnx_filter::nearest> nearest{};

}  // namespace like::onnx
}  // namespace eido
