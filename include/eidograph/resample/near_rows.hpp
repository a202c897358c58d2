// SPDX-License-Identifier: MIT
#pragma once

#include <new>
#include <utility>

#include "lane_run_pack.hpp"
#include "layout.hpp"
#include "near_kernels.hpp"

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
  const typed_rows<f32> floats(outs, count);
  kernels::near_across(Mix, rows, count, {table.outputs, table.firsts(), table.packed(0)}, Channels, floats.at);
}

/// By runs; see lane_runs.
template <kernels::near_mix Mix>
void near_horizontal_runs(const f32* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  const typed_rows<f32> floats(outs, count);
  kernels::near_across_runs(Mix, rows, count, *reinterpret_cast<const kernels::near_runs*>(table.packed(0)), floats.at);
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

/// Packs an axis along x of near_taps as lane_runs, which near_runs begin; found: whether a register's taps lie in
/// runs.
template <int Taps>
status pack_near_runs(axis_table& table, index channels, bool& found) noexcept {
  found = false;
  if (table.outputs < table.highest - table.lowest) return {};
  constexpr index head = 64;
  static_assert(sizeof(kernels::near_runs) <= head);
  lane_run_packer<f32> packer(table, Taps, channels, kernels::float_lanes(), true);
  index bytes = 0;
  if (!packer.bytes(bytes)) return {};
  axis_table runs;  // until it is known whether there are any
  if (status s = runs.reserve_whole(head + bytes); !s) return s;
  found = packer.pack(runs.packed(0) + head, [&table](index x, index k) {
    const near_taps<Taps>& taps = near_at<Taps>(table, x);
    return std::pair<index, f32>(table.first(x) + taps.at[k], taps.weight[k]);
  });
  if (!found) return {};
  *reinterpret_cast<kernels::near_runs*>(runs.packed(0)) = {packer.runs, packer.weights};
  table.take_packed(std::move(runs));
  return {};
}

/// Both axes of a layout and its kernels.
template <kernels::near_mix Mix, class Axis>
status lay_out_near(const Axis& across, index columns, const Axis& down, index rows, resize_layout<f32>& out) noexcept {
  out.kernels = near_kernels<Mix>(out.source.channels);
  out.x.kind = out.y.kind = pass::resample;
  if (status s = build_near(down, rows, out.y.table); !s) return s;
  if (status s = build_near(across, columns, out.x.table); !s) return s;
  bool found = false;
  if (status s = pack_near_runs<Axis::taps>(out.x.table, out.source.channels, found); !s) return s;
  if (found) {
    out.kernels.horizontal = near_horizontal_runs<Mix>;
    out.kernels.rows = 4;  // that stay in the first cache until they are used
  }
  return {};
}

}  // namespace eido::detail
