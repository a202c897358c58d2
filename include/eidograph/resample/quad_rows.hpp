// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "near_rows.hpp"

// Bilinear as one sum of four products. A middle row holds what the sum needs of a source row: for each value of the
// output its left pixel, its right pixel, and the right one's weight; first all of one kind, then all of the next.

namespace eido::inline EIDO_ABI::detail {

/// As a layout's horizontal kernel.
template <int Channels>
void quad_horizontal(const f32* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  const index n = table.outputs * Channels;
  for (int i = 0; i < row_count; ++i) {
    f32 *const weight = static_cast<f32*>(outs[i]), *const left = weight + n, *const right = left + n;
    for (index x = 0, o = 0; x < table.outputs; ++x) {
      const near_taps<2>& taps = near_at<2>(table, x);
      const f32* const from = rows[i] + table.first(x) * Channels;
      for (int c = 0; c < Channels; ++c, ++o) {
        weight[o] = taps.weight[1];
        left[o] = from[taps.at[0] * Channels + c];
        right[o] = from[taps.at[1] * Channels + c];
      }
    }
  }
}

/// The same by runs; see lane_runs.
inline void quad_horizontal_runs(const f32* const* rows, int count, const axis_table& table,
                                 void* const* outs) noexcept {
  const typed_rows<f32> floats(outs, count);
  kernels::quad_across_runs(rows, count, *reinterpret_cast<const kernels::near_runs*>(table.packed(0)), floats.at);
}

/// By windows; see near_windows.
template <int Channels>
void quad_horizontal_windows(const f32* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  const auto& packed = *reinterpret_cast<const near_windows<2>*>(table.packed(0));
  const index n = table.outputs * Channels;
  f32* side[2][most_rows];
  for (int i = 0; i < count; ++i) {
    f32* const weight = static_cast<f32*>(outs[i]);
    std::memcpy(weight, packed.last_weight, static_cast<std::size_t>(n) * sizeof(f32));
    side[0][i] = weight + n, side[1][i] = weight + 2 * n;
  }
  for (int k = 0; k < 2; ++k) {
    void* untyped[most_rows];
    for (int i = 0; i < count; ++i) untyped[i] = side[k][i];
    kernels::across_mixes(k == 0 ? kernels::window_mix::first_tap : kernels::window_mix::second_tap, packed.sums, rows,
                          count, table.highest * Channels, Channels, untyped);
    const auto border = [&](int i, index begin, index end) {
      for (index x = begin; x < end; ++x) {
        const f32* const from = rows[i] + (table.first(x) + packed.taps[x].at[k]) * Channels;
        for (int c = 0; c < Channels; ++c) side[k][i][x * Channels + c] = from[c];
      }
    };
    for (int i = 0; i < count; ++i) border(i, 0, packed.begin), border(i, packed.end, table.outputs);
  }
}

template <class Mix>
void quad_vertical(const void* const* rows, const axis_table& table, index y, index n, f32* out) noexcept {
  const near_taps<2>& taps = near_at<2>(table, y);
  Mix::down(static_cast<const f32*>(rows[taps.at[0]]), static_cast<const f32*>(rows[taps.at[1]]), taps.weight[1], n,
            out);
}

/// Both axes of a layout and its kernels: Mix::down(upper, lower, weight of lower, n, out) makes an output row of two
/// such rows.
template <class Mix, class Axis>
status lay_out_quad(const Axis& across, index columns, const Axis& down, index rows, resize_layout<f32>& out) noexcept {
  constexpr decltype(&quad_horizontal<1>) horizontal[] = {quad_horizontal<1>, quad_horizontal<2>, quad_horizontal<3>,
                                                          quad_horizontal<4>};
  out.kernels = {horizontal[out.source.channels - 1], quad_vertical<Mix>, 3 * sizeof(f32), 1, 1, true};
  out.x.kind = out.y.kind = pass::resample;
  if (status s = build_near(down, rows, out.y.table); !s) return s;
  if (status s = build_near(across, columns, out.x.table); !s) return s;
  bool found = false;
  if (status s = pack_near_runs<2>(out.x.table, out.source.channels, found); !s) return s;
  if (found) {
    out.kernels.horizontal = quad_horizontal_runs;
    return {};
  }
  if (status s = pack_near_windows<2>(out.x.table, out.source.channels, found); !s) return s;
  if (found) {
    constexpr decltype(&quad_horizontal_windows<1>) windows[] = {
        quad_horizontal_windows<1>, quad_horizontal_windows<2>, quad_horizontal_windows<3>, quad_horizontal_windows<4>};
    out.kernels.horizontal = windows[out.source.channels - 1];
    out.kernels.rows = 4;
  }
  return {};
}

}  // namespace eido::detail
