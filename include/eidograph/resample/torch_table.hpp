// SPDX-License-Identifier: MIT
#pragma once

#include "../like/torch_axis.hpp"
#include "filter_estimates.hpp"

// torch's axes for bytes as rules of an axis_table: antialiasing filters have estimates.

namespace eido::inline EIDO_ABI::detail {

template <torch_filter F>
struct torch_u8_table : torch_u8_axis<F> {
  using torch_u8_axis<F>::torch_u8_axis;

  status look(index outputs) noexcept { return this->measure(outputs); }
};

template <torch_filter F>
  requires(is_antialiased(F))
struct torch_u8_table<F> : torch_u8_axis<F> {
  using torch_u8_axis<F>::torch_u8_axis;
  static constexpr auto shape = F == torch_filter::bilinear_aa  ? kernels::filter_shape::bilinear
                                : F == torch_filter::bicubic_aa ? kernels::filter_shape::bicubic
                                                                : kernels::filter_shape::lanczos;

  /// Peak and spread, about, where that is enough: the peak for the number of bits, the spread for a choice of kernels.
  status look(index outputs) noexcept {
    filter_estimates estimates;
    if (status s = estimates.reserve(this->most_taps()); !s) return s;
    f64 most = 0, widest = 0;
    bool sure = true;
    for (index i = 0; i < outputs; i += estimates.outputs()) {
      index first[kernels::filter_functions::most_outputs];
      i32 count[kernels::filter_functions::most_outputs];
      const index n = outputs - i < estimates.outputs() ? outputs - i : estimates.outputs();
      for (index k = 0; k < n; ++k) {
        const tap_span span = this->span(i + k);
        first[k] = span.first;
        count[k] = span.count;
      }
      estimates.weigh(*this, i, first, count, n);
      const kernels::filter_extent extent = estimates.extent();
      sure = sure && extent.spread < 1e6;  // not NaN
      if (extent.peak > most) most = extent.peak;
      if (extent.spread > widest) widest = extent.spread;
    }
    constexpr f64 doubt = 1e-12;  // estimates are off by less
    if (!sure || this->bits_of(most - doubt) != this->bits_of(most + doubt)) return this->measure(outputs);
    this->peak = most;
    this->spread = widest;
    return {};
  }
};

}  // namespace eido::detail
