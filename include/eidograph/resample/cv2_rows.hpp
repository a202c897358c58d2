// SPDX-License-Identifier: MIT
#pragma once

#include "arithmetic_cv2.hpp"
#include "cv2_kernels.hpp"
#include "near_kernels.hpp"
#include "rows.hpp"

// Row kernels of OpenCV's modes; see row_kernels.

namespace eido::inline EIDO_ABI::detail {

/// One output's taps, the packed form of an axis: taps outside of the image are moved to its border, so several may
/// read one pixel.
template <class Weight, int Taps>
struct cv2_taps {
  Weight weight[Taps];
  i32 at[Taps];  // from the first pixel of the output's span on
  bool inside;   // none was moved
};

template <class A>
const cv2_taps<typename A::weight, A::taps>& cv2_taps_of(const axis_table& table, index i) noexcept {
  return *reinterpret_cast<const cv2_taps<typename A::weight, A::taps>*>(table.packed(i));
}

/// Outputs begin to end of a row, in plain code.
template <class A, int Channels>
void cv2_across_range(const typename A::element* row, const axis_table& table,
                      const cv2_taps<typename A::weight, A::taps>* taps, index begin, index end,
                      typename A::middle* out) noexcept {
  using value = std::conditional_t<sizeof(typename A::element) == 1, i32, f32>;
  for (index x = begin; x < end; ++x) {
    const auto* const p = row + table.first(x) * Channels;
    for (int c = 0; c < Channels; ++c) {
      value seen[A::taps];
      for (int k = 0; k < A::taps; ++k) seen[k] = p[taps[x].at[k] * Channels + c];
      out[x * Channels + c] = A::across(seen, taps[x].weight, taps[x].inside);
    }
  }
}

template <class A, int Channels>
void cv2_across(const typename A::element* const* rows, int row_count, const axis_table& table,
                void* const* outs) noexcept {
  for (int i = 0; i < row_count; ++i) {
    cv2_across_range<A, Channels>(rows[i], table, &cv2_taps_of<A>(table, 0), 0, table.outputs,
                                  static_cast<typename A::middle*>(outs[i]));
  }
}

/// The same by kernels. The packed form is cv2_windows and what it points to.
template <class A>
void cv2_across_windows(const typename A::element* const* rows, int row_count, const axis_table& table,
                        void* const* outs) noexcept {
  A::across_kernel(*reinterpret_cast<const kernels::cv2_windows*>(table.packed(0)), rows, row_count, outs);
}

/// Linear on bytes by runs.
inline void cv2_across_runs(const u8* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  kernels::cv2_across_runs(*reinterpret_cast<const kernels::cv2_runs*>(table.packed(0)), rows, row_count, outs);
}

/// Floats: where windows do not reach is done in plain code.
template <int Taps>
struct cv2_packed_floats {
  kernels::cv2_float_windows windows;
  const cv2_taps<f32, Taps>* taps;
};
template <int Taps, int Channels>
void cv2_across_floats(const f32* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  const auto& packed = *reinterpret_cast<const cv2_packed_floats<Taps>*>(table.packed(0));
  for (int i = 0; i < row_count; ++i) {
    f32* const out = static_cast<f32*>(outs[i]);
    const index end = kernels::cv2_across_f32(packed.windows, rows[i], out);
    cv2_across_range<cv2_f32<Taps>, Channels>(rows[i], table, packed.taps, 0,
                                              (4 * packed.windows.begin + Channels - 1) / Channels, out);
    cv2_across_range<cv2_f32<Taps>, Channels>(rows[i], table, packed.taps, 4 * end / Channels, table.outputs, out);
  }
}

/// Outputs whose taps were moved, which are done in plain code: all but [begin, end).
template <int Taps>
struct cv2_borders {
  static constexpr index bytes_each = static_cast<index>(sizeof(cv2_taps<f32, Taps>));  // of `taps`, for each output

