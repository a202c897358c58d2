// SPDX-License-Identifier: MIT
#pragma once

#include <new>

#include "../like/near_taps.hpp"
#include "rows.hpp"

// Row kernels of a few taps that repeat the border: every tap counts on its own, also where several fall on one pixel,
// since their products are rounded. Mix says how: mix.taps, mix(pixels, weights).

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

template <class Mix, int Channels>
void near_horizontal(const f32* const* rows, int row_count, const axis_table& table, void* const* outs) noexcept {
  for (int i = 0; i < row_count; ++i) {
    f32* out = static_cast<f32*>(outs[i]);
    for (index x = 0; x < table.outputs; ++x) {
      const near_taps<Mix::taps>& taps = near_at<Mix::taps>(table, x);
      const f32* const from = rows[i] + table.first(x) * Channels;
      for (int c = 0; c < Channels; ++c) {
        f32 pixels[Mix::taps];
        for (int k = 0; k < Mix::taps; ++k) pixels[k] = from[taps.at[k] * Channels + c];
        *out++ = Mix::mix(pixels, taps.weight);
      }
    }
  }
}

template <class Mix>
void near_vertical(const void* const* rows, const axis_table& table, index y, index n, f32* out) noexcept {
  const near_taps<Mix::taps> taps = near_at<Mix::taps>(table, y);
  const f32* from[Mix::taps];
  for (int k = 0; k < Mix::taps; ++k) from[k] = static_cast<const f32*>(rows[taps.at[k]]);
  for (index i = 0; i < n; ++i) {
    f32 pixels[Mix::taps];
    for (int k = 0; k < Mix::taps; ++k) pixels[k] = from[k][i];
    out[i] = Mix::mix(pixels, taps.weight);
  }
}

template <class Mix>
constexpr row_kernels<f32> near_kernels(index channels) noexcept {
  constexpr decltype(&near_horizontal<Mix, 1>) across[] = {near_horizontal<Mix, 1>, near_horizontal<Mix, 2>,
                                                           near_horizontal<Mix, 3>, near_horizontal<Mix, 4>};
  return {across[channels - 1], near_vertical<Mix>, sizeof(f32), 1};
}

}  // namespace eido::detail
