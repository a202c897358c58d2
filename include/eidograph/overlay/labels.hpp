// SPDX-License-Identifier: MIT
#pragma once

#include "label_rows.hpp"
#include "pixel_rows.hpp"

// A color for each label, by contract.

namespace eido::inline EIDO_ABI::detail {

/// What labels are painted with; null leaves the pixels alone. Each is made when its label is first met.
template <class Blend>
class paint_set {
 public:
  paint_set(const palette& colors, f64 alpha, index channels, bool reversed) noexcept
      : colors_(colors), reversed_(reversed), maker_(alpha, channels) {}

  status prepare() noexcept { return memory_.resize((colors_.size() + 1) * static_cast<index>(sizeof(paint_tables))); }

  const paint_tables* const* of(const label_span* spans, index count) noexcept {
    for (index i = 0; i < count; ++i) {
      if (!met_[spans[i].label]) make(spans[i].label);
    }
    return paints_;
  }

 private:
  void make(int label) noexcept {
    met_[label] = true;
    const bool bare = label == 0 && !colors_.paints_background();
    if (bare && !Blend::changes_bare_pixels) return;
    paint_tables& out = aligned_for<paint_tables>(memory_.data())[label];
    const color& c = colors_[label];
    if (bare) {
      maker_.make_bare(out);
    } else {
      maker_.make(reversed_ ? color(c.value[2], c.value[1], c.value[0]) : c, out);
    }
    paints_[label] = &out;
  }

  const palette& colors_;
  bool reversed_;
  paint_maker<Blend> maker_;
  buffer<unsigned char> memory_;
  bool met_[palette::most] = {};
  const paint_tables* paints_[palette::most] = {};
};

/// The rows of an image, painted by spans of labels.
class span_rows {
 public:
  span_rows(const view<const u8, 3>& src, const view<u8, 3>& dst) noexcept
      : rows_(src, dst), channels_(static_cast<int>(src.shape(2))), bytes_(src.shape(1) * src.shape(2)) {}

  /// Whether the channels come in the opposite order.
  bool reversed() const noexcept { return rows_.reversed(); }

  status prepare() noexcept {
    if (status s = rows_.prepare(); !s) return s;
    return rows_.in_place() ? copies_.resize(together * bytes_) : status();
  }

  /// Rows y to y + count - 1, which show the same labels.
  void paint(index y, index count, const label_span* spans, index n, const paint_tables* const* of_label) noexcept {
    for (const index end = y + count; y < end; y += together) {
      rows_.visit(y, end - y < together ? end - y : together,
                  [&](const u8* from, index from_step, index rows, u8* to, index to_step) {
                    kernels::paint_spans(from, from_step, rows, spans, n, of_label, channels_, to, to_step,
                                         copies_.data());
                  });
    }
  }

 private:
  static constexpr index together = 4;

  pixel_rows rows_;
  int channels_;
  index bytes_;
  buffer<u8> copies_;
};

/// A color for each label over all rows, everything but the labels checked.
template <class Blend, class L, class Scale>
status lay_labels(Blend, const view<const u8, 3>& src, const view<const L, 2>& map, const palette& colors, f64 alpha,
                  const Scale& scale, const view<u8, 3>& dst) noexcept {
  label_rows<L> labels(map);
  span_rows rows(src, dst);
  paint_set<Blend> paints(colors, alpha, src.shape(2), rows.reversed());
  if (status s = labels.prepare(hw_of(src), scale); !s) return s;
  if (status s = labels.check(colors.size()); !s) return s;
  if (status s = rows.prepare(); !s) return s;
  if (status s = paints.prepare(); !s) return s;
  labels.visit(src.shape(0), [&](index y, index count, const label_span* spans, index n) {
    rows.paint(y, count, spans, n, paints.of(spans, n));
  });
  return {};
}

}  // namespace eido::detail
