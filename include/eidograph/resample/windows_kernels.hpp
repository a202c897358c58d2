// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// What horizontal passes that read windows share: a block of a register, 16 bytes, holds 16 bytes of the row from
// where its values need them, which a table then brings to their places. Several families include it.

#if EIDO_KERNELS_HERE
#include "../simd/vocabulary.hpp"

#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/windows.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#endif
