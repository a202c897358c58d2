// SPDX-License-Identifier: MIT
#pragma once

#include "../like/near_taps.hpp"
#include "../simd/kernel.hpp"
#include "lane_runs.hpp"
#include "near_mixes_kernels.hpp"

// Row kernels of floats with a few taps, on every tier: near_rows.hpp and quad_rows.hpp say what they are for.

namespace eido::kernels {

/// Output i reads row[(first[i] + at) * channels + c]; `taps` points to a near_taps of the mix' size for each output.
struct near_axis {
  index outputs;
  const index* first;
  const void* taps;
};

/// `count` rows along x.
EIDO_KERNEL void near_across(near_mix mix, const f32* const* rows, int count, const near_axis& axis, int channels,
                             f32* const* outs) noexcept;

/// The same of an axis packed as lane_runs.
struct near_runs {
  lane_runs runs;
  const f32* weights;  // [taps][runs.padded]; of two taps the second's only, the first's are the rest of 1
};
EIDO_KERNEL void near_across_runs(near_mix mix, const f32* const* rows, int count, const near_runs& axis,
                                  f32* const* outs) noexcept;
/// What the sums below want of `count` rows, of such an axis with two taps: see quad_rows.hpp.
EIDO_KERNEL void quad_across_runs(const f32* const* rows, int count, const near_runs& axis, f32* const* outs) noexcept;
/// The lanes of a register of floats.
EIDO_KERNEL int float_lanes() noexcept;

/// One row of n values from a row for each tap.
EIDO_KERNEL void near_down(near_mix mix, const f32* const* rows, const f32* weights, index n, f32* out) noexcept;

/// n sums of four products as torch fuses them. Rows: n weights of right pixels, n left pixels, n right pixels.
EIDO_KERNEL void torch_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept;
/// The same as TFLite's reference kernel rounds them.
EIDO_KERNEL void tflite_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept;
/// The same as onnxruntime does, weights multiplied first.
EIDO_KERNEL void onnx_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/near.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void near_across(near_mix mix, const f32* const* rows, int count, const near_axis& axis, int channels,
                             f32* const* outs) noexcept {
  EIDO_RUN_TIER(near_across(mix, rows, count, axis, channels, outs));
}
EIDO_KERNEL void near_across_runs(near_mix mix, const f32* const* rows, int count, const near_runs& axis,
                                  f32* const* outs) noexcept {
  EIDO_RUN_TIER(near_across_runs(mix, rows, count, axis, outs));
}
EIDO_KERNEL void quad_across_runs(const f32* const* rows, int count, const near_runs& axis, f32* const* outs) noexcept {
  EIDO_RUN_TIER(quad_across_runs(rows, count, axis, outs));
}
EIDO_KERNEL int float_lanes() noexcept { EIDO_RUN_TIER(float_lanes()); }
EIDO_KERNEL void near_down(near_mix mix, const f32* const* rows, const f32* weights, index n, f32* out) noexcept {
  EIDO_RUN_TIER(near_down(mix, rows, weights, n, out));
}
EIDO_KERNEL void torch_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept {
  EIDO_RUN_TIER(torch_quad_down(upper, lower, down, n, out));
}
EIDO_KERNEL void tflite_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept {
  EIDO_RUN_TIER(tflite_quad_down(upper, lower, down, n, out));
}
EIDO_KERNEL void onnx_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept {
  EIDO_RUN_TIER(onnx_quad_down(upper, lower, down, n, out));
}

}  // namespace eido::kernels
#endif
