// SPDX-License-Identifier: MIT
#pragma once

#include "byte_order.hpp"
#include "bytes.hpp"
#include "limits.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Reads uncompressed BMP files into Pillow's pixels. stb_image is not used for them: it reads zeros behind the end of
/// a truncated file and widens 5-bit channels differently.
class bmp_reader {
 public:
  bmp_reader(const origin& from, const u8* data, index size, const read_options& options, decoded& out) noexcept
      : from_(from), data_(data), size_(size), options_(options), out_(out) {}

  status run() noexcept {
    if (status s = header(); !s) return s;
    if (status s = check_pixel_count(from_, h_, w_, options_); !s) return s;
    if (bits_ <= 8) {
      if (status s = palette(); !s) return s;
    }
    const index w = static_cast<index>(w_), h = static_cast<index>(h_);
    if (first_ == 0) first_ = tables_;
    const i64 row = (w_ * bits_ + 7) / 8;
    stride_ = (w_ * bits_ + 31) / 32 * 4;
    if (first_ > size_ || row > size_ - first_ || h_ - 1 > (size_ - first_ - row) / stride_) return truncated();
    if (!out_.allocate(h, w, layout_.alpha >= 0 ? 4 : 3, 8)) return out_of_memory(from_, w_ * h_ * 4);
    for (index y = 0; y < h; ++y) {
      const u8* const line = data_ + first_ + stride_ * (top_down_ ? y : h - 1 - y);
      u8* const dst = out_.samples.data() + y * out_.row_bytes();
      if (bits_ <= 8) {
        indexed_row(line, w, dst);
      } else if (bits_ == 16) {
        packed_row(line, w, dst);
      } else {
        byte_row(line, w, dst);
      }
    }
    return {};
  }

 private:
  /// At which byte of a pixel each channel stands (24 and 32 bits), alpha -1 where there is none.
  struct byte_layout {
    int r = 2, g = 1, b = 0, alpha = -1;
  };

  template <class... Parts>
  status unsupported(const Parts&... parts) const noexcept {
    return status::failure(errc::not_implemented, from_, parts...);
  }
  status truncated() const noexcept { return status::failure(errc::value_error, from_, "the file is truncated"); }

  status header() noexcept {
    if (size_ < 18) return truncated();
    first_ = little32(data_ + 10);
    const i64 header_size = little32(data_ + 14);
    const u8* const p = data_ + 14;
    if (header_size != 12 && header_size != 40 && header_size != 52 && header_size != 56 && header_size != 64 &&
        header_size != 108 && header_size != 124) {
      return unsupported("a BMP header of ", header_size, " bytes is not supported");
    }
    if (14 + header_size > size_) return truncated();
    tables_ = 14 + header_size;
    u32 compression = 0;
    if (header_size == 12) {
      w_ = little16(p + 4);
      h_ = little16(p + 6);
      bits_ = little16(p + 10);
      entry_size_ = 3;
    } else {
      w_ = little32(p + 4);
      h_ = little32(p + 8);
      if (p[11] == 0xff) {  // a negative height: the first row is the top one
        top_down_ = true;
        h_ = (i64{1} << 32) - h_;
      }
      bits_ = little16(p + 14);
      compression = little32(p + 16);
      entries_ = little32(p + 32);
    }
    if (bits_ != 1 && bits_ != 4 && bits_ != 8 && bits_ != 16 && bits_ != 24 && bits_ != 32) {
      return unsupported("BMP of ", bits_, " bits a pixel is not supported");
    }
    if (compression == 1 || compression == 2) return unsupported("run-length encoded BMP is not supported");
    if (compression == 3) return masks(header_size);
    if (compression != 0) return unsupported("BMP compression ", compression, " is not supported");
    return {};
  }

  status masks(i64 header_size) noexcept {
    u32 mask[4] = {};
    const int count = header_size >= 56 ? 4 : 3;  // a 40-byte header has them behind it
    if (header_size == 40) tables_ += 12;
    if (14 + 40 + 4 * count > size_) return truncated();
    for (int i = 0; i < count; ++i) mask[i] = little32(data_ + 14 + 40 + 4 * i);
    if (bits_ == 16 && mask[0] == 0xf800 && mask[1] == 0x7e0 && mask[2] == 0x1f) {
      green_bits_ = 6;
      return {};
    }
    if (bits_ == 16 && mask[0] == 0x7c00 && mask[1] == 0x3e0 && mask[2] == 0x1f) return {};
    if (bits_ == 24 && mask[0] == 0xff0000 && mask[1] == 0xff00 && mask[2] == 0xff) return {};
    if (bits_ == 32) {
      if ((mask[0] | mask[1] | mask[2] | mask[3]) == 0) {  // Pillow takes this for BGRA
        layout_ = {2, 1, 0, 3};
        return {};
      }
      layout_ = {byte_of(mask[0]), byte_of(mask[1]), byte_of(mask[2]), mask[3] == 0 ? -1 : byte_of(mask[3])};
      const bool alpha_fits = (mask[3] == 0) == (layout_.alpha < 0);
      if (layout_.r >= 0 && layout_.g >= 0 && layout_.b >= 0 && alpha_fits) return {};
    }
    return unsupported("these BMP bit fields are not supported");
  }

