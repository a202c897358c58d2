// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

// Row kernels of the arithmetic q22 (Pillow on bytes) on every tier. Sums are taken modulo 2^32, so a weight may be cut
// into parts whose products are added apart, as long as no part overflows on the way:
//   words    weight = a * 2^16 + b with b in 16 bits and a in 8: two products, the sums of a in 16 bits
//   digits   weight = a * 2^16 + b * 2^8 + c, three signed bytes, where a tier multiplies four bytes at once
// Weights of 16 bits, which are a multiple of 2^n, as torch's are, need no a: they are cut as weights by 2^n, and their
// sums are shifted by n less. (narrow)
// The kernels cut the weights too and say whether they fit; q22_pack.hpp chooses among them.

namespace eido::kernels {

/// An axis as these kernels see it: output i reads count[i] sources, none below `lowest` or from `highest` on, and its
/// cut weights begin at packed + i * packed_each. Sums of narrow weights are shifted right by `shift`, to 2^6 of a
/// unit.
struct q22_axis {
  index outputs, lowest, highest;
  const i32* count;
  const i32* packed;
  index packed_each;
  int shift;
  bool woven = false;  // see row_kernels; of across, what it makes
};

/// The form of an axis of few taps whose outputs are close to each other, as where an image grows: for each block of 16
/// bytes of a register, where 16 bytes of the row are loaded from and which of them go where, two taps of 8 values. The
/// next two taps are the same places `step` bytes further. Blocks are in the order of narrow_blocks_u8: of the outputs'
/// the even ones of two registers, then the odd ones.
struct q22_windows {
  index blocks;       // those of the tables, a multiple of those of two registers
  index values;       // of the whole row
  index step;         // bytes from two taps to the next two
  int pairs;          // of taps, at most most_pairs
  bool wide;          // as register_windows means it: offset is looked at for the first block of a register only
  bool mixed;         // two taps, all weights are those of q22_mix; b_low holds b of the second tap
  const i32* offset;  // [blocks]: bytes from the row's begin on
  const u8* places;   // [blocks][16]
  const u8* a;        // [pairs][blocks][16]
  const i16* b_low;   // [pairs][blocks][8]: of the first four values of a block
  const i16* b_high;  // of the last four

  static constexpr int most_pairs = 4;
};

/// The form of an axis whose outputs come in fours that read no more than 16 pixels, weights as digits: for each four,
/// which of these pixels go where, a lane for each output, four taps in it. Fours come in twos, the last of which may
/// repeat outputs.
struct q22_fours {
  index groups;      // of two fours
  int parts;         // of four taps, at most most_parts
  const u8* tables;  // [groups][2][parts]: of 16 bytes each, places, digits a, b and c
  const i32* start;  // [groups][2][4]
  const i32* from;   // [groups][2]: the first of the pixels, from the axis' lowest on

  static constexpr int most_parts = 4;
};

inline namespace EIDO_ABI {

/// Whether two weights, cut, may be mixed in 16 bits: none is negative, their sum is 1, and so is that of their parts.
constexpr bool q22_mixes(i32 first_a, i32 first_b, i32 second_a, i32 second_b) noexcept {
  return first_a + second_a == 64 && first_b + second_b == 0 && first_a * 65536 + first_b >= 0 &&
         second_a * 65536 + second_b >= 0;
}

}  // namespace EIDO_ABI

/// `count` rows (1 to q22_functions::rows) along x. Weights, after two numbers that say where an output begins (counted
/// from `lowest`) and how much of the following is not zero:
///   words, digits   for every four taps, beginning at a multiple of four pixels from `lowest`, three numbers: b of
///                   taps 0 and 2, b of 1 and 3, a of the four; or digits a, b and c of the four; behind them one that
///                   is q22_functions::bias times the sum of the weights
///   taps            b and then a of each tap, an even number of them
using q22_across = void(const u8* const* rows, int count, const q22_axis& axis, u8* const* outs) noexcept;

/// Output row y of n values, and y + 1 if that reads the same rows and `next` is not null. Weights: for every two taps
/// two numbers, b of both and a of both, twice; or, with q22_functions::apart, a number for each tap, b and then a; for
/// woven rows, bytes: digits a of three rows before and of all taps, then so b and c.
using q22_down = void(const void* const* rows, const q22_axis& axis, index y, index n, u8* out, u8* next) noexcept;

/// The weights of an axis: those of output i begin at weights + i * step, count[i] of them. Up to most_beside numbers
/// before the first and behind the last are read too. To be narrow they are cut as weights by 2^narrow.
struct q22_weights {
  const i32* weights;
  index step;
  const index* first;
  const i32* count;
  index outputs, lowest;
  int narrow;

  static constexpr int most_beside = 64;
};

/// Cuts weights into `numbers` for each output, as a kernel wants them; false where they do not fit. Up to most_beside
/// numbers behind the last are written too.
using q22_cut = bool(const q22_weights& weights, index numbers, i32 bias, i32* out) noexcept;

struct q22_functions {
  q22_across* across[4];  // for 1 to 4 channels
  q22_across* alpha[2];   // for 2 and 4 channels, colours times alpha before; null where that is not done here
  q22_down* down;
  q22_across* windows;  // for axes packed as q22_windows, 1 or 2 rows; null where the others are faster
  int rows;
  bool taps;  // whether across wants its weights as taps
  i32 bias;
  index most_values;  // of a row that an output of across may read, at most; 0 for any number
  bool apart;
  bool wide_windows;     // whether windows may be wide
  q22_across* fours[4];  // for axes packed as q22_fours, any number of rows; null where there are none
  q22_cut *cut_across, *cut_down;
  q22_across* narrow_across[4];  // as across and down, of narrow weights; null where there are none
  q22_down* narrow_down;
  q22_down* woven_down;  // of woven rows; null where there are none
};

/// The kernels of the tier in use.
EIDO_KERNEL q22_functions q22_in_use() noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <type_traits>

#include "../simd/run_tier.hpp"
#include "alpha_words_kernels.hpp"
#include "q22_digits.hpp"
#include "windows_kernels.hpp"

#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22_split.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22_fours.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22_columns.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22_cut.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22_woven.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22_dots.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "../resample/q22.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL q22_functions q22_in_use() noexcept { EIDO_RUN_TIER(q22_of_tier()); }

}  // namespace eido::kernels
#endif
