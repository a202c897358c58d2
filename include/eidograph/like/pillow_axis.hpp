// SPDX-License-Identifier: MIT
#pragma once

#include "axis.hpp"
#include "pillow.hpp"

// Where Pillow's outputs look along one axis: parity with ImagingResample and ImagingTransform.

namespace eido::inline EIDO_ABI::detail {

/// Bounds and weights of an antialiasing filter along an axis.
template <pillow_filter F>
class pillow_axis {
 public:
  explicit pillow_axis(const axis_request& a) noexcept
      : size_(a.size), low_(a.low), scale_(a.scale()), stretch_(scale_ < 1 ? 1 : scale_) {}

  tap_span span(index i) const noexcept {
    const double reach = product(pillow_support(F), stretch_), middle = centre(i);
    index first = static_cast<index>(middle - reach + 0.5), last = static_cast<index>(middle + reach + 0.5);
    if (first < 0) first = 0;
    if (last > size_) last = size_;
    return {first, static_cast<i32>(last - first)};
  }

  /// Weights in double, summing to 1.
  void weigh(index i, const tap_span& span, double* out) const noexcept {
    double total = 0;
    for (i32 k = 0; k < span.count; ++k) {
      out[k] = pillow_weight<F>(product(distance(i, k + span.first), shrink()));
      total += out[k];
    }
    for (i32 k = 0; k < span.count && total != 0; ++k) out[k] /= total;
  }

  /// Pixels from the middle of output i to that of a source; and what they are multiplied by.
  double distance(index i, index source) const noexcept { return static_cast<double>(source) - centre(i) + 0.5; }
  double shrink() const noexcept { return 1 / stretch_; }

 private:
  double centre(index i) const noexcept {
    return static_cast<double>(low_) + product(static_cast<double>(i) + 0.5, scale_);
  }

  index size_;
  f32 low_;
  double scale_, stretch_;
};

/// NEAREST: the position is a running sum in double, cut to an integer. next() gives output 0, 1, 2 ...
class pillow_nearest_axis {
 public:
  explicit pillow_nearest_axis(const axis_request& a) noexcept
      : last_(a.size - 1), step_(a.scale()), position_(static_cast<double>(a.low) + product(step_, 0.5)) {}

  index next() noexcept {
    const index at = static_cast<index>(position_);
    position_ += step_;
    return at < last_ ? at : last_;
  }

 private:
  index last_;
  double step_, position_;
};

/// NEAREST of mode I;16 goes another way through Pillow: every position is a product of its own.
inline index pillow_nearest_u16(const axis_request& a, index i) noexcept {
  const double at = product(a.scale(), static_cast<double>(i) + 0.5) + static_cast<double>(a.low);
  const index pixel = static_cast<index>(at);
  return pixel < a.size ? pixel : a.size - 1;
}

/// Whether Pillow runs the vertical pass first (whole image sizes, not the box).
inline bool pillow_vertical_first(pillow_passes passes, index h, index w, index out_h, index out_w) noexcept {
  switch (passes) {
    case pillow_passes::tall_apart: return h > 100 * w && out_h < h;
    case pillow_passes::by_saving: return h - out_h > 0 && h - out_h > 2 * (w - out_w);
    default: return false;
  }
}

}  // namespace eido::detail
