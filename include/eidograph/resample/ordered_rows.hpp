// SPDX-License-Identifier: MIT
#pragma once

#include "layout.hpp"
#include "ordered_kernels.hpp"

// The kernels of ordered_f64 for f32 and u16 as a layout's.

namespace eido::inline EIDO_ABI::detail {

inline kernels::ordered_axis ordered_axis_of(const axis_table& table) noexcept {
  return {table.outputs,  table.lowest,          table.highest,  table.firsts(),
          table.counts(), table.weights<f64>(0), table.most_taps};
}

template <class T, int Channels>
void ordered_horizontal(const T* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  T* values[most_rows];
  for (int i = 0; i < count; ++i) values[i] = static_cast<T*>(outs[i]);
  if constexpr (std::is_same_v<T, u16>) {
    kernels::ordered_across_u16(rows, count, ordered_axis_of(table), Channels, values);
  } else {
    kernels::ordered_across(rows, count, ordered_axis_of(table), Channels, values);
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

}  // namespace eido::detail
