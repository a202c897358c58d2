// SPDX-License-Identifier: MIT
#pragma once

#include "layout.hpp"
#include "q22_kernels.hpp"

// Weights of the arithmetic q22 cut for its kernels.

namespace eido::inline EIDO_ABI::detail {

/// A weight as a * 2^16 + b.
struct q22_parts {
  i32 a;
  i16 b;
  explicit q22_parts(i32 w) noexcept : a((w - static_cast<i16>(w)) >> 16), b(static_cast<i16>(w)) {}
};

/// Whether sums of bytes times what was added stay inside of 16 bits, whatever the bytes are.
class i16_sums {
 public:
  void add(i32 a) noexcept { (a < 0 ? below_ : above_) += a; }
  bool fit() const noexcept { return 255 * above_ <= 32767 && 255 * below_ >= -32768; }

 private:
  i32 above_ = 0, below_ = 0;
};

inline u32 two_words(i32 low, i32 high) noexcept {
  return static_cast<u32>(static_cast<u16>(low)) | static_cast<u32>(static_cast<u16>(high)) << 16;
}
inline u32 four_bytes(i32 a, i32 b, i32 c, i32 d) noexcept {
  return two_words((a & 255) | (b & 255) << 8, (c & 255) | (d & 255) << 8);
}

/// Cut for q22_down; false when the sums of a may leave 16 bits.
inline bool pack_pairs(const i32* w, i32 count, i32* out) noexcept {
  i16_sums sums;
  bool fits = true;
  for (i32 k = 0; k < count; k += 2, out += 2) {
    const q22_parts first(w[k]), second(k + 1 < count ? w[k + 1] : 0);
    out[0] = static_cast<i32>(two_words(first.b, second.b));
    out[1] = static_cast<i32>(four_bytes(first.a, second.a, first.a, second.a));
    fits = fits && first.a >= -128 && first.a <= 127 && second.a >= -128 && second.a <= 127;
    sums.add(first.a), sums.add(second.a);
  }
  return fits && sums.fit();
}

/// Cut for q22_across: `groups` of four taps, of which the first `skip` are not of this output.
inline bool pack_groups(const i32* w, index skip, i32 count, index groups, bool digits, i32* out) noexcept {
  i16_sums sums[2];
  bool fits = true;
  for (index g = 0; g < groups; ++g, out += 3) {
    i32 a[4], b[4], c[4];
    for (int i = 0; i < 4; ++i) {
      const index k = 4 * g + i - skip;
      const q22_parts parts(k >= 0 && k < count ? w[k] : 0);
      a[i] = parts.a, b[i] = parts.b;
      if (digits) {  // 16 bits into two signed bytes; a carry may go up into a
        c[i] = static_cast<i8>(parts.b);
        b[i] = (parts.b - c[i]) >> 8;
        if (b[i] == 128) b[i] = -128, ++a[i];
      }
      fits = fits && a[i] >= -128 && a[i] <= 127;
      sums[i / 2].add(a[i]);
    }
    if (digits) {
      out[0] = static_cast<i32>(four_bytes(a[0], a[1], a[2], a[3]));
      out[1] = static_cast<i32>(four_bytes(b[0], b[1], b[2], b[3]));
      out[2] = static_cast<i32>(four_bytes(c[0], c[1], c[2], c[3]));
    } else {
      out[0] = static_cast<i32>(two_words(b[0], b[2]));
      out[1] = static_cast<i32>(two_words(b[1], b[3]));
      out[2] = static_cast<i32>(four_bytes(a[0], a[1], a[2], a[3]));
    }
  }
  return fits && (digits || (sums[0].fit() && sums[1].fit()));
}

inline kernels::q22_axis q22_axis_of(const axis_table& table) noexcept {
  return {table.outputs,
          table.lowest,
          table.highest,
          table.firsts(),
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

/// Cuts the weights of a layout and takes the kernels of the tier in use. Where the weights do not fit (no filter of
/// Pillow's has such, other rules may) the plain kernel stays.
template <class T>
status use_q22_kernels(resize_layout<T>& layout) noexcept {
  const kernels::q22_functions functions = kernels::q22_in_use();
  axis_table &x = layout.x.table, &y = layout.y.table;
  if (layout.resamples_x()) {
    index groups = 1;
    const auto skipped = [&x](index i) { return (x.first(i) - x.lowest) % 4; };
    for (index i = 0; i < x.outputs; ++i) {
      const index needed = (skipped(i) + x.count(i) + 3) / 4;
      if (needed > groups) groups = needed;
    }
    if (status s = x.reserve_packed(groups * 3 * static_cast<index>(sizeof(i32))); !s) return s;
    bool fits = true;
    for (index i = 0; i < x.outputs && fits; ++i) {
      fits = pack_groups(x.weights<i32>(i), skipped(i), x.count(i), groups, functions.digits,
                         reinterpret_cast<i32*>(x.packed(i)));
    }
    if (fits) {
      x.reader = reinterpret_cast<void (*)()>(functions.across[layout.source.channels - 1]);
      layout.kernels.horizontal = q22_horizontal;
      layout.kernels.rows = functions.rows;
    }
  }
  if (layout.resamples_y()) {
    if (status s = y.reserve_packed((y.most_taps + 1) / 2 * 2 * static_cast<index>(sizeof(i32))); !s) return s;
    bool fits = true;
    for (index i = 0; i < y.outputs && fits; ++i) {
      fits = pack_pairs(y.weights<i32>(i), y.count(i), reinterpret_cast<i32*>(y.packed(i)));
    }
    if (fits) {
      y.reader = reinterpret_cast<void (*)()>(functions.down);
      layout.kernels.vertical = q22_vertical;
    }
  }
  return {};
}

}  // namespace eido::detail
