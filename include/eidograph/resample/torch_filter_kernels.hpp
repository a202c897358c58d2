// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// torch's antialiased floats on every tier. Behind the first tap whole groups of four are added product by product, the
// rest is fused.

namespace eido::kernels {

/// Output i is made of count[i] pixels from first[i] on, with the weights at weights + i * most_taps. Pixels from
/// `highest` on are not read.
struct torch_filter_axis {
  index outputs, most_taps, highest;
  const index* first;
  const i32* count;
  const f32* weights;
};

EIDO_KERNEL void torch_filter_across(const f32* row, const torch_filter_axis& axis, int channels, f32* out) noexcept;
/// One row of n values.
EIDO_KERNEL void torch_filter_down(const void* const* rows, const f32* weights, i32 count, index n, f32* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/torch_filter.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void torch_filter_across(const f32* row, const torch_filter_axis& axis, int channels, f32* out) noexcept {
  EIDO_RUN_TIER(torch_filter_across(row, axis, channels, out));
}
EIDO_KERNEL void torch_filter_down(const void* const* rows, const f32* weights, i32 count, index n, f32* out) noexcept {
  EIDO_RUN_TIER(torch_filter_down(rows, weights, count, n, out));
}

}  // namespace eido::kernels
#endif
