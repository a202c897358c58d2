// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include "../base/half.hpp"
#include "../simd/kernel.hpp"

// 16-bit floats, given as their bits: widened to f32, which is exact, and f32 rounded to them, half to even. Every NaN
// becomes the quiet one with its sign, as torch has it.

namespace eido::kernels {
EIDO_KERNEL void widen_f16(const u16* x, index n, f32* out) noexcept;
EIDO_KERNEL void widen_bf16(const u16* x, index n, f32* out) noexcept;
EIDO_KERNEL void narrow_f16(const f32* x, index n, u16* out) noexcept;
EIDO_KERNEL void narrow_bf16(const f32* x, index n, u16* out) noexcept;
}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/half.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {
EIDO_KERNEL void widen_f16(const u16* x, index n, f32* out) noexcept { EIDO_RUN_TIER(widen_halves<true>(x, n, out)); }
EIDO_KERNEL void widen_bf16(const u16* x, index n, f32* out) noexcept { EIDO_RUN_TIER(widen_halves<false>(x, n, out)); }
EIDO_KERNEL void narrow_f16(const f32* x, index n, u16* out) noexcept { EIDO_RUN_TIER(narrow_halves<true>(x, n, out)); }
EIDO_KERNEL void narrow_bf16(const f32* x, index n, u16* out) noexcept {
  EIDO_RUN_TIER(narrow_halves<false>(x, n, out));
}
}  // namespace eido::kernels
#endif
