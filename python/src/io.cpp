// SPDX-License-Identifier: MIT
#include <memory>
#include <utility>

#include "eidograph/convert/convert.hpp"
#include "eidograph/io/decode.hpp"
#include "eidograph/io/encode.hpp"
#include "eidograph/io/exif.hpp"

#include "arrays.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

/// A path as the system has it: str, bytes or os.PathLike.
class path_argument {
 public:
  path_argument(const char* verb, py::handle given) {
    PyObject* bytes = nullptr;
    if (!PyUnicode_FSConverter(given.ptr(), &bytes)) {
      const bool wrong_type = PyErr_ExceptionMatches(PyExc_TypeError) != 0;
      PyErr_Clear();
      if (wrong_type) {
        fail(errc::type_error, verb, ": path is of type ", Py_TYPE(given.ptr())->tp_name,
             "; expected str, bytes or os.PathLike");
      }
      fail(errc::value_error, verb, ": path = ", py::repr(given).cast<std::string>().c_str(), " is no path");
    }
    bytes_ = py::reinterpret_steal<py::bytes>(bytes);
  }
  const char* text() const { return PyBytes_AS_STRING(bytes_.ptr()); }

 private:
  py::bytes bytes_;
};

/// The bytes of a bytes-like argument; they cannot move while this lives.
class data_argument {
 public:
  data_argument(const char* verb, py::handle given) {
    if (PyObject_GetBuffer(given.ptr(), &buffer_, PyBUF_SIMPLE) == 0) return;
    PyErr_Clear();
    fail(errc::type_error, verb, ": data is of type ", Py_TYPE(given.ptr())->tp_name,
         "; expected bytes or another contiguous buffer");
  }
  data_argument(const data_argument&) = delete;
  data_argument& operator=(const data_argument&) = delete;
  ~data_argument() { PyBuffer_Release(&buffer_); }

  const void* data() const noexcept { return buffer_.buf; }
  index size() const noexcept { return buffer_.len; }

 private:
  Py_buffer buffer_{};
};

pixel_format mode_argument(const char* verb, py::handle mode) {
  constexpr std::pair<const char*, pixel_format> modes[] = {{"rgb", rgb}, {"bgr", bgr}, {"rgba", rgba}, {"gray", gray}};
  const char* const given = string_argument(verb, "mode", mode);
  for (const auto& [name, format] : modes) {
    if (std::strcmp(name, given) == 0) return format;
  }
  fail(errc::value_error, verb, ": mode = '", given, "'; expected rgb, bgr, rgba or gray");
}

/// The picture as an array that owns its pixels: they are not copied.
template <class T>
py::object as_array(pixels<T>&& picture) {
  auto owner = std::make_unique<pixels<T>>(std::move(picture));
  const index h = owner->h, w = owner->w, channels = owner->channels, size = sizeof(T);
  T* const data = owner->data.data();
  const py::capsule memory(owner.get(), [](void* held) { delete static_cast<pixels<T>*>(held); });
  owner.release();
  const py::dtype type(facts_of(element_of<T>).number);
  if (channels == 1) return py::array(type, {h, w}, {w * size, size}, data, memory);
  return py::array(type, {h, w, channels}, {w * channels * size, channels * size, size}, data, memory);
}

/// read(format, options, pixels) fills the pixels of the element type that was asked for.
template <class Read>
py::object read_picture(const char* verb, py::handle mode, py::handle dtype, py::handle max_pixels, Read read) {
  const pixel_format format = mode_argument(verb, mode);
  const element type = element_argument(verb, "dtype", dtype);
  read_options options;
  if (!max_pixels.is_none()) options.max_pixels = integer_argument(verb, "max_pixels", max_pixels);
  py::object picture;
  const bool known = dispatch(types<u8, u16>{}, type, [&](auto tag) {
    pixels<typename decltype(tag)::type> out;
    run([&] { return read(format, options, out); });
    picture = as_array(std::move(out));
  });
  if (!known) fail(errc::type_error, verb, ": dtype is ", facts_of(type).name, "; expected uint8 or uint16");
  return picture;
}

py::object imread(const py::object& path, const py::object& mode, const py::object& dtype,
                  const py::object& max_pixels) {
  const path_argument file("imread", path);
  return read_picture("imread", mode, dtype, max_pixels,
                      [&](pixel_format format, const read_options& options, auto& out) {
                        return try_imread(file.text(), format, out, options);
                      });
}

py::object imdecode(const py::object& data, const py::object& mode, const py::object& dtype,
                    const py::object& max_pixels) {
  const data_argument file("imdecode", data);
  return read_picture("imdecode", mode, dtype, max_pixels,
                      [&](pixel_format format, const read_options& options, auto& out) {
                        return try_imdecode(file.data(), file.size(), format, out, options);
                      });
}

/// A picture to write, always of rank 3.
view<const u8, 3> picture_argument(const array& a) {
  if (a.type() != element::uint8) a.fail_type("uint8");
  if (a.rank() != 2 && a.rank() != 3) a.fail_shape("(h, w) or (h, w, channels)");
  if (a.rank() == 3) return a.as<const u8, 3>();
  const view<const u8, 2> v = a.as<const u8, 2>();
  return {v.data(), {v.shape(0), v.shape(1), 1}, {v.stride(0), v.stride(1), 1}};
}

write_options quality_argument(const char* verb, py::handle quality) {
  const index given = integer_argument(verb, "quality", quality);
  if (given < 1 || given > 100) fail(errc::value_error, verb, ": quality = ", given, "; expected 1 to 100");
  return {.quality = static_cast<int>(given)};
}

