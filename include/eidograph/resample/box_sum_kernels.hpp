// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// out = the sum of `count` rows of n bytes, count <= 257: then 16 bits hold it.
EIDO_KERNEL void add_rows(const u8* rows, index step, index count, index n, u16* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/box_sum.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void add_rows(const u8* rows, index step, index count, index n, u16* out) noexcept {
  EIDO_RUN_TIER(add_rows(rows, step, count, n, out));
}

}  // namespace eido::kernels
#endif
