// SPDX-License-Identifier: MIT
// Not a program: tests/tools/check_contraction.py compiles it and reads the instructions.
#define EIDO_EXTRA_TIERS 1
#include <eidograph/base/exact.hpp>
#include <eidograph/simd/vocabulary.hpp>

#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "simd/contraction.kernel.hpp"
#include <eidograph/simd/foreach_tier.hpp>