void imwrite(const py::object& path, const py::object& a, const py::object& quality) {
  const path_argument file("imwrite", path);
  const array picture("imwrite", "a", a);
  const view<const u8, 3> v = picture_argument(picture);
  const write_options options = quality_argument("imwrite", quality);
  run([&] { return try_imwrite(file.text(), v, options); });
}

py::bytes imencode(const py::object& extension, const py::object& a, const py::object& quality) {
  const char* const format = string_argument("imencode", "extension", extension);
  const array picture("imencode", "a", a);
  const view<const u8, 3> v = picture_argument(picture);
  const write_options options = quality_argument("imencode", quality);
  eido::bytes file;
  run([&] { return try_imencode(format, v, file, options); });
  return py::bytes(reinterpret_cast<const char*>(file.data()), static_cast<std::size_t>(file.size()));
}

int orientation_of(const py::object& path) {
  const path_argument file("exif_orientation", path);
  int orientation = 1;
  run([&] { return try_exif_orientation(file.text(), orientation); });
  return orientation;
}

py::object transpose(const py::object& a, const py::object& orientation, const py::object& out) {
  const array img("exif_transpose", "a", a);
  if (img.rank() != 2 && img.rank() != 3) img.fail_shape("(h, w) or (h, w, channels)");
  const index turn = integer_argument("exif_transpose", "orientation", orientation);
  if (turn < 1 || turn > 8) fail(errc::value_error, "exif_transpose: orientation = ", turn, "; expected 1 to 8");
  extents shape = img.shape();
  if (turn >= 5) std::swap(shape.value[0], shape.value[1]);
  py::object upright;
  dispatch_bytes(img, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const array dst = result("exif_transpose", out, img.type(), shape);
    const auto copy_turned = [&](const auto& src, const auto& to) {
      run([&] { return try_copy(detail::oriented(src, static_cast<int>(turn)), to); });
    };
    if (img.rank() == 2) {
      copy_turned(img.as<const T, 2>(), dst.as<T, 2>());
    } else {
      copy_turned(img.as<const T, 3>(), dst.as<T, 3>());
    }
    upright = dst.object();
  });
  return upright;
}

}  // namespace

void bind_io(py::module_& m) {
  m.def("imread", imread, py::arg("path"), py::arg("mode") = "rgb", py::arg("dtype") = "uint8",
        py::arg("max_pixels") = py::none(), R"(imread(path, mode='rgb', dtype='uint8', max_pixels=None)
--

The picture in a file: PNG, JPEG or BMP, by its contents. Never turned by its EXIF orientation; see exif_transpose.
Equals np.asarray(Image.open(path).convert("RGB")); JPEG only where decoder() is "libjpeg-turbo".

path        str, bytes or os.PathLike.
mode        "rgb", "bgr", "rgba": (h, w, channels);  "gray": (h, w), Pillow's "L".
dtype       uint8, or uint16 for the own values of a 16-bit PNG.
max_pixels  most pixels a picture may have; None is where Pillow raises DecompressionBombError.

Raises OSError (no such file), ValueError (damaged, too large), NotImplementedError (another format), TypeError (dtype),
MemoryError.)");

  m.def("imdecode", imdecode, py::arg("data"), py::arg("mode") = "rgb", py::arg("dtype") = "uint8",
        py::arg("max_pixels") = py::none(), R"(imdecode(data, mode='rgb', dtype='uint8', max_pixels=None)
--

imread of the contents of a file. Equals np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).

data                     bytes, or another contiguous buffer.
mode, dtype, max_pixels  as imread's.

Raises what imread does, without OSError.)");

  m.def("imwrite", imwrite, py::arg("path"), py::arg("a"), py::arg("quality") = 75, R"(imwrite(path, a, quality=75)
--

Writes a picture; the extension of path names the format: .png, .jpg, .jpeg or .bmp. Whole or not at all.
Equals Image.fromarray(a).save(path, quality=quality).

a        uint8, any strides: (h, w) gray, (h, w, 3) RGB or (h, w, 4) RGBA.
quality  of JPEG: 1 to 100.

Raises OSError, TypeError (dtype), ValueError (extension, shape, quality), MemoryError.)");

  m.def("imencode", imencode, py::arg("extension"), py::arg("a"), py::arg("quality") = 75,
        R"(imencode(extension, a, quality=75)
--

The contents of the file that imwrite would write, as bytes. Equals cv2.imencode(extension, a)[1], up to the format.

extension   ".png", ".jpg", ".jpeg" or ".bmp".
a, quality  as imwrite's.

Raises TypeError (dtype), ValueError (extension, shape, quality), MemoryError.)");

  m.def("exif_orientation", orientation_of, py::arg("path"), R"(exif_orientation(path)
--

How the camera was held: 1 to 8, 1 where the file does not say. Equals Image.open(path).getexif().get(0x0112, 1).
Raises OSError, ValueError, NotImplementedError, as imread.)");

  m.def("exif_transpose", transpose, py::arg("a"), py::arg("orientation"), py::arg("out") = py::none(),
        R"(exif_transpose(a, orientation, out=None)
--

The picture turned upright. Equals np.asarray(ImageOps.exif_transpose(image)).

a            (h, w) or (h, w, channels), any strides; bool, integers, float16, float32, float64.
orientation  1 to 8, from exif_orientation; 5 to 8 swap height and width.
out          the upright shape, a's dtype, any strides. Where it overlaps a the result is as if a had been read first.

Raises TypeError (dtype), ValueError (shapes, orientation), MemoryError.)");

  m.def(
      "decoder", [] { return decoder(); }, R"(decoder()
--

What reads JPEG in this build: "libjpeg-turbo" (the bits of Pillow) or "stb_image" (off by up to 3).)");
}

}  // namespace eido::python
