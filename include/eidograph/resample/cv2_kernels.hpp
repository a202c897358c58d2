// SPDX-License-Identifier: MIT
#pragma once

#include "../base/cast.hpp"
#include "../base/exact.hpp"
#include "../simd/kernel.hpp"

namespace eido::kernels {

/// What a horizontal pass of 2, 4 or 8 taps over bytes reads: for each block of 16 bytes of a register, where 16 bytes
/// of the row are loaded from, which of them go where, and what they are multiplied by. A block makes up to four
/// values.
struct cv2_windows {
  index blocks;        // those of the tables, a multiple of most_blocks
  index values;        // of the whole row
  index step;          // values a block makes
  const i32* offset;   // [1 or 2 windows][blocks]: bytes from the row's begin on
  const u8* places;    // [taps / 2][blocks][16]: two taps of each value, as 16-bit numbers
  const i16* weights;  // [taps / 2][blocks][8]

  static constexpr index most_blocks = 32;
};

/// Products of 2 taps and weights of 1/2048, 7 bits behind the point kept.
EIDO_KERNEL void cv2_across_linear(const cv2_windows& windows, const u8* row, i16* out) noexcept;
/// Products of 2 taps and weights of 1/256, less 32768.
EIDO_KERNEL void cv2_across_linear_exact(const cv2_windows& windows, const u8* row, i16* out) noexcept;
/// Products of 4 or 8 taps and weights of 1/2048, which single precision holds.
EIDO_KERNEL void cv2_across_cubic(const cv2_windows& windows, const u8* row, f32* out) noexcept;
EIDO_KERNEL void cv2_across_lanczos4(const cv2_windows& windows, const u8* row, i32* out) noexcept;

/// The same for floats, 4 values a block; the places are the first tap's, those of the next taps are a pixel further.
struct cv2_float_windows {
  index blocks;      // of 4 values, in the whole row
  index begin, end;  // the blocks whose taps are found so: those beside them are too far apart or at the border
  int taps, channels;
  const i32* offset;   // [blocks]: bytes from the row's begin on
  const u8* places;    // [blocks][16]
  const f32* weights;  // [taps][blocks][4]
};
/// Sums of 2, 4 or 8 taps, from the first to the last, for whole registers of blocks from `begin` on; returns the first
/// block that was not made.
EIDO_KERNEL index cv2_across_f32(const cv2_float_windows& windows, const f32* row, f32* out) noexcept;

/// What sums over many taps read: the first pixels of the outputs, `taps` weights for each, every one of them four
/// times in a row, zeros where an output has fewer: weights[k][output][4].
struct cv2_sums {
  index outputs, taps;
  const index* first;
  const f32* weights;
};
/// Sums of bytes in single precision, from the first tap to the last, for one or two rows; pixels of `channels` of a
/// row's `bytes` bytes.
EIDO_KERNEL void cv2_across_area(const cv2_sums& sums, const u8* const* rows, int count, index bytes, int channels,
                                 void* const* outs) noexcept;

/// The same for a row of `values` floats.
EIDO_KERNEL void cv2_across_area_f32(const cv2_sums& sums, const f32* row, index values, int channels,
                                     f32* out) noexcept;

/// Cells of w x h pixels, one for each output; rows of whole cells.
struct cv2_cell {
  i32 w, h, channels;

  static constexpr index most_width = 4096;  // w * channels, for cv2_cell_means
  static constexpr i32 most_height = 257;
};
/// Means of bytes times `scale`, which is 1 over w * h, halves to even.
EIDO_KERNEL void cv2_cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                                u8* out) noexcept;
/// Means of 2 x 2 pixels of 1, 3 or 4 bytes, halves up.
EIDO_KERNEL void cv2_quarter_means(const void* const* rows, int channels, index pixels, u8* out) noexcept;

/// A row of n values from rows of what the first pass made; see arithmetic_cv2.hpp.
EIDO_KERNEL void cv2_down_linear(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_linear_exact(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_cubic(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_lanczos4(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_area(const void* const* rows, int taps, const f32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_area_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept;
EIDO_KERNEL void cv2_down_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <utility>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_FILE "../resample/cv2_across.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../resample/cv2_floats.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../resample/cv2_cells.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../resample/cv2_down.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void cv2_across_linear(const cv2_windows& windows, const u8* row, i16* out) noexcept {
  EIDO_RUN_TIER(across_linear(windows, row, out));
}
EIDO_KERNEL void cv2_across_linear_exact(const cv2_windows& windows, const u8* row, i16* out) noexcept {
  EIDO_RUN_TIER(across_linear_exact(windows, row, out));
}
EIDO_KERNEL void cv2_across_cubic(const cv2_windows& windows, const u8* row, f32* out) noexcept {
  EIDO_RUN_TIER(across_cubic(windows, row, out));
}
EIDO_KERNEL void cv2_across_lanczos4(const cv2_windows& windows, const u8* row, i32* out) noexcept {
  EIDO_RUN_TIER(across_lanczos4(windows, row, out));
}
EIDO_KERNEL index cv2_across_f32(const cv2_float_windows& windows, const f32* row, f32* out) noexcept {
  EIDO_RUN_TIER(across_f32(windows, row, out));
}
EIDO_KERNEL void cv2_across_area(const cv2_sums& sums, const u8* const* rows, int count, index bytes, int channels,
                                 void* const* outs) noexcept {
  EIDO_RUN_TIER(across_area(sums, rows, count, bytes, channels, outs));
}
EIDO_KERNEL void cv2_across_area_f32(const cv2_sums& sums, const f32* row, index values, int channels,
                                     f32* out) noexcept {
  EIDO_RUN_TIER(across_area_f32(sums, row, values, channels, out));
}
EIDO_KERNEL void cv2_cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                                u8* out) noexcept {
  EIDO_RUN_TIER(cell_means(rows, cell, scale, pixels, out));
}
EIDO_KERNEL void cv2_quarter_means(const void* const* rows, int channels, index pixels, u8* out) noexcept {
  EIDO_RUN_TIER(quarter_means(rows, channels, pixels, out));
}
EIDO_KERNEL void cv2_down_linear(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  EIDO_RUN_TIER(down_linear(rows, w, n, out));
}
EIDO_KERNEL void cv2_down_linear_exact(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  EIDO_RUN_TIER(down_linear_exact(rows, w, n, out));
}
EIDO_KERNEL void cv2_down_cubic(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  EIDO_RUN_TIER(down_cubic(rows, w, n, out));
}
EIDO_KERNEL void cv2_down_lanczos4(const void* const* rows, const i32* w, index n, u8* out) noexcept {
  EIDO_RUN_TIER(down_lanczos4(rows, w, n, out));
}
EIDO_KERNEL void cv2_down_area(const void* const* rows, int taps, const f32* w, index n, u8* out) noexcept {
  EIDO_RUN_TIER(down_area(rows, taps, w, n, out));
}
EIDO_KERNEL void cv2_down_area_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept {
  EIDO_RUN_TIER(down_area_f32(rows, taps, w, n, out));
}
EIDO_KERNEL void cv2_down_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept {
  EIDO_RUN_TIER(down_f32(rows, taps, w, n, out));
}

}  // namespace eido::kernels
#endif
