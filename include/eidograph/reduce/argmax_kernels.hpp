// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// For each of n lines of `count` elements, where the largest (argmax) or the least (argmin) is, and what it is. Line i
// begins at x[i * line_step], its elements lie `step` apart; step or line_step is 1, count < 2^31. numpy's rules: the
// first of equals, the first NaN before all. ids or values may be null.

#define EIDO_ARGMAX_KERNELS(F) F(f32, u8) F(f32, i32) F(i32, u8) F(i32, i32) F(u8, u8) F(u8, i32) F(i8, u8) F(i8, i32)

#define EIDO_ARGMAX_DECLARE(T, I)                                                                      \
  EIDO_KERNEL void argmax_lines(const T* x, index count, index step, index n, index line_step, I* ids, \
                                T* values) noexcept;                                                   \
  EIDO_KERNEL void argmin_lines(const T* x, index count, index step, index n, index line_step, I* ids, \
                                T* values) noexcept;

namespace eido::kernels {
EIDO_ARGMAX_KERNELS(EIDO_ARGMAX_DECLARE)
}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <limits>
#include <type_traits>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/argmax.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../reduce/argmax_rows.kernel.hpp"
#include "../simd/foreach_tier.hpp"

#define EIDO_ARGMAX_DEFINE(T, I)                                                                       \
  EIDO_KERNEL void argmax_lines(const T* x, index count, index step, index n, index line_step, I* ids, \
                                T* values) noexcept {                                                  \
    EIDO_RUN_TIER(best_lines<false>(x, count, step, n, line_step, ids, values));                       \
  }                                                                                                    \
  EIDO_KERNEL void argmin_lines(const T* x, index count, index step, index n, index line_step, I* ids, \
                                T* values) noexcept {                                                  \
    EIDO_RUN_TIER(best_lines<true>(x, count, step, n, line_step, ids, values));                        \
  }

namespace eido::kernels {
EIDO_ARGMAX_KERNELS(EIDO_ARGMAX_DEFINE)
}  // namespace eido::kernels
#undef EIDO_ARGMAX_DEFINE
#endif

#undef EIDO_ARGMAX_DECLARE
#undef EIDO_ARGMAX_KERNELS
