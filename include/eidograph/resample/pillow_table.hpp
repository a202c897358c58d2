// SPDX-License-Identifier: MIT
#pragma once

#include "../like/pillow_axis.hpp"
#include "filter_kernels.hpp"

// Pillow's axes as rules of an axis_table: filters without steps have estimates.

namespace eido::inline EIDO_ABI::detail {

template <pillow_filter F>
struct pillow_table : pillow_axis<F> {
  using pillow_axis<F>::pillow_axis;
  static constexpr auto shape = F == pillow_filter::bilinear  ? kernels::filter_shape::bilinear
                                : F == pillow_filter::hamming ? kernels::filter_shape::hamming
                                : F == pillow_filter::bicubic ? kernels::filter_shape::bicubic
                                                              : kernels::filter_shape::lanczos;
};

template <>
struct pillow_table<pillow_filter::box> : pillow_axis<pillow_filter::box> {
  using pillow_axis::pillow_axis;
};

}  // namespace eido::detail
