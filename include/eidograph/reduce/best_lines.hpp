// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <type_traits>

#include "../base/types.hpp"
#include "argmax_kernels.hpp"
#include "half_lines.hpp"

// Behind argmax, argmin, amax and amin: the best element of each line, by kernels where they apply.

namespace eido::inline EIDO_ABI::detail {

/// numpy's order: a NaN beats every number and the first of equals wins, so only a better value (or the first NaN)
/// replaces the best so far.
template <bool Least, class T>
bool beats(T x, T best) noexcept {
  if constexpr (is_half<T>) {
    return beats<Least>(static_cast<f32>(x), static_cast<f32>(best));
  } else {
    if constexpr (std::is_floating_point_v<T>) {
      if (x != x) return best == best;
    }
    return Least ? x < best : x > best;
  }
}

/// `lines` lines of `count` elements. Element k of line i is x[i * line_step + k * step].
struct line_layout {
  index count, step, lines, line_step;
};

/// Where results go; either may be null.
template <class T, class I>
struct best_output {
  I* ids;
  index ids_step;
  T* values;
  index values_step;

  void put(index line, index id, T value) const noexcept {
    if (ids) ids[line * ids_step] = static_cast<I>(id);
    if (values) values[line * values_step] = value;
  }
  best_output from(index line) const noexcept {
    return {ids ? ids + line * ids_step : ids, ids_step, values ? values + line * values_step : values, values_step};
  }
};

/// By the plain rule: line after line, or, where neighbouring elements are of different lines, many lines together.
template <bool Least, class T, class I>
void best_lines_plainly(const T* x, const line_layout& in, const best_output<T, I>& out) noexcept {
  constexpr index most = 256;
  const index apart = in.step < 0 ? -in.step : in.step, line_apart = in.line_step < 0 ? -in.line_step : in.line_step;
  const index together = apart > line_apart ? most : 1;
  T best[most];
  index where[most];
  for (index at = 0; at < in.lines; at += together) {
    const index n = in.lines - at < together ? in.lines - at : together;
    const T* const first = x + at * in.line_step;
    for (index i = 0; i < n; ++i) best[i] = first[i * in.line_step], where[i] = 0;
    for (index k = 1; k < in.count; ++k) {
      for (index i = 0; i < n; ++i) {
        const T a = first[i * in.line_step + k * in.step];
        if (beats<Least>(a, best[i])) best[i] = a, where[i] = k;
      }
    }
    for (index i = 0; i < n; ++i) out.put(at + i, where[i], best[i]);
  }
}

template <class T>
inline constexpr bool has_argmax_kernel =
    std::is_same_v<T, f32> || std::is_same_v<T, i32> || std::is_same_v<T, u8> || std::is_same_v<T, i8>;

template <bool Least, class T, class I>
void best_lines_by_kernel(const T* x, const line_layout& in, I* ids, T* values) noexcept {
  if constexpr (Least) {
    kernels::argmin_lines(x, in.count, in.step, in.lines, in.line_step, ids, values);
  } else {
    kernels::argmax_lines(x, in.count, in.step, in.lines, in.line_step, ids, values);
  }
}

/// 16-bit floats by way of f32, some lines at a time; false where too few lines fit. The values are x's own bits.
template <bool Least, class T, class I>
bool best_lines_widened(const T* x, const line_layout& in, const best_output<T, I>& out) noexcept {
  constexpr index room = 4096, most = 512;
  const bool rows = in.step == 1;
  index together = room / in.count;
  if (together < (rows ? 1 : 16) || !(rows || in.line_step == 1)) return false;
  together = together < most ? together : most;
  f32 wide[room];
  i32 ids[most];
  for (index at = 0; at < in.lines; at += together) {
    const index n = in.lines - at < together ? in.lines - at : together;
    const T* const first = x + at * in.line_step;
    widen_runs(first, rows ? half_runs{n, in.count, in.line_step, 1} : half_runs{in.count, n, in.step, 1}, wide);
    best_lines_by_kernel<Least, f32, i32>(wide, line_layout{in.count, rows ? 1 : n, n, rows ? in.count : 1}, ids,
                                          nullptr);
    for (index i = 0; i < n; ++i) out.put(at + i, ids[i], first[i * in.line_step + ids[i] * in.step]);
  }
  return true;
}

template <bool Least, class T, class I>
void best_lines(const T* x, const line_layout& in, const best_output<T, I>& out) noexcept {
  if constexpr (is_half<T>) {
    if (best_lines_widened<Least>(x, in, out)) return;
  }
  if constexpr (has_argmax_kernel<T>) {
    if (in.count <= (std::numeric_limits<i32>::max)() && (in.step == 1 || in.line_step == 1)) {
      if constexpr (std::is_same_v<I, u8> || std::is_same_v<I, i32>) {
        if ((!out.ids || out.ids_step == 1) && (!out.values || out.values_step == 1)) {
          return best_lines_by_kernel<Least>(x, in, out.ids, out.values);
        }
      }
      constexpr index block = 512;  // other results by way of these
      i32 ids[block];
      T values[block];
      for (index at = 0; at < in.lines; at += block) {
        const index n = in.lines - at < block ? in.lines - at : block;
        best_lines_by_kernel<Least>(x + at * in.line_step, line_layout{in.count, in.step, n, in.line_step}, ids,
                                    values);
        const best_output<T, I> to = out.from(at);
        for (index i = 0; i < n; ++i) to.put(i, ids[i], values[i]);
      }
      return;
    }
  }
  best_lines_plainly<Least>(x, in, out);
}

}  // namespace eido::detail
