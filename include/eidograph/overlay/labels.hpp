// SPDX-License-Identifier: MIT
#pragma once

#include "label_rows.hpp"
#include "pixel_rows.hpp"

// A color for each label, by contract.

namespace eido::inline EIDO_ABI::detail {

/// What each label that occurs is painted with; null leaves the pixels alone.
class paint_set {
 public:
  template <class Blend>
  status make(Blend, const palette& colors, const bool (&occurs)[palette::most], f64 alpha, index channels,
              bool reversed) noexcept {
    const auto painted = [&](int label) {
      return occurs[label] && (label > 0 || colors.paints_background() || Blend::changes_bare_pixels);
    };
    index count = 0;
    for (int label = 0; label < palette::most; ++label) count += painted(label);
    if (status s = memory_.resize((count + 1) * index(sizeof(paint_tables))); !s) return s;
    paint_tables* next = aligned_for<paint_tables>(memory_.data());
    paint_maker<Blend> maker(alpha, channels);
    for (int label = 0; label < palette::most; ++label) {
      if (!painted(label)) continue;
      const auto& c = colors[label].value;
      if (label == 0 && !colors.paints_background()) {
        maker.make_bare(*next);
      } else {
        maker.make(reversed ? color(c[2], c[1], c[0]) : colors[label], *next);
      }
      paints_[label] = next++;
    }
    return {};
  }

  const paint_tables* const* get() const noexcept { return paints_; }

 private:
  buffer<unsigned char> memory_;
  const paint_tables* paints_[palette::most] = {};
};

/// A color for each label over all rows, everything but the labels checked.
template <class Blend, class L, class Scale>
status lay_labels(Blend blend, const view<const u8, 3>& src, const view<const L, 2>& map, const palette& colors,
                  f64 alpha, const Scale& scale, const view<u8, 3>& dst) noexcept {
  label_rows<L> labels(map);
  pixel_rows rows(src, dst);
  paint_set paints;
  bool occurs[palette::most] = {};
  if (status s = labels.prepare(hw_of(src), scale); !s) return s;
  if (status s = labels.look(colors.size(), occurs); !s) return s;
  if (status s = rows.prepare(); !s) return s;
  if (status s = paints.make(blend, colors, occurs, alpha, src.shape(2), rows.reversed()); !s) return s;
  const int channels = static_cast<int>(src.shape(2));
  labels.visit(src.shape(0), [&](index y, index count, const label_span* spans, index n) {
    rows.visit(y, count, [&](const u8* from, index from_step, index together, u8* to, index to_step) {
      kernels::paint_spans(from, from_step, together, spans, n, paints.get(), channels, to, to_step);
    });
  });
  return {};
}

}  // namespace eido::detail
