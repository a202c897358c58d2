// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// What becomes of two bytes, in f32. All are clamped to 0..255; NaN gives 0.
enum class byte_rule {
  cut_sum,    // a * p + b * q, cut
  cut_step,   // a + p * (b - a), cut
  fused_sum,  // a * p + (b * q + r), both fused, rounded half to even
};
struct byte_mix {
  byte_rule rule;
  f32 p, q, r;
};

/// n bytes of each row. dst may be a or b, here and below.
EIDO_KERNEL void mix_bytes(const u8* a, const u8* b, index n, const byte_mix& mix, u8* dst) noexcept;

/// round((below * (255 - mask) + above * mask) / 255) for pixels of 1 to 4 channels.
EIDO_KERNEL void composite_pixels(const u8* above, const u8* below, const u8* mask, index pixels, int channels,
                                  u8* dst) noexcept;

/// Pillow's alpha_composite of pixels of 2 or 4 channels, the last of which is alpha.
EIDO_KERNEL void alpha_composite_pixels(const u8* below, const u8* above, index pixels, int channels, u8* dst) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <type_traits>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../overlay/compose.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void mix_bytes(const u8* a, const u8* b, index n, const byte_mix& mix, u8* dst) noexcept {
  EIDO_RUN_TIER(mix_bytes(a, b, n, mix, dst));
}
EIDO_KERNEL void composite_pixels(const u8* above, const u8* below, const u8* mask, index pixels, int channels,
                                  u8* dst) noexcept {
  EIDO_RUN_TIER(composite_pixels(above, below, mask, pixels, channels, dst));
}
EIDO_KERNEL void alpha_composite_pixels(const u8* below, const u8* above, index pixels, int channels,
                                        u8* dst) noexcept {
  EIDO_RUN_TIER(alpha_composite_pixels(below, above, pixels, channels, dst));
}

}  // namespace eido::kernels
#endif
