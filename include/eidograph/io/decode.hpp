// SPDX-License-Identifier: MIT
#pragma once

#include "bmp.hpp"
#include "file.hpp"
#include "jpeg.hpp"
#include "pixels.hpp"
#include "png.hpp"
#include "to_format.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

enum class file_format : u8 { unknown, png, jpeg, bmp };

/// How files start, for the three formats that are read and for those that people try.
struct file_magic {
  const char* name;
  index at;
  const char* text;
  index size;
  file_format format = file_format::unknown;
};

inline constexpr file_magic file_magics[] = {
    {"PNG", 0, "\x89PNG\r\n\x1a\n", 8, file_format::png},
    {"JPEG", 0, "\xff\xd8\xff", 3, file_format::jpeg},
    {"BMP", 0, "BM", 2, file_format::bmp},
    {"GIF", 0, "GIF8", 4},
    {"WebP", 8, "WEBP", 4},
    {"TIFF", 0, "II*\0", 4},
    {"TIFF", 0, "MM\0*", 4},
    {"AVIF", 4, "ftypavif", 8},
    {"HEIC", 4, "ftyphei", 7},
    {"HEIF", 4, "ftypmif1", 8},
    {"JPEG XL", 0, "\xff\x0a", 2},
    {"JPEG XL", 0, "\0\0\0\x0cJXL ", 8},
    {"JPEG 2000", 0, "\0\0\0\x0cjP  ", 8},
    {"PSD", 0, "8BPS", 4},
    {"QOI", 0, "qoif", 4},
    {"OpenEXR", 0, "\x76\x2f\x31\x01", 4},
    {"ICO", 0, "\0\0\1\0", 4},
    {"PDF", 0, "%PDF", 4},
    {"NumPy's format", 0, "\x93NUMPY", 6},
};

/// The format by the first bytes, whatever the name of the file says.
inline status sniff(const origin& from, const u8* data, index size, file_format& format) noexcept {
  if (size == 0) return status::failure(errc::value_error, from, "the file is empty");
  for (const file_magic& magic : file_magics) {
    if (size < magic.at + magic.size) continue;
    if (std::memcmp(data + magic.at, magic.text, static_cast<std::size_t>(magic.size)) != 0) continue;
    format = magic.format;
    if (format != file_format::unknown) return {};
    return status::failure(errc::not_implemented, from, magic.name, " is not supported; expected PNG, JPEG or BMP");
  }
  return status::failure(errc::not_implemented, from, "not a picture of a known format; expected PNG, JPEG or BMP");
}

inline status decode(const origin& from, const u8* data, index size, const read_options& options,
                     decoded& out) noexcept {
  file_format format{};
  if (status s = sniff(from, data, size, format); !s) return s;
  if (format == file_format::png) return decode_png(from, data, size, options, out);
  if (format == file_format::jpeg) return decode_jpeg(from, data, size, options, out);
  return decode_bmp(from, data, size, options, out);
}

/// Decodes, and has allocate(h, w, channels, T*&) -> status make room for the result.
template <class T, class Allocate>
status decode_into(const origin& from, const u8* data, index size, pixel_format format, const read_options& options,
                   Allocate&& allocate) noexcept {
  decoded picture;
  if (status s = decode(from, data, size, options, picture); !s) return s;
  if (status s = check_depth<T>(from, picture, format); !s) return s;
  T* out = nullptr;
  if (!allocate(picture.h, picture.w, channels_of(format), out)) {
    return out_of_memory(from, i64{picture.h} * picture.w * channels_of(format) * static_cast<i64>(sizeof(T)));
  }
  to_format(picture, format, out);
  return {};
}

/// The same for a file. Pictures have at most 2 GB: stb_image counts in int.
template <class T, class Allocate>
status read_into(const char* path, pixel_format format, const read_options& options, Allocate&& allocate) noexcept {
  const origin from{"imread", path};
  bytes file;
  if (status s = read_file(from, file, 0x7fffffff); !s) return s;
  return decode_into<T>(from, file.data(), file.size(), format, options, static_cast<Allocate&&>(allocate));
}

template <class T>
auto allocate_pixels(pixels<T>& out) noexcept {
  return [&out](index h, index w, int channels, T*& data) noexcept {
    index n = 0;
    if (!multiply(h, w, n) || !multiply(n, index{channels}, n) || !out.data.resize(n)) return false;
    out.h = h, out.w = w, out.channels = channels;
    data = out.data.data();
    return true;
  };
}

}  // namespace detail

/// `imread` where there is no `eido::tensor`, or no exceptions: the same pixels into `pixels<u8>` or `pixels<u16>`.
/// On failure `out` keeps what it had. Reuses the memory of `out` when the picture fits.
template <class P, class T>
status try_imread(const P& path, pixel_format format, pixels<T>& out, const read_options& options = {}) noexcept {
  return detail::read_into<T>(detail::path_text(path), format, options, detail::allocate_pixels(out));
}

/// `imdecode` in the same way.
template <class T>
status try_imdecode(const void* data, index size, pixel_format format, pixels<T>& out,
                    const read_options& options = {}) noexcept {
  return detail::decode_into<T>(detail::origin{"imdecode"}, static_cast<const u8*>(data), size, format, options,
                                detail::allocate_pixels(out));
}

}  // namespace eido