  const cv2_taps<f32, Taps>* taps;
  index begin, end;
};
template <int Taps, int Channels>
void cv2_across_borders(const cv2_borders<Taps>& borders, const f32* const* rows, int row_count,
                        const axis_table& table, void* const* outs) noexcept {
  for (int i = 0; i < row_count; ++i) {
    f32* const out = static_cast<f32*>(outs[i]);
    cv2_across_range<cv2_f32<Taps>, Channels>(rows[i], table, borders.taps, 0, borders.begin, out);
    cv2_across_range<cv2_f32<Taps>, Channels>(rows[i], table, borders.taps, borders.end, table.outputs, out);
  }
}

/// Two taps by runs.
struct cv2_float_runs {
  kernels::near_runs runs;
  cv2_borders<2> borders;
};
template <int Channels>
void cv2_across_float_runs(const f32* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  const auto& packed = *reinterpret_cast<const cv2_float_runs*>(table.packed(0));
  const typed_rows<f32> floats(outs, row_count);
  kernels::near_across_runs(kernels::mix_two, rows, row_count, packed.runs, floats.at);
  cv2_across_borders<2, Channels>(packed.borders, rows, row_count, table, outs);
}

/// Any number of taps by sums.
template <int Taps>
struct cv2_float_sums {
  kernels::tap_sums sums;
  cv2_borders<Taps> borders;
};
template <int Taps, int Channels>
void cv2_across_float_sums(const f32* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  const auto& packed = *reinterpret_cast<const cv2_float_sums<Taps>*>(table.packed(0));
  const auto across = [&](auto mix) {
    kernels::across_mixes(mix, packed.sums, rows, row_count, table.highest * Channels, Channels, outs);
  };
  if constexpr (Taps == 2) {
    across(kernels::mix_two);
  } else {
    across(Taps == 4 ? kernels::window_mix::four : kernels::window_mix::eight);
  }
  cv2_across_borders<Taps, Channels>(packed.borders, rows, row_count, table, outs);
}

template <class A>
void cv2_down(const void* const* rows, const axis_table& table, index y, index n, typename A::element* out) noexcept {
  const auto& taps = cv2_taps_of<A>(table, y);
  const void* seen[A::taps];
  for (int k = 0; k < A::taps; ++k) seen[k] = rows[taps.at[k]];
  A::down(seen, taps.weight, n, out);
}

template <class A>
constexpr row_kernels<typename A::element> cv2_kernels_of(index channels) noexcept {
  constexpr decltype(&cv2_across<A, 1>) across[] = {cv2_across<A, 1>, cv2_across<A, 2>, cv2_across<A, 3>,
                                                    cv2_across<A, 4>};
  return {across[channels - 1], cv2_down<A>, sizeof(typename A::middle), 1};
}

/// AREA by a fraction. The packed form: tap_sums and what it points to.
template <int Channels>
void cv2_area_across(const u8* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  const auto& sums = *reinterpret_cast<const kernels::tap_sums*>(table.packed(0));
  kernels::cv2_across_area(sums, rows, row_count, table.highest * Channels, Channels, outs);
}
template <int Channels>
void cv2_area_across(const f32* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  const auto& sums = *reinterpret_cast<const kernels::tap_sums*>(table.packed(0));
  kernels::cv2_across_area_f32(sums, rows, row_count, table.highest * Channels, Channels, outs);
}

inline void cv2_area_down(const void* const* rows, const axis_table& table, index y, index n, u8* out) noexcept {
  kernels::cv2_down_area(rows, table.count(y), table.weights<f32>(y), n, out);
}
inline void cv2_area_down(const void* const* rows, const axis_table& table, index y, index n, f32* out) noexcept {
  kernels::cv2_down_area_f32(rows, table.count(y), table.weights<f32>(y), n, out);
}

/// AREA by whole numbers: each output is the mean of a cell of source pixels. Not two passes: f32 sums run over the
/// cell in an order of their own. The rows come unfiltered, all of a cell at once; the shape is the table's packed
/// form.
using kernels::cv2_cell;

/// The values of a cell in reading order, one at each call.
template <class T>
class cv2_cell_reader {
 public:
  cv2_cell_reader(const void* const* rows, const cv2_cell& cell, index from) noexcept
      : rows_(rows), cell_(cell), from_(from), at_(static_cast<const T*>(rows[0]) + from) {}

