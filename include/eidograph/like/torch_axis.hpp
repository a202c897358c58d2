// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/exact.hpp"
#include "../base/fused.hpp"
#include "../base/memory.hpp"
#include "axis.hpp"
#include "pillow.hpp"
#include "torch.hpp"

// Where torch's outputs look along one axis, and with which weights.

namespace eido::inline EIDO_ABI::detail {

/// in / out, or, with align_corners, the distance of two outputs when the corners' centres fall together.
template <class F>
F torch_scale(index in, index out, bool corners) noexcept {
  if (!corners) return static_cast<F>(in) / static_cast<F>(out);
  return out > 1 ? static_cast<F>(in - 1) / static_cast<F>(out - 1) : F(0);
}

template <torch_filter F>
inline constexpr index torch_taps = F == torch_filter::lanczos_aa                                 ? 6
                                    : F == torch_filter::bicubic || F == torch_filter::bicubic_aa ? 4
                                                                                                  : 2;

/// The filter at x pixels (scaled) from the centre, in double.
template <torch_filter F>
double torch_weight(double x) noexcept {
  if constexpr (F == torch_filter::lanczos_aa) {
    return pillow_weight<pillow_filter::lanczos>(x);
  } else if constexpr (torch_taps<F> == 2) {
    return pillow_weight<pillow_filter::bilinear>(x);
  } else {
    constexpr double a = F == torch_filter::bicubic_aa ? -0.5 : -0.75;
    x = std::fabs(x);
    if (x < 1) return product((product(a + 2, x) - (a + 3)) * x, x) + 1;
    if (x < 2) return product(product(product(a, x) - 5 * a, x) + 8 * a, x) - 4 * a;
    return 0;
  }
}

/// Bounds and weights in double, for bytes.
template <torch_filter F>
class torch_u8_axis {
 public:
  /// The largest of the sums that torch sees while it merges the taps that fall outside of the image into the
  /// border's; it decides how many bits the weights get. A later tap may lower such a sum again.
  double peak = 0;
  /// The largest sum of an output's weights without their signs.
  double spread = 0;

  torch_u8_axis(const axis_request& a, bool corners) noexcept
      : size_(a.size), corners_(corners), scale_(torch_scale<double>(a.size, a.outputs, corners)) {
    stretch_ = is_antialiased(F) && scale_ >= 1 ? scale_ : 1;
    reach_ = product(static_cast<double>(torch_taps<F>) * 0.5, stretch_);
  }

  /// Finds peak and spread: they have to be known before the first weight is rounded.
  status measure(index outputs) noexcept {
    buffer<double> w;
    if (status s = w.resize(most_taps()); !s) return s;
    for (index i = 0; i < outputs; ++i) {
      const tap_span taps = span(i);
      weigh(i, taps, w.data(), peak);
      double sum = 0;
      for (i32 k = 0; k < taps.count; ++k) sum += std::fabs(w[k]);
      if (sum > spread) spread = sum;
    }
    return {};
  }
  /// No output has more.
  index most_taps() const noexcept {
    const index most = is_antialiased(F) ? 2 * static_cast<index>(std::ceil(reach_)) + 1 : torch_taps<F>;
    return most < size_ ? most : size_;
  }

  tap_span span(index i) const noexcept {
    index first = 0, last = 0;
    if constexpr (is_antialiased(F)) {
      const double middle = centre(i);
      first = static_cast<index>(middle - reach_ + 0.5);
      last = static_cast<index>(middle + reach_ + 0.5);
    } else {
      first = floor_of(source(i)) - torch_taps<F> / 2 + 1;
      last = first + torch_taps<F>;
    }
    if (first < 0) first = 0;
    if (last > size_) last = size_;
    if (last - first > most_taps()) last = first + most_taps();
    return {first, static_cast<i32>(last > first ? last - first : 0)};
  }

  void weigh(index i, const tap_span& span, double* out) const noexcept {
    double any = 0;
    weigh(i, span, out, any);
  }
  /// Pixels from the middle of output i to that of a source, where antialiased; and what they are multiplied by.
  double distance(index i, index source) const noexcept { return static_cast<double>(source) - centre(i) + 0.5; }
  double shrink() const noexcept { return 1 / stretch_; }

