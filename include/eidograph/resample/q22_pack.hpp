// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "arithmetic.hpp"
#include "layout.hpp"
#include "q22_four_pack.hpp"
#include "q22_window_pack.hpp"

// Weights of the arithmetic q22 cut for its kernels.

namespace eido::inline EIDO_ABI::detail {

/// Numbers for each output of q22_across.
constexpr index packed_groups(index groups) noexcept { return 3 * groups + 3; }
constexpr index packed_taps(index taps) noexcept { return (taps + 1) / 2 * 2 + 2; }
/// And of q22_down, for pairs of rows and for woven ones: of these the bytes of three digits, each with room for zeros
/// of up to three rows before and behind an output's own.
constexpr index packed_pairs(index taps) noexcept { return (taps + 1) / 2 * 2; }
constexpr index packed_woven(index taps) noexcept { return 3 * ((taps + 6 + 3) / 4); }

inline bool q22_cut_woven(const kernels::q22_weights& t, index numbers, i32, i32* out) noexcept {
  const index bytes = numbers * 4 / 3;
  bool fits = true;
  const i32* w = t.weights;
  u8* to = reinterpret_cast<u8*>(out);
  for (index i = 0; i < t.outputs; ++i, w += t.step, to += 3 * bytes) {
    std::memset(to, 0, static_cast<std::size_t>(3 * bytes));
    for (index k = 0; k < t.count[i]; ++k) {
      const q22_digits digits(w[k]);
      fits = fits && digits.fit();
      to[3 + k] = static_cast<u8>(digits.a);
      to[bytes + 3 + k] = static_cast<u8>(digits.b);
      to[2 * bytes + 3 + k] = static_cast<u8>(digits.c);
    }
  }
  return fits;
}

inline kernels::q22_axis q22_axis_of(const axis_table& table) noexcept {
  return {table.outputs,
          table.lowest,
          table.highest,
          table.counts(),
          reinterpret_cast<const i32*>(table.packed(0)),
          table.packed_each() / static_cast<index>(sizeof(i32)),
          table.shift - 6};
}

static_assert(kernels::q22_weights::most_beside * static_cast<index>(sizeof(i32)) <= axis_table::bytes_beside);

/// Cuts a table's weights for one of two kernels and takes this one; null where they do not fit. narrower: for weights
/// of 16 bits, which are those of a table with a shift.
template <class Kernel>
Kernel* q22_cut_for(Kernel* kernel, Kernel* narrower, kernels::q22_cut* cut, const kernels::q22_functions& functions,
                    axis_table& table) noexcept {
  const index numbers = table.packed_each() / static_cast<index>(sizeof(i32));
  i32* const out = reinterpret_cast<i32*>(table.packed(0));
  const auto fits = [&](int narrow) {
    return cut(
        {table.weights<i32>(0), table.most_taps, table.firsts(), table.counts(), table.outputs, table.lowest, narrow},
        numbers, functions.bias, out);
  };
  if (narrower && table.shift >= 6 && table.shift < q22::bits && fits(q22::bits - table.shift)) return narrower;
  return fits(0) ? kernel : nullptr;
}

/// Woven, as many rows as there may be at once have places.
template <bool Woven = false>
void q22_horizontal(const u8* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  const typed_rows<u8> bytes(outs, Woven ? most_rows : count);
  kernels::q22_axis axis = q22_axis_of(table);
  axis.woven = Woven;
  reinterpret_cast<kernels::q22_across*>(table.reader)(rows, count, axis, bytes.at);
}
inline void q22_vertical_two(const void* const* rows, const axis_table& table, index y, index n, u8* out,
                             u8* next) noexcept {
  reinterpret_cast<kernels::q22_down*>(table.reader)(rows, q22_axis_of(table), y, n, out, next);
}
inline void q22_vertical(const void* const* rows, const axis_table& table, index y, index n, u8* out) noexcept {
  q22_vertical_two(rows, table, y, n, out, nullptr);
}

/// The whole axis in a form of its own, and the kernel that takes it.
template <class Packer, class... How>
status pack_axis(const Packer& packer, axis_table& x, kernels::q22_across* kernel, How... how) noexcept {
  if (status s = x.reserve_packed(packer.bytes_each()); !s) return s;
  packer.pack(how..., x.packed(0));
  x.reader = reinterpret_cast<void (*)()>(kernel);
  return {};
}

/// The weights of an axis along x cut for q22_across; false where they do not fit. alpha: colours times alpha before,
/// which is set to whether the kernel does it.
inline status pack_across(const kernels::q22_functions& functions, index channels, axis_table& x, bool& alpha,
                          bool& fits) noexcept {
  const bool wants_alpha = alpha;
  alpha = false;
  fits = true;
  if (functions.windows) {
    const q22_window_packer packer(x, channels, functions.rows / 4);
    if (packer.fits()) return pack_axis(packer, x, functions.windows, functions.wide_windows);
  }
  if (kernels::q22_across* const fours = functions.fours[channels - 1]) {
    const q22_four_packer packer(x);
    if (packer.fits()) return pack_axis(packer, x, fours, functions.bias);
  }
  index groups = 1;
  for (index i = 0; i < x.outputs; ++i) {
    const index needed = ((x.first(i) - x.lowest) % 4 + x.count(i) + 3) / 4;
    if (needed > groups) groups = needed;
  }
  const index numbers = functions.taps ? packed_taps(x.most_taps) : packed_groups(groups);
  if (status s = x.reserve_packed(numbers * static_cast<index>(sizeof(i32))); !s) return s;
  kernels::q22_across *const with_alpha = functions.alpha[channels / 4], *across = nullptr;
  if (functions.most_values == 0 || 4 * groups * channels <= functions.most_values) {
    across = q22_cut_for(functions.across[channels - 1], functions.narrow_across[channels - 1], functions.cut_across,
                         functions, x);
  }
  fits = across != nullptr;
  alpha = wants_alpha && fits && with_alpha;
  x.reader = reinterpret_cast<void (*)()>(alpha ? with_alpha : across);
  return {};
}

/// Cuts the weights of a layout and takes the kernels of the tier in use. Where the weights do not fit (no filter of
/// Pillow's has such, other rules may) the plain kernel stays.
template <class T>
status use_q22_kernels(resize_layout<T>& layout) noexcept {
  const kernels::q22_functions functions = kernels::q22_in_use();
  axis_table &x = layout.x.table, &y = layout.y.table;
  if (layout.resamples_x()) {
    bool fits = false, alpha = layout.alpha && !layout.cells.any() && !layout.middle_is_source();
    if (status s = pack_across(functions, layout.source.channels, x, alpha, fits); !s) return s;
    layout.alpha_across = alpha;
    if (fits) {
      layout.kernels.horizontal = q22_horizontal<>;
      layout.kernels.rows = x.reader == reinterpret_cast<void (*)()>(functions.windows) ? 2 : functions.rows;
    }
  }
  if (!layout.resamples_y()) return {};
  const auto pack_down = [&](index numbers, kernels::q22_cut* cut, kernels::q22_down* kernel,
                             kernels::q22_down* narrower, bool& fits) -> status {
    if (status s = y.reserve_packed(numbers * static_cast<index>(sizeof(i32))); !s) return s;
    kernels::q22_down* const down = q22_cut_for(kernel, narrower, cut, functions, y);
    fits = down != nullptr;
    if (!fits) return {};
    y.reader = reinterpret_cast<void (*)()>(down);
    layout.kernels.vertical = q22_vertical;
    return {};
  };
  // rows are not woven where output rows may be made in parts of them
  bool& woven = layout.kernels.woven;
  woven = functions.woven_down && layout.middle_is_filtered() && y.most_taps > layout.most_window && !y.grows() &&
          layout.kernels.rows == functions.rows;
  if (woven) {
    if (status s = pack_down(packed_woven(y.most_taps), q22_cut_woven, functions.woven_down, nullptr, woven); !s) {
      return s;
    }
  }
  if (woven) {
    layout.kernels.horizontal = q22_horizontal<true>;
    return {};
  }
  bool fits = false;
  if (status s = pack_down(packed_pairs(y.most_taps), functions.cut_down, functions.down,
                           y.most_taps > 2 ? functions.narrow_down : nullptr, fits);
      !s) {
    return s;
  }
  // two taps are mixed as fast as rows are written
  if (fits && !functions.apart && y.most_taps > 2) layout.kernels.vertical_two = q22_vertical_two;
  return {};
}

}  // namespace eido::detail
