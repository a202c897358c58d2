// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// out[i] = x[i] > t, as 1 or 0.

namespace eido::kernels {
EIDO_KERNEL void threshold_floats(const f32* x, index n, f32 t, u8* out) noexcept;
}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/threshold.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {
EIDO_KERNEL void threshold_floats(const f32* x, index n, f32 t, u8* out) noexcept {
  EIDO_RUN_TIER(thresholds(x, n, t, out));
}
}  // namespace eido::kernels
#endif
