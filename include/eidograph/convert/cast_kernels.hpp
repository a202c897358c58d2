// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// Runs of n elements: astype in both directions, and saturate.
EIDO_KERNEL void cast_u8_f32(const u8* x, index n, f32* out) noexcept;
EIDO_KERNEL void cast_f32_u8(const f32* x, index n, u8* out) noexcept;
EIDO_KERNEL void saturate_f32_u8(const f32* x, index n, u8* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../convert/cast.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void cast_u8_f32(const u8* x, index n, f32* out) noexcept { EIDO_RUN_TIER(cast_u8_f32(x, n, out)); }
EIDO_KERNEL void cast_f32_u8(const f32* x, index n, u8* out) noexcept { EIDO_RUN_TIER(cast_f32_u8(x, n, out)); }
EIDO_KERNEL void saturate_f32_u8(const f32* x, index n, u8* out) noexcept { EIDO_RUN_TIER(saturate_f32_u8(x, n, out)); }

}  // namespace eido::kernels
#endif
