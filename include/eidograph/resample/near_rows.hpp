// SPDX-License-Identifier: MIT
#pragma once

#include <new>
#include <utility>

#include "cv2_kernels.hpp"
#include "lane_run_pack.hpp"
#include "layout.hpp"
#include "near_kernels.hpp"
#include "tap_sum_pack.hpp"

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
  if (table.shrinks()) return {};
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

/// By windows, but for the outputs outside of [begin, end), which look beyond the border.
template <int Taps>
struct near_windows {
  kernels::tap_sums sums;
  const near_taps<Taps>* taps;
  index begin, end;
  const f32* last_weight;  // of each value
};
template <kernels::near_mix Mix, int Channels>
void near_horizontal_windows(const f32* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  constexpr int taps = Mix == kernels::mix_torch_four ? 4 : 2;
  const auto& packed = *reinterpret_cast<const near_windows<taps>*>(table.packed(0));
  kernels::across_mixes(Mix, packed.sums, rows, count, table.highest * Channels, Channels, outs);
  const auto border = [&](index begin, index end) {
    if (begin == end) return;
    typed_rows<f32> floats(outs, count);
    for (int i = 0; i < count; ++i) floats.at[i] += begin * Channels;
    kernels::near_across(Mix, rows, count, {end - begin, table.firsts() + begin, packed.taps + begin}, Channels,
                         floats.at);
  };
  border(0, packed.begin);
  border(packed.end, table.outputs);
}

/// Packs an axis along x of near_taps as near_windows; found: whether all taps but those at the border are neighbours.
template <int Taps>
status pack_near_windows(axis_table& table, index channels, bool& found) noexcept {
  constexpr index head = (static_cast<index>(sizeof(near_windows<Taps>)) + 63) / 64 * 64;
  constexpr index pixel = sizeof(f32), most = (std::numeric_limits<i32>::max)() / pixel;
  const auto inside = [&table](index x) { return near_at<Taps>(table, x).at[Taps - 1] == Taps - 1; };
  const index outputs = table.outputs;
  index begin = 0, end = outputs, bytes = 0;
  while (begin < end && !inside(begin)) ++begin;
  while (end > begin && !inside(end - 1)) --end;
  found = begin < end && table.shrinks() && table.highest <= most / channels;
  for (index x = begin; x < end && found; ++x) found = inside(x);
  const tap_sum_packer packer(outputs, Taps, channels * pixel, channels);
  found = found && packer.bytes(bytes);
  if (!found) return {};
  axis_table windows;
  const index each = static_cast<index>(sizeof(near_taps<Taps>)) + channels * pixel;
  if (status s = windows.reserve_whole(head + bytes + outputs * each); !s) return s;
  unsigned char* const to = windows.packed(0) + head;
  auto* const kept = reinterpret_cast<near_taps<Taps>*>(to + bytes);
  f32* const last_weight = reinterpret_cast<f32*>(kept + outputs);
  for (index x = 0; x < outputs; ++x) {
    new (kept + x) near_taps<Taps>(near_at<Taps>(table, x));
    for (index c = 0; c < channels; ++c) last_weight[x * channels + c] = kept[x].weight[Taps - 1];
  }
  const kernels::tap_sums sums = packer.pack(
      to, [&](index x) { return x < begin ? table.first(begin) : table.first(x < end ? x : end - 1); },
      [&](index x, index k) { return kept[x].weight[k]; });
  *reinterpret_cast<near_windows<Taps>*>(windows.packed(0)) = {sums, kept, begin, end, last_weight};
  table.take_packed(std::move(windows));
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
    return {};
  }
  if (status s = pack_near_windows<Axis::taps>(out.x.table, out.source.channels, found); !s) return s;
  if (found) {
    constexpr decltype(&near_horizontal_windows<Mix, 1>) windows[] = {
        near_horizontal_windows<Mix, 1>, near_horizontal_windows<Mix, 2>, near_horizontal_windows<Mix, 3>,
        near_horizontal_windows<Mix, 4>};
    out.kernels.horizontal = windows[out.source.channels - 1];
    out.kernels.rows = 4;
  }
  return {};
}

}  // namespace eido::detail
