// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

// Axes along x of images that shrink: an output's taps lie side by side in windows of the row.

namespace eido::kernels {

/// What sums over many taps read: where the first pixels of the outputs begin and `taps` weights for each, zeros where
/// an output has fewer. A weight stands there once for one or two channels, and four times in a row for more. Behind
/// the last output others follow, up to a multiple of most_lanes.
struct tap_sums {
  index outputs, taps;
  index step;          // weights from a tap to the next
  const i32* first;    // [output]: bytes from the row's begin on
  const f32* weights;  // [tap][output][1 or 4]
  const i32* count;    // [output][1 or 4] taps; null where nothing reads it

  static constexpr index most_lanes = 16;
};

}  // namespace eido::kernels
