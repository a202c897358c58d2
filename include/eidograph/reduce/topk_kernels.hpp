// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// What topk has in registers: the best of some lines at once, and which elements of a long line may be among its best.

namespace eido::kernels {

inline constexpr index topk_most_lines = 64, topk_most = 16;

/// Of n lines, 16 to topk_most_lines, the best k (up to topk_most, and up to count) from the largest on: values[j * n +
/// i] is number j of line i, ids its place, the lower one first of equal values. Element e of line i is x[i * line_step
/// + e * step]; step or line_step is 1, count is 4 or more and below 2^31. False, and anything in the results, where a
/// line may hold a NaN.
EIDO_KERNEL bool topk_lines(const f32* x, index count, index step, index n, index line_step, index k, i32* ids,
                            f32* values) noexcept;

/// The first i, from + 64 times anything, for which some of x[i] to x[i + 63] are above t or NaN, and which: bit j for
/// x[i + j]. count or more where there are none.
EIDO_KERNEL index topk_next(const f32* x, index from, index count, f32 t, u64& which) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/topk.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {
EIDO_KERNEL bool topk_lines(const f32* x, index count, index step, index n, index line_step, index k, i32* ids,
                            f32* values) noexcept {
  EIDO_RUN_TIER(best_of_lines(x, count, step, n, line_step, k, ids, values));
}
EIDO_KERNEL index topk_next(const f32* x, index from, index count, f32 t, u64& which) noexcept {
  EIDO_RUN_TIER(next_above(x, from, count, t, which));
}
}  // namespace eido::kernels
#endif
