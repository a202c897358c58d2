// SPDX-License-Identifier: MIT
#pragma once

#include "label_rows.hpp"
#include "pixel_rows.hpp"

// A color for each label, by contract.

namespace eido::inline EIDO_ABI::detail {

/// A color for each label over all rows, everything but the labels checked.
template <class Blend, class L, class Scale>
status lay_labels(const view<const u8, 3>& src, const view<const L, 2>& map, const palette& colors, f64 alpha,
                  const Scale& scale, const view<u8, 3>& dst) noexcept {
  label_rows<L> labels(map);
  bool occurs[palette::most] = {};
  if (status s = labels.prepare(hw_of(src), scale); !s) return s;
  if (status s = labels.look(colors.size(), occurs); !s) return s;
  pixel_rows rows(src, dst);
  if (status s = rows.prepare(); !s) return s;
  const bool bare = occurs[0] && !colors.paints_background();
  if (bare) occurs[0] = false;
  index count = 0;
  for (bool found : occurs) count += found;
  buffer<unsigned char> memory;
  if (status s = memory.resize((count + 2) * index(sizeof(paint_tables))); !s) return s;
  paint_tables* const made = aligned_for<paint_tables>(memory.data());
  const paint_tables* paints[palette::most] = {};
  const index used = count;
  paint_maker<Blend> maker(alpha, src.shape(2));
  for (int label = palette::most - 1; label >= 0; --label) {
    if (!occurs[label]) continue;
    const auto& c = colors[label].value;
    maker.make(rows.reversed() ? color(c[2], c[1], c[0]) : colors[label], made[--count]);
    paints[label] = made + count;
  }
  if (Blend::changes_bare_pixels && bare) {
    paint_tables* const last = aligned_for<paint_tables>(memory.data()) + used;
    maker.make_bare(*last);
    paints[0] = last;
  }
  const int channels = static_cast<int>(src.shape(2));
  labels.visit(src.shape(0), [&](index y, index count_rows, const label_span* spans, index n) {
    rows.visit(y, count_rows, [&](const u8* from, index from_step, index together, u8* to, index to_step) {
      kernels::paint_spans(from, from_step, together, spans, n, paints, channels, to, to_step);
    });
  });
  return {};
}

}  // namespace eido::detail
