// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include "../base/exact.hpp"
#include "../view/size.hpp"
#include "../view/view.hpp"
#include "box_sum_kernels.hpp"

// Pillow's Image.reduce: every output pixel is the mean of a cell of source pixels. Proved with Pillow 13.0.0.

namespace eido::inline EIDO_ABI::detail {

/// Means of cells of bytes: exact sums, then a multiplication by a rounded 2^24 / n. Range: n / 2 more than 255 n times
/// that stays below 2^32.
struct byte_mean {
  explicit byte_mean(index count) noexcept
      : half(static_cast<u32>(count / 2)),
        factor(static_cast<u32>(4294967296.0f / static_cast<f32>(count * 256))) {}  // one f32 division, as Pillow's

  u8 operator()(u32 sum) const noexcept { return static_cast<u8>(((sum + half) * factor) >> 24); }

  u32 half, factor;
};

/// Every channel of a cell added up. With alpha, the last channel, colours are multiplied by it first.
template <int Channels>
void sum_bytes(const view<const u8, 3>& cell, bool alpha, u32* sum) noexcept {
  const index h = cell.shape(0), w = cell.shape(1), down = cell.stride(0), right = cell.stride(1),
              deep = cell.stride(2);
  u32 sums[Channels] = {};
  for (index y = 0; y < h; ++y) {
    const u8* pixel = cell.data() + y * down;
    for (index x = 0; x < w; ++x, pixel += right) {
      const u32 a = pixel[(Channels - 1) * deep];
      for (int c = 0; c < Channels; ++c) {
        const u32 value = pixel[c * deep];
        sums[c] += alpha && c + 1 < Channels ? muldiv255(value, a) : value;
      }
    }
  }
  for (int c = 0; c < Channels; ++c) sum[c] = sums[c];
}

/// Whole cells of floats: groups of 2 x 2 are added in f32, then in double; cells at the edge one by one in double.
inline f64 sum_floats(const view<const f32, 3>& cell, index c, bool whole) noexcept {
  const index h = cell.shape(0), w = cell.shape(1);
  const auto value = [&](index y, index x) { return cell.at(y, x, c); };
  f64 sum = 0;
  if (!whole) {
    for (index y = 0; y < h; ++y) {
      for (index x = 0; x < w; ++x) sum += static_cast<f64>(value(y, x));
    }
    return sum;
  }
  index y = 0;
  for (; y + 1 < h; y += 2) {
    index x = 0;
    for (; x + 1 < w; x += 2) {
      const f32 group = value(y, x) + value(y, x + 1) + value(y + 1, x) + value(y + 1, x + 1);
      sum += static_cast<f64>(group);
    }
    if (x < w) sum += static_cast<f64>(value(y, x) + value(y + 1, x));
  }
  if (y < h) {
    index x = 0;
    for (; x + 1 < w; x += 2) sum += static_cast<f64>(value(y, x) + value(y, x + 1));
    if (x < w) sum += static_cast<f64>(value(y, x));
  }
  return sum;
}

/// The mean of a cell, all channels; `whole` says that no edge cuts it.
inline void mean_of_cell(const view<const u8, 3>& cell, bool, bool alpha, u8* out) noexcept {
  const byte_mean mean(cell.shape(0) * cell.shape(1));
  const index channels = cell.shape(2);
  constexpr decltype(&sum_bytes<1>) sums_of[] = {sum_bytes<1>, sum_bytes<2>, sum_bytes<3>, sum_bytes<4>};
  u32 sums[4];
  sums_of[channels - 1](cell, alpha, sums);
  for (index c = 0; c < channels; ++c) out[c] = mean(sums[c]);
  if (!alpha) return;
  const u32 a = out[channels - 1];
  for (index c = 0; c + 1 < channels && a != 0 && a != 255; ++c) {
    const u32 t = 255 * out[c] / a;
    out[c] = static_cast<u8>(t > 255 ? 255 : t);
  }
}
inline void mean_of_cell(const view<const f32, 3>& cell, bool whole, bool, f32* out) noexcept {
  const f64 inverse = 1.0 / static_cast<f64>(cell.shape(0) * cell.shape(1));
  for (index c = 0; c < cell.shape(2); ++c) out[c] = static_cast<f32>(product(sum_floats(cell, c, whole), inverse));
}

/// A row of whole cells of `width` pixels (Width of them when it is not 0) from the sums of their columns.
template <int Channels, int Width>
void mean_of_columns(const u16* sums, index cells, index width, const byte_mean& mean, u8* out) noexcept {
  const index values = (Width != 0 ? Width : width) * Channels, count = cells * Channels;
  for (index i = 0; i < count; i += Channels, sums += values) {
    for (int c = 0; c < Channels; ++c) {
      u32 sum = sums[c];
      for (index k = Channels; k < values; k += Channels) sum += sums[k + c];
      out[i + c] = mean(sum);
    }
  }
}

template <int Width>
void mean_of_columns(const u16* sums, index cells, index width, index channels, const byte_mean& mean,
                     u8* out) noexcept {
  switch (channels) {
    case 1: return mean_of_columns<1, Width>(sums, cells, width, mean, out);
    case 2: return mean_of_columns<2, Width>(sums, cells, width, mean, out);
    case 3: return mean_of_columns<3, Width>(sums, cells, width, mean, out);
    default: return mean_of_columns<4, Width>(sums, cells, width, mean, out);
  }
}

/// Rows of `cells` whole cells whose pixels lie side by side; false where the kernels do not take them.
inline bool mean_of_cells(const u8* src, index step, index channels, hw factor, index cells, u8* out) noexcept {
  constexpr index block = 4096;
  u16 sums[block];
  const index values = factor.w * channels, most_cells = values <= block ? block / values : 0;
  if (factor.h > 257 || most_cells == 0) return false;
  const byte_mean mean(factor.h * factor.w);
  for (index x = 0; x < cells; x += most_cells) {
    const index count = cells - x < most_cells ? cells - x : most_cells;
    kernels::add_rows(src + x * values, step, factor.h, count * values, sums);
    if (factor.w == 2) {
      mean_of_columns<2>(sums, count, 2, channels, mean, out + x * channels);
    } else {
      mean_of_columns<0>(sums, count, factor.w, channels, mean, out + x * channels);
    }
  }
  return true;
}
inline bool mean_of_cells(const f32*, index, index, hw, index, f32*) noexcept { return false; }

}  // namespace eido::detail
