// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// out = the sum of `count` rows of n bytes, count <= 257: then 16 bits hold it.
EIDO_KERNEL void add_rows(const u8* rows, index step, index count, index n, u16* out) noexcept;

/// From the sums of columns, whose memory is used up, the means of cells that are `width` pixels wide:
/// out = (sum + half) * factor >> 24 for each channel. sum + half of a cell fits 16 bits, the product 32.
EIDO_KERNEL void mean_of_columns(u16* columns, index cells, index width, index channels, u32 half, u32 factor,
                                 u8* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/box_sum.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void add_rows(const u8* rows, index step, index count, index n, u16* out) noexcept {
  EIDO_RUN_TIER(add_rows(rows, step, count, n, out));
}
EIDO_KERNEL void mean_of_columns(u16* columns, index cells, index width, index channels, u32 half, u32 factor,
                                 u8* out) noexcept {
  EIDO_RUN_TIER(mean_of_columns(columns, cells, width, channels, half, factor, out));
}

}  // namespace eido::kernels
#endif
