// SPDX-License-Identifier: MIT
#pragma once

#include "../base/exact.hpp"
#include "../simd/kernel.hpp"
#include "lane_runs.hpp"

// Row kernels of the arithmetic ordered_f64 for f32 and u16: every sum in double, from the first tap to the
// last, products rounded on their own. Sums are side by side in the lanes, so their order is kept.

namespace eido::kernels {

/// An axis as these kernels see it: output i reads sources first[i] to first[i] + count[i] - 1, with weights from
/// weights + i * taps on.
struct ordered_axis {
  index outputs, lowest, highest;
  const index* first;
  const i32* count;
  const f64* weights;
  index taps;
};

/// `count` rows along x; any number, many are faster.
EIDO_KERNEL void ordered_across(const f32* const* rows, int count, const ordered_axis& axis, int channels,
                                f32* const* outs) noexcept;

/// The same of an axis packed as lane_runs: weights [most][runs.padded], the first count[i] of value i's.
struct ordered_runs {
  lane_runs runs;
  const f64* weights;
  const i32* count;  // [runs.padded]
  int taps;          // at most most

  static constexpr int most = 6;
};
EIDO_KERNEL void ordered_across_runs(const f32* const* rows, int count, const ordered_runs& axis,
                                     f32* const* outs) noexcept;

EIDO_KERNEL void ordered_across_u16(const u16* const* rows, int count, const ordered_axis& axis, int channels,
                                    u16* const* outs) noexcept;

/// Output row y of n values.
EIDO_KERNEL void ordered_down(const void* const* rows, const ordered_axis& axis, index y, index n, f32* out) noexcept;
/// The same of u16, whose sums are rounded half up and cut to the range of u16.
EIDO_KERNEL void ordered_down_u16(const void* const* rows, const ordered_axis& axis, index y, index n,
                                  u16* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <type_traits>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/ordered.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void ordered_across(const f32* const* rows, int count, const ordered_axis& axis, int channels,
                                f32* const* outs) noexcept {
  EIDO_RUN_TIER(ordered_across(rows, count, axis, channels, outs));
}
EIDO_KERNEL void ordered_across_runs(const f32* const* rows, int count, const ordered_runs& axis,
                                     f32* const* outs) noexcept {
  EIDO_RUN_TIER(ordered_across_runs(rows, count, axis, outs));
}
EIDO_KERNEL void ordered_across_u16(const u16* const* rows, int count, const ordered_axis& axis, int channels,
                                    u16* const* outs) noexcept {
  EIDO_RUN_TIER(ordered_across(rows, count, axis, channels, outs));
}
EIDO_KERNEL void ordered_down(const void* const* rows, const ordered_axis& axis, index y, index n, f32* out) noexcept {
  EIDO_RUN_TIER(ordered_down(rows, axis, y, n, out));
}
EIDO_KERNEL void ordered_down_u16(const void* const* rows, const ordered_axis& axis, index y, index n,
                                  u16* out) noexcept {
  EIDO_RUN_TIER(ordered_down(rows, axis, y, n, out));
}

}  // namespace eido::kernels
#endif
