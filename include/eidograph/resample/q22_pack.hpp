// SPDX-License-Identifier: MIT
#pragma once

#include "layout.hpp"
#include "q22_four_pack.hpp"
#include "q22_window_pack.hpp"

// Weights of the arithmetic q22 cut for its kernels.

namespace eido::inline EIDO_ABI::detail {

inline u32 two_words(i32 low, i32 high) noexcept {
  return static_cast<u32>(static_cast<u16>(low)) | static_cast<u32>(static_cast<u16>(high)) << 16;
}
inline u32 four_bytes(i32 a, i32 b, i32 c, i32 d) noexcept {
  return two_words((a & 255) | (b & 255) << 8, (c & 255) | (d & 255) << 8);
}

/// Cut for q22_down; false when the sums of a may leave 16 bits.
inline bool pack_pairs(const i32* w, i32 count, bool apart, i32* out) noexcept {
  i16_sums sums;
  bool fits = true;
  for (i32 k = 0; k < count; k += 2, out += 2) {
    const q22_parts first(w[k]), second(k + 1 < count ? w[k + 1] : 0);
    if (apart) {
      out[0] = static_cast<i32>(two_words(first.b, first.a));
      out[1] = static_cast<i32>(two_words(second.b, second.a));
    } else {
      out[0] = static_cast<i32>(two_words(first.b, second.b));
      out[1] = static_cast<i32>(four_bytes(first.a, second.a, first.a, second.a));
    }
    fits = fits && first.a >= -128 && first.a <= 127 && second.a >= -128 && second.a <= 127;
    sums.add(first.a), sums.add(second.a);
  }
  return fits && sums.fit();
}

/// Numbers for each output of q22_across.
constexpr index packed_groups(index groups) noexcept { return 3 * groups + 3; }
constexpr index packed_taps(index taps) noexcept { return (taps + 1) / 2 * 2 + 2; }

/// Cut for q22_across as taps, from number `at` on, counted from the axis' lowest, zeros behind them up to `numbers`.
/// Sums may leave 16 bits on the way: what comes out fits them, and is right modulo 2^16.
inline bool pack_taps(const i32* w, index at, i32 count, index numbers, i32* out) noexcept {
  bool fits = true;
  *out++ = static_cast<i32>(at);
  *out++ = (count + 1) / 2 * 2;
  for (i32 k = 0; k < numbers - 2; ++k) {
    const q22_parts parts(k < count ? w[k] : 0);
    *out++ = static_cast<i32>(two_words(parts.b, parts.a));
    fits = fits && parts.a >= -128 && parts.a <= 127;
  }
  return fits;
}

/// Cut for q22_across as words or digits: `groups` of four taps, from number `at` on, counted from the axis' lowest.
inline bool pack_groups(const i32* w, index at, i32 count, index groups, const kernels::q22_functions& wanted,
                        i32* out) noexcept {
  const index skip = at % 4;
  *out++ = static_cast<i32>(at / 4);
  *out++ = static_cast<i32>((skip + count + 3) / 4);
  std::memset(out, 0, static_cast<std::size_t>(3 * groups) * sizeof(i32));
  i8* bytes = reinterpret_cast<i8*>(out);
  const bool digits = wanted.form == kernels::q22_form::digits;
  i16_sums sums[2];
  bool fits = true;
  u32 all = 0;
  for (i32 k = 0; k < count; ++k) {
    const u32 place = static_cast<u32>(skip + k), i = place % 4;
    i8* const group = bytes + place / 4 * 12;
    all += static_cast<u32>(w[k]);
    if (digits) {
      const q22_digits parts(w[k]);
      group[i] = static_cast<i8>(parts.a);
      group[4 + i] = parts.b;
      group[8 + i] = parts.c;
      fits = fits && parts.fit();
    } else {
      const q22_parts parts(w[k]);
      std::memcpy(group + i % 2 * 4 + i / 2 * 2, &parts.b, sizeof parts.b);
      group[8 + i] = static_cast<i8>(parts.a);
      sums[i / 2].add(parts.a);
      fits = fits && parts.a >= -128 && parts.a <= 127;
    }
  }
  out[3 * groups] = static_cast<i32>(all * static_cast<u32>(wanted.bias));
  return fits && sums[0].fit() && sums[1].fit();
}

inline kernels::q22_axis q22_axis_of(const axis_table& table) noexcept {
  return {table.outputs,
          table.lowest,
          table.highest,
          table.counts(),
          reinterpret_cast<const i32*>(table.packed(0)),
          table.packed_each() / static_cast<index>(sizeof(i32))};
}

inline void q22_horizontal(const u8* const* rows, int count, const axis_table& table, void* const* outs) noexcept {
  u8* bytes[most_rows];
  for (int i = 0; i < count; ++i) bytes[i] = static_cast<u8*>(outs[i]);
  reinterpret_cast<kernels::q22_across*>(table.reader)(rows, count, q22_axis_of(table), bytes);
}
inline void q22_vertical(const void* const* rows, const axis_table& table, index y, index n, u8* out) noexcept {
  reinterpret_cast<kernels::q22_down*>(table.reader)(rows, q22_axis_of(table), y, n, out);
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
    if (packer.fits()) return pack_axis(packer, x, functions.windows);
  }
  if (kernels::q22_across* const fours = functions.fours[channels - 1]) {
    const q22_four_packer packer(x);
    if (packer.fits()) return pack_axis(packer, x, fours, functions.bias);
  }
  const bool taps = functions.form == kernels::q22_form::taps;
  index groups = 1;
  for (index i = 0; i < x.outputs; ++i) {
    const index needed = ((x.first(i) - x.lowest) % 4 + x.count(i) + 3) / 4;
    if (needed > groups) groups = needed;
  }
  const index numbers = taps ? packed_taps(x.most_taps) : packed_groups(groups);
  if (status s = x.reserve_packed(numbers * static_cast<index>(sizeof(i32))); !s) return s;
  fits = functions.most_values == 0 || 4 * groups * channels <= functions.most_values;
  for (index i = 0; i < x.outputs && fits; ++i) {
    const i32* const w = x.weights<i32>(i);
    const index at = x.first(i) - x.lowest;
    i32* const out = reinterpret_cast<i32*>(x.packed(i));
    fits = taps ? pack_taps(w, at, x.count(i), numbers, out) : pack_groups(w, at, x.count(i), groups, functions, out);
  }
  kernels::q22_across* const with_alpha = functions.alpha[channels / 4];
  alpha = wants_alpha && fits && with_alpha;
  x.reader = reinterpret_cast<void (*)()>(alpha ? with_alpha : functions.across[channels - 1]);
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
      layout.kernels.horizontal = q22_horizontal;
      layout.kernels.rows = x.reader == reinterpret_cast<void (*)()>(functions.windows) ? 2 : functions.rows;
    }
  }
  if (layout.resamples_y()) {
    if (status s = y.reserve_packed((y.most_taps + 1) / 2 * 2 * static_cast<index>(sizeof(i32))); !s) return s;
    bool fits = true;
    for (index i = 0; i < y.outputs && fits; ++i) {
      fits = pack_pairs(y.weights<i32>(i), y.count(i), functions.apart, reinterpret_cast<i32*>(y.packed(i)));
    }
    if (fits) {
      y.reader = reinterpret_cast<void (*)()>(functions.down);
      layout.kernels.vertical = q22_vertical;
    }
  }
  return {};
}

}  // namespace eido::detail
