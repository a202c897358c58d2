// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// The weights of Pillow's and torch's filters, estimated for several outputs at once, a lane for each.

namespace eido::kernels {

/// The antialiasing filters that have no steps, so that what rounding does to a position does little to a weight.
enum class filter_shape : u8 { bilinear, hamming, bicubic, lanczos };

/// weights[k * outputs + i], k < most, of output i, whose first source lies first[i] pixels from its middle: the filter
/// at (first[i] + k) * shrink by the sum of all, within 1e-13; 0 from counts[i] <= most on.
using filter_weigh = void(const f64* first, const i32* counts, i32 most, f64 shrink, f64* weights) noexcept;

/// out[i * step + k], i < n, k < counts[i]: weights[k * outputs + i] * unit, rounded to an integer, times factor. Bit i
/// of the result says that one of output i's is so close to a half that the true weight may round to another integer.
/// Overwrites the weights.
using filter_round = u32(f64* weights, const i32* counts, int n, i32 most, f64 unit, i32 factor, i32* out,
                         index step) noexcept;

/// The largest of these weights, and of the sums of an output's without their signs, which is NaN if one of them is.
struct filter_extent {
  f64 peak, spread;
};

struct filter_functions {
  int outputs;  // at once, at most most_outputs
  filter_weigh* weigh[4];
  filter_round* round;
  filter_extent (*extent)(const f64* weights, i32 most) noexcept;

  static constexpr int most_outputs = 32;
};

/// The functions of the tier in use.
EIDO_KERNEL filter_functions filters_in_use() noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/filter.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL filter_functions filters_in_use() noexcept { EIDO_RUN_TIER(filters_of_tier()); }

}  // namespace eido::kernels
#endif
