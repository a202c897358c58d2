// SPDX-License-Identifier: MIT
#pragma once

#include "../base/cast.hpp"
#include "../base/exact.hpp"
#include "../simd/kernel.hpp"
#include "near_mixes_kernels.hpp"
#include "tap_sums.hpp"

namespace eido::kernels {

/// What a horizontal pass of 2, 4 or 8 taps over bytes reads: for each block of 16 bytes of a register, where 16 bytes
/// of the row are loaded from, which of them go where, and what they are multiplied by. A block makes up to four
/// values; or, of two taps close to each other, eight, from bytes whose weights are in two parts.
struct cv2_windows {
  index blocks;        // those of the tables, a multiple of most_blocks
  index values;        // of the whole row
  index step;          // values a block makes
  bool wide;           // as register_windows means it: offset is looked at for the first block of a register only
  const i32* offset;   // [1 or 2 windows][blocks]: bytes from the row's begin on
  const u8* places;    // [taps / 2][blocks][16]: two taps of each value, as 16-bit numbers; bytes where step is 8
  const i16* weights;  // [taps / 2][blocks][8]; where step is 8 bytes, [coarse, fine][blocks][16]

  static constexpr index most_blocks = 32;
};

/// Whether step may be 8.
EIDO_KERNEL bool cv2_has_pairs() noexcept;
/// Whether windows may be wide.
EIDO_KERNEL bool cv2_has_wide_windows() noexcept;

// One or two rows.

/// Products of 2 taps and weights of 1/2048, 7 bits behind the point kept, as i16. Where step is 8, a weight is
/// 32 * coarse + fine.
EIDO_KERNEL void cv2_across_linear(const cv2_windows& windows, const u8* const* rows, int count,
                                   void* const* outs) noexcept;
/// Products of 2 taps and weights of 1/256, less 32768, as i16. Where step is 8, a weight is 2 * coarse + fine.
EIDO_KERNEL void cv2_across_linear_exact(const cv2_windows& windows, const u8* const* rows, int count,
                                         void* const* outs) noexcept;
/// Products of 2, 4 or 8 taps and their weights, as f32, which has to hold them.
EIDO_KERNEL void cv2_across_pairs(const cv2_windows& windows, const u8* const* rows, int count,
                                  void* const* outs) noexcept;
EIDO_KERNEL void cv2_across_cubic(const cv2_windows& windows, const u8* const* rows, int count,
                                  void* const* outs) noexcept;
EIDO_KERNEL void cv2_across_lanczos4(const cv2_windows& windows, const u8* const* rows, int count,
                                     void* const* outs) noexcept;

/// What a horizontal pass of two taps reads for each 16 values, the last of which end with the row: where 64 bytes are
/// loaded from, which of them are first and second taps, and the second's weights of 1/32768, the first's being the
/// rest of 1.
struct cv2_runs {
  index values;        // of the whole row, 16 or more
  const i32* offset;   // [blocks]: bytes from the row's begin on
  const u8* places;    // [blocks][2][16]
  const i16* weights;  // [blocks][16]
};
/// Whether the tier in use looks bytes up so.
EIDO_KERNEL bool cv2_has_runs() noexcept;
/// As cv2_across_linear, for `count` rows.
EIDO_KERNEL void cv2_across_runs(const cv2_runs& runs, const u8* const* rows, int count, void* const* outs) noexcept;

/// As cv2_windows for floats, 4 values a block; the places are the first tap's, those of the next taps are a pixel
/// further.
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

/// Sums in single precision, from the first tap to the last, for up to four rows of `values`.
EIDO_KERNEL void cv2_across_area(const tap_sums& sums, const u8* const* rows, int count, index values, int channels,
                                 void* const* outs) noexcept;
EIDO_KERNEL void cv2_across_area_f32(const tap_sums& sums, const f32* const* rows, int count, index values,
                                     int channels, void* const* outs) noexcept;
/// Of floats that all count, whatever their weights: what a near_mix makes, or sums of 4 or 8 taps from the first to
/// the last, of count[] taps what torch_filter_kernels.hpp says, or one of two taps alone.
enum class window_mix : int { four, eight, torch_filter, first_tap, second_tap };
EIDO_KERNEL void across_mixes(near_mix mix, const tap_sums& sums, const f32* const* rows, int count, index values,
                              int channels, void* const* outs) noexcept;
EIDO_KERNEL void across_mixes(window_mix mix, const tap_sums& sums, const f32* const* rows, int count, index values,
                              int channels, void* const* outs) noexcept;

/// Cells of w x h pixels, one for each output; rows of whole cells.
struct cv2_cell {
  i32 w, h, channels;

  static constexpr index most_width = 4096;  // w * channels, for cv2_cell_means
  static constexpr i32 most_height = 257;
};
/// Means of bytes times `scale`, which is 1 over w * h, halves to even.
EIDO_KERNEL void cv2_cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                                u8* out) noexcept;
/// Means of floats times `scale`, for the first pixels: how many. quartered: of 2 x 2, rows are added first.
EIDO_KERNEL index cv2_float_cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, bool quartered,
                                       index pixels, f32* out) noexcept;
