// SPDX-License-Identifier: MIT
#include "eidograph/resize.hpp"
#include "eidograph/threads.hpp"

#include "arrays.hpp"
#include "like.hpp"
#include "resize_types.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

hw size_argument(py::handle size) {
  constexpr index most = (std::numeric_limits<i32>::max)();
  const py::object list = sequence_argument("resize", "size", size, 2, 2);
  const index h = integer_argument("resize", "size", PySequence_Fast_GET_ITEM(list.ptr(), 0));
  const index w = integer_argument("resize", "size", PySequence_Fast_GET_ITEM(list.ptr(), 1));
  if (h < 1 || w < 1 || h > most || w > most) {
    fail(errc::value_error, "resize: size = (", h, ", ", w, "); expected at least 1 pixel and at most ", most,
         " a side");
  }
  return hw(h, w);
}

executor threads_argument(py::handle value) {
  const index count = integer_argument("resize", "threads", value);
  if (count < 1 || count > 1024) fail(errc::value_error, "resize: threads = ", count, "; expected 1 to 1024");
  return threads(static_cast<int>(count));
}

resize_options options_argument(py::handle box, py::handle gap, py::handle workers) {
  resize_options options;
  options.threads = threads_argument(workers);
  if (!gap.is_none()) {
    options.reducing_gap = float_argument("resize", "reducing_gap", gap);
    if (!(options.reducing_gap >= 1)) {  // 0 is None in C++
      fail(errc::value_error, "resize: reducing_gap = ", options.reducing_gap, "; expected 1 or more, or None");
    }
  }
  if (box.is_none()) return options;
  const py::object list = sequence_argument("resize", "box", box, 4, 4);
  double edge[4];
  for (int i = 0; i < 4; ++i) edge[i] = float_argument("resize", "box", PySequence_Fast_GET_ITEM(list.ptr(), i));
  options.box = eido::box(edge[0], edge[1], edge[2], edge[3]);
  return options;
}

/// The result comes before the tables: a size that is far too large then fails at once.
template <class T, class Contract>
py::object resize_as(const array& a, hw size, const Contract& contract, const resize_options& options, py::handle out) {
  const view<const T, 3> src = a.rank() == 3 ? a.as<const T, 3>() : detail::as_image(a.as<const T, 2>());
  extents shape = a.shape();
  shape.value[0] = size.h;
  shape.value[1] = size.w;
  const array dst = result("resize", out, a.type(), shape);
  dst.refuse_overlap(a);
  run([&] {
    return try_resize(src, contract, a.rank() == 3 ? dst.as<T, 3>() : detail::as_image(dst.as<T, 2>()), options);
  });
  return dst.object();
}

py::object resize(const py::object& a, const py::object& size, const py::object& like, const py::object& box,
                  const py::object& gap, const py::object& out, const py::object& workers) {
  const array img("resize", "a", a);
  const resize_name name = resize_argument("resize", "like", like);
  const bool has_pixels = img.rank() >= 2 && img.shape(0) > 0 && img.shape(1) > 0;
  if (!has_pixels || img.rank() > 3 || (img.rank() == 3 && (img.shape(2) < 1 || img.shape(2) > 4))) {
    img.fail_shape("(h, w) or (h, w, 1 to 4), h and w at least 1");
  }
  const hw wanted = size_argument(size);
  const resize_options options = options_argument(box, gap, workers);
  py::object resized;
  with_contract(name, [&](auto contract) {
    const auto as = [&](auto tag) {
      resized = resize_as<typename decltype(tag)::type>(img, wanted, contract, options, out);
    };
    if constexpr (contract.is_nearest) {
      dispatch_bytes(img, as);  // pixels are picked, whatever they are
    } else {
      dispatch(mixed_by<decltype(contract), u8, f32, i8, u16, i32>(), img, as);
    }
  });
  return resized;
}

}  // namespace

void bind_resample(py::module_& m) {
  m.def("resize", resize, py::arg("a"), py::arg("size"), py::arg("like") = "pillow.bilinear",
        py::arg("box") = py::none(), py::arg("reducing_gap") = py::none(), py::arg("out") = py::none(),
        py::arg("threads") = 1,
        R"(resize(a, size, like='pillow.bilinear', box=None, reducing_gap=None, out=None, threads=1)
--

The image at another size, with every bit that the library named by like gives.

Equals, for "pillow.bilinear", "cv2.area" and "torch_u8.bilinear":
    np.asarray(Image.fromarray(a).resize((w, h), Image.Resampling.BILINEAR, box, reducing_gap))
    cv2.resize(a, (w, h), interpolation=cv2.INTER_AREA)    # after cv2.ipp.setUseIPP(False)
    F.interpolate(torch.from_numpy(a).permute(2, 0, 1)[None], (h, w), mode="bilinear", antialias=True)

a     (h, w) or (h, w, 1 to 4), any strides; of a dtype that the contract takes, for names with nearest any number or
      bool.
size  (h, w), height first.
like  a name of kind "resize" in contracts(). Behind one of Pillow's may stand ".plain": 2 and 4 channels are plain ones
      (as CMYK's); without it they are LA and RGBA, whose colours Pillow multiplies by alpha. Behind that
      ":MAJOR.MINOR": the pixels of an older Pillow, "pillow.bicubic:12.1". Behind those of torch ".align_corners";
      behind "torch.bilinear" and "torch.nearest_exact" ".contiguous": planes, which torch treats in another way when
      they are 4; behind "torch.bilinear" ".single_thread": torch.set_num_threads(1), another way for 3 channels. Behind those of tf and tflite
      ".align_corners" or ".legacy", else half_pixel_centers=True. Behind those of onnx a coordinate_transformation_mode,
      ".pytorch_half_pixel", ".align_corners", ".asymmetric" or ".half_pixel_symmetric", else it is half_pixel; behind
      "onnx.nearest" a nearest_mode, ".round_prefer_ceil", ".floor" or ".ceil", else it is round_prefer_floor.
box   (left, upper, right, lower) in pixels, as Pillow's: the filter still sees the pixels around it, which it does not
      in a slice. None for other names than Pillow's.
reducing_gap  1 or more, as Pillow's: whole cells of pixels are averaged first (see reduce), so that the filter still
      shrinks by this much. Not for uint16, which Pillow does not reduce, nor other names than Pillow's.
out   where the result goes, any strides: size's shape, a's channels and dtype; must not overlap a.
threads  how many work on bands of the result, with the same bits.

Raises TypeError (dtype), ValueError (shapes, size, box, like), MemoryError.)");
}

}  // namespace eido::python
