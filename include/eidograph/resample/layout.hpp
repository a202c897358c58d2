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

  /// Leaves outputs first .. first + count - 1, which a table has been built for.
  void keep_outputs(index first, index count) noexcept {
    if (kind == pass::keep) offset += first;
    for (index i = 0; kind == pass::pick && i < count; ++i) from[i] = from[first + i];
  }
};

/// The part of a result that is wanted, in pixels of the result.
struct result_part {
  index top, left, h, w;
};

/// Everything a run needs to know, decided once: the outcome of planning, with no contract left in it.
template <class T>
struct resize_layout {
  image_source<T> source{0, 0, 0};
  hw size{0, 0};
  bool vertical_first = false;
  bool alpha = false;  // multiply colours by alpha before, divide after
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
  /// Output rows that are best made together.
  int batch() const noexcept { return resamples_x() && !middle_is_filtered() ? kernels.rows : 1; }
};

}  // namespace eido::detail
