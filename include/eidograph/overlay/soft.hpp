// SPDX-License-Identifier: MIT
#pragma once

#include "../like/blend.hpp"
#include "blend_kernels.hpp"
#include "compose_kernels.hpp"
#include "mask_rows.hpp"
#include "paints.hpp"
#include "pixel_rows.hpp"

// One color under a soft mask, by contract.

namespace eido::inline EIDO_ABI::detail {

inline void lay_row(const u8* src, const f32* mask, index pixels, int channels, const kernels::soft_paint& paint,
                    u8* dst) noexcept {
  kernels::paint_soft_f32(src, mask, pixels, channels, paint, dst);
}
inline void lay_row(const u8* src, const u8* mask, index pixels, int channels, const kernels::soft_paint& paint,
                    u8* dst) noexcept {
  kernels::paint_soft_u8(src, mask, pixels, channels, paint, dst);
}

/// numpy's blend of one color under a soft mask, everything checked.
template <class Blend, class T, class Scale>
status lay_color(Blend, const view<const u8, 3>& src, const view<const T, 2>& mask, const color& paint, f64 alpha,
                 const Scale& scale, const view<u8, 3>& dst) noexcept {
  pixel_rows rows(src, dst);
  if (status s = rows.prepare(); !s) return s;
  const color given = rows.reversed() ? color(paint.value[2], paint.value[1], paint.value[0]) : paint;
  paint_tables whole;
  paint_maker<Blend>(alpha, src.shape(2)).make(given, whole);
  kernels::soft_paint soft{&whole, Blend::lay(alpha), {}, nothing_below(Blend::lay(alpha))};
  for (int c = 0; c < 3; ++c) soft.color[c] = static_cast<f32>(given.value[c]);
  return for_each_mask_row(mask, hw_of(src), scale, [&](index y, const T* row) {
    rows.visit(y, 1, [&](const u8* from, index, index, u8* to, index) {
      lay_row(from, row, src.shape(1), static_cast<int>(src.shape(2)), soft, to);
    });
  });
}

/// Pillow's: blend(img, composite(the color, img, mask), alpha).
template <class Scale>
status lay_color(like::pillow::blend_contract, const view<const u8, 3>& src, const view<const u8, 2>& mask,
                 const color& paint, f64 alpha, const Scale& scale, const view<u8, 3>& dst) noexcept {
  const int channels = static_cast<int>(src.shape(2));
  const index w = src.shape(1), bytes = w * channels;
  const kernels::byte_mix mix{kernels::byte_rule::cut_step, static_cast<f32>(alpha), 0, 0};
  pixel_rows rows(src, dst);
  buffer<u8> above;
  if (status s = rows.prepare(); !s) return s;
  if (status s = above.resize(bytes); !s) return s;
  return for_each_mask_row(mask, hw_of(src), scale, [&](index y, const u8* row) {
    rows.visit(y, 1, [&](const u8* from, index, index, u8* to, index) {
      for (index at = 0; at < bytes; at += channels) {
        for (int c = 0; c < 3; ++c) above[at + c] = paint.value[rows.reversed() ? 2 - c : c];
        if (channels == 4) above[at + 3] = from[at + 3];
      }
      kernels::composite_pixels(above.data(), from, row, w, channels, above.data());
      kernels::mix_bytes(from, above.data(), bytes, mix, to);
    });
  });
}

}  // namespace eido::detail
