// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include "../base/exact.hpp"
#include "../view/size.hpp"
#include "../view/view.hpp"
#include "box_sum_kernels.hpp"
#include "cv2_kernels.hpp"

// Pillow's Image.reduce: every output pixel is the mean of a cell of source pixels. Proved with Pillow 13.0.0.

namespace eido::inline EIDO_ABI::detail {

/// The types of images that Pillow reduces.
template <class T>
inline constexpr bool has_cell_mean = std::is_same_v<T, u8> || std::is_same_v<T, i32> || std::is_same_v<T, f32>;

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

/// Whole cells of floats, or of i32: groups of 2 x 2 are added in the type of the image, then in double; cells at the
/// edge one by one in double. Groups of i32 wrap around.
template <class T>
f64 sum_values(const T* first, index down, index right, index h, index w, bool whole) noexcept {
  using group = std::conditional_t<std::is_same_v<T, i32>, u32, T>;
  f64 sum = 0;
  const auto add = [&sum](group g) { sum += static_cast<f64>(static_cast<T>(g)); };
  if (!whole) {
    for (index y = 0; y < h; ++y) {
      for (index x = 0; x < w; ++x) add(static_cast<group>(first[y * down + x * right]));
    }
    return sum;
  }
  index y = 0;
  for (; y + 1 < h; y += 2) {
    const T *upper = first + y * down, *lower = upper + down;
    index x = 0;
    for (; x + 1 < w; x += 2, upper += 2 * right, lower += 2 * right) {
      add(static_cast<group>(*upper) + static_cast<group>(upper[right]) + static_cast<group>(*lower) +
          static_cast<group>(lower[right]));
    }
    if (x < w) add(static_cast<group>(*upper) + static_cast<group>(*lower));
  }
  if (y < h) {
    const T* last = first + y * down;
    index x = 0;
    for (; x + 1 < w; x += 2, last += 2 * right) add(static_cast<group>(*last) + static_cast<group>(last[right]));
    if (x < w) add(static_cast<group>(*last));
  }
  return sum;
}

/// What becomes of the colours of a cell: nothing, or they are multiplied by alpha, and perhaps divided by it again.
enum class cell_colors : u8 { plain, premultiplied, weighed };

/// The mean of a cell, all channels; `whole` says that no edge cuts it.
inline void mean_of_cell(const view<const u8, 3>& cell, bool, cell_colors colors, u8* out) noexcept {
  const byte_mean mean(cell.shape(0) * cell.shape(1));
  const index channels = cell.shape(2);
  constexpr decltype(&sum_bytes<1>) sums_of[] = {sum_bytes<1>, sum_bytes<2>, sum_bytes<3>, sum_bytes<4>};
  u32 sums[4];
  sums_of[channels - 1](cell, colors != cell_colors::plain, sums);
  for (index c = 0; c < channels; ++c) out[c] = mean(sums[c]);
  if (colors != cell_colors::weighed) return;
  const u32 a = out[channels - 1];
  for (index c = 0; c + 1 < channels && a != 0 && a != 255; ++c) {
    const u32 t = 255 * out[c] / a;
    out[c] = static_cast<u8>(t > 255 ? 255 : t);
  }
}
/// Means of the other types: sums times a rounded 1 / n.
template <class T>
struct cell_mean {
  explicit cell_mean(index count) noexcept : inverse(1.0 / static_cast<f64>(count)) {}

  T operator()(f64 sum) const noexcept {
    if constexpr (std::is_same_v<T, i32>) {
      return round_half_away(product(sum, inverse));
    } else {
      return static_cast<T>(product(sum, inverse));
    }
  }

  f64 inverse;
};
template <class T>
void mean_of_cell(const view<const T, 3>& cell, bool whole, cell_colors, T* out) noexcept {
  const index h = cell.shape(0), w = cell.shape(1);
  const cell_mean<T> mean(h * w);
  for (index c = 0; c < cell.shape(2); ++c) {
    out[c] = mean(sum_values(cell.data() + c * cell.stride(2), cell.stride(0), cell.stride(1), h, w, whole));
  }
}

/// A row of cells from the sums of their columns, of which each has `values`; their sums need 32 bits.
inline void mean_of_columns(const u16* sums, index cells, index values, index channels, const byte_mean& mean,
                            u8* out) noexcept {
  for (; cells > 0; --cells, sums += values) {
    for (index c = 0; c < channels; ++c) {
      u32 sum = 0;
      for (index k = c; k < values; k += channels) sum += sums[k];
      *out++ = mean(sum);
    }
  }
}

/// A row of `cells` cells of one size whose pixels lie side by side, whole ones or cut at the lower edge; false where
/// the kernels do not take them.
inline bool mean_of_cells(const u8* src, index step, index channels, hw factor, bool, index cells, u8* out) noexcept {
  constexpr index block = 4096;
  alignas(64) u16 sums[block];
  const index values = factor.w * channels, most_cells = values <= block ? block / values : 0;
  constexpr index most = 257;  // 257 * 255 fits 16 bits
  if (factor == hw(2, 2)) {    // 2^24 / 4 is exact: halves are rounded up
    const void* const rows[] = {src, src + step};
    kernels::cv2_quarter_means(rows, static_cast<int>(channels), cells, out);
    return true;
  }
  if (factor.h > most || most_cells == 0) return false;
  const byte_mean mean(factor.h * factor.w);
  for (index x = 0; x < cells; x += most_cells) {
    const index count = cells - x < most_cells ? cells - x : most_cells;
    kernels::add_rows(src + x * values, step, factor.h, count * values, sums);
    if (factor.h * factor.w < most) {
      kernels::mean_of_columns(sums, count, factor.w, channels, mean.half, mean.factor, out + x * channels);
    } else {
      mean_of_columns(sums, count, values, channels, mean, out + x * channels);
    }
  }
  return true;
}
template <class T>
bool mean_of_cells(const T* src, index step, index channels, hw size, bool whole, index cells, T* out) noexcept {
  const cell_mean<T> mean(size.h * size.w);
  for (index x = 0; x < cells; ++x, src += size.w * channels) {
    for (index c = 0; c < channels; ++c) *out++ = mean(sum_values(src + c, step, channels, size.h, size.w, whole));
  }
  return true;
}

/// A row of means: `rows` are the pixels of its cells, factor.w wide and as high as there are rows; whole where these
/// are factor.h.
template <class T>
void mean_of_row(const view<const T, 3>& rows, hw factor, cell_colors colors, const view<T, 2>& out) noexcept {
  const index h = rows.shape(0), w = rows.shape(1), channels = rows.shape(2), whole_cells = w / factor.w;
  const bool packed = (rows.stride(2) == 1 || channels == 1) && (rows.stride(1) == channels || w == 1) &&
                      (out.stride(1) == 1 || channels == 1) && (out.stride(0) == channels || out.shape(0) == 1);
  const bool done =
      packed && colors == cell_colors::plain && whole_cells > 0 &&
      mean_of_cells(rows.data(), rows.stride(0), channels, hw(h, factor.w), h == factor.h, whole_cells, out.data());
  for (index x = done ? whole_cells : 0; x < out.shape(0); ++x) {
    const index left = x * factor.w, cell_w = w - left < factor.w ? w - left : factor.w;
    const view<const T, 3> cell(&rows.at(0, left, 0), {h, cell_w, channels}, rows.strides());
    T mean[4];
    mean_of_cell(cell, h == factor.h && cell_w == factor.w, colors, mean);
    for (index c = 0; c < channels; ++c) out.at(x, c) = mean[c];
  }
}

}  // namespace eido::detail
