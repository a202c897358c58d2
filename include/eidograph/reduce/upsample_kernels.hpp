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
  index classes, stride, w;
  index grouped;   // classes below this one are mixed in torch's other order
  bool careful;    // NaN, infinities or large values: numpy's rules for NaN
  bool prune;      // whether codes may be used
  bool select;     // whether classes that cannot win are left out
  f32 margin;      // by which such a class is below
  const i32* all;  // 0, 1, 2 ...
  i32* list;       // room for as many
  u32* cells;      // room for classes * (w / 4 + 1)
  bool* known;     // w / 4 + 1: which of those are filled
  index *tried, *kept;
};

/// Rows of the output that lie between them: weights, and where results go, `stride` apart, in whole registers.
struct upsample_rows {
  const f32 *up, *down;
  index count;
  i32* ids;
  f32* scores;  // may be null
  index stride;
};

/// The first of the largest classes of each output pixel, by the arithmetic of cv2, torch (two passes, or a sum of
/// four products) and TensorFlow.
EIDO_KERNEL void upsample_cv2(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_torch(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_quad(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;
EIDO_KERNEL void upsample_tf(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept;

/// Codes, labels and the largest |value| of a source row; false where it has values that need care. codes[i] is the
/// winner of pixel i where it is ahead of every class before it (`against_all`: of every other class) by more than
/// all rounding between here and the output can take away.
EIDO_KERNEL bool upsample_scan(const f32* values, index classes, index stride, index w, bool against_all, i32* codes,
                               i32* labels, f32* largest) noexcept;

/// n ids, 0 to 255, as bytes.
EIDO_KERNEL void upsample_narrow(const i32* x, index n, u8* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../reduce/upsample.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void upsample_cv2(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  EIDO_RUN_TIER(upsample_by_cv2(p, c, r));
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
EIDO_KERNEL bool upsample_scan(const f32* values, index classes, index stride, index w, bool against_all, i32* codes,
                               i32* labels, f32* largest) noexcept {
  EIDO_RUN_TIER(upsample_scanned(values, classes, stride, w, against_all, codes, labels, largest));
}
EIDO_KERNEL void upsample_narrow(const i32* x, index n, u8* out) noexcept { EIDO_RUN_TIER(upsample_bytes(x, n, out)); }

}  // namespace eido::kernels
#endif
