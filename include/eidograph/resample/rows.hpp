// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "arithmetic.hpp"
#include "axis_table.hpp"

// The row kernels: pointers and counts, no checks, no heap.

namespace eido::inline EIDO_ABI::detail {

/// Rows that a kernel may be given at once, at most.
inline constexpr int most_rows = 16;

/// The kernels that a rule chooses for its layout. What lies between the passes may have another type than the image,
/// middle_bytes for each value: only the two kernels know it. Then both passes always run, horizontal first.
/// Neither reads or writes a byte outside of what it is given; of the rows, horizontal reads the pixels
/// [table.lowest, table.highest).
template <class T>
struct row_kernels {
  /// `count` rows (1 to `rows`) resampled along x, each into table.outputs pixels.
  void (*horizontal)(const T* const* rows, int count, const axis_table& table, void* const* outs) noexcept = nullptr;
  /// Output row y of an axis table from its rows of n values, rows[k] being middle row table.first(y) + k.
  void (*vertical)(const void* const* rows, const axis_table& table, index y, index n, T* out) noexcept = nullptr;
  index middle_bytes = sizeof(T);
  int rows = 1;  // how many rows horizontal likes to have at once
  /// How many output rows are best made together of filtered rows, part by part: where they share rows that are too
  /// long for the first cache. Then vertical may be called for any run of values that begins at a multiple of 64.
  int together = 1;
  bool whole_rows = false;  // vertical takes nothing else: the middle values of an output lie apart
  /// Middle rows, of bytes, lie woven in fours: byte i of row k of them at 4 * i + k. A row begins at its first byte, so
  /// k is what is left of its address by 4. horizontal is given multiples of four rows but for the last ones, places for
  /// `rows` of them, and may write 16 values behind a row.
  bool woven = false;
  /// Output rows y and y + 1 that read the same middle rows, where that is faster than one after the other.
  void (*vertical_two)(const void* const* rows, const axis_table& table, index y, index n, T* out,
                       T* next) noexcept = nullptr;
};

/// The rows that a horizontal pass writes, for kernels that know their type.
template <class T>
struct typed_rows {
  T* at[most_rows] = {};

  typed_rows(void* const* rows, int count) noexcept {
    for (int i = 0; i < count; ++i) at[i] = static_cast<T*>(rows[i]);
  }
};

/// Pixels are Channels values side by side.
template <class A, int Channels>
void horizontal(const typename A::element* const* rows, int row_count, const axis_table& table,
                void* const* outs) noexcept {
  const A arithmetic(table.shift);
  for (int i = 0; i < row_count; ++i) {
    auto* out = static_cast<typename A::result*>(outs[i]);
    for (index x = 0; x < table.outputs; ++x) {
      const auto* p = rows[i] + table.first(x) * Channels;
      const auto* w = table.weights<typename A::weight>(x);
      const i32 count = table.count(x);
      typename A::sum sums[Channels];
      for (auto& s : sums) s = arithmetic.start();
      for (i32 k = 0; k < count; ++k, p += Channels) {
        for (int c = 0; c < Channels; ++c) sums[c] = arithmetic.add(sums[c], p[c], w[k]);
      }
      for (int c = 0; c < Channels; ++c) *out++ = arithmetic.finish(sums[c]);
    }
  }
}

/// In blocks whose sums stay in L1; a full block has a constant length so that compilers vectorise it.
template <class A>
void vertical(const void* const* rows, const axis_table& table, index y, index n, typename A::result* out) noexcept {
  constexpr index block = 64;
  const A arithmetic(table.shift);
  const auto* w = table.weights<typename A::weight>(y);
  const i32 count = table.count(y);
  typename A::sum sums[block];
  for (index at = 0; at < n; at += block) {
    const index length = n - at < block ? n - at : block;
    for (auto& s : sums) s = arithmetic.start();
    for (i32 k = 0; k < count; ++k) {
      const auto* p = static_cast<const typename A::element*>(rows[k]) + at;
      const auto weight = w[k];
      if (length == block) {
        for (index i = 0; i < block; ++i) sums[i] = arithmetic.add(sums[i], p[i], weight);
      } else {
        for (index i = 0; i < length; ++i) sums[i] = arithmetic.add(sums[i], p[i], weight);
      }
    }
    for (index i = 0; i < length; ++i) out[at + i] = arithmetic.finish(sums[i]);
  }
}

/// The plain kernels of an arithmetic for each pass.
template <class Across, class Down = Across>
constexpr row_kernels<typename Across::element> kernels_of(index channels) noexcept {
  static_assert(std::is_same_v<typename Across::result, typename Down::element> &&
                std::is_same_v<typename Across::element, typename Down::result>);
  constexpr decltype(&horizontal<Across, 1>) across[] = {horizontal<Across, 1>, horizontal<Across, 2>,
                                                         horizontal<Across, 3>, horizontal<Across, 4>};
  return {across[channels - 1], vertical<Down>, sizeof(typename Across::result), 1};
}

}  // namespace eido::detail
