// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/exact.hpp"
#include "../like/pillow_axis.hpp"
#include "lanczos_kernels.hpp"

// Pillow's axes as rules of an axis_table: the slow filters have estimates, within 1e-13.

namespace eido::inline EIDO_ABI::detail {

template <pillow_filter F>
struct pillow_table : pillow_axis<F> {
  using pillow_axis<F>::pillow_axis;
};

template <>
struct pillow_table<pillow_filter::hamming> : pillow_axis<pillow_filter::hamming> {
  using pillow_axis::pillow_axis;

  void estimate(index i, const tap_span& span, f64* out) const noexcept {
    const f64 scale = 1 / weigh_by(hamming_estimate, i, span, out);
    for (i32 k = 0; k < span.count; ++k) out[k] *= scale;
  }
};

template <>
struct pillow_table<pillow_filter::lanczos> : pillow_axis<pillow_filter::lanczos> {
  using pillow_axis::pillow_axis;

  void estimate(index i, const tap_span& span, f64* out) const noexcept {
    const f64 first = distance(i, span.first);
    kernels::lanczos_values(first, shrink(), span.count, out);
    const auto x = [&](index k) { return product(distance(i, k + span.first), shrink()); };
    // rounding may bring a source just outside of the filter into the span
    for (index k = 0; k < span.count && !(x(k) >= -3); ++k) out[k] = 0;
    for (index k = span.count - 1; k >= 0 && !(x(k) < 3); --k) out[k] = 0;
    const index middle = static_cast<index>(0.5 - first);
    if (middle >= 0 && middle < span.count && std::fabs(x(middle)) < 1e-8) out[middle] = 1;
    f64 total = 0;
    for (i32 k = 0; k < span.count; ++k) total += out[k];
    const f64 scale = 1 / total;
    for (i32 k = 0; k < span.count; ++k) out[k] *= scale;
  }
};

}  // namespace eido::detail
