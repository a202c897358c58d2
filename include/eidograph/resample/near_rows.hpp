// SPDX-License-Identifier: MIT
#pragma once

#include <new>

#include "near_kernels.hpp"
#include "rows.hpp"

// Rows of a few taps that repeat the border: every tap counts on its own, also where several fall on one pixel, since
// their products are rounded.

namespace eido::inline EIDO_ABI::detail {

/// Fills a table for them from axis.span(i) and axis.at(i).
template <class Axis>
status build_near(const Axis& axis, index outputs, axis_table& out) noexcept {
  using taps = near_taps<Axis::taps>;
  if (status s = out.build_spans(axis, outputs); !s) return s;
  if (status s = out.reserve_packed(static_cast<index>(sizeof(taps))); !s) return s;
  for (index i = 0; i < outputs; ++i) new (out.packed(i)) taps(axis.at(i));
  return {};
}

template <int Taps>
const near_taps<Taps>& near_at(const axis_table& table, index i) noexcept {
  return *reinterpret_cast<const near_taps<Taps>*>(table.packed(i));
}

template <kernels::near_mix Mix, int Channels>
void near_horizontal(const f32* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  f32* floats[most_rows];
  for (int i = 0; i < count; ++i) floats[i] = static_cast<f32*>(outs[i]);
  kernels::near_across(Mix, rows, count, {table.outputs, table.firsts(), table.packed(0)}, Channels, floats);
}

template <kernels::near_mix Mix, int Taps>
void near_vertical(const void* const* rows, const axis_table& table, index y, index n, f32* out) noexcept {
  const near_taps<Taps>& taps = near_at<Taps>(table, y);
  const f32* from[Taps];
  for (int k = 0; k < Taps; ++k) from[k] = static_cast<const f32*>(rows[taps.at[k]]);
  kernels::near_down(Mix, from, taps.weight, n, out);
}

template <kernels::near_mix Mix>
constexpr row_kernels<f32> near_kernels(index channels) noexcept {
  constexpr int taps = Mix == kernels::mix_torch_four ? 4 : 2;
  constexpr decltype(&near_horizontal<Mix, 1>) across[] = {near_horizontal<Mix, 1>, near_horizontal<Mix, 2>,
                                                           near_horizontal<Mix, 3>, near_horizontal<Mix, 4>};
  return {across[channels - 1], near_vertical<Mix, taps>, sizeof(f32), most_rows};
}

}  // namespace eido::detail
