// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/fused.hpp"
#include "near_taps.hpp"
#include "torch_axis.hpp"

// The axes of torch's float kernels: single precision throughout, fused where its FMA builds fuse.

namespace eido::inline EIDO_ABI::detail {

/// bilinear and bicubic without antialiasing.
template <torch_filter F>
class torch_near_axis {
 public:
  static constexpr int taps = static_cast<int>(torch_taps<F>);

  /// fused_position: whether scale * (i + 0.5) - 0.5 is rounded once.
  torch_near_axis(const axis_request& a, bool corners, bool fused_position) noexcept
      : size_(a.size),
        same_(a.size == a.outputs),
        corners_(corners),
        fused_(fused_position),
        scale_(torch_scale<f32>(a.size, a.outputs, corners)) {}

  tap_span span(index i) const noexcept { return window_of(i, floor(i, source(i))); }

  near_taps<taps> at(index i) const noexcept {
    near_taps<taps> out;
    const f32 place = source(i);
    const index floor_at = floor(i, place);
    const tap_span window = window_of(i, floor_at);
    f32 part = is_kept() ? 0 : place - static_cast<f32>(floor_at);
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    if constexpr (taps == 2) {
      out.weight[0] = 1 - part;
      out.weight[1] = part;
    } else {
      out.weight[0] = outer(part + 1);
      out.weight[1] = inner(part);
      out.weight[2] = inner(1 - part);
      out.weight[3] = outer((1 - part) + 1);
    }
    for (int k = 0; k < taps; ++k) {
      const index pixel = floor_at - (taps / 2 - 1) + k - window.first;
      out.at[k] = static_cast<i32>(pixel < 0 ? 0 : pixel >= window.count ? window.count - 1 : pixel);
    }
    return out;
  }

 private:
  /// An axis of unchanged size looks at one pixel twice when bilinear.
  bool is_kept() const noexcept { return taps == 2 && same_; }
  index end(index i) const noexcept { return is_kept() ? i + 1 : size_; }

  f32 source(index i) const noexcept {
    if (corners_) return product(scale_, static_cast<f32>(i));
    const f32 middle = static_cast<f32>(i) + 0.5f;
    const f32 at = fused_ ? fused(scale_, middle, -0.5f) : product(scale_, middle) - 0.5f;
    return taps == 2 && at < 0 ? 0 : at;
  }
  index floor(index i, f32 place) const noexcept {
    if (is_kept()) return i;
    const index at = floor_index(place);
    return at < size_ - 1 ? at : size_ - 1;
  }
  tap_span window_of(index i, index floor_at) const noexcept {
    const index first = floor_at - (taps / 2 - 1), last = first + taps;
    const index low = first < 0 ? 0 : first, high = last > size_ || is_kept() ? end(i) : last;
    return {low, static_cast<i32>(high - low)};
  }

  // Keys' cubic, a = -0.75, within one pixel of the centre and beyond
  static f32 inner(f32 x) noexcept { return product(product(fused(1.25f, x, -2.25f), x), x) + 1; }
  static f32 outer(f32 x) noexcept { return product(fused(fused(-0.75f, x, 3.75f), x, -6.0f), x) + 3; }

  index size_;
  bool same_, corners_, fused_;
  f32 scale_;
};

/// bilinear and bicubic with antialiasing.
template <torch_filter F>
class torch_aa_axis {
 public:
  /// all_first: every output is made like the first, which torch's float kernel does to rows of one pixel.
  torch_aa_axis(const axis_request& a, bool corners, bool all_first) noexcept
      : size_(a.size), all_first_(all_first), scale_(torch_scale<f32>(a.size, a.outputs, corners)) {
    constexpr double half = static_cast<double>(torch_taps<F>) * 0.5;
    reach_ = scale_ >= 1 ? static_cast<f32>(half * static_cast<double>(scale_)) : static_cast<f32>(half);
    shrink_ = scale_ >= 1 ? static_cast<f32>(1.0 / static_cast<double>(scale_)) : 1;
    most_ = 2 * static_cast<index>(std::ceil(reach_)) + 1;
  }

  tap_span span(index i) const noexcept {
    const f32 middle = centre(i);
    index first = static_cast<index>(static_cast<double>(middle - reach_) + 0.5);
    index last = static_cast<index>(static_cast<double>(middle + reach_) + 0.5);
    if (first < 0) first = 0;
    if (last > size_) last = size_;
    if (last - first > most_) last = first + most_;
    return {first, static_cast<i32>(last - first)};
  }

  void weigh(index i, const tap_span& span, double* out) const noexcept {
    const f32 middle = centre(i);
    f32 total = 0;
    for (i32 k = 0; k < span.count; ++k) {
      const f32 offset = static_cast<f32>(k + span.first) - middle;
      const f32 w = filter(static_cast<f32>(product(static_cast<double>(offset) + 0.5, static_cast<double>(shrink_))));
      total += w;
      out[k] = static_cast<double>(w);
    }
    for (i32 k = 0; k < span.count && total != 0; ++k) {
      out[k] = static_cast<double>(static_cast<f32>(out[k]) / total);
    }
  }

 private:
  f32 centre(index i) const noexcept {
    return static_cast<f32>(product(static_cast<double>(scale_), all_first_ ? 0.5 : static_cast<double>(i) + 0.5));
  }

  static f32 filter(f32 x) noexcept {
    x = std::fabs(x);
    if constexpr (torch_taps<F> == 2) {
      return x < 1 ? 1 - x : 0;
    } else {
      if (x < 1) return fused(product(fused(1.5f, x, -2.5f), x), x, 1.0f);
      if (x < 2) return fused(fused(fused(-0.5f, x, 2.5f), x, -4.0f), x, 2.0f);
      return 0;
    }
  }

  index size_, most_ = 0;
  bool all_first_;
  f32 scale_, reach_ = 0, shrink_ = 1;
};

}  // namespace eido::detail
