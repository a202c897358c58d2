// SPDX-License-Identifier: MIT
#pragma once

#include "../base/exact.hpp"
#include "../simd/kernel.hpp"

namespace eido::kernels {

/// Whether (x / 255 - mean) / std may be computed by reciprocals without changing a bit, for every byte x.
EIDO_KERNEL bool normalize_multiplies(f32 mean, f32 std) noexcept;

/// A run of pixels, 1 to 4 bytes each, normalised into a plane a channel. `multiply`: normalize_multiplies of each.
EIDO_KERNEL void normalize_planes(const u8* src, index pixels, int channels, bool multiply, const f32* mean,
                                  const f32* std, f32* const* planes) noexcept;

/// The same, staying interleaved.
EIDO_KERNEL void normalize_pixels(const u8* src, index pixels, int channels, bool multiply, const f32* mean,
                                  const f32* std, f32* out) noexcept;

/// (x - mean) / std for n floats; out may be x.
EIDO_KERNEL void normalize_floats(const f32* x, index n, f32 mean, f32 std, f32* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../convert/normalize.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL bool normalize_multiplies(f32 mean, f32 std) noexcept { EIDO_RUN_TIER(multiplies(mean, std)); }

EIDO_KERNEL void normalize_planes(const u8* src, index pixels, int channels, bool multiply, const f32* mean,
                                  const f32* std, f32* const* planes) noexcept {
  EIDO_RUN_TIER(normalize_planes(src, pixels, channels, multiply, mean, std, planes));
}

EIDO_KERNEL void normalize_pixels(const u8* src, index pixels, int channels, bool multiply, const f32* mean,
                                  const f32* std, f32* out) noexcept {
  EIDO_RUN_TIER(normalize_pixels(src, pixels, channels, multiply, mean, std, out));
}

EIDO_KERNEL void normalize_floats(const f32* x, index n, f32 mean, f32 std, f32* out) noexcept {
  EIDO_RUN_TIER(normalize_floats(x, n, mean, std, out));
}

}  // namespace eido::kernels
#endif
