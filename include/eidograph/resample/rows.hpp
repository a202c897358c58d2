// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "arithmetic.hpp"
#include "axis_table.hpp"

// The row kernels: pointers and counts, no checks, no heap.

namespace eido::inline EIDO_ABI::detail {

/// One row resampled along x. Pixels are Channels values side by side; out has table.outputs pixels.
template <class A, int Channels>
void horizontal(const typename A::element* row, const axis_table& table, typename A::element* out) noexcept {
  for (index x = 0; x < table.outputs; ++x) {
    const auto* p = row + table.first(x) * Channels;
    const auto* w = table.weights<typename A::weight>(x);
    const i32 count = table.count(x);
    typename A::sum sums[Channels];
    for (auto& s : sums) s = A::start;
    for (i32 k = 0; k < count; ++k, p += Channels) {
      for (int c = 0; c < Channels; ++c) sums[c] = A::add(sums[c], p[c], w[k]);
    }
    for (int c = 0; c < Channels; ++c) *out++ = A::finish(sums[c]);
  }
}

/// Output row y of an axis table from its rows of n values, rows[k] being source row table.first(y) + k. In blocks
/// whose sums stay in L1; a full block has a constant length so that compilers vectorise it.
template <class A>
void vertical(const typename A::element* const* rows, const axis_table& table, index y, index n,
              typename A::element* out) noexcept {
  constexpr index block = 64;
  const auto* w = table.weights<typename A::weight>(y);
  const i32 count = table.count(y);
  typename A::sum sums[block];
  for (index at = 0; at < n; at += block) {
    const index length = n - at < block ? n - at : block;
    for (auto& s : sums) s = A::start;
    for (i32 k = 0; k < count; ++k) {
      const auto* p = rows[k] + at;
      const auto weight = w[k];
      if (length == block) {
        for (index i = 0; i < block; ++i) sums[i] = A::add(sums[i], p[i], weight);
      } else {
        for (index i = 0; i < length; ++i) sums[i] = A::add(sums[i], p[i], weight);
      }
    }
    for (index i = 0; i < length; ++i) out[at + i] = A::finish(sums[i]);
  }
}

/// The kernels of one arithmetic, chosen once a plan.
template <class T>
struct row_kernels {
  void (*horizontal)(const T* row, const axis_table& table, T* out) noexcept = nullptr;
  void (*vertical)(const T* const* rows, const axis_table& table, index y, index n, T* out) noexcept = nullptr;
};

template <class A>
constexpr row_kernels<typename A::element> kernels_of(index channels) noexcept {
  constexpr decltype(&horizontal<A, 1>) across[] = {horizontal<A, 1>, horizontal<A, 2>, horizontal<A, 3>,
                                                    horizontal<A, 4>};
  return {across[channels - 1], vertical<A>};
}

/// One row of pixels picked by index.
template <class T>
void gather_pixels(const T* row, const index* from, index count, index channels, T* out) noexcept {
  for (index x = 0; x < count; ++x, out += channels) {
    for (index c = 0; c < channels; ++c) out[c] = row[from[x] * channels + c];
  }
}

/// Colours times alpha, rounded, as Pillow's RGBa and La. The last of `channels` is alpha.
inline void premultiply(u8* row, index pixels, index channels) noexcept {
  for (index x = 0; x < pixels; ++x, row += channels) {
    const u32 alpha = row[channels - 1];
    for (index c = 0; c + 1 < channels; ++c) {
      const u32 t = row[c] * alpha + 128;
      row[c] = static_cast<u8>((t + (t >> 8)) >> 8);
    }
  }
}

/// The way back, cut and clamped; alpha 0 and 255 leave the colours alone.
inline void unpremultiply(u8* row, index pixels, index channels) noexcept {
  for (index x = 0; x < pixels; ++x, row += channels) {
    const u32 alpha = row[channels - 1];
    if (alpha == 0 || alpha == 255) continue;
    for (index c = 0; c + 1 < channels; ++c) {
      const u32 t = 255 * row[c] / alpha;
      row[c] = static_cast<u8>(t > 255 ? 255 : t);
    }
  }
}

}  // namespace eido::detail
