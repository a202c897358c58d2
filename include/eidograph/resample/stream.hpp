// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view.hpp"
#include "alpha_kernels.hpp"
#include "image.hpp"
#include "layout.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Rows of `row` bytes in scratch memory, each beginning at a multiple of 64 bytes from the first.
struct row_slots {
  unsigned char* memory = nullptr;
  index row = 0, count = 0;

  void* slot(index i) const noexcept { return memory + i % count * row; }
};

/// The source rows that a vertical axis reads, in order and each once. A window of the axis is a run of them, since
/// windows have no holes; between two windows rows may be left out.
class needed_rows {
 public:
  needed_rows() noexcept = default;
  needed_rows(const axis_table& table, index y) noexcept : table_(&table), y_(y), next_(table.first(y)) {}

  bool done() const noexcept { return next_ >= table_->highest; }
  index take() noexcept {
    const index row = next_++;
    while (y_ + 1 < table_->outputs && next_ >= table_->first(y_) + table_->count(y_)) {
      ++y_;
      if (next_ < table_->first(y_)) next_ = table_->first(y_);
    }
    return row;
  }

 private:
  const axis_table* table_ = nullptr;
  index y_ = 0, next_ = 0;
};

/// Runs a layout: source rows come in, output rows come out in order, and what lies between stays in a few rows of
/// scratch memory. Either pass may be first:
///   source -> horizontal -> ring -> vertical -> row        (each source row that is needed is filtered once)
///   source -> vertical -> some rows -> horizontal -> rows
/// Source rows whose pixels do not lie side by side (or carry alpha) are packed into slots of their own first.
template <class T>
class row_stream {
 public:
  /// Bytes of scratch memory, the same for every source; false when they do not fit an index.
  static bool scratch_bytes(const resize_layout<T>& layout, index& bytes) noexcept {
    slots parts;
    return parts.count(layout, bytes);
  }

  /// Output rows from `first` on.
  row_stream(const resize_layout<T>& layout, const view<const T, 3>& src, unsigned char* scratch,
             index first = 0) noexcept
      : layout_(layout), src_(src), side_by_side_(has_packed_rows(src)), packed_(side_by_side_ && !layout.alpha) {
    index bytes = 0;
    slots parts;
    parts.count(layout, bytes);
    const std::uintptr_t behind = reinterpret_cast<std::uintptr_t>(scratch) % 64;
    unsigned char* at = scratch + (behind ? 64 - behind : 0);
    window_ = reinterpret_cast<const void**>(at);
    at += parts.pointers;
    source_ = {at, parts.source_row, parts.source_rows};
    middle_ = {at + parts.source_row * parts.source_rows, parts.middle_row, parts.middle_rows};
    if (layout.resamples_y()) {
      needed_ = needed_rows(layout.y.table, first);
      last_y_ = first;
    }
  }

  /// Output rows y to y + count - 1, at most layout.batch(); rows are asked for in order.
  void produce(index y, int count, T* const* outs) noexcept {
    if (layout_.y.kind == pass::pick) {
      for (int i = 0; i < count; ++i) pick_row(layout_.y.from[y + i], outs[i]);
    } else if (layout_.middle_is_filtered()) {
      for (int i = 0; i < count; ++i) {
        filter_rows(y + i);
        layout_.kernels.vertical(window_, layout_.y.table, y + i, layout_.output_row(), outs[i]);
      }
    } else if (!layout_.resamples_x()) {
      for (int i = 0; i < count; ++i) rows_down(y + i, outs[i]);
    } else {
      rows_across(y, count, outs);
    }
    if constexpr (std::is_same_v<T, u8>) {
      for (int i = 0; i < count && layout_.alpha; ++i) {
        kernels::unpremultiply(outs[i], layout_.size.w, static_cast<int>(layout_.source.channels));
      }
    }
  }

 private:
  /// A row that was just made is copied, or still there.
  void pick_row(index from, T* out) noexcept {
    if (from != picked_from_) {
      gather_pixels(source_row(from), layout_.x.from.data(), layout_.size.w, layout_.source.channels, out);
    } else if (out != picked_) {
      std::memcpy(out, picked_, static_cast<std::size_t>(layout_.output_row()) * sizeof(T));
    }
    picked_from_ = from;
    picked_ = out;
  }

  struct slots {
    index pointers = 0, source_row = 0, source_rows = 1, middle_row = 0, middle_rows = 0;

