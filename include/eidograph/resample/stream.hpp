// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view.hpp"
#include "alpha_kernels.hpp"
#include "cell_mean.hpp"
#include "image.hpp"
#include "layout.hpp"
#include "pick_rows.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Rows of `row` bytes in scratch memory, each beginning at a multiple of 64 bytes from the first, or four of them
/// woven.
struct row_slots {
  unsigned char* memory = nullptr;
  index row = 0, count = 0;
  bool woven = false;

  void* slot(index i) const noexcept {
    i %= count;
    return memory + (woven ? i / 4 * 4 * row + i % 4 : i * row);
  }
};

/// A row by its number, and its slot.
struct place_in_ring {
  index row = 0, slot = 0;

  void move(index rows, index count) noexcept {  // by at most `count`
    row += rows;
    slot += rows;
    if (slot >= count) slot -= count;
  }
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
      : layout_(layout),
        src_(src),
        side_by_side_(has_packed_rows(src)),
        premultiplies_(layout.alpha && !layout.alpha_across),
        packed_(side_by_side_ && !premultiplies_ && !layout.cells.any()) {
    index bytes = 0;
    slots parts;
    parts.count(layout, bytes);
    const std::uintptr_t behind = reinterpret_cast<std::uintptr_t>(scratch) % 64;
    unsigned char* at = scratch + (behind ? 64 - behind : 0);
    unsigned char* const pointers = at;
    at += parts.pointers;
    source_ = {at, parts.source_row, parts.source_rows};
    at += parts.source_row * parts.source_rows;
    middle_ = {at, parts.middle_row, parts.middle_rows, layout.kernels.woven};
    tile_ = reinterpret_cast<T*>(at + (parts.middle_row * parts.middle_rows + 63) / 64 * 64);
    if (layout.middle_is_filtered()) {
      ring_ = reinterpret_cast<void**>(pointers);
      for (index i = 0; i < middle_.count; ++i) ring_[i] = ring_[i + middle_.count] = middle_.slot(i);
    } else {
      window_ = reinterpret_cast<const void**>(pointers);
    }
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
      filtered_down(y, count, outs);
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

  /// Where the layout makes parts: an output row, as the middle rows that it is made of. Asked for in order.
  class row_parts {
   public:
    index first() const noexcept { return table_->first(y_); }  // the number of the first of these rows
    int count() const noexcept { return static_cast<int>(table_->count(y_)); }
    const T* row(int k) const noexcept { return static_cast<const T*>(rows_[k]); }

    /// n values of the output row, from value `at` on.
    void make(index at, index n, T* out) const noexcept {
      const void* from[resize_layout<T>::most_window] = {};
      for (int k = 0; k < count(); ++k) from[k] = row(k) + at;
      vertical_(from, *table_, y_, n, out);
    }

    /// Whether values between 0 and a small one stay so, and ones stay ones: no weight is negative, and their sum is 1.
    bool is_steady() const noexcept {
      constexpr int most = resize_layout<T>::most_window;
      T unit[most][most + 1] = {}, made[most + 1];
      const void* from[most] = {};
      for (int k = 0; k < count(); ++k) {
        unit[k][k] = unit[k][count()] = T(1);
        from[k] = unit[k];
      }
      vertical_(from, *table_, y_, count() + 1, made);
      bool steady = made[count()] == T(1);
      for (int k = 0; k < count(); ++k) steady = steady && made[k] >= T(0);
      return steady;
    }

   private:
    friend class row_stream;
    const axis_table* table_ = nullptr;
    const void* const* rows_ = nullptr;
    index y_ = 0;
    decltype(row_kernels<T>::vertical) vertical_ = nullptr;
  };
  row_parts parts_of(index y) noexcept {
    row_parts p;
    p.table_ = &layout_.y.table, p.rows_ = ring_ + filter_rows(y), p.y_ = y, p.vertical_ = layout_.kernels.vertical;
    return p;
  }

 private:
  /// A row that was just made is copied, or still there.
  void pick_row(index from, T* out) noexcept {
    if (from != picked_from_) {
      pick_pixels_of(source_row(from), layout_, out);
    } else if (out != picked_) {
      std::memcpy(out, picked_, static_cast<std::size_t>(layout_.output_row()) * sizeof(T));
    }
    picked_from_ = from;
    picked_ = out;
  }

  struct slots {
    index pointers = 0, source_row = 0, source_rows = 1, middle_row = 0, middle_rows = 0, tile = 0;

    bool count(const resize_layout<T>& layout, index& bytes) noexcept {
      const bool filtered = layout.middle_is_filtered();
      const index width = filtered ? layout.size.w : layout.source.w, most = layout.kernels.rows;
      const index value = filtered ? layout.kernels.middle_bytes : static_cast<index>(sizeof(T));
      source_rows = layout.as_they_are && !layout.cells.any() ? 0
                    : filtered || !layout.resamples_y()       ? most
                                                              : layout.window();
      middle_rows = filtered ? layout.shared_window() + most - 1 : layout.middle_is_source() ? most : 0;
      if (layout.kernels.woven) middle_rows = (middle_rows + 3) / 4 * 4;
      index sources = 0, middles = 0;
      const auto round = [](index& n) {
        if (n > (std::numeric_limits<index>::max)() / 4) return false;
        n = (n + 63) / 64 * 64;
        return true;
      };
      constexpr index pointer = sizeof(void*);
      // of filtered rows twice the ring, so that it has no end, and the same a part further on
      const index tables = filtered ? (layout.batch() > 1 ? 4 : 2) : 1;
      if (!multiply(filtered ? middle_rows : layout.window(), tables * pointer, pointers) || !round(pointers) ||
          !multiply(layout.source.w, layout.source.channels * static_cast<index>(sizeof(T)), source_row) ||
          !round(source_row) || !multiply(source_row, source_rows, sources) || !round(sources) ||
          !multiply(width + (layout.kernels.woven ? 16 : 0), layout.source.channels * value, middle_row) ||
          !round(middle_row) || !multiply(middle_row, middle_rows, middles) || !round(middles)) {
        return false;
      }
      if (const cell_grid& cells = layout.cells; cells.any() && !layout.as_they_are) {
        const index value_bytes = layout.source.channels * static_cast<index>(sizeof(T));
        if (!multiply(cells.tile(layout.source.channels), cells.factor.h * value_bytes, tile) || !round(tile))
          return false;
      }
      if (tile > (std::numeric_limits<index>::max)() - (64 + pointers + sources + middles)) return false;
      bytes = 64 + pointers + sources + middles + tile;
      return true;
    }
  };

  /// Output rows from y on of filtered rows.
  void filtered_down(index y, int count, T* const* outs) noexcept {
    constexpr index part = 1024;
    const index n = layout_.output_row();
    const axis_table& table = layout_.y.table;
    if (count == 1) return layout_.kernels.vertical(ring_ + filter_rows(y), table, y, n, outs[0]);
    index begin[most_rows];
    for (int i = 0; i < count; ++i) begin[i] = filter_rows(y + i);
    const auto is_like_next = [&](index i) {
      return table.first(i) == table.first(i + 1) && table.count(i) == table.count(i + 1);
    };
    void** rows = ring_;
    for (index at = 0; at < n; at += part) {
      const index length = n - at < part ? n - at : part;
      if (at > 0) {
        rows = ring_ + 2 * middle_.count;
        for (index k = 0; k < 2 * middle_.count; ++k) {
          rows[k] = static_cast<unsigned char*>(ring_[k]) + at * layout_.kernels.middle_bytes;
        }
      }
      for (int i = 0; i < count; ++i) {
        if (layout_.kernels.vertical_two && i + 1 < count && is_like_next(y + i)) {
          layout_.kernels.vertical_two(rows + begin[i], table, y + i, length, outs[i] + at, outs[i + 1] + at);
          ++i;
        } else {
          layout_.kernels.vertical(rows + begin[i], table, y + i, length, outs[i] + at);
        }
      }
    }
  }

  /// Where in the ring the filtered rows of output row y begin.
  index filter_rows(index y) noexcept {
    const axis_table& table = layout_.y.table;
    for (; last_y_ < y; ++last_y_) {  // windows that overlap share rows, others follow each other
      const index step = table.first(last_y_ + 1) - table.first(last_y_), taps = table.count(last_y_);
      window_at_.move(step < taps ? step : taps, middle_.count);
    }
    const index end = window_at_.row + table.count(y);
    while (made_.row < end) {
      const T* rows[most_rows];
      int n = 0;
      for (; n < layout_.kernels.rows && !needed_.done(); ++n) rows[n] = pack(needed_.take(), n);
      layout_.kernels.horizontal(rows, n, layout_.x.table, ring_ + made_.slot);
      made_.move(n, middle_.count);
    }
    return window_at_.slot;
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
    if constexpr (has_cell_mean<T>) {
      if (layout_.cells.any()) return mean_of_rows(y, static_cast<T*>(source_.slot(slot)));
    }
    if (packed_) return src_.data() + y * src_.stride(0);
    T* const memory = static_cast<T*>(source_.slot(slot));
    pack_pixels(src_, y, memory);
    return memory;
  }

  /// Row y of the means of cells. Pixels that do not lie side by side, or carry alpha, are packed tile by tile.
  const T* mean_of_rows(index y, T* memory) const noexcept {
    const cell_grid& cells = layout_.cells;
    const index channels = src_.shape(2), down = y * cells.factor.h;
    const index h = cells.h - down < cells.factor.h ? cells.h - down : cells.factor.h;
    const T* const top = &src_.at(cells.top + down, cells.left, 0);
    const index tile = side_by_side_ && !layout_.alpha ? 0 : cells.tile(channels), most = tile > 0 ? tile : cells.w;
    const cell_colors colors = tile == 0 && layout_.alpha ? cell_colors::premultiplied : cell_colors::plain;
    T* out = memory;
    for (index x = 0; x < cells.w; x += most) {
      const index w = cells.w - x < most ? cells.w - x : most, means = (w + cells.factor.w - 1) / cells.factor.w;
      view<const T, 3> rows(top + x * src_.stride(1), {h, w, channels}, src_.strides());
      if (tile > 0) {
        for (index i = 0; i < h; ++i) pack_pixels(rows, i, tile_ + i * w * channels);
        rows = view<const T, 3>(tile_, {h, w, channels});
      }
      mean_of_row(rows, cells.factor, colors, view<T, 2>(out, {means, channels}));
      out += means * channels;
    }
    return memory;
  }

  void pack_pixels(const view<const T, 3>& rows, index y, T* out) const noexcept {
    if (!side_by_side_) gather_row(rows, y, out);
    if constexpr (std::is_same_v<T, u8>) {
      if (premultiplies_) {
        kernels::premultiply(side_by_side_ ? rows.data() + y * rows.stride(0) : out, rows.shape(1),
                             static_cast<int>(rows.shape(2)), out);
      }
    }
  }

  const resize_layout<T>& layout_;
  view<const T, 3> src_;
  bool side_by_side_;              // pixels of a row
  bool premultiplies_;             // rows, before the passes see them
  bool packed_;                    // so that a row may be used as it is
  const void** window_ = nullptr;  // source rows that an output row is made of
  void** ring_ = nullptr;          // filtered rows, twice, so that each window is a run of them
  row_slots source_, middle_;
  T* tile_ = nullptr;       // pixels of cells
  index picked_from_ = -1;  // the row picked last, and where it went
  const T* picked_ = nullptr;
  index next_source_ = 0;  // source rows below it are or were in their slots
  needed_rows needed_;     // filtered rows: those still to come, how many were made,
  place_in_ring made_;
  place_in_ring window_at_;  // and where among them the window of output row last_y_ begins
  index last_y_ = 0;
};

}  // namespace eido::detail
