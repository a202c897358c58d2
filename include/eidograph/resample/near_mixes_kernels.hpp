// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// What a few taps of floats are mixed to. Several families include it.

#if EIDO_KERNELS_HERE
#include "../simd/vocabulary.hpp"

#define EIDO_KERNEL_FILE "../resample/near_mixes.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#endif
