// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Whole pixels of 1, 2, 4, 8 or 16 bytes side by side, copied with their bytes in another order, or mirrored, or both.
struct pixel_order {
  int size = 0;
  bool back = false;  // output pixel i is source pixel n - 1 - i
  i32 lowest = 0;     // of a pixel, from where its source is said to be
  u8 table[16]{};     // of 16 bytes of pixels (with `back`: after their quarters have been turned round)

  /// Pixels of `bytes` bytes, byte j from `from[j]` behind the pixel's source, sources `step` bytes apart. False where
  /// there is no kernel for that.
  bool make(int bytes, const i32* from, index step) noexcept {
    if (bytes > 16 || 16 % bytes != 0 || (step != bytes && step != -bytes)) return false;
    size = bytes;
    back = step < 0;
    i32 highest = lowest = from[0];
    for (int k = 1; k < size; ++k) {
      lowest = from[k] < lowest ? from[k] : lowest;
      highest = from[k] > highest ? from[k] : highest;
    }
    if (highest - lowest != size - 1) return false;  // what is not copied may not be read either
    for (int i = 0; i < 16; ++i) {
      const int pixel = back ? 16 / size - 1 - i / size : i / size, at = pixel * size + from[i % size] - lowest;
      table[i] = static_cast<u8>(back ? (3 - at / 4) * 4 + at % 4 : at);
    }
    return true;
  }

  /// The lowest byte of n pixels.
  const u8* begin(const u8* src, index n) const noexcept { return src + lowest - (back ? (n - 1) * size : 0); }
};

}  // namespace eido::detail
