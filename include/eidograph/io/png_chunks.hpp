// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include "byte_order.hpp"
#include "bytes.hpp"
#include "checksum.hpp"
#include "limits.hpp"

namespace eido::inline EIDO_ABI::detail {

inline constexpr u8 png_signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

/// The parts of a PNG file that its pixels depend on; pointers into the file.
struct png_parts {
  u32 w = 0, h = 0;
  int depth = 0, color = 0;
  bool interlaced = false;
  const u8* palette = nullptr;  // PLTE
  int palette_size = 0;
  const u8* transparency = nullptr;  // tRNS
  int transparency_size = 0;
  const u8* compressed = nullptr;  // all IDAT
  index compressed_size = 0;
  bytes joined;  // owns them where there are several

  int channels() const noexcept { return color == 2 ? 3 : color == 4 ? 2 : color == 6 ? 4 : 1; }
};

/// Walks the chunks of a PNG file: lengths, checksums, order. stb_image checks none of these.
class png_walk {
 public:
  png_walk(const origin& from, const u8* data, index size, const read_options& options, png_parts& parts) noexcept
      : from_(from), data_(data), size_(size), options_(options), parts_(parts) {}

  status run() noexcept {
    for (index at = 8;;) {
      if (size_ - at < 12) return corrupt("the file is truncated: it has no IEND chunk");
      const u8* const chunk = data_ + at;
      const u32 length = big32(chunk);
      name_chunk(chunk + 4);
      if (!is_name(chunk + 4)) return corrupt("a chunk has no name: the file is corrupt");
      if (length > 0x7fffffffu || static_cast<index>(length) > size_ - at - 12) {
        return corrupt("the file is truncated in its chunk ", name_);
      }
      const index n = static_cast<index>(length);
      if (crc32(chunk + 4, n + 4) != big32(chunk + 8 + n)) return corrupt("the checksum of chunk ", name_, " is wrong");
      if (status s = take(big32(chunk + 4), chunk + 8, n); !s) return s;
      at += 12 + n;
      if (ended_) return join();
    }
  }

 private:
  static constexpr u32 id(const char (&name)[5]) noexcept {
    return u32(name[0]) << 24 | u32(name[1]) << 16 | u32(name[2]) << 8 | u32(name[3]);
  }

  static bool is_name(const u8* p) noexcept {
    for (int i = 0; i < 4; ++i) {
      const int letter = p[i] | 32;
      if (letter < 'a' || letter > 'z') return false;
    }
    return true;
  }

  void name_chunk(const u8* p) noexcept {
    for (int i = 0; i < 4; ++i) name_[i] = static_cast<char>(p[i]);
  }

  template <class... Parts>
  status corrupt(const Parts&... parts) const noexcept {
    return status::failure(errc::value_error, from_, parts...);
  }

  status misplaced() const noexcept { return corrupt("chunk ", name_, " stands at a wrong place"); }
  status malformed() const noexcept { return corrupt("chunk ", name_, " is malformed"); }

  status take(u32 chunk, const u8* p, index n) noexcept {
    if ((chunk == id("IHDR")) == (parts_.w != 0)) return misplaced();  // first, and once
    if (chunk != id("IDAT") && idat_count_ > 0) idat_ended_ = true;
    switch (chunk) {
      case id("IHDR"): return header(p, n);
      case id("PLTE"): return palette(p, n);
      case id("tRNS"): return transparency(p, n);
      case id("IDAT"): return image(p, n);
      case id("IEND"):
        ended_ = true;
        if (idat_count_ == 0) return corrupt("the file has no IDAT chunk");
        return {};
      default:
        if ((p[-4] & 32) != 0) return {};  // ancillary: a reader may skip it
        return status::failure(errc::not_implemented, from_, "the critical chunk ", name_, " is not supported");
    }
  }

  status header(const u8* p, index n) noexcept {
    if (n != 13) return malformed();
    parts_.w = big32(p);
    parts_.h = big32(p + 4);
    parts_.depth = p[8];
    parts_.color = p[9];
    parts_.interlaced = p[12] == 1;
    const int d = parts_.depth, c = parts_.color;
    const bool small = d == 1 || d == 2 || d == 4;
    const bool known = c == 0   ? small || d == 8 || d == 16
                       : c == 3 ? small || d == 8
                                : (c == 2 || c == 4 || c == 6) && (d == 8 || d == 16);
    if (!known || p[10] != 0 || p[11] != 0 || p[12] > 1) return malformed();
    return check_pixel_count(from_, parts_.h, parts_.w, options_);
  }

  status palette(const u8* p, index n) noexcept {
    if (parts_.palette || idat_count_ > 0) return misplaced();
    if (n == 0 || n % 3 != 0 || n > 768) return malformed();
    parts_.palette = p;
    parts_.palette_size = static_cast<int>(n / 3);
    return {};
  }

  status transparency(const u8* p, index n) noexcept {
    const int c = parts_.color;
    if (parts_.transparency || idat_count_ > 0 || (c == 3 && !parts_.palette)) return misplaced();
    if (c == 4 || c == 6) return {};  // alpha is there: Pillow skips it
    if (c == 3 ? n == 0 || n > 256 : n != (c == 2 ? 6 : 2)) return malformed();
    parts_.transparency = p;
    parts_.transparency_size = static_cast<int>(n);
    return {};
  }

  status image(const u8* p, index n) noexcept {
    if (idat_ended_ || (parts_.color == 3 && !parts_.palette)) return misplaced();
    if (idat_count_++ == 0) first_ = p - 8;
    parts_.compressed = p;
    parts_.compressed_size += n;
    if (parts_.compressed_size > (std::numeric_limits<int>::max)()) return corrupt("the file is too large");
    return {};
  }

  status join() noexcept {
    if (idat_count_ == 1) return {};
    if (!parts_.joined.reserve(parts_.compressed_size)) return out_of_memory(from_, parts_.compressed_size);
    const u8* chunk = first_;
    for (index i = 0; i < idat_count_; ++i) {
      const index n = static_cast<index>(big32(chunk));
      if (!parts_.joined.append(chunk + 8, n)) return out_of_memory(from_, n);
      chunk += 12 + n;
    }
    parts_.compressed = parts_.joined.data();
    return {};
  }

  const origin& from_;
  const u8* data_;
  index size_;
  const read_options& options_;
  png_parts& parts_;
  const u8* first_ = nullptr;  // the first IDAT chunk; the others follow it
  index idat_count_ = 0;
  bool idat_ended_ = false;
  bool ended_ = false;
  char name_[5] = {};
};

}  // namespace eido::detail
