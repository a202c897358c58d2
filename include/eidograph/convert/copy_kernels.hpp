// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"
#include "copy_levels.hpp"

namespace eido::kernels {

/// dst = src, elements of 1, 2, 4 or 8 bytes at the positions of at most copy_levels::most loops, outermost first. The
/// two do not overlap.
EIDO_KERNEL void copy_strided(u8* dst, const u8* src, const copy_level* loops, int depth, index element) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <type_traits>

#include "../simd/run_tier.hpp"
#include "pixel_order.hpp"
#include "shuffle_recipe.hpp"

#define EIDO_KERNEL_MOST_256
#define EIDO_KERNEL_FILE "../convert/channels.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_MOST_256  // copies are bound by their stores, and every 64-byte one of a picture crosses lines
#define EIDO_KERNEL_FILE "../convert/copy.kernel.hpp"
#include "../simd/foreach_tier.hpp"

#include "copy_strided.inl"
#endif