  static int byte_of(u32 mask) noexcept {
    for (int i = 0; i < 4; ++i) {
      if (mask == 255u << (8 * i)) return i;
    }
    return -1;
  }

  status palette() noexcept {
    const i64 count = entries_ > 0 ? entries_ : i64{1} << bits_;
    if (count > 65536) {
      return status::failure(errc::value_error, from_, "the palette has ", count, " entries; expected at most 65536");
    }
    const i64 bytes = count * entry_size_;
    if (bytes > size_ - tables_) return truncated();
    if (first_ == tables_) first_ += bytes;  // some writers forget the palette there, as Pillow knows
    for (int i = 0; i < 256; ++i) {
      for (int c = 0; c < 3; ++c) palette_[i][c] = i < count ? data_[tables_ + i * entry_size_ + 2 - c] : u8{0};
    }
    tables_ += bytes;
    return {};
  }

  void indexed_row(const u8* line, index w, u8* dst) const noexcept {
    for (index x = 0; x < w; ++x, dst += 3) {
      const index bit = x * bits_;
      const int shift = 8 - bits_ - static_cast<int>(bit % 8);
      const u8* const entry = palette_[line[bit / 8] >> shift & ((1 << bits_) - 1)];
      for (int c = 0; c < 3; ++c) dst[c] = entry[c];
    }
  }

  void packed_row(const u8* line, index w, u8* dst) const noexcept {
    const int most_green = (1 << green_bits_) - 1;
    for (index x = 0; x < w; ++x, dst += 3) {
      const int pixel = little16(line + 2 * x);
      dst[0] = static_cast<u8>((pixel >> (5 + green_bits_) & 31) * 255 / 31);
      dst[1] = static_cast<u8>((pixel >> 5 & most_green) * 255 / most_green);
      dst[2] = static_cast<u8>((pixel & 31) * 255 / 31);
    }
  }

  void byte_row(const u8* line, index w, u8* dst) const noexcept {
    const byte_layout at = layout_;
    for (index x = 0; x < w; ++x, line += bits_ / 8, dst += out_.channels) {
      dst[0] = line[at.r];
      dst[1] = line[at.g];
      dst[2] = line[at.b];
      if (at.alpha >= 0) dst[3] = line[at.alpha];
    }
  }

  const origin& from_;
  const u8* data_;
  i64 size_;
  const read_options& options_;
  decoded& out_;
  i64 w_ = 0, h_ = 0, entries_ = 0, stride_ = 0;
  i64 first_ = 0;   // where the pixels start
  i64 tables_ = 0;  // where the palette starts, then where it ends
  int bits_ = 0, green_bits_ = 5;
  i64 entry_size_ = 4;
  bool top_down_ = false;
  byte_layout layout_;
  u8 palette_[256][3];
};

inline status decode_bmp(const origin& from, const u8* data, index size, const read_options& options,
                         decoded& out) noexcept {
  return bmp_reader(from, data, size, options, out).run();
}

/// A BMP file as Pillow writes it: 8-bit gray with its palette, 24-bit BGR, or 32-bit BGRA.
inline status encode_bmp(const origin& to, const u8* data, index h, index w, int channels, bytes& out) noexcept {
  const i64 stride = (i64{w} * channels + 3) / 4 * 4, start = 54 + (channels == 1 ? 1024 : 0);
  constexpr i64 most = sizeof(index) < 8 ? 0x7fffffff : 0xffffffff;
  if (w > 0x7fffffff || h > 0x7fffffff || stride > (most - start) / h) {
    return status::failure(errc::value_error, to, "the picture is ", h, " high and ", w, " wide; expected at most ",
                           most, " bytes of BMP");
  }
  u8 head[54 + 1024] = {'B', 'M'};
  put_little32(head + 2, static_cast<u32>(start + stride * h));
  put_little32(head + 10, static_cast<u32>(start));
  put_little32(head + 14, 40);
  put_little32(head + 18, static_cast<u32>(w));
  put_little32(head + 22, static_cast<u32>(h));
  put_little16(head + 26, 1);
  put_little16(head + 28, static_cast<u32>(8 * channels));
  put_little32(head + 34, static_cast<u32>(stride * h));
  put_little32(head + 38, 3780);  // 96 dots an inch
  put_little32(head + 42, 3780);
  if (channels == 1) {
    put_little32(head + 46, 256);
    put_little32(head + 50, 256);
    for (u32 i = 0; i < 256; ++i) put_little32(head + 54 + 4 * i, i * 0x10101);
  }
  const index total = static_cast<index>(start + stride * h);
  if (!out.reserve(total) || !out.append(head, static_cast<index>(start))) return out_of_memory(to, total);
  constexpr int order[3][4] = {{0}, {2, 1, 0}, {2, 1, 0, 3}};
  const int* const channel = order[channels == 1 ? 0 : channels - 2];
  constexpr u8 padding[4] = {};
  for (index y = h - 1; y >= 0; --y) {
    const u8* pixel = data + y * w * channels;
    for (index x = 0; x < w; ++x, pixel += channels) {
      u8 swapped[4];
      for (int c = 0; c < channels; ++c) swapped[c] = pixel[channel[c]];
      if (!out.append(swapped, channels)) return out_of_memory(to, total);
    }
    if (!out.append(padding, static_cast<index>(stride - i64{w} * channels))) return out_of_memory(to, total);
  }
  return {};
}

}  // namespace eido::detail
