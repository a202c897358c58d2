// SPDX-License-Identifier: MIT
#pragma once

#include "bytes.hpp"
#include "origin.hpp"
#include "stb_image_write.hpp"

namespace eido::inline EIDO_ABI::detail {

/// A PNG file through stb_image_write: 8 bits a channel, not interlaced.
inline status encode_png(const origin& to, const u8* data, index h, index w, int channels, bytes& out) noexcept {
  // stb_image_write sums a row's samples and sizes its output in int
  constexpr index most_row = 16000000, most = 900000000;
  if (w > most_row / channels || h > most / (w * channels + 1)) {
    return status::failure(errc::value_error, to, "the picture is ", h, " high and ", w, " wide; expected at most ",
                           most_row, " bytes a row and ", most, " in all for PNG");
  }
  const index row = w * channels;
  stb_memory memory;
  int size = 0;
  u8* file = nullptr;
  const auto compress = [&] {
    file = stb_writer::stbi_write_png_to_mem(data, static_cast<int>(row), static_cast<int>(w), static_cast<int>(h),
                                             channels, &size);
  };
  if (!memory.run(compress) || !file || !out.append(file, size)) return out_of_memory(to, i64{row} * h);
  return {};
}

}  // namespace eido::detail
