// SPDX-License-Identifier: MIT
#pragma once

#include "quad_rows.hpp"
#include "torch_filter_kernels.hpp"

// How torch mixes pixels, in the orders and with the fusing of its builds for CPUs with FMA.

namespace eido::inline EIDO_ABI::detail {

/// Bytes: weights of 16 bits with as many fraction bits as the axis allows (axis_table::shift).
class torch_bytes {
 public:
  using element = u8;
  using result = u8;
  using weight = i16;
  using sum = i32;

  explicit constexpr torch_bytes(i32 shift) noexcept : shift_(shift) {}

  weight quantise(f64 w) const noexcept {
    const f64 scaled = w * f64(1 << shift_);
    return static_cast<weight>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  }
  sum start() const noexcept { return (1 << shift_) >> 1; }
  sum add(sum s, element x, weight w) const noexcept { return s + x * w; }
  result finish(sum s) const noexcept {
    const i32 v = s >> shift_;
    return static_cast<result>(v < 0 ? 0 : v > 255 ? 255 : v);
  }

 private:
  i32 shift_;
};

/// The same sums in q22, which has kernels for every tier: shifted up, the weights and the half that rounds give the
/// same bits. For weights whose sum without signs is below 2.
struct torch_q22 : q22 {
  explicit constexpr torch_q22(i32 shift) noexcept : shift_(shift) {}
  weight quantise(f64 w) const noexcept { return torch_bytes(shift_).quantise(w) * factor(); }
  constexpr f64 unit() const noexcept { return 1 << shift_; }
  constexpr i32 factor() const noexcept { return 1 << (bits - shift_); }

 private:
  i32 shift_;
};

struct torch_quad {
  static void down(const f32* upper, const f32* lower, f32 weight, index n, f32* out) noexcept {
    kernels::torch_quad_down(upper, lower, weight, n, out);
  }
};

/// Antialiased floats.
struct torch_filtered {
  using weight = f32;

  explicit constexpr torch_filtered(i32) noexcept {}
  weight quantise(f64 w) const noexcept { return static_cast<f32>(w); }
};

template <int Channels>
void torch_filter_horizontal(const f32* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  const kernels::torch_filter_axis axis{table.outputs,  table.most_taps, table.highest,
                                        table.firsts(), table.counts(),  table.weights<f32>(0)};
  for (int i = 0; i < count; ++i) {
    kernels::torch_filter_across(rows[i], axis, Channels, static_cast<f32*>(outs[i]));
  }
}

/// By windows; see tap_sums.
template <int Channels>
void torch_filter_windows(const f32* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  kernels::across_mixes(kernels::window_mix::torch_filter, *reinterpret_cast<const kernels::tap_sums*>(table.packed(0)),
                        rows, count, table.highest * Channels, Channels, outs);
}

inline void torch_filter_vertical(const void* const* rows, const axis_table& table, index y, index n,
                                  f32* out) noexcept {
  kernels::torch_filter_down(rows, table.weights<f32>(y), table.count(y), n, out);
}

inline row_kernels<f32> torch_filter_kernels(index channels) noexcept {
  constexpr decltype(&torch_filter_horizontal<1>) across[] = {torch_filter_horizontal<1>, torch_filter_horizontal<2>,
                                                              torch_filter_horizontal<3>, torch_filter_horizontal<4>};
  return {across[channels - 1], torch_filter_vertical, sizeof(f32), 1};
}

/// The kernels of a layout whose tables are built. A register of four floats is an output's channels in both.
inline status use_torch_filter_kernels(resize_layout<f32>& layout) noexcept {
  const index channels = layout.source.channels;
  layout.kernels = torch_filter_kernels(channels);
  if (!layout.resamples_x() || kernels::float_lanes() == 4 ||
      layout.source_row() > (std::numeric_limits<i32>::max)() / 4) {
    return {};
  }
  constexpr decltype(&torch_filter_windows<1>) windows[] = {torch_filter_windows<1>, torch_filter_windows<2>,
                                                            torch_filter_windows<3>, torch_filter_windows<4>};
  layout.kernels.horizontal = windows[channels - 1];
  layout.kernels.rows = 4;
  return pack_tap_sums(layout.x.table, channels * static_cast<index>(sizeof(f32)), channels, true);
}

}  // namespace eido::detail
