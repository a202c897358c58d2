// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::kernels {

/// One color at one alpha, for registers of interleaved bytes that begin with channel 0, 1 or 2 (of four channels: 0).
struct alignas(64) paint_tables {
  static constexpr int phases = 3, bytes = 64, floats = 16;

  enum class way { integers, floats, table };

  // both are unsigned, in the order of zip_low and zip_high:
  //   byte = ((byte * 256 * scale >> 16) + offset) >> 8
  i16 scale[phases][2][bytes / 2];
  i16 offset[phases][2][bytes / 2];
  f32 keep[phases][floats];  //   byte = byte * keep + laid, cut
  f32 laid[phases][floats];
  u8 table[4][256];  //   byte = table[channel][byte]
  way best;          // integers where there are some that give every byte
};

/// Pixels up to `end` have this label.
struct label_span {
  i32 end, label;
};

/// What a mask is over some pixels: from 0 to a value that changes nothing, 1, something in between, or anything.
enum class cover { nothing, whole, inside, beyond };

/// Pixels up to `end` are under such a part of a mask.
struct mask_run {
  index end;
  cover kind;
};

/// One color under a soft mask.
struct soft_paint {
  const paint_tables* whole;  // where the mask is 1
  f32 alpha, color[3];
  f32 nothing;  // from 0 to this mask value a pixel stays as it is
};

}  // namespace eido::kernels
