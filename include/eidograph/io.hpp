// SPDX-License-Identifier: MIT
#pragma once

// Files: pictures (PNG, JPEG, BMP) and numpy's .npy, to and from eido::tensor. Paths are const char*, std::string or
// std::filesystem::path. Every verb has a try_ form that returns a status instead of throwing; where there is no
// xtensor, include io/decode.hpp, io/encode.hpp, io/exif.hpp or io/npy.hpp, which have the try_ forms only.

#include "io/decode.hpp"
#include "io/encode.hpp"
#include "io/exif.hpp"
#include "io/npy.hpp"
#include "numpy/tensor.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// What a picture is read into: rank 2 for gray, else height, width, channels.
template <pixel_format Format, class T>
using picture = tensor<T, Format == gray ? 2 : 3>;

/// Room for `shape`, in memory that is there when it has that shape already. False, and `out` as before, without
/// memory.
template <class T, int R>
bool make_room(tensor<T, R>& out, const index_array<R>& shape, T*& data) noexcept {
  try {
    if (!(as_const_view(out).shape() == shape)) {
      tensor<T, R> fresh;
      fresh.resize(shape);
      out.swap(fresh);
    }
  } catch (const error&) {
    return false;
  }
  data = out.data();
  return true;
}

template <class T, int R>
auto allocate_picture(tensor<T, R>& out) noexcept {
  return [&out](index h, index w, int channels, T*& data) noexcept {
    if constexpr (R == 2) {
      static_cast<void>(channels);
      return make_room(out, {h, w}, data);
    } else {
      return make_room(out, {h, w, index{channels}}, data);
    }
  };
}

/// The memory of a container of bytes.
template <class X>
status as_bytes(const origin& from, const X& x, const u8*& data, index& size) noexcept {
  const auto v = as_const_view(x);
  using V = bare<decltype(v)>;
  static_assert(V::rank == 1 && sizeof(typename V::value_type) == 1,
                "eidograph: the contents of a file are a pointer and a size, or a container of bytes");
  if (!v.is_contiguous()) return status::failure(errc::value_error, from, "expected bytes that lie one after another");
  data = reinterpret_cast<const u8*>(v.data());
  size = v.size();
  return {};
}

}  // namespace detail

/// Reads a picture. Python: `np.asarray(Image.open(path).convert("RGB"))`; `imread<gray>`: "L", rank 2; `imread<rgba>`:
/// "RGBA"; `imread<bgr>`: as cv2.imread orders. Never turned by its EXIF orientation: exif_orientation, exif_transpose.
/// PNG (every depth, interlaced, palette), JPEG (baseline, progressive, CMYK), BMP (not run-length encoded), by
/// content. Exact: Pillow 13 bit for bit, JPEG only where decoder() is "libjpeg-turbo". So: gray of a colour is
///   (19595 R + 38470 G + 7471 B + 32768) >> 16; alpha is dropped, not blended; a 16-bit gray PNG is clipped to 255
///   (other 16-bit ones keep the high byte): read those with u16.
/// `imread<gray, u16>(path)`, `imread<rgb, u16>` ...: 16-bit PNG, the file's own values. Python:
/// `np.asarray(Image.open)`. Errors: errc::os_error (missing, a folder, unreadable); errc::value_error (empty,
/// truncated, corrupt, a wrong checksum,
///   more pixels than options.max_pixels, 178956970 by default as in Pillow); errc::not_implemented (another format);
///   errc::type_error (8 bits read as u16); errc::memory_error. Stricter than Pillow: PNG chunks and their order are
///   all verified, damage inside JPEG data that Pillow fills with gray is an error.
template <pixel_format Format = rgb, class T = u8, class P>
detail::picture<Format, T> imread(const P& path, const read_options& options = {}) {
  detail::picture<Format, T> out;
  detail::raise_if_failed(
      detail::read_into<T>(detail::path_text(path), Format, options, detail::allocate_picture(out)));
  return out;
}
/// `out` is reused where its shape fits, and keeps its contents on failure.
template <pixel_format Format = rgb, class T, class P>
status try_imread(const P& path, detail::picture<Format, T>& out, const read_options& options = {}) noexcept {
  return detail::read_into<T>(detail::path_text(path), Format, options, detail::allocate_picture(out));
}

/// imread of a file's contents in memory, the same results. Python: `Image.open(io.BytesIO(data))`.
template <pixel_format Format = rgb, class T = u8>
detail::picture<Format, T> imdecode(const void* data, index size, const read_options& options = {}) {
  detail::picture<Format, T> out;
  detail::raise_if_failed(detail::decode_into<T>(detail::origin{"imdecode"}, static_cast<const u8*>(data), size, Format,
                                                 options, detail::allocate_picture(out)));
  return out;
}
template <pixel_format Format = rgb, class T = u8, class X>
detail::picture<Format, T> imdecode(const X& file, const read_options& options = {}) {
  const u8* data = nullptr;
  index size = 0;
  detail::raise_if_failed(detail::as_bytes(detail::origin{"imdecode"}, file, data, size));
  return imdecode<Format, T>(data, size, options);
}
template <pixel_format Format = rgb, class T>
status try_imdecode(const void* data, index size, detail::picture<Format, T>& out,
                    const read_options& options = {}) noexcept {
  return detail::decode_into<T>(detail::origin{"imdecode"}, static_cast<const u8*>(data), size, Format, options,
                                detail::allocate_picture(out));
}

