// SPDX-License-Identifier: MIT
#include "eidograph/resize.hpp"

#include "arrays.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

hw factor_argument(py::handle factor) {
  if (PyLong_Check(factor.ptr())) {
    const index both = integer_argument("reduce", "factor", factor);
    return hw(both, both);
  }
  const py::object list = sequence_argument("reduce", "factor", factor, 2, 2);
  return hw(integer_argument("reduce", "factor", PySequence_Fast_GET_ITEM(list.ptr(), 0)),
            integer_argument("reduce", "factor", PySequence_Fast_GET_ITEM(list.ptr(), 1)));
}

py::object reduce(const py::object& a, const py::object& factor, bool plain, const py::object& out) {
  const array img("reduce", "a", a);
  const hw cells = factor_argument(factor);
  const bool has_pixels = img.rank() >= 2 && img.shape(0) > 0 && img.shape(1) > 0;
  if (!has_pixels || img.rank() > 3 || (img.rank() == 3 && (img.shape(2) < 1 || img.shape(2) > 4))) {
    img.fail_shape("(h, w) or (h, w, 1 to 4), h and w at least 1");
  }
  if (cells.h < 1 || cells.w < 1) {
    fail(errc::value_error, "reduce: factor = (", cells.h, ", ", cells.w, "); expected at least 1 a side");
  }
  const hw size = reduced_size(hw(img.shape(0), img.shape(1)), cells);
  extents shape = img.shape();
  shape.value[0] = size.h;
  shape.value[1] = size.w;
  py::object reduced;
  dispatch(types<u8, i32, f32>{}, img, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto contract = plain ? like::pillow::reduce.plain() : like::pillow::reduce;
    const array dst = result("reduce", out, img.type(), shape);
    dst.refuse_overlap(img);
    run([&] {
      const bool gray = img.rank() == 2;
      return try_reduce(gray ? detail::as_image(img.as<const T, 2>()) : img.as<const T, 3>(), cells, contract,
                        gray ? detail::as_image(dst.as<T, 2>()) : dst.as<T, 3>());
    });
    reduced = dst.object();
  });
  return reduced;
}

}  // namespace

void bind_resample_reduce(py::module_& m) {
  m.def("reduce", reduce, py::arg("a"), py::arg("factor"), py::arg("plain") = false, py::arg("out") = py::none(),
        R"(reduce(a, factor, plain=False, out=None)
--

The image shrunk by whole factors: every pixel is the mean of a cell of pixels, cells at the edge may be smaller.

Equals:
    np.asarray(Image.fromarray(a).reduce((factor_w, factor_h)))          its box= is a slice of a

a       (h, w) or (h, w, 1 to 4), uint8, int32 or float32, any strides.
factor  an integer, or (h, w).
plain   2 and 4 channels are plain ones; without it they are LA and RGBA, whose colours Pillow multiplies by alpha.
out     where the result goes: the shape (ceil(h / factor_h), ceil(w / factor_w)), a's channels and dtype.

Raises TypeError (dtype), ValueError (shapes, factor).)");
}

}  // namespace eido::python
