// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// Row kernels of the arithmetic q22 (Pillow on bytes) on every tier. Sums are taken modulo 2^32, so a weight may be cut
// into parts whose products are added apart, as long as no part overflows on the way:
//   words    weight = a * 2^16 + b with b in 16 bits and a in 8: two products, the sums of a in 16 bits
//   digits   weight = a * 2^16 + b * 2^8 + c, three signed bytes, where a tier multiplies four bytes at once
// q22_pack.hpp cuts the weights and looks whether they fit.

namespace eido::kernels {

/// An axis as these kernels see it: output i reads sources first[i] to first[i] + count[i] - 1, and its cut weights
/// begin at packed + i * packed_each.
struct q22_axis {
  index outputs, lowest, highest;
  const index* first;
  const i32* count;
  const i32* packed;
  index packed_each;
};

/// `count` rows (1 to q22_functions::rows) along x. Weights: for every four taps, beginning at a multiple of four
/// pixels from `lowest`, three numbers: digits a, b and c of the four, or b of taps 0 and 2, b of 1 and 3, a of the
/// four.
using q22_across = void(const u8* const* rows, int count, const q22_axis& axis, u8* const* outs) noexcept;

/// Output row y of n values. Weights: for every two taps two numbers, b of both and a of both, twice.
using q22_down = void(const void* const* rows, const q22_axis& axis, index y, index n, u8* out) noexcept;

struct q22_functions {
  q22_across* across[4];  // for 1 to 4 channels
  q22_down* down;
  int rows;
  bool digits;  // across wants digits, not words
};

/// The kernels of the tier in use.
EIDO_KERNEL q22_functions q22_in_use() noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <type_traits>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL q22_functions q22_in_use() noexcept { EIDO_RUN_TIER(q22_of_tier()) }

}  // namespace eido::kernels
#endif
