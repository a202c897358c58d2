// SPDX-License-Identifier: MIT
#pragma once

#include "../base/exact.hpp"
#include "../view/view.hpp"
#include "palette.hpp"

// The row kernels of overlay: one row of an (h, w, 3) image, any strides; out may be the image.

namespace eido::inline EIDO_ABI::detail {

/// A soft mask value as f32: bytes are 0..255.
inline f32 coverage(f32 m) noexcept { return m; }
inline f32 coverage(u8 m) noexcept { return static_cast<f32>(m) / 255.0f; }

/// color laid over the row, alpha * mask thick.
template <class Blend, class M>
void lay_color(const Blend&, const view<const u8, 2>& row, const M* mask, index step, const color& paint, f32 alpha,
               const view<u8, 2>& out) noexcept {
  for (index x = 0; x < row.shape(0); ++x) {
    const f32 a = product(alpha, coverage(mask[x * step])), keep = Blend::keep(a);
    for (index c = 0; c < 3; ++c) {
      out.at(x, c) =
          Blend::mix(product(static_cast<f32>(row.at(x, c)), keep), product(static_cast<f32>(paint.value[c]), a));
    }
  }
}

/// What overlay needs per byte and per label when alpha is the same everywhere.
template <class Blend>
struct label_tables {
  label_tables(const palette& colors, f32 alpha) noexcept {
    for (int x = 0; x < 256; ++x) kept[x] = product(static_cast<f32>(x), Blend::keep(alpha));
    for (int label = 0; label < colors.size(); ++label) {
      for (int c = 0; c < 3; ++c) laid[label][c] = product(static_cast<f32>(colors[label].value[c]), alpha);
    }
  }
  f32 kept[256];
  f32 laid[palette::most][3];
};

/// The color of each label laid over the row; label 0 leaves its pixels alone.
template <class Blend, class L>
void lay_labels(const Blend&, const view<const u8, 2>& row, const L* labels, index step,
                const label_tables<Blend>& tables, const view<u8, 2>& out) noexcept {
  for (index x = 0; x < row.shape(0); ++x) {
    const index label = static_cast<index>(labels[x * step]);
    for (index c = 0; c < 3; ++c) {
      const u8 value = row.at(x, c);
      out.at(x, c) = label == 0 ? value : Blend::mix(tables.kept[value], tables.laid[label][c]);
    }
  }
}

}  // namespace eido::detail
