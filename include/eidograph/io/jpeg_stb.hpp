// SPDX-License-Identifier: MIT
#pragma once

// JPEG where libjpeg-turbo is not used: stb_image, whose pixels differ from Pillow's by up to 3. It is for files that
// one trusts: damage inside the compressed data may pass unnoticed, and its arithmetic may overflow there.

#include "bytes.hpp"
#include "jpeg_markers.hpp"
#include "limits.hpp"
#include "stb_image.hpp"
#include "stb_image_write.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Whether every table of a DHT segment has at most 256 codes; stb_image 2.27 writes behind its table of a longer one.
inline bool huffman_tables_fit(const u8* segment, index length) noexcept {
  while (length > 0) {
    if (length < 17) return false;
    index codes = 0;
    for (int i = 1; i <= 16; ++i) codes += segment[i];
    if (codes > 256 || codes > length - 17) return false;
    segment += 17 + codes;
    length -= 17 + codes;
  }
  return true;
}

/// stb_image reads zeros behind the end of a truncated file and allocates before anybody saw the size: both are
/// settled here first.
inline status decode_jpeg(const origin& from, const u8* data, index size, const read_options& options,
                          decoded& out) noexcept {
  int h = 0, w = 0, components = 0, frames = 0, scans = 0;
  const jpeg_end end = walk_jpeg(data, size, [&](int marker, const u8* segment, index length) {
    scans += marker == 0xda ? 1 : 0;
    if (marker == 0xc4) return huffman_tables_fit(segment, length);
    if (!is_start_of_frame(marker)) return true;
    if (length < 6) return false;
    ++frames;
    h = big16(segment + 1);
    w = big16(segment + 3);
    components = segment[5];
    return true;
  });
  if (end == jpeg_end::truncated) return status::failure(errc::value_error, from, "the file is truncated");
  if (end == jpeg_end::stopped || frames != 1 || scans == 0) {
    return status::failure(errc::value_error, from, "the file is corrupt: its header or its tables are malformed");
  }
  if (scans > 500) return status::failure(errc::value_error, from, "the file has more than 500 scans");
  if (components != 1 && components != 3 && components != 4) {
    return status::failure(errc::not_implemented, from, "JPEG with ", components, " components is not supported");
  }
  if (status s = check_pixel_count(from, h, w, options); !s) return s;
  const int channels = components == 1 ? 1 : 3;
  if (!out.allocate(h, w, channels, 8)) return out_of_memory(from, i64{h} * w * channels);
  if (size > (std::numeric_limits<int>::max)())
    return status::failure(errc::value_error, from, "the file is too large");
  int got_w = 0, got_h = 0, in_file = 0;
  u8* const rows = stb::eido_stbi_load_from_memory(data, static_cast<int>(size), &got_w, &got_h, &in_file, channels);
  if (!rows) {
    const char* const reason = stb::eido_stbi_failure_reason();
    return status::failure(errc::value_error, from, "stb_image: ", reason ? reason : "cannot read this JPEG");
  }
  const bool fits = got_w == w && got_h == h;
  if (fits) std::memcpy(out.samples.data(), rows, static_cast<std::size_t>(out.row_bytes() * out.h));
  stb::eido_stbi_image_free(rows);
  if (!fits) return status::failure(errc::value_error, from, "the file is corrupt: it has two sizes");
  return {};
}

inline status encode_jpeg(const origin& to, const u8* data, index h, index w, int channels, int quality,
                          bytes& out) noexcept {
  struct target {
    bytes* out;
    bool whole;
  } file = {&out, true};
  const auto append = [](void* context, void* block, int size) {
    target& to_file = *static_cast<target*>(context);
    if (!to_file.out->append(block, size)) to_file.whole = false;
  };
  const bool done = stb_writer::stbi_write_jpg_to_func(append, &file, static_cast<int>(w), static_cast<int>(h),
                                                       channels, data, quality) != 0;
  if (!file.whole) return out_of_memory(to, out.size());
  if (!done) return status::failure(errc::value_error, to, "stb_image_write cannot write this JPEG");
  return {};
}

}  // namespace eido::detail
