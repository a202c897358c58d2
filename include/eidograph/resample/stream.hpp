// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view.hpp"
#include "layout.hpp"

namespace eido::inline EIDO_ABI::detail {

/// The last rows of a stage, so that a window of them can be looked at while they stream by.
template <class T>
class row_ring {
 public:
  static constexpr index bytes(index rows, index row) noexcept { return rows * row * static_cast<index>(sizeof(T)); }

  row_ring(T* memory, index rows, index row) noexcept : memory_(memory), rows_(rows), row_(row) {}

  /// Row y, made by make(y, memory) unless it is still here. Callers ask for rising windows of at most `rows` rows.
  template <class Make>
  const T* get(index y, Make make) noexcept {
    T* const slot = memory_ + (y % rows_) * row_;
    if (y >= next_) {
      make(y, slot);
      next_ = y + 1;
    }
    return slot;
  }

 private:
  T* memory_;
  index rows_, row_;
  index next_ = 0;
};

/// Runs a layout: source rows come in, output rows come out in order, and what lies between stays in rings of a few
/// rows. Either pass may be first:
///   source -> horizontal -> ring -> vertical -> row        (each source row is filtered once)
///   source -> vertical -> one row -> horizontal -> row
/// Source rows whose pixels do not lie side by side (or carry alpha) are packed into a ring of their own first.
template <class T>
class row_stream {
 public:
  /// Bytes of scratch memory, the same for every source; false when they do not fit an index.
  static bool scratch_bytes(const resize_layout<T>& layout, index& bytes) noexcept {
    index row = 0, rows = 0, pointers = 0;
    const index widest = layout.source.w > layout.size.w ? layout.source.w : layout.size.w;
    return multiply(widest, layout.source.channels * static_cast<index>(sizeof(T)), row) &&
           multiply(layout.window(), static_cast<index>(sizeof(T*)), pointers) &&
           multiply(2 * layout.window() + 1, row, rows) && rows <= (std::numeric_limits<index>::max)() - pointers &&
           (bytes = rows + pointers, true);
  }

  row_stream(const resize_layout<T>& layout, const view<const T, 3>& src, unsigned char* scratch) noexcept
      : layout_(layout),
        src_(src),
        packed_(!layout.alpha && src.stride(2) == 1 && src.stride(1) == src.shape(2)),
        window_(reinterpret_cast<const T**>(scratch)),
        source_(reinterpret_cast<T*>(window_ + layout.window()), layout.window(), layout.source_row()),
        filtered_(reinterpret_cast<T*>(window_ + layout.window()) + layout.window() * layout.source_row(),
                  layout.window(), layout.output_row()),
        between_(reinterpret_cast<T*>(window_ + layout.window()) + layout.window() * layout.source_row()) {}

  /// Output row y; rows are asked for in order.
  void produce(index y, T* out) noexcept {
    if (layout_.y.kind == pass::pick) {
      const T* row = source_row(layout_.y.from[y]);
      gather_pixels(row, layout_.x.from.data(), layout_.size.w, layout_.source.channels, out);
    } else if (!layout_.resamples_y()) {
      across(source_row(y + layout_.y.offset), out);
    } else if (layout_.vertical_first && layout_.resamples_x()) {
      const index low = layout_.x.table.lowest * layout_.source.channels;
      const index high = layout_.x.table.highest * layout_.source.channels;
      down(y, high - low, between_ + low, [&](index at) { return source_row(at) + low; });
      across(between_, out);
    } else if (layout_.resamples_x()) {
      down(y, layout_.output_row(), out, [&](index at) {
        return filtered_.get(at, [&](index source, T* memory) { across(source_row(source), memory); });
      });
    } else {
      const index low = layout_.x.offset * layout_.source.channels;
      down(y, layout_.output_row(), out, [&](index at) { return source_row(at) + low; });
    }
    if constexpr (std::is_same_v<T, u8>) {
      if (layout_.alpha) unpremultiply(out, layout_.size.w, layout_.source.channels);
    }
  }

 private:
  const T* source_row(index y) noexcept {
    if (packed_) return src_.data() + y * src_.stride(0);
    return source_.get(y, [&](index at, T* memory) { pack(at, memory); });
  }

  void pack(index y, T* memory) const noexcept {
    const T* const row = src_.data() + y * src_.stride(0);
    const index channels = layout_.source.channels;
    for (index x = 0; x < layout_.source.w; ++x) {
      for (index c = 0; c < channels; ++c) memory[x * channels + c] = row[x * src_.stride(1) + c * src_.stride(2)];
    }
    if constexpr (std::is_same_v<T, u8>) {
      if (layout_.alpha) premultiply(memory, layout_.source.w, channels);
    }
  }

  void across(const T* row, T* out) const noexcept {
    if (layout_.resamples_x()) {
      layout_.kernels.horizontal(row, layout_.x.table, out);
    } else {
      std::memcpy(out, row + layout_.x.offset * layout_.source.channels,
                  static_cast<std::size_t>(layout_.output_row()) * sizeof(T));
    }
  }

  template <class Row>
  void down(index y, index n, T* out, Row row_at) noexcept {
    const axis_table& table = layout_.y.table;
    for (i32 k = 0; k < table.count(y); ++k) window_[k] = row_at(table.first(y) + k);
    layout_.kernels.vertical(window_, table, y, n, out);
  }

  const resize_layout<T>& layout_;
  view<const T, 3> src_;
  bool packed_;
  const T** window_;
  row_ring<T> source_;
  row_ring<T> filtered_;
  T* between_;  // shares memory with filtered_: a layout uses one of them
};

}  // namespace eido::detail
