// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// What a few taps of floats are mixed to. Several families include it.

namespace eido::kernels {

/// How pixels are mixed.
enum near_mix : int {
  mix_two,         // w0 * x0 + w1 * x1, each step rounded
  mix_torch_two,   // fma(w0, x0, w1 * x1)
  mix_torch_four,  // fma(w3, x3, fma(w2, x2, fma(w0, x0, w1 * x1)))
  mix_tf,          // x0 + (x1 - x0) * w1, each step rounded
};

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/vocabulary.hpp"

#define EIDO_KERNEL_FILE "../resample/near_mixes.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#endif
