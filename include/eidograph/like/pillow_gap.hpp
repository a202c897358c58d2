// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/exact.hpp"
#include "../base/types.hpp"
#include "pillow.hpp"

// Image.resize(reducing_gap=): which whole factors Pillow reduces an image by before it filters it, and what becomes of
// the box. Python's doubles and its int(), ceil(). Proved with Pillow 13.0.0.

namespace eido::inline EIDO_ABI::detail {

/// One axis: source pixels [first, last) are reduced by `factor`; [low, high) of the result is what the box was.
struct pillow_gap_axis {
  index factor = 1, first = 0, last = 0;
  f64 low = 0, high = 0;

  /// [low, high) of `size` pixels will become `outputs`.
  pillow_gap_axis(index size, f64 from, f64 to, index outputs, f64 gap) noexcept
      : last(size), low(from), high(to), scale_((to - from) / static_cast<f64>(outputs)) {
    const f64 wanted = scale_ / gap;
    if (wanted >= 1) factor = static_cast<index>(wanted);
  }

  /// Where one of the axes has a factor, both are cut to the pixels that a filter of this support may see.
  void cut(f64 support) noexcept {
    const f64 reach = product(support - 0.5, scale_);
    const index size = last;
    const f64 below = low - reach, above = std::ceil(high + reach);
    first = below > 0 ? static_cast<index>(below) : 0;
    last = above < static_cast<f64>(size) ? static_cast<index>(above) : size;
    low = (low - static_cast<f64>(first)) / static_cast<f64>(factor);
    high = (high - static_cast<f64>(first)) / static_cast<f64>(factor);
  }

  index reduced() const noexcept { return (last - first + factor - 1) / factor; }

 private:
  f64 scale_;
};

}  // namespace eido::detail
