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

/// A mask whose rows are mixed from two or so: where these are 1, or nothing, the row is not made at all.
inline status lay_parts(resize_plan<f32>& scaled, const view<const f32, 2>& mask, const view<const u8, 3>& src,
                        const kernels::soft_paint& paint, pixel_rows& rows) noexcept {
  using kernels::cover;
  constexpr index least_step = 16;  // pixels that a kernel looks at together
  const index w = src.shape(1);
  const int channels = static_cast<int>(src.shape(2));
  buffer<f32> values;
  buffer<kernels::mask_run> runs;
  if (status s = values.resize(w); !s) return s;
  if (status s = runs.resize(w / least_step + 1); !s) return s;
  index first = -1, taps = 0, count = 0;  // of the middle rows that are known
  return scaled.try_run_parts(
      mask,
      [&](index y, const auto& parts) {
        if (parts.first() != first || parts.count() != taps) {
          first = parts.first(), taps = parts.count();
          const f32* from[4] = {};
          for (int k = 0; k < parts.count(); ++k) from[k] = parts.row(k);
          count = kernels::mask_runs(from, parts.count(), w, paint.nothing / 2, runs.data());
        }
        const bool steady = parts.is_steady();
        rows.visit(y, 1, [&](const u8* from, index, index, u8* to, index) {
          index at = 0;
          for (index i = 0; i < count; ++i) {
            const auto [end, kind] = runs[i];
            const u8* const p = from + at * channels;
            u8* const q = to + at * channels;
            if (!steady || kind == cover::inside) {
              parts.make(at, end - at, values.data());
              kernels::paint_soft_f32(p, values.data(), end - at, channels, paint, q);
            } else if (kind == cover::whole) {
              const label_span all{static_cast<i32>(end - at), 0};
              kernels::paint_spans(p, 0, 1, &all, 1, &paint.whole, channels, q, 0, nullptr);
            } else if (p != q) {
              std::memcpy(q, p, static_cast<std::size_t>((end - at) * channels));
            }
            at = end;
          }
        });
      },
      scaled.scratch());
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
  if constexpr (std::is_same_v<T, f32>) {
    if (!(hw_of(mask) == hw_of(src))) {
      kept_plan<f32> scaled;
      if (status s = plan_for(as_image(mask), resize(hw_of(src), scale), scaled); !s) return s;
      if (scaled->makes_parts()) return lay_parts(*scaled, mask, src, soft, rows);
    }
  }
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
