// SPDX-License-Identifier: MIT
#pragma once

#include "near_rows.hpp"

// Bilinear as one sum of four products. A middle row holds what the sum needs of a source row: for each value of the
// output its left pixel, its right pixel, and the right one's weight; first all of one kind, then all of the next.

namespace eido::inline EIDO_ABI::detail {

/// T pixels, weights of type W.
template <class T, class W>
struct quad_row {
  static constexpr index bytes = 2 * sizeof(T) + sizeof(W);

  W* weight;
  T* left;
  T* right;

  quad_row(const void* row, index n) noexcept
      : weight(const_cast<W*>(static_cast<const W*>(row))), left(reinterpret_cast<T*>(weight + n)), right(left + n) {}
};

/// Pixels and weights of floats, for mixes to inherit.
struct float_quad {
  using element = f32;
  using weight = f32;

  static weight weight_of(const near_taps<2>& taps) noexcept { return taps.weight[1]; }
};

/// Mix::weight_of(near_taps) is the weight of the second pixel.
template <class Mix, int Channels>
void quad_horizontal(const typename Mix::element* const* rows, int row_count, const axis_table& table,
                     void* const* outs) noexcept {
  const index n = table.outputs * Channels;
  for (int i = 0; i < row_count; ++i) {
    const quad_row<typename Mix::element, typename Mix::weight> out(outs[i], n);
    for (index x = 0, o = 0; x < table.outputs; ++x) {
      const auto& taps = near_at<2>(table, x);
      const auto* const from = rows[i] + table.first(x) * Channels;
      for (int c = 0; c < Channels; ++c, ++o) {
        out.weight[o] = Mix::weight_of(taps);
        out.left[o] = from[taps.at[0] * Channels + c];
        out.right[o] = from[taps.at[1] * Channels + c];
      }
    }
  }
}

/// The same of floats by runs; see lane_runs.
inline void quad_horizontal_runs(const f32* const* rows, int count, const axis_table& table,
                                 void* const* outs) noexcept {
  const typed_rows<f32> floats(outs, count);
  kernels::quad_across_runs(rows, count, *reinterpret_cast<const kernels::near_runs*>(table.packed(0)), floats.at);
}

template <class Mix>
void quad_vertical(const void* const* rows, const axis_table& table, index y, index n,
                   typename Mix::element* out) noexcept {
  const auto& taps = near_at<2>(table, y);
  Mix::down(rows[taps.at[0]], rows[taps.at[1]], Mix::weight_of(taps), n, out);
}

/// Both axes of a layout and its kernels: Mix::down makes an output row of two such rows.
template <class Mix, class Axis>
status lay_out_quad(const Axis& across, index columns, const Axis& down, index rows,
                    resize_layout<typename Mix::element>& out) noexcept {
  constexpr decltype(&quad_horizontal<Mix, 1>) horizontal[] = {quad_horizontal<Mix, 1>, quad_horizontal<Mix, 2>,
                                                               quad_horizontal<Mix, 3>, quad_horizontal<Mix, 4>};
  constexpr index bytes = quad_row<typename Mix::element, typename Mix::weight>::bytes;
  out.kernels = {horizontal[out.source.channels - 1], quad_vertical<Mix>, bytes, 1, 1, true};
  out.x.kind = out.y.kind = pass::resample;
  if (status s = build_near(down, rows, out.y.table); !s) return s;
  if (status s = build_near(across, columns, out.x.table); !s) return s;
  if constexpr (std::is_base_of_v<float_quad, Mix>) {
    bool found = false;
    if (status s = pack_near_runs<2>(out.x.table, out.source.channels, found); !s) return s;
    if (found) out.kernels.horizontal = quad_horizontal_runs;
  }
  return {};
}

}  // namespace eido::detail
