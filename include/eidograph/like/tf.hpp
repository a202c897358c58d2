// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

// The resizes of TensorFlow and of its TFLite runtime as contracts, proved against TensorFlow 2.21. An image of rank 2
// or 3 stands for img[None, ..., None] or img[None]. They have no box: resize_options::box is refused; resize a slice.

namespace eido::inline EIDO_ABI {
namespace detail {

enum class tf_filter : u8 { nearest, bilinear };

/// Where output i looks, in pixels, at a scale of in / out.
enum class tf_grid : u8 {
  half_pixel,     // (i + 0.5) * scale - 0.5: half_pixel_centers=True, TensorFlow 2
  align_corners,  // i * (in - 1) / (out - 1)
  legacy,         // i * scale: neither flag, TensorFlow 1's default
};

enum class tf_library : u8 { tf, tflite };

template <tf_library L, tf_filter F>
struct tf_resize_contract {
  static constexpr bool is_nearest = F == tf_filter::nearest;

  tf_grid grid = tf_grid::half_pixel;

  constexpr tf_resize_contract align_corners() const noexcept { return {tf_grid::align_corners}; }
  /// align_corners=False, half_pixel_centers=False.
  constexpr tf_resize_contract legacy() const noexcept { return {tf_grid::legacy}; }
};

}  // namespace detail

namespace like {
namespace tf {

template <detail::tf_filter F>
using resize_contract = detail::tf_resize_contract<detail::tf_library::tf, F>;

/// tf.image.resize(img, (h, w), "bilinear"), which does not antialias, and tf.raw_ops.ResizeBilinear. f32; TensorFlow
/// casts other types to f32 first and gives f32.
inline constexpr resize_contract<detail::tf_filter::bilinear> bilinear{};
/// tf.image.resize(img, (h, w), "nearest"), tf.raw_ops.ResizeNearestNeighbor. Any element type.
inline constexpr resize_contract<detail::tf_filter::nearest> nearest{};

}  // namespace tf

namespace tflite {

template <detail::tf_filter F>
using resize_contract = detail::tf_resize_contract<detail::tf_library::tflite, F>;

/// RESIZE_BILINEAR of the runtime's own kernels, without the XNNPACK delegate: i8 and u8 (as a converted model has it:
/// i8 of the value - 128) in integers, f32 as the reference kernel.
inline constexpr resize_contract<detail::tf_filter::bilinear> bilinear{};
/// RESIZE_NEAREST_NEIGHBOR. Any element type.
inline constexpr resize_contract<detail::tf_filter::nearest> nearest{};

}  // namespace tflite
}  // namespace like
}  // namespace eido
