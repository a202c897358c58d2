// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include "../base/exact.hpp"
#include "../simd/kernel.hpp"

// softmax and log_softmax of n lines of `count` floats, and sigmoid. The results of a line depend on its values alone,
// not on how it lies or on the tier: see softmax_rows.kernel.hpp for the order of the operations. out may be x where
// both lie in the same way.

namespace eido::kernels {

/// Element k of line i is x[k * step + i * line_step] and out[k * out_step + i * out_line_step].
struct softmax_layout {
  index count, step, out_step, n, line_step, out_line_step;
};

EIDO_KERNEL void softmax_lines(const f32* x, f32* out, const softmax_layout& layout) noexcept;
EIDO_KERNEL void log_softmax_lines(const f32* x, f32* out, const softmax_layout& layout) noexcept;
/// x[i * step] to out[i * out_step].
EIDO_KERNEL void sigmoid(const f32* x, index step, index n, f32* out, index out_step) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <type_traits>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/softmax_rows.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../reduce/softmax.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {
EIDO_KERNEL void softmax_lines(const f32* x, f32* out, const softmax_layout& layout) noexcept {
  EIDO_RUN_TIER(softmax_of<false>(x, out, layout));
}
EIDO_KERNEL void log_softmax_lines(const f32* x, f32* out, const softmax_layout& layout) noexcept {
  EIDO_RUN_TIER(softmax_of<true>(x, out, layout));
}
EIDO_KERNEL void sigmoid(const f32* x, index step, index n, f32* out, index out_step) noexcept {
  EIDO_RUN_TIER(sigmoids(x, step, n, out, out_step));
}
}  // namespace eido::kernels
#endif
