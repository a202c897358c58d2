// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "lane_run_pack.hpp"
#include "layout.hpp"
#include "near_kernels.hpp"
#include "ordered_kernels.hpp"

// The kernels of ordered_f64 for f32 and u16 as a layout's.

namespace eido::inline EIDO_ABI::detail {

inline kernels::ordered_axis ordered_axis_of(const axis_table& table) noexcept {
  return {table.outputs,  table.lowest,          table.highest,  table.firsts(),
          table.counts(), table.weights<f64>(0), table.most_taps};
}

template <class T, int Channels>
void ordered_horizontal(const T* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  const typed_rows<T> values(outs, count);
  if constexpr (std::is_same_v<T, u16>) {
    kernels::ordered_across_u16(rows, count, ordered_axis_of(table), Channels, values.at);
  } else {
    kernels::ordered_across(rows, count, ordered_axis_of(table), Channels, values.at);
  }
}
inline void ordered_vertical(const void* const* rows, const axis_table& table, index y, index n, f32* out) noexcept {
  kernels::ordered_down(rows, ordered_axis_of(table), y, n, out);
}

inline void ordered_vertical(const void* const* rows, const axis_table& table, index y, index n, u16* out) noexcept {
  kernels::ordered_down_u16(rows, ordered_axis_of(table), y, n, out);
}

/// T: f32 or u16.
template <class T>
row_kernels<T> ordered_kernels(index channels) noexcept {
  constexpr decltype(&ordered_horizontal<T, 1>) across[] = {ordered_horizontal<T, 1>, ordered_horizontal<T, 2>,
                                                            ordered_horizontal<T, 3>, ordered_horizontal<T, 4>};
  return {across[channels - 1], ordered_vertical, sizeof(T), most_rows};
}

/// Floats along x by runs; see lane_runs.
inline void ordered_horizontal_runs(const f32* const* rows, int count, const axis_table& table,
                                    void* const* outs) noexcept {
  const typed_rows<f32> values(outs, count);
  kernels::ordered_across_runs(rows, count, *reinterpret_cast<const kernels::ordered_runs*>(table.packed(0)),
                               values.at);
}

/// The kernels of a layout whose tables are built.
template <class T>
status use_ordered_kernels(resize_layout<T>& layout) noexcept {
  layout.kernels = ordered_kernels<T>(layout.source.channels);
  if constexpr (std::is_same_v<T, f32>) {
    axis_table& x = layout.x.table;
    constexpr index head = 64;
    static_assert(sizeof(kernels::ordered_runs) <= head);
    constexpr int most = kernels::ordered_runs::most;
    if (!layout.resamples_x() || x.most_taps > most || x.shrinks()) return {};
    const int taps = static_cast<int>(x.most_taps + 1) / 2 * 2;
    lane_run_packer<f64> packer(x, taps, layout.source.channels, kernels::float_lanes());
    index bytes = 0;
    if (!packer.bytes(bytes)) return {};
    const index counts = packer.padded() * static_cast<index>(sizeof(i32));
    if (status s = x.reserve_whole(head + bytes + counts); !s) return s;
    const bool found = packer.pack(x.packed(0) + head, [&x](index i, index k) {
      const bool there = k < x.count(i);
      return std::pair<index, f64>(x.first(i) + (there ? k : x.count(i) - 1), there ? x.weights<f64>(i)[k] : 0);
    });
    if (!found) return {};
    i32* const count = reinterpret_cast<i32*>(x.packed(0) + head + bytes);
    for (index i = 0; i < packer.padded(); ++i) {
      const index output = i / layout.source.channels;
      count[i] = x.count(output < x.outputs ? output : x.outputs - 1);
    }
    *reinterpret_cast<kernels::ordered_runs*>(x.packed(0)) = {packer.runs, packer.weights, count, taps};
    layout.kernels.horizontal = ordered_horizontal_runs;
    layout.kernels.rows = 4;  // that stay in the first cache until they are used
  }
  return {};
}

}  // namespace eido::detail
