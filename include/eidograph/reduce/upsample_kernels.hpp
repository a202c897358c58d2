// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// Where each output column looks, in memory for whole registers of 16: the last column repeated.
struct upsample_columns {
  const i32 *left, *right;
  const f32 *left_weight, *right_weight;
  index count;
};

/// Two source rows. Class k of a row is at k * stride; 16 values behind w may be read.
struct upsample_pair {
  const f32 *upper, *lower;
  const i32 *upper_codes, *lower_codes;    // the class that a source pixel is known to show, or -1
  const i32 *upper_labels, *lower_labels;  // the class with the largest value
  const f32 *upper_best, *lower_best;      // and that value
  index classes, stride, w;
  index grouped;   // classes below this one are mixed in torch's other order
  bool careful;    // NaN, infinities or large values: numpy's rules for NaN
  bool prune;      // whether codes may be used
  bool select;     // whether classes that cannot win are left out
  f32 margin;      // by which such a class is below
  const i32* all;  // 0, 1, 2 ...
  i32* list;       // room for as many
  i32* names;      // (w / 4 + 1) times classes + 1: those that may win in a register's cells,
  u32* cells;      // in which of these,
  index* found;    // and how many they are; less than 0 where that is not known
  index *tried, *kept;
};

/// Rows of the output that lie between them: weights, and where results go, `stride` apart, in whole registers.
struct upsample_rows {
  const f32 *up, *down;
  index count;
  i32* ids;
  u8* bytes;    // the ids where there are at most 256 classes; else null
  f32* scores;  // may be null
  index stride;
  bool shares;  // the scores are the winners' shares of the exponentials
};

/// The first of the largest classes of each output pixel, by the arithmetic of cv2 (in two passes, or means of four
/// where left_weight says whether a column is one of the last), torch (two passes, or a sum of four products) and
/// TensorFlow.
EIDO_KERNEL void upsample_cv2(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_half(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_torch(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_quad(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_tf(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
/// TFLite's four products of floats, and of i8 that are given as floats, with weights in 1 / 1024.
EIDO_KERNEL void upsample_tflite(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_tflite_i8(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
/// Pixels that are not mixed.
EIDO_KERNEL void upsample_pick(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;

/// A source row, its class k at from + k * step, to values + k * stride; values may be from. Codes, labels, the
/// values of these (bests) and the largest |value|; false where it has values that need care. codes[i] is the winner of
/// pixel i where it is ahead of every class before it (`against_all`: of every other class) by more than `ahead` of
/// both sizes, and more_ahead.
EIDO_KERNEL bool upsample_scan(const f32* from, index step, index classes, index stride, index w, bool against_all,
                               f32 ahead, f32 more_ahead, f32* values, f32* bests, i32* codes, i32* labels,
                               f32* largest) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <limits>
#include <type_traits>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/upsample.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../reduce/upsample_scan.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void upsample_cv2(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_cv2(p, c, r));
}
EIDO_KERNEL void upsample_half(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_half(p, c, r));
}
EIDO_KERNEL void upsample_torch(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_torch(p, c, r));
}
EIDO_KERNEL void upsample_quad(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_quad(p, c, r));
}
EIDO_KERNEL void upsample_tf(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_tf(p, c, r));
}
EIDO_KERNEL void upsample_tflite(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_tflite(p, c, r));
}
EIDO_KERNEL void upsample_tflite_i8(const upsample_pair& p, const upsample_columns& c,
                                    const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_tflite_i8(p, c, r));
}
EIDO_KERNEL void upsample_pick(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_pick(p, c, r));
}
EIDO_KERNEL bool upsample_scan(const f32* from, index step, index classes, index stride, index w, bool against_all,
                               f32 ahead, f32 more_ahead, f32* values, f32* bests, i32* codes, i32* labels,
                               f32* largest) noexcept {
  EIDO_RUN_TIER(upsample_scanned(from, step, classes, stride, w, against_all, ahead, more_ahead, values, bests, codes,
                                 labels, largest));
}

}  // namespace eido::kernels
#endif
