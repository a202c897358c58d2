// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

struct crc32_table {
  u32 entry[256];

  constexpr crc32_table() noexcept : entry{} {
    for (u32 i = 0; i < 256; ++i) {
      u32 c = i;
      for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
      entry[i] = c;
    }
  }
};

/// The CRC of PNG chunks. Python: `zlib.crc32(data)`.
inline u32 crc32(const u8* data, index size) noexcept {
  static constexpr crc32_table table;
  u32 c = 0xffffffffu;
  for (index i = 0; i < size; ++i) c = table.entry[(c ^ data[i]) & 255] ^ (c >> 8);
  return ~c;
}

/// The checksum at the end of a zlib stream. Python: `zlib.adler32(data)`.
inline u32 adler32(const u8* data, index size) noexcept {
  constexpr u32 prime = 65521;
  constexpr index block = 5552;  // the longest run whose sums fit 32 bits
  u32 a = 1, b = 0;
  for (index i = 0; i < size;) {
    const index end = size - i < block ? size : i + block;
    for (; i < end; ++i) {
      a += data[i];
      b += a;
    }
    a %= prime;
    b %= prime;
  }
  return b << 16 | a;
}

}  // namespace eido::detail