  /// The most fraction bits, at most 22, with which the peak stays below 2^15.
  i32 bits() const noexcept { return bits_of(peak); }
  static i32 bits_of(double peak) noexcept {
    i32 n = 0;
    while (n < 22 && static_cast<i32>(0.5 + peak * static_cast<double>(1 << (n + 1))) < 1 << 15) ++n;
    return n;
  }

 private:
  double centre(index i) const noexcept { return product(scale_, static_cast<double>(i) + 0.5); }

  /// Between which pixels output i lies.
  double source(index i) const noexcept {
    if (corners_) return product(scale_, static_cast<double>(i));
    const double at = product(scale_, static_cast<double>(i) + 0.5) - 0.5;
    return torch_taps<F> == 2 && at < 0 ? 0 : at;
  }
  /// The position is rounded to single precision before it is cut.
  index floor_of(double at) const noexcept {
    const index floor = floor_index(static_cast<f32>(at));
    return floor < size_ - 1 ? floor : size_ - 1;
  }

  /// Raises `most` to the largest of the sums.
  void weigh(index i, const tap_span& span, double* out, double& most) const noexcept {
    if constexpr (is_antialiased(F)) {
      weigh_filter(i, span, out, most);
    } else {
      weigh_near(i, span.count, out, most);
    }
  }

  void weigh_filter(index i, const tap_span& taps, double* out, double& most) const noexcept {
    double total = 0;
    for (i32 k = 0; k < taps.count; ++k) {
      out[k] = torch_weight<F>(product(distance(i, k + taps.first), shrink()));
      total += out[k];
    }
    for (i32 k = 0; k < taps.count; ++k) {
      if (total != 0) out[k] /= total;
      if (out[k] > most) most = out[k];
    }
  }

  void weigh_near(index i, i32 count, double* out, double& most) const noexcept {
    constexpr index taps = torch_taps<F>;
    const double at = source(i);
    const index floor = floor_of(at), first = floor - taps / 2 + 1;
    double part = at - static_cast<double>(floor);
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    double sums[taps] = {};
    index slot = 0;
    for (index j = 0; j < taps; ++j, ++slot) {
      if (first + j <= 0) {
        slot = 0;
      } else if (first + j >= size_ - 1) {
        slot = count - 1;
      }
      sums[slot] += torch_weight<F>(static_cast<double>(j + 1 - taps / 2) - part);
      if (sums[slot] > most) most = sums[slot];
    }
    for (i32 k = 0; k < count; ++k) out[k] = sums[k];
  }

  index size_;
  bool corners_;
  double scale_, stretch_ = 1, reach_ = 0;
};

/// Whether torch takes the kernel that it has for small results and for more than 3 channels that lie side by side, as
/// those of one pixel always do.
inline bool torch_small_or_interleaved(bool planes, const axis_request& x, const axis_request& y,
                                       index channels) noexcept {
  const bool side_by_side = !planes || (x.size == 1 && y.size == 1);
  return y.outputs + x.outputs <= 128 || (channels > 3 && side_by_side);
}

/// nearest: which pixel output i shows.
inline index torch_nearest(index i, const axis_request& a) noexcept {
  const index floor = static_cast<index>(product(static_cast<f32>(i), torch_scale<f32>(a.size, a.outputs, false)));
  return floor < a.size - 1 ? floor : a.size - 1;
}

/// nearest-exact. One of torch's two kernels goes by the centre of the output, the other by a bilinear position that is
/// rounded once and half a pixel more; they disagree where an output falls on the border of two pixels.
inline index torch_nearest_exact(index i, const axis_request& a, bool by_centre) noexcept {
  const f32 scale = torch_scale<f32>(a.size, a.outputs, false), middle = static_cast<f32>(i) + 0.5f;
  f32 at = product(middle, scale);
  if (!by_centre) {
    const f32 bilinear = fused(scale, middle, -0.5f);
    at = (bilinear < 0 ? 0 : bilinear) + 0.5f;
  }
  const index floor = static_cast<index>(at);
  return floor < a.size - 1 ? floor : a.size - 1;
}

}  // namespace eido::detail