  T next() noexcept {
    const T value = *at_;
    at_ += cell_.channels;
    if (++x_ == cell_.w) {
      x_ = 0;
      if (++y_ < cell_.h) at_ = static_cast<const T*>(rows_[y_]) + from_;
    }
    return value;
  }

 private:
  const void* const* rows_;
  const cv2_cell& cell_;
  index from_;
  const T* at_;
  i32 x_ = 0, y_ = 0;
};

/// Four floats at a time, then added to the sum.
inline f32 cv2_cell_sum(cv2_cell_reader<f32> cell, index pixels) noexcept {
  f32 sum = 0;
  for (; pixels >= 4; pixels -= 4) {
    f32 four = cell.next();
    for (int i = 1; i < 4; ++i) four += cell.next();
    sum += four;
  }
  for (; pixels > 0; --pixels) sum += cell.next();
  return sum;
}

/// As OpenCV's int, which wraps where a cell has more than 2^31 / 255 pixels.
inline f32 cv2_cell_sum(cv2_cell_reader<u8> cell, index pixels) noexcept {
  u32 sum = 0;
  for (; pixels > 0; --pixels) sum += cell.next();
  return static_cast<f32>(static_cast<i32>(sum));
}

/// 2 x 2 pixels, for the channel counts that OpenCV has a path of its own for.
inline u8 cv2_quarter(u8 a, u8 b, u8 c, u8 d) noexcept { return static_cast<u8>((a + b + c + d + 2) >> 2); }
inline f32 cv2_quarter(f32 a, f32 b, f32 c, f32 d) noexcept { return ((a + b) + (c + d)) * 0.25f; }

/// How many values of a row of n go that path; floats in whole groups of 4.
template <class T>
index cv2_quartered(const cv2_cell& cell, index n) noexcept {
  if (cell.w != 2 || cell.h != 2 || cell.channels == 2) return 0;
  if constexpr (std::is_same_v<T, u8>) {
    return n;
  } else {
    return cell.channels == 3 ? 0 : n / 4 * 4;
  }
}

template <class T>
void cv2_mean_of_cells(const void* const* rows, const axis_table& table, index y, index n, T* out) noexcept {
  const cv2_cell& cell = *reinterpret_cast<const cv2_cell*>(table.packed(y));
  const index quartered = cv2_quartered<T>(cell, n);
  const index area = static_cast<index>(cell.w) * cell.h, channels = cell.channels;
  const index pixels = n / channels, width = cell.w * channels;
  const f32 scale = 1 / static_cast<f32>(area);
  index x = 0;
  if constexpr (std::is_same_v<T, u8>) {
    if (quartered) return kernels::cv2_quarter_means(rows, cell.channels, pixels, out);
    if (width <= cv2_cell::most_width && cell.h <= cv2_cell::most_height) {
      return kernels::cv2_cell_means(rows, cell, scale, pixels, out);
    }
  } else {
    x = kernels::cv2_float_cell_means(rows, cell, scale, quartered > 0, pixels, out);
  }
  for (; x < pixels; ++x) {
    for (index c = 0; c < channels; ++c) {
      cv2_cell_reader<T> values(rows, cell, x * width + c);
      T& to = out[x * channels + c];
      if (x * channels + c < quartered) {
        const T a = values.next(), b = values.next(), below_a = values.next();
        to = cv2_quarter(a, b, below_a, values.next());
      } else {
        to = saturated<T>(cv2_cell_sum(values, area) * scale);
      }
    }
  }
}

}  // namespace eido::detail
