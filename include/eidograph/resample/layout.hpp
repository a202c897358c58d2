// SPDX-License-Identifier: MIT
#pragma once

#include "rows.hpp"
#include "spec.hpp"

namespace eido::inline EIDO_ABI::detail {

/// What happens along one axis.
enum class pass : u8 {
  keep,      // the pixels from `offset` on
  resample,  // `table`
  pick,      // `from`: the source of each output
};

struct axis_plan {
  pass kind = pass::keep;
  index offset = 0;
  axis_table table;
  buffer<index> from;
  bool in_runs = false;  // what is picked is packed in `table` as kernels::pick_runs

  index bytes() const noexcept { return table.bytes() + from.size() * static_cast<index>(sizeof(index)); }

  /// Leaves outputs first .. first + count - 1, which a table has been built for.
  void keep_outputs(index first, index count) noexcept {
    if (kind == pass::keep) offset += first;
    for (index i = 0; kind == pass::pick && i < count; ++i) from[i] = from[first + i];
  }
};

/// Cells of pixels whose means are the rows that the passes see: part [top, top + h) x [left, left + w) of the image.
struct cell_grid {
  index top = 0, left = 0, h = 0, w = 0;
  hw factor{1, 1};

  bool any() const noexcept { return h > 0; }
  /// Pixels of whole cells that are brought into scratch memory together, so that it has about 4096 values a row; 0
  /// where cells are larger than that would be good for.
  index tile(index channels) const noexcept {
    const index cells = 4096 / channels / factor.w;
    return factor.h > 256 ? 0 : cells * factor.w;
  }
};

/// The part of a result that is wanted, in pixels of the result.
struct result_part {
  index top, left, h, w;
};

/// Everything a run needs to know, decided once: the outcome of planning, with no contract left in it.
template <class T>
struct resize_layout {
  image_source<T> source{0, 0, 0};  // what the passes see: the image, or where there are cells, their means
  cell_grid cells;
  hw size{0, 0};
  bool vertical_first = false;
  bool alpha = false;         // multiply colours by alpha before, divide after
  bool alpha_across = false;  // the horizontal kernel does the former
  bool as_they_are = false;   // source rows are packed and needed as they are: they are never copied
  axis_plan x, y;
  row_kernels<T> kernels;

  /// Values of a row.
  index source_row() const noexcept { return source.w * source.channels; }
  index output_row() const noexcept { return size.w * source.channels; }
  bool resamples_x() const noexcept { return x.kind == pass::resample; }
  bool resamples_y() const noexcept { return y.kind == pass::resample; }

  /// Whether there are rows between the passes, and of what.
  bool middle_is_filtered() const noexcept { return resamples_x() && resamples_y() && !vertical_first; }
  bool middle_is_source() const noexcept { return resamples_x() && resamples_y() && vertical_first; }

  /// Rows that the vertical pass looks at together.
  index window() const noexcept { return resamples_y() ? y.table.most_taps : 1; }
  /// Whether output rows can be made in parts, of a few middle rows whose values are like theirs.
  static constexpr index most_window = 4;
  bool makes_parts() const noexcept {
    return middle_is_filtered() && !alpha && kernels.middle_bytes == sizeof(T) && window() <= most_window;
  }

  /// Where the image grows, output rows share middle rows: if these are too long to stay in the first cache meanwhile,
  /// or two output rows are made faster than one by one, several are made together, part by part.
  void share_rows() noexcept {
    const bool long_rows = output_row() * kernels.middle_bytes * window() > 32768;
    if (middle_is_filtered() && y.table.grows() && !kernels.whole_rows && (long_rows || kernels.vertical_two)) {
      kernels.together = 8;
    }
  }
  /// Output rows that are best made together.
  int batch() const noexcept { return middle_is_filtered() ? kernels.together : resamples_x() ? kernels.rows : 1; }

  /// Filtered rows that output rows made together look at, at most.
  index shared_window() const noexcept {
    const axis_table& table = y.table;
    index most = window();
    for (index i = 0; kernels.together > 1 && i < table.outputs; ++i) {
      const index last = i + kernels.together < table.outputs ? i + kernels.together - 1 : table.outputs - 1;
      const index rows = table.first(last) + table.count(last) - table.first(i);
      if (rows > most) most = rows;
    }
    return most;
  }
};

}  // namespace eido::detail
