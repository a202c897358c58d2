// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view.hpp"
#include "decode.hpp"
#include "jpeg_markers.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// The orientation in a TIFF block (the contents of an EXIF segment), 1 where it has none. Every offset is checked
/// against the size; the last entry wins, as in Pillow.
inline int tiff_orientation(const u8* data, index size) noexcept {
  if (size < 8) return 1;
  const bool big = data[0] == 'M' && data[1] == 'M' && data[2] == 0 && data[3] == 42;
  const bool little = data[0] == 'I' && data[1] == 'I' && data[2] == 42 && data[3] == 0;
  if (!big && !little) return 1;
  const auto u16_at = [&](index at) -> u32 { return big ? big16(data + at) : little16(data + at); };
  const auto u32_at = [&](index at) -> u32 { return big ? big32(data + at) : little32(data + at); };
  const i64 first = u32_at(4);
  if (first > size - 2) return 1;
  index at = static_cast<index>(first);
  u32 orientation = 1;
  const u32 entries = u16_at(at);
  at += 2;
  for (u32 i = 0; i < entries && size - at >= 12; ++i, at += 12) {
    constexpr u32 tag = 0x0112, byte = 1, short_integer = 3, long_integer = 4;
    if (u16_at(at) != tag || u32_at(at + 4) != 1) continue;
    const u32 type = u16_at(at + 2);
    if (type == byte) orientation = data[at + 8];
    if (type == short_integer) orientation = u16_at(at + 8);
    if (type == long_integer) orientation = u32_at(at + 8);
  }
  return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
}

inline int jpeg_orientation(const u8* data, index size) noexcept {
  int orientation = 1;
  walk_jpeg(data, size, [&](int marker, const u8* segment, index length) {
    if (marker == 0xda) return false;  // the pixels: no EXIF behind them
    if (marker != 0xe1 || length < 6 || std::memcmp(segment, "Exif\0\0", 6) != 0) return true;
    orientation = tiff_orientation(segment + 6, length - 6);
    return false;
  });
  return orientation;
}

inline int png_orientation(const u8* data, index size) noexcept {
  for (index at = 8; size - at >= 12;) {
    const index length = static_cast<index>(big32(data + at));
    if (length < 0 || length > size - at - 12) break;
    if (std::memcmp(data + at + 4, "eXIf", 4) == 0) return tiff_orientation(data + at + 8, length);
    at += 12 + length;
  }
  return 1;
}

inline status decode_orientation(const origin& from, const u8* data, index size, int& orientation) noexcept {
  file_format format{};
  if (status s = sniff(from, data, size, format); !s) return s;
  orientation = format == file_format::jpeg  ? jpeg_orientation(data, size)
                : format == file_format::png ? png_orientation(data, size)
                                             : 1;
  return {};
}

/// The upright picture as a view of the stored one; orientation 1..8.
template <class T, int R>
view<T, R> oriented(const view<T, R>& v, int orientation) noexcept {
  static_assert(R >= 2, "eidograph: exif_transpose takes an image: rank 2 (h, w) or 3 (h, w, channels)");
  index_array<R> shape = v.shape(), strides = v.strides();
  T* first = v.data();
  const auto flip = [&](int axis) {
    if (shape[axis] > 0) first += (shape[axis] - 1) * strides[axis];
    strides[axis] = -strides[axis];
  };
  if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) flip(1);
  if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) flip(0);
  if (orientation >= 5) {
    std::swap(shape[0], shape[1]);
    std::swap(strides[0], strides[1]);
  }
  return {first, shape, strides};
}

inline status check_orientation(int orientation) noexcept {
  if (orientation >= 1 && orientation <= 8) return {};
  return status::failure(errc::value_error, "exif_transpose: orientation = ", orientation, "; expected 1 to 8");
}

}  // namespace detail

/// `exif_orientation` without exceptions.
template <class P>
status try_exif_orientation(const P& path, int& orientation) noexcept {
  const detail::origin from{"exif_orientation", detail::path_text(path)};
  bytes file;
  if (status s = detail::read_file(from, file, 0x7fffffff); !s) return s;
  return detail::decode_orientation(from, file.data(), file.size(), orientation);
}
inline status try_exif_orientation(const void* data, index size, int& orientation) noexcept {
  return detail::decode_orientation(detail::origin{"exif_orientation"}, static_cast<const u8*>(data), size,
                                    orientation);
}

}  // namespace eido
