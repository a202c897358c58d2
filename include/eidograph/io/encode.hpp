// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "bmp.hpp"
#include "file.hpp"
#include "jpeg.hpp"
#include "png_write.hpp"

namespace eido::inline EIDO_ABI {

/// What a writing verb may be told.
struct write_options {
  int quality = 75;  ///< JPEG: 1 (small) .. 100; 75 is Pillow's default
};

namespace detail {

/// Letters of an extension are compared without case; ASCII, whatever the locale.
constexpr bool same_letters(const char* a, const char* b) noexcept {
  for (; *a != '\0' && *b != '\0'; ++a, ++b) {
    const char small = *a >= 'A' && *a <= 'Z' ? static_cast<char>(*a + 32) : *a;
    if (small != *b) return false;
  }
  return *a == *b;
}

/// The last dot of the file's name and what follows; "" where there is none.
constexpr const char* extension_of(const char* path) noexcept {
  const char* dot = "";
  for (; *path != '\0'; ++path) {
    if (*path == '/' || *path == '\\') dot = "";
    if (*path == '.') dot = path;
  }
  return dot;
}

/// The samples of a picture in C order: its own memory where they lie so, else a copy.
template <int R>
status packed(const origin& to, const view<const u8, R>& v, buffer<u8>& copy, const u8*& data) noexcept {
  data = v.data();
  if (v.is_contiguous()) return {};
  if (!copy.resize(v.size())) return out_of_memory(to, v.size());
  copy_elements(view<u8, R>(copy.data(), v.shape()), v);
  data = copy.data();
  return {};
}

template <int R>
status encode(const origin& to, const char* extension, const view<const u8, R>& v, const write_options& options,
              bytes& out) noexcept {
  static_assert(R == 2 || R == 3, "eidograph: a picture to write has rank 2 (gray) or 3 (height, width, channels)");
  const bool png = same_letters(extension, ".png"), bmp = same_letters(extension, ".bmp");
  const bool jpeg = same_letters(extension, ".jpg") || same_letters(extension, ".jpeg");
  if (!png && !bmp && !jpeg) {
    return status::failure(errc::value_error, to, "unknown extension '", extension,
                           "'; expected .png, .jpg, .jpeg or .bmp");
  }
  index channels = 1, count = 0;
  if constexpr (R == 3) channels = v.shape(2);
  const index h = v.shape(0), w = v.shape(1);
  if (!count_elements(v.shape(), count) || h <= 0 || w <= 0 || (channels != 1 && channels != 3 && channels != 4)) {
    return status::failure(errc::shape_error, to, "the array has shape ", v.shape(),
                           "; expected (h, w), (h, w, 1), (h, w, 3) or (h, w, 4), none of them 0");
  }
  if (jpeg && channels == 4)
    return status::failure(errc::value_error, to, "JPEG has no alpha; expected 1 or 3 channels");
  if (jpeg && (options.quality < 1 || options.quality > 100)) {
    return status::failure(errc::value_error, to, "quality = ", options.quality, "; expected 1 to 100");
  }
  if (jpeg && (h > 65500 || w > 65500)) {
    return status::failure(errc::value_error, to, "the picture is ", h, " high and ", w,
                           " wide; expected at most 65500 for JPEG");
  }
  buffer<u8> copy;
  const u8* data = nullptr;
  if (status s = packed(to, v, copy, data); !s) return s;
  out.clear();
  const int n = static_cast<int>(channels);
  if (png) return encode_png(to, data, h, w, n, out);
  if (bmp) return encode_bmp(to, data, h, w, n, out);
  return encode_jpeg(to, data, h, w, n, options.quality, out);
}

template <class X>
auto as_picture(const X& x) noexcept {
  const auto v = as_const_view(x);
  static_assert(std::is_same_v<typename bare<decltype(v)>::value_type, u8>,
                "eidograph: pictures are written from u8: convert first (saturate<eido::u8>)");
  return v;
}

}  // namespace detail

/// `imwrite` without exceptions.
template <class P, class X>
status try_imwrite(const P& path, const X& x, const write_options& options = {}) noexcept {
  const detail::origin to{"imwrite", detail::path_text(path)};
  bytes file;
  if (status s = detail::encode(to, detail::extension_of(to.path), detail::as_picture(x), options, file); !s) return s;
  return detail::write_file(to, file.data(), file.size());
}

/// `imencode` without exceptions: the contents of the file that `imwrite` would write.
template <class X>
status try_imencode(const char* extension, const X& x, bytes& out, const write_options& options = {}) noexcept {
  return detail::encode(detail::origin{"imencode"}, extension, detail::as_picture(x), options, out);
}

}  // namespace eido