/// Means of 2 x 2 pixels of 1 to 4 bytes, halves up.
EIDO_KERNEL void cv2_quarter_means(const void* const* rows, int channels, index pixels, u8* out) noexcept;

/// A row of n values from rows of what the first pass made; see arithmetic_cv2.hpp.
EIDO_KERNEL void cv2_down_linear(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_linear_exact(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_cubic(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_lanczos4(const void* const* rows, const i32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_area(const void* const* rows, int taps, const f32* w, index n, u8* out) noexcept;
EIDO_KERNEL void cv2_down_area_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept;
EIDO_KERNEL void cv2_down_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept;
/// See tf_rule.hpp. Rows of sums of 1/1024, or, of i8, 256 times that.
EIDO_KERNEL void tflite_down(const void* const* rows, i32 second_weight, bool is_i8, index n, u8* out) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>
#include <utility>

#include "../simd/run_tier.hpp"
#include "windows_kernels.hpp"

#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/cv2_across.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../resample/cv2_runs.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/cv2_floats.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/tap_sums.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_FILE "../resample/tap_mixes.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/cv2_cells.kernel.hpp"
#include "../simd/foreach_tier.hpp"
#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/cv2_down.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL bool cv2_has_pairs() noexcept { EIDO_RUN_TIER(has_pairs()); }
EIDO_KERNEL bool cv2_has_wide_windows() noexcept { EIDO_RUN_TIER(has_wide_windows()); }
EIDO_KERNEL void cv2_across_linear(const cv2_windows& windows, const u8* const* rows, int count,
                                   void* const* outs) noexcept {
  EIDO_RUN_TIER(across_linear(windows, rows, count, outs));
}
EIDO_KERNEL bool cv2_has_runs() noexcept { EIDO_RUN_TIER(runs_here()); }
EIDO_KERNEL void cv2_across_runs(const cv2_runs& runs, const u8* const* rows, int count, void* const* outs) noexcept {
  EIDO_RUN_TIER(across_runs(runs, rows, count, outs));
}
EIDO_KERNEL void cv2_across_linear_exact(const cv2_windows& windows, const u8* const* rows, int count,
                                         void* const* outs) noexcept {
  EIDO_RUN_TIER(across_linear_exact(windows, rows, count, outs));
}
EIDO_KERNEL void cv2_across_pairs(const cv2_windows& windows, const u8* const* rows, int count,
                                  void* const* outs) noexcept {
  EIDO_RUN_TIER(across_taps<2>(windows, rows, count, outs));
}
EIDO_KERNEL void cv2_across_cubic(const cv2_windows& windows, const u8* const* rows, int count,
                                  void* const* outs) noexcept {
  EIDO_RUN_TIER(across_taps<4>(windows, rows, count, outs));
}
EIDO_KERNEL void cv2_across_lanczos4(const cv2_windows& windows, const u8* const* rows, int count,
                                     void* const* outs) noexcept {
  EIDO_RUN_TIER(across_taps<8>(windows, rows, count, outs));
}
EIDO_KERNEL index cv2_across_f32(const cv2_float_windows& windows, const f32* row, f32* out) noexcept {
  EIDO_RUN_TIER(across_f32(windows, row, out));
}
EIDO_KERNEL void cv2_across_area(const tap_sums& sums, const u8* const* rows, int count, index values, int channels,
                                 void* const* outs) noexcept {
  EIDO_RUN_TIER(across_sums(sums, rows, count, values, channels, outs));
}
EIDO_KERNEL void cv2_across_area_f32(const tap_sums& sums, const f32* const* rows, int count, index values,
                                     int channels, void* const* outs) noexcept {
  EIDO_RUN_TIER(across_sums(sums, rows, count, values, channels, outs));
}
EIDO_KERNEL void across_mixes(near_mix mix, const tap_sums& sums, const f32* const* rows, int count, index values,
                              int channels, void* const* outs) noexcept {
  EIDO_RUN_TIER(across_mixes(mix, sums, rows, count, values, channels, outs));
}
EIDO_KERNEL void across_mixes(window_mix mix, const tap_sums& sums, const f32* const* rows, int count, index values,
                              int channels, void* const* outs) noexcept {
  EIDO_RUN_TIER(across_mixes(mix, sums, rows, count, values, channels, outs));
}
EIDO_KERNEL void cv2_cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                                u8* out) noexcept {
  EIDO_RUN_TIER(cell_means(rows, cell, scale, pixels, out));
}
EIDO_KERNEL index cv2_float_cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, bool quartered,
                                       index pixels, f32* out) noexcept {
  EIDO_RUN_TIER(float_cell_means(rows, cell, scale, quartered, pixels, out));
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
EIDO_KERNEL void tflite_down(const void* const* rows, i32 second_weight, bool is_i8, index n, u8* out) noexcept {
  EIDO_RUN_TIER(tflite_down(rows, second_weight, is_i8, n, out));
}
EIDO_KERNEL void cv2_down_f32(const void* const* rows, int taps, const f32* w, index n, f32* out) noexcept {
  EIDO_RUN_TIER(down_f32(rows, taps, w, n, out));
}

}  // namespace eido::kernels
#endif
