// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// One axis of a resize: `size` source pixels, of which [low, high) becomes `outputs`.
struct axis_request {
  index size;
  f32 low, high;  // single precision, as Pillow keeps its box
  index outputs;

  /// Written so that a NaN fails.
  bool has_pixels() const noexcept { return low >= 0 && high <= static_cast<f32>(size) && low < high; }
  bool is_all() const noexcept { return low == 0 && high == static_cast<f32>(size); }
  bool is_whole() const noexcept { return outputs == size && is_all(); }
  bool is_crop() const noexcept {
    return low == static_cast<f32>(static_cast<index>(low)) && high - low == static_cast<f32>(outputs);
  }
  double scale() const noexcept { return static_cast<double>(high - low) / static_cast<double>(outputs); }
};

/// The sources that one output reads.
struct tap_span {
  index first;
  i32 count;
};

}  // namespace eido::detail
