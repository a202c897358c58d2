// SPDX-License-Identifier: MIT
#pragma once

#include "layout.hpp"
#include "ordered_kernels.hpp"

// The kernels of ordered_f64 as a layout's.

namespace eido::inline EIDO_ABI::detail {

inline kernels::ordered_axis ordered_axis_of(const axis_table& table) noexcept {
  return {table.outputs,  table.lowest,          table.highest,  table.firsts(),
          table.counts(), table.weights<f64>(0), table.most_taps};
}

template <int Channels>
void ordered_horizontal(const f32* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  f32* floats[most_rows];
  for (int i = 0; i < count; ++i) floats[i] = static_cast<f32*>(outs[i]);
  kernels::ordered_across(rows, count, ordered_axis_of(table), Channels, floats);
}
inline void ordered_vertical(const void* const* rows, const axis_table& table, index y, index n, f32* out) noexcept {
  kernels::ordered_down(rows, ordered_axis_of(table), y, n, out);
}

inline row_kernels<f32> ordered_kernels(index channels) noexcept {
  constexpr decltype(&ordered_horizontal<1>) across[] = {ordered_horizontal<1>, ordered_horizontal<2>,
                                                         ordered_horizontal<3>, ordered_horizontal<4>};
  return {across[channels - 1], ordered_vertical, sizeof(f32), most_rows};
}

}  // namespace eido::detail
