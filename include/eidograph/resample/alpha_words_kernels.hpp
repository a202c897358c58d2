// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// Colours times alpha as Pillow rounds it, in registers. Several families include it.

#if EIDO_KERNELS_HERE
#include "../simd/vocabulary.hpp"

#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/alpha_words.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#endif
