// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// count planes of n values, `step` apart: out[i] is the plane in which value i is largest (numpy's rules).
EIDO_KERNEL void argmax_planes_u8(const f32* x, index count, index step, index n, u8* out) noexcept;
EIDO_KERNEL void argmax_planes_i32(const f32* x, index count, index step, index n, i32* out) noexcept;

/// The position of the largest of n values in a row, n < 2^31.
EIDO_KERNEL i32 argmax_row(const f32* x, index n) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/argmax.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void argmax_planes_u8(const f32* x, index count, index step, index n,
                                  u8* out) noexcept {EIDO_RUN_TIER(argmax_planes(x, count, step, n, out))} EIDO_KERNEL
    void argmax_planes_i32(const f32* x, index count, index step, index n,
                           i32* out) noexcept {EIDO_RUN_TIER(argmax_planes(x, count, step, n, out))} EIDO_KERNEL i32
    argmax_row(const f32* x, index n) noexcept {
  EIDO_RUN_TIER(argmax_row(x, n))
}

}  // namespace eido::kernels
#endif
