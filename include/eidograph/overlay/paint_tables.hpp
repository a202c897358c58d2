// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::kernels {

/// One color at one alpha, for bytes of interleaved pixels. Each table begins with the first channel and goes on for a
/// register's length from any channel.
struct paint_tables {
  static constexpr int channels = 4, bytes = 64 + channels, floats = 16 + channels;

  bool integers;      // whether scale and offset give every byte that the floats give
  i16 scale[bytes];   // both are unsigned:
  i16 offset[bytes];  //   byte = ((byte * 256 * scale >> 16) + offset) >> 8
  f32 keep[floats];   //   byte = byte * keep + laid, cut
  f32 laid[floats];
};

/// Pixels up to `end` have this label.
struct label_span {
  i32 end, label;
};

/// One color under a soft mask.
struct soft_paint {
  const paint_tables* whole;  // where the mask is 1
  f32 alpha, color[3];
  f32 nothing;  // from 0 to this mask value a pixel stays as it is
};

}  // namespace eido::kernels
