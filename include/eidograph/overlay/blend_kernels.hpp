// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"
#include "paint_tables.hpp"

namespace eido::kernels {

/// The runs of equal labels in a row of n; a run up to label k ends at pixel reach[k], and one without pixels is left
/// out. Returns how many there are.
EIDO_KERNEL index label_spans_u8(const u8* labels, index n, const i32* reach, label_span* out) noexcept;
EIDO_KERNEL index label_spans_u16(const u16* labels, index n, const i32* reach, label_span* out) noexcept;
EIDO_KERNEL index label_spans_i32(const i32* labels, index n, const i32* reach, label_span* out) noexcept;

/// The largest of n labels, 0 of none.
EIDO_KERNEL u8 largest_label(const u8* labels, index n) noexcept;

/// paints[label] laid over each span of some rows of pixels, `step` bytes apart; null leaves the pixels as they are.
/// dst is apart from src, and `copies` null; or it is src, and `copies` has room for the rows.
EIDO_KERNEL void paint_spans(const u8* src, index src_step, index rows, const label_span* spans, index count,
                             const paint_tables* const* paints, int channels, u8* dst, index dst_step,
                             u8* copies) noexcept;

/// What some rows of a mask are together over n pixels, as runs; kinds beyond `whole` are `inside`. Returns how many.
EIDO_KERNEL index mask_runs(const f32* const* rows, int count, index n, f32 nothing, mask_run* out) noexcept;

/// One color laid over a row of pixels of 3 or 4 channels, the fourth stays. dst may be src.
EIDO_KERNEL void paint_soft_f32(const u8* src, const f32* mask, index pixels, int channels, const soft_paint& paint,
                                u8* dst) noexcept;
EIDO_KERNEL void paint_soft_u8(const u8* src, const u8* mask, index pixels, int channels, const soft_paint& paint,
                               u8* dst) noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <bit>
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../overlay/blend.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL index label_spans_u8(const u8* labels, index n, const i32* reach, label_span* out) noexcept {
  EIDO_RUN_TIER(label_spans(labels, n, reach, out));
}
EIDO_KERNEL index label_spans_u16(const u16* labels, index n, const i32* reach, label_span* out) noexcept {
  EIDO_RUN_TIER(label_spans(labels, n, reach, out));
}
EIDO_KERNEL index label_spans_i32(const i32* labels, index n, const i32* reach, label_span* out) noexcept {
  EIDO_RUN_TIER(label_spans(labels, n, reach, out));
}
EIDO_KERNEL u8 largest_label(const u8* labels, index n) noexcept { EIDO_RUN_TIER(largest_label(labels, n)); }
EIDO_KERNEL void paint_spans(const u8* src, index src_step, index rows, const label_span* spans, index count,
                             const paint_tables* const* paints, int channels, u8* dst, index dst_step,
                             u8* copies) noexcept {
  EIDO_RUN_TIER(paint_spans(src, src_step, rows, spans, count, paints, channels, dst, dst_step, copies));
}
EIDO_KERNEL index mask_runs(const f32* const* rows, int count, index n, f32 nothing, mask_run* out) noexcept {
  EIDO_RUN_TIER(mask_runs(rows, count, n, nothing, out));
}
EIDO_KERNEL void paint_soft_f32(const u8* src, const f32* mask, index pixels, int channels, const soft_paint& paint,
                                u8* dst) noexcept {
  EIDO_RUN_TIER(paint_soft(src, mask, pixels, channels, paint, dst));
}
EIDO_KERNEL void paint_soft_u8(const u8* src, const u8* mask, index pixels, int channels, const soft_paint& paint,
                               u8* dst) noexcept {
  EIDO_RUN_TIER(paint_soft(src, mask, pixels, channels, paint, dst));
}

}  // namespace eido::kernels
#endif