    bool count(const resize_layout<T>& layout, index& bytes) noexcept {
      const bool filtered = layout.middle_is_filtered();
      const index width = filtered ? layout.size.w : layout.source.w, most = layout.kernels.rows;
      const index value = filtered ? layout.kernels.middle_bytes : static_cast<index>(sizeof(T));
      source_rows = filtered ? most : layout.resamples_y() ? layout.window() : most;
      middle_rows = filtered ? layout.window() + most - 1 : layout.middle_is_source() ? most : 0;
      index sources = 0, middles = 0;
      const auto round = [](index& n) {
        if (n > (std::numeric_limits<index>::max)() / 4) return false;
        n = (n + 63) / 64 * 64;
        return true;
      };
      if (!multiply(layout.window(), static_cast<index>(sizeof(void*)), pointers) || !round(pointers) ||
          !multiply(layout.source.w, layout.source.channels * static_cast<index>(sizeof(T)), source_row) ||
          !round(source_row) || !multiply(source_row, source_rows, sources) || !round(sources) ||
          !multiply(width, layout.source.channels * value, middle_row) || !round(middle_row) ||
          !multiply(middle_row, middle_rows, middles) || !round(middles)) {
        return false;
      }
      bytes = 64 + pointers + sources + middles;
      return true;
    }
  };

  /// Fills window_ with the filtered rows of output row y.
  void filter_rows(index y) noexcept {
    const axis_table& table = layout_.y.table;
    for (; last_y_ < y; ++last_y_) {  // windows that overlap share rows, others follow each other
      const index step = table.first(last_y_ + 1) - table.first(last_y_), taps = table.count(last_y_);
      window_at_ += step < taps ? step : taps;
    }
    while (made_ < window_at_ + table.count(y)) {
      const T* rows[most_rows];
      void* outs[most_rows];
      int n = 0;
      for (; n < layout_.kernels.rows && !needed_.done(); ++n) {
        rows[n] = pack(needed_.take(), n);
        outs[n] = middle_.slot(made_ + n);
      }
      layout_.kernels.horizontal(rows, n, layout_.x.table, outs);
      made_ += n;
    }
    for (i32 k = 0; k < table.count(y); ++k) window_[k] = middle_.slot(window_at_ + k);
  }

  /// One output row whose columns are those of the source: resampled along y or copied.
  void rows_down(index y, T* out) noexcept {
    const index low = layout_.x.offset * layout_.source.channels;
    if (layout_.resamples_y()) {
      down(y, low, layout_.output_row(), out);
    } else {
      std::memcpy(out, source_row(y + layout_.y.offset) + low,
                  static_cast<std::size_t>(layout_.output_row()) * sizeof(T));
    }
  }

  /// Output rows whose last pass is horizontal.
  void rows_across(index y, int count, T* const* outs) noexcept {
    const T* rows[most_rows];
    void* untyped[most_rows];
    const index low = layout_.x.table.lowest * layout_.source.channels;
    const index high = layout_.x.table.highest * layout_.source.channels;
    for (int i = 0; i < count; ++i) {
      if (layout_.resamples_y()) {
        T* const made = static_cast<T*>(middle_.slot(i));
        down(y + i, low, high - low, made + low);
        rows[i] = made;
      } else {
        rows[i] = pack(y + i + layout_.y.offset, i);
      }
      untyped[i] = outs[i];
    }
    layout_.kernels.horizontal(rows, count, layout_.x.table, untyped);
  }

  /// n values from value `low` on, resampled along y straight from the source.
  void down(index y, index low, index n, T* out) noexcept {
    const axis_table& table = layout_.y.table;
    for (i32 k = 0; k < table.count(y); ++k) window_[k] = source_row(table.first(y) + k) + low;
    layout_.kernels.vertical(window_, table, y, n, out);
  }

  /// Source row y; windows of them are asked for in rising order, so a packed one may still be there.
  const T* source_row(index y) noexcept {
    if (packed_ || y < next_source_) {
      return packed_ ? src_.data() + y * src_.stride(0) : static_cast<const T*>(source_.slot(y));
    }
    next_source_ = y + 1;
    return pack(y, y);
  }

  const T* pack(index y, index slot) const noexcept {
    const T* const row = src_.data() + y * src_.stride(0);
    if (packed_) return row;
    T* const memory = static_cast<T*>(source_.slot(slot));
    if (!side_by_side_) gather_row(src_, y, memory);
    if constexpr (std::is_same_v<T, u8>) {
      if (layout_.alpha) {
        kernels::premultiply(side_by_side_ ? row : memory, layout_.source.w, static_cast<int>(layout_.source.channels),
                             memory);
      }
    }
    return memory;
  }

  const resize_layout<T>& layout_;
  view<const T, 3> src_;
  bool side_by_side_, packed_;  // pixels of a row; so that a row may be used as it is
  const void** window_ = nullptr;
  row_slots source_, middle_;
  index picked_from_ = -1;  // the row picked last, and where it went
  const T* picked_ = nullptr;
  index next_source_ = 0;  // source rows below it are or were in their slots
  needed_rows needed_;     // filtered rows: those still to come, how many were made,
  index made_ = 0;
  index window_at_ = 0, last_y_ = 0;  // and where among them the window of output row last_y_ begins
};

}  // namespace eido::detail
