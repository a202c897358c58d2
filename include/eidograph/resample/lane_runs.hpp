// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

// Axes along x of images that grow: a register of outputs reads less than a register's run of the row.

namespace eido::kernels {

/// Where the taps of a row's values are: in the run that begins at value begin[r] of the row for register r of them,
/// lane[k * padded + i] of it for tap k of value i. padded is `values` rounded up to whole registers. What is read of
/// these tables for each value is less than what is written: so lanes are bytes.
struct lane_runs {
  index values, padded;
  const index* begin;
  const u8* lane;
};

}  // namespace eido::kernels
