// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "layout.hpp"
#include "pick_kernels.hpp"

// Rows of pixels that are picked.

namespace eido::inline EIDO_ABI::detail {

/// Pixels of Bytes bytes picked by index, moved Moved bytes at a time: what is written too far is written again.
template <int Bytes, int Moved>
void gather_units(const unsigned char* row, const index* from, index count, unsigned char* out) noexcept {
  for (index x = 0; x < count; ++x) std::memcpy(out + x * Bytes, row + from[x] * Bytes, Moved);
}

/// One row of pixels picked by index; `from` never falls.
template <class T>
void gather_pixels(const T* row, const index* from, index count, index channels, T* out) noexcept {
  const auto* const src = reinterpret_cast<const unsigned char*>(row);
  auto* const dst = reinterpret_cast<unsigned char*>(out);
  switch (channels * static_cast<index>(sizeof(T))) {
    case 1: return gather_units<1, 1>(src, from, count, dst);
    case 2: return gather_units<2, 2>(src, from, count, dst);
    case 3: {  // four bytes, but for pixels with none behind them
      index some = count;
      while (some > 0 && from[some - 1] == from[count - 1]) --some;
      gather_units<3, 4>(src, from, some, dst);
      return gather_units<3, 3>(src, from + some, count - some, dst + 3 * some);
    }
    case 4: return gather_units<4, 4>(src, from, count, dst);
    case 8: return gather_units<8, 8>(src, from, count, dst);
    case 12: return gather_units<12, 12>(src, from, count, dst);
    case 16: return gather_units<16, 16>(src, from, count, dst);
    default:
      for (index x = 0; x < count; ++x, out += channels) {
        for (index c = 0; c < channels; ++c) out[c] = row[from[x] * channels + c];
      }
  }
}

/// Packs an axis along x that picks pixels as kernels::pick_runs where it can be: where the image grows, and bytes are
/// shuffled.
template <class T>
status pack_picks(resize_layout<T>& layout) noexcept {
  axis_plan& axis = layout.x;
  if (axis.kind != pass::pick) return {};
  constexpr index value = sizeof(T);
  const index pixel_bytes = layout.source.channels * value, row_bytes = layout.source_row() * value;
  const index outputs = layout.size.w, bytes = outputs * pixel_bytes;
  const index run = kernels::pick_bytes(), pixels = run / pixel_bytes;
  if (pixels < 2 || row_bytes < run) return {};
  const index* const from = axis.from.data();
  // a run may begin and end inside of pixels
  const auto source = [=](index at) { return from[at / pixel_bytes] * pixel_bytes; };
  const auto fit = [&](index each) {
    for (index at = 0; at < bytes; at += each) {
      const index last = at + each < bytes ? at + each - 1 : bytes - 1;
      if (source(last) + pixel_bytes - source(at) > run) return false;
    }
    return true;
  };
  index each = run;
  if (!fit(each)) {
    each = pixels * pixel_bytes;
    if (!fit(each)) return {};
  }

  constexpr index head = 64;
  static_assert(sizeof(kernels::pick_runs) <= head);
  const index runs = (bytes + each - 1) / each + 4;
  index room = 0;
  if (!multiply(runs, run + static_cast<index>(sizeof(index)), room)) return {};
  if (status s = axis.table.reserve_whole(head + room); !s) return s;
  unsigned char* const packed = axis.table.packed(0);
  u8* const places = packed + head;
  index* const begin = reinterpret_cast<index*>(places + runs * run);
  std::memset(places, 0, static_cast<std::size_t>(runs * run));
  for (index r = 0; r < runs; ++r) {
    const index first = r * each < bytes ? source(r * each) : 0;
    begin[r] = first < row_bytes - run ? first : row_bytes - run;
  }
  for (index x = 0, r = 0, i = 0; x < outputs; ++x) {
    for (index b = 0; b < pixel_bytes; ++b) {
      places[r * run + i] = static_cast<u8>(from[x] * pixel_bytes + b - begin[r]);
      if (++i == each) ++r, i = 0;
    }
  }
  *reinterpret_cast<kernels::pick_runs*>(packed) = {bytes, each, begin, places};
  axis.in_runs = true;
  return {};
}

/// One row of a layout that picks pixels.
template <class T>
void pick_pixels_of(const T* row, const resize_layout<T>& layout, T* out) noexcept {
  if (layout.x.in_runs) {
    const auto& runs = *reinterpret_cast<const kernels::pick_runs*>(layout.x.table.packed(0));
    kernels::pick_in_runs(reinterpret_cast<const u8*>(row), runs, reinterpret_cast<u8*>(out));
  } else {
    gather_pixels(row, layout.x.from.data(), layout.size.w, layout.source.channels, out);
  }
}

}  // namespace eido::detail
