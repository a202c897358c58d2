// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// Colours times alpha and back, with Pillow's integers. Pixels of 2 or 4 channels, of which the last is alpha.

namespace eido::kernels {

/// out = colours * alpha / 255, rounded: Pillow's modes RGBa and La. out may be src.
EIDO_KERNEL void premultiply(const u8* src, index pixels, int channels, u8* out) noexcept;

/// The way back: 255 * colours / alpha, cut and clamped; alpha 0 leaves the colours alone.
EIDO_KERNEL void unpremultiply(u8* row, index pixels, int channels) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"
#include "alpha_words_kernels.hpp"

#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/alpha.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void premultiply(const u8* src, index pixels, int channels, u8* out) noexcept {
  EIDO_RUN_TIER(premultiply(src, pixels, channels, out));
}

EIDO_KERNEL void unpremultiply(u8* row, index pixels, int channels) noexcept {
  EIDO_RUN_TIER(unpremultiply(row, pixels, channels));
}

}  // namespace eido::kernels
#endif
