// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>

#include "png_chunks.hpp"
#include "stb_image.hpp"

namespace eido::inline EIDO_ABI::detail {

/// One of the up to 7 pictures that an interlaced PNG is made of: every dx-th pixel of every dy-th row.
struct png_pass {
  index x, y, dx, dy;
  index columns(index w) const noexcept { return w > x ? (w - x + dx - 1) / dx : 0; }
  index rows(index h) const noexcept { return h > y ? (h - y + dy - 1) / dy : 0; }
};

inline constexpr png_pass png_whole[1] = {{0, 0, 1, 1}};
inline constexpr png_pass png_adam7[7] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                          {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

/// From the parts of a PNG file to its pixels. stb_image inflates; filters, interlacing and palette are done here,
/// where every size is known beforehand: a stream that inflates to more than the picture needs is refused instead of
/// growing without bound, its Adler-32 is verified, and an index outside the palette reads no memory.
class png_pixels {
 public:
  png_pixels(const origin& from, const png_parts& parts, decoded& out) noexcept
      : from_(from),
        parts_(parts),
        out_(out),
        w_(static_cast<index>(parts.w)),
        h_(static_cast<index>(parts.h)),
        channels_(parts.channels()),
        passes_(parts.interlaced ? png_adam7 : png_whole),
        pass_count_(parts.interlaced ? 7 : 1) {}

  status run() noexcept {
    if (status s = inflate(); !s) return s;
    const int channels = parts_.color != 3 ? channels_ : parts_.transparency ? 4 : 3;
    if (!out_.allocate(h_, w_, channels, parts_.depth == 16 ? 16 : 8))
      return out_of_memory(from_, i64{w_} * h_ * channels);
    if (parts_.color == 3) fill_palette();
    u8* row = raw_.data();
    for (int k = 0; k < pass_count_; ++k) {
      const png_pass& pass = passes_[k];
      const index columns = pass.columns(w_), rows = columns > 0 ? pass.rows(h_) : 0, length = row_bytes(columns);
      const u8* above = nullptr;
      for (index y = 0; y < rows; ++y) {
        if (!unfilter(row, above, length)) {
          return status::failure(errc::value_error, from_, "the image data is corrupt: unknown row filter ", row[0]);
        }
        u8* const dst = out_.samples.data() + (pass.y + y * pass.dy) * out_.row_bytes();
        spread(row + 1, columns, dst + pass.x * pixel_bytes(), pass.dx * pixel_bytes());
        above = row + 1;
        row += 1 + length;
      }
    }
    set_key();
    return {};
  }

 private:
  index row_bytes(index columns) const noexcept { return (columns * channels_ * parts_.depth + 7) / 8; }
  index pixel_bytes() const noexcept { return index{out_.channels} * (out_.bits / 8); }

  status inflate() noexcept {
    constexpr index most = (std::numeric_limits<int>::max)();
    index needed = 0;
    for (int k = 0; k < pass_count_; ++k) {
      const index columns = passes_[k].columns(w_), rows = columns > 0 ? passes_[k].rows(h_) : 0;
      if (columns > most / 64 || (rows > 0 && 1 + row_bytes(columns) > (most - needed) / rows)) {
        return status::failure(errc::not_implemented, from_, "the picture is ", h_, " high and ", w_,
                               " wide; expected at most ", most, " bytes of image data");
      }
      needed += rows * (1 + row_bytes(columns));
    }
    if (!raw_.resize(needed)) return out_of_memory(from_, needed);
    // stb_image copies from distance 0 in a corrupt stream: those bytes shall at least be ours
    std::memset(raw_.data(), 0, static_cast<std::size_t>(needed));
    const index packed = parts_.compressed_size;
    const int got = packed < 6 ? -1
                               : stb::eido_stbi_zlib_decode_buffer(
                                     reinterpret_cast<char*>(raw_.data()), static_cast<int>(needed),
                                     reinterpret_cast<const char*>(parts_.compressed), static_cast<int>(packed));
    if (got < 0) {
      return status::failure(errc::value_error, from_, "the image data is corrupt, or more than the picture needs");
    }
    if (got != needed) {
      return status::failure(errc::value_error, from_, "the image data ends after ", got, " of ", needed, " bytes");
    }
    if (adler32(raw_.data(), needed) != big32(parts_.compressed + packed - 4)) {
      return status::failure(errc::value_error, from_, "the checksum of the image data is wrong");
    }
    return {};
  }

  static u8 paeth(int a, int b, int c) noexcept {
    const int pa = std::abs(b - c), pb = std::abs(a - c), pc = std::abs(a + b - 2 * c);
    return static_cast<u8>(pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
  }

  /// Adds the prediction that the filter byte names to a row, in place; above is null for the first row of a pass.
  bool unfilter(u8* row, const u8* above, index length) const noexcept {
    const int filter = *row++;
    const index step = channels_ * parts_.depth >= 8 ? channels_ * parts_.depth / 8 : 1;
    if (filter > 4) return false;
    if (filter == 0) return true;
    for (index i = 0; i < length; ++i) {
      const int left = i >= step ? row[i - step] : 0, up = above ? above[i] : 0;
      const int corner = above && i >= step ? above[i - step] : 0;
      const int predicted = filter == 1   ? left
                            : filter == 2 ? up
                            : filter == 3 ? (left + up) / 2
                                          : paeth(left, up, corner);
      row[i] = static_cast<u8>(row[i] + predicted);
    }
    return true;
  }

  // Entries that the file does not have are opaque black, as in Pillow.
  void fill_palette() noexcept {
    for (int i = 0; i < 256; ++i) {
      const bool known = i < parts_.palette_size;
      for (int c = 0; c < 3; ++c) palette_[i][c] = known ? parts_.palette[3 * i + c] : u8{0};
      palette_[i][3] = known && i < parts_.transparency_size ? parts_.transparency[i] : u8{255};
    }
  }

  /// Sample i of a row of 1, 2, 4 or 8 bits a sample; the first one is in the highest bits.
  int sample(const u8* row, index i) const noexcept {
    const int d = parts_.depth;
    if (d == 8) return row[i];
    const index bit = i * d;
    return row[bit / 8] >> (8 - d - static_cast<int>(bit % 8)) & ((1 << d) - 1);
  }

  /// One unfiltered row to its pixels, `step` bytes apart.
  void spread(const u8* row, index columns, u8* dst, index step) const noexcept {
    const int channels = channels_;
    if (parts_.color == 3) {
      for (index x = 0; x < columns; ++x, dst += step) {
        std::memcpy(dst, palette_[sample(row, x)], static_cast<std::size_t>(out_.channels));
      }
    } else if (parts_.depth == 16) {
      for (index x = 0; x < columns; ++x, dst += step, row += 2 * channels) {
        for (int c = 0; c < channels; ++c) {
          const u16 value = big16(row + 2 * c);
          std::memcpy(dst + 2 * c, &value, 2);
        }
      }
    } else if (parts_.depth == 8) {
      for (index x = 0; x < columns; ++x, dst += step, row += channels) {
        for (int c = 0; c < channels; ++c) dst[c] = row[c];
      }
    } else {
      const int scale = 255 / ((1 << parts_.depth) - 1);
      for (index x = 0; x < columns; ++x, dst += step) *dst = static_cast<u8>(sample(row, x) * scale);
    }
  }

  void set_key() noexcept {
    if (!parts_.transparency || parts_.color == 3) return;
    out_.has_key = true;
    out_.key_bits = parts_.depth;
    for (int c = 0; c < channels_; ++c) out_.key[c] = big16(parts_.transparency + 2 * c);
  }

  const origin& from_;
  const png_parts& parts_;
  decoded& out_;
  index w_, h_;
  int channels_;
  const png_pass* passes_;
  int pass_count_;
  buffer<u8> raw_;
  u8 palette_[256][4];
};

inline status decode_png(const origin& from, const u8* data, index size, const read_options& options,
                         decoded& out) noexcept {
  png_parts parts;
  if (status s = png_walk(from, data, size, options, parts).run(); !s) return s;
  return png_pixels(from, parts, out).run();
}

}  // namespace eido::detail