/// Writes a picture; the extension names the format: .png, .jpg, .jpeg, .bmp, in any case.
/// Python: `Image.fromarray(v).save(path)`; `imwrite(path, v, {.quality = 95})` for JPEG.
/// v: u8, (h, w) gray, (h, w, 1), (h, w, 3) RGB or (h, w, 4) RGBA, any strides (so BGR: `v["..., ::-1"_s]`).
/// The file appears whole or not at all: it is written under a temporary name beside `path`, then renamed.
/// Exact: BMP, and JPEG where decoder() is "libjpeg-turbo", are Pillow's files byte for byte; PNG has its pixels.
/// Pillow
///   reads no alpha from the BMP of an RGBA picture, nor does imread.
/// Errors: errc::os_error; errc::value_error for another extension, JPEG with alpha, quality not in 1 .. 100, or a
///   picture that the format cannot hold; errc::shape_error. Allocates the file's contents, and a copy where v is
///   strided.
template <class P, class X>
void imwrite(const P& path, const X& v, const write_options& options = {}) {
  detail::raise_if_failed(try_imwrite(path, v, options));
}

/// The contents of the file that imwrite would write. Python: `cv2.imencode(".png", v)[1]`.
template <class X>
tensor<u8, 1> imencode(const char* extension, const X& v, const write_options& options = {}) {
  bytes file;
  detail::raise_if_failed(try_imencode(extension, v, file, options));
  return tensor<u8, 1>(view<const u8, 1>(file.data(), index_array<1>(file.size())));
}

/// How the camera was held: 1 to 8, 1 where the file does not say. Python: `Image.open(path).getexif().get(0x0112, 1)`.
/// From EXIF in JPEG and PNG, either byte order; values outside 1 .. 8 and damaged blocks count as absent; XMP is not
/// read. Errors: as imread for files that cannot be opened or have another format. The pixels are not looked at.
template <class P>
int exif_orientation(const P& path) {
  int orientation = 1;
  detail::raise_if_failed(try_exif_orientation(path, orientation));
  return orientation;
}
/// The same of a file's contents in memory.
inline int exif_orientation(const void* data, index size) {
  int orientation = 1;
  detail::raise_if_failed(try_exif_orientation(data, size, orientation));
  return orientation;
}

/// The picture turned upright: `exif_transpose(imread(path), exif_orientation(path))`. Python:
/// `ImageOps.exif_transpose`. v: (h, w) or (h, w, channels) of any element type, any strides; orientations 5 to 8 swap
/// height and width. Errors: errc::value_error when orientation is not 1 .. 8. Allocates its result, also for
/// orientation 1.
template <class X>
auto exif_transpose(const X& v, int orientation) {
  detail::raise_if_failed(detail::check_orientation(orientation));
  const auto upright = detail::oriented(detail::as_const_view(v), orientation);
  return tensor<detail::value_of<const X>, detail::rank_of<const X>>(upright);
}
template <class X, class T, int R>
status try_exif_transpose(const X& v, int orientation, tensor<T, R>& out) noexcept {
  if (status s = detail::check_orientation(orientation); !s) return s;
  const auto upright = detail::oriented(detail::as_const_view(v), orientation);
  tensor<T, R> turned;  // v may be a view of out
  T* data = nullptr;
  if (!detail::make_room(turned, upright.shape(), data)) {
    return status::failure(errc::memory_error, "exif_transpose: cannot allocate shape ", upright.shape());
  }
  detail::copy_elements(view<T, R>(data, upright.shape()), upright);
  out.swap(turned);
  return {};
}

namespace npy {

/// Reads an array. Python: `np.load(path)`.
/// T: bool, integers, float, double; it and R must be the file's (nothing is converted). Format versions 1.0 to 3.0,
/// either byte order, C or Fortran order; the result is in C order and in the byte order of the machine.
/// Errors: errc::type_error and errc::shape_error name what the file holds and what was expected; errc::value_error for
/// a
///   file that is empty, truncated or has a malformed header; errc::os_error; errc::memory_error.
template <class T, int R, class P>
tensor<T, R> load(const P& path) {
  tensor<T, R> out;
  detail::raise_if_failed(detail::read_npy<T, R>(
      detail::path_text(path),
      [&out](const index_array<R>& shape, T*& data) noexcept { return detail::make_room(out, shape, data); }));
  return out;
}
/// `out` is reused where its shape fits, and keeps its contents on failure.
template <class P, class T, int R>
status try_load(const P& path, tensor<T, R>& out) noexcept {
  return detail::read_npy<T, R>(detail::path_text(path), [&out](const index_array<R>& shape, T*& data) noexcept {
    return detail::make_room(out, shape, data);
  });
}

/// Writes an array of bool, integers, float or double, any strides. Python: `np.save(path, v)`: the same bytes, also
/// its ".npy" behind a path that does not end so, and Fortran order for arrays that lie so. Whole or not at all, as
/// imwrite. Errors: errc::os_error, errc::memory_error. Allocates a copy only where v has gaps.
template <class P, class X>
void save(const P& path, const X& v) {
  detail::raise_if_failed(try_save(path, v));
}

}  // namespace npy
}  // namespace eido
