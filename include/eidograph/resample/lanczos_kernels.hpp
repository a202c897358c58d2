// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// out[k] = sinc(x) * sinc(x / 3) at x = (k + first) * step for k < n, within 1e-14 where |x| is between 1e-8 and 3.5;
/// no number where x is 0. For pillow_axis' estimates.
EIDO_KERNEL void lanczos_values(f64 first, f64 step, index n, f64* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/lanczos.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void lanczos_values(f64 first, f64 step, index n, f64* out) noexcept {
  EIDO_RUN_TIER(lanczos_values(first, step, n, out));
}

}  // namespace eido::kernels
#endif
