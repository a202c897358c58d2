// SPDX-License-Identifier: MIT
#pragma once

#include "../base/memory.hpp"

namespace eido::inline EIDO_ABI {

/// What a reading verb may be told.
struct read_options {
  /// Most pixels (height x width) that a picture may have, checked before its pixels are allocated.
  /// The default is where Pillow raises DecompressionBombError.
  index max_pixels = 178956970;
};

namespace detail {

/// A picture as its file has it: 1 gray, 2 gray + alpha, 3 RGB or 4 RGBA channels of 8 or 16 bits, C order.
/// A palette is already looked up; samples of 1, 2 and 4 bits are spread over 0..255.
struct decoded {
  index h = 0, w = 0;
  int channels = 0;
  int bits = 8;
  bool has_key = false;  // a colour that stands for transparent (PNG tRNS), one sample a channel
  u16 key[3] = {};
  int key_bits = 8;    // the bits a sample had in the file
  buffer<u8> samples;  // u16 in the byte order of the machine where bits == 16

  status allocate(index height, index width, int channel_count, int sample_bits) noexcept {
    h = height, w = width, channels = channel_count, bits = sample_bits;
    index n = 0;
    if (!multiply(h, w, n) || !multiply(n, index{channels} * (bits / 8), n)) {
      return status::failure(errc::memory_error, "the size overflows");
    }
    return samples.resize(n);
  }

  index row_bytes() const noexcept { return w * channels * (bits / 8); }
};

}  // namespace detail
}  // namespace eido
