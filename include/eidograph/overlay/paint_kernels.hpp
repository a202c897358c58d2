// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// out has each of n mask values `times` times (1 to 4), as 255 where it is not 0 and as 0. out has room for 256 more
/// bytes.
EIDO_KERNEL void spread_mask(const u8* mask, index n, int times, u8* out) noexcept;

/// n bytes of a where the mask is 255, of b where it is 0. dst may be a or b.
EIDO_KERNEL void choose_bytes(const u8* mask, const u8* a, const u8* b, index n, u8* dst) noexcept;

/// n pixels of `times` words (1 to 4, 6 or 8) each: a's where the mask is not 0, else b's. dst may be a or b;
/// `streams`: it goes past the caches.
EIDO_KERNEL void choose_words(const u8* mask, const i32* a, const i32* b, index n, int times, i32* dst,
                              bool streams) noexcept;

/// Of n pixels of 3 or 4 channels those where the mask is not 0 get a color, of which `pixels` has 256; a fourth
/// channel stays.
EIDO_KERNEL void paint_masked(const u8* mask, index n, const u8* pixels, int channels, u8* dst) noexcept;

/// Pixels of three bytes and a fourth of its own.
EIDO_KERNEL void add_fourth(const u8* three, const u8* fourth, index pixels, u8* dst) noexcept;

/// Colors by label: a byte more for each; and each channel's.
struct color_tables {
  u8 pixels[256][4];
  u8 planes[3][256];
};
/// The color of each label.
EIDO_KERNEL void color_labels(const u8* labels, index n, const color_tables& colors, u8* dst) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../overlay/paint.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void spread_mask(const u8* mask, index n, int times, u8* out) noexcept {
  EIDO_RUN_TIER(spread_mask(mask, n, times, out));
}
EIDO_KERNEL void choose_bytes(const u8* mask, const u8* a, const u8* b, index n, u8* dst) noexcept {
  EIDO_RUN_TIER(choose_bytes(mask, a, b, n, dst));
}
EIDO_KERNEL void choose_words(const u8* mask, const i32* a, const i32* b, index n, int times, i32* dst,
                              bool streams) noexcept {
  EIDO_RUN_TIER(choose_words(mask, a, b, n, times, dst, streams));
}
EIDO_KERNEL void paint_masked(const u8* mask, index n, const u8* pixels, int channels, u8* dst) noexcept {
  EIDO_RUN_TIER(paint_masked(mask, n, pixels, channels, dst));
}
EIDO_KERNEL void add_fourth(const u8* three, const u8* fourth, index pixels, u8* dst) noexcept {
  EIDO_RUN_TIER(add_fourth(three, fourth, pixels, dst));
}
EIDO_KERNEL void color_labels(const u8* labels, index n, const color_tables& colors, u8* dst) noexcept {
  EIDO_RUN_TIER(color_labels(labels, n, colors, dst));
}

}  // namespace eido::kernels
#endif
