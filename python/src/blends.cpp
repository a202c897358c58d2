// SPDX-License-Identifier: MIT
#include "eidograph/convert.hpp"
#include "eidograph/overlay.hpp"

#include "arrays.hpp"
#include "like.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

array bytes_argument(const char* verb, const char* name, const py::object& given) {
  array a(verb, name, given);
  if (a.type() != element::uint8) a.fail_type("uint8");
  return a;
}

void expect_shape(const array& a, const extents& shape) {
  if (!(a.shape() == shape)) a.fail_shape(shape);
}

/// An image of 1 to 4 channels: (h, w) or (h, w, channels).
view<const u8, 3> pixels(const array& a) {
  if (a.rank() == 2) return detail::as_pixels(a.as<const u8, 2>());
  if (a.rank() != 3 || a.shape(2) < 1 || a.shape(2) > 4) a.fail_shape("(h, w) or (h, w, 1 to 4)");
  return a.as<const u8, 3>();
}
view<u8, 3> written_pixels(const array& a) { return a.rank() == 2 ? detail::as_pixels(a.as<u8, 2>()) : a.as<u8, 3>(); }

array mask_argument(const char* verb, const py::object& given, const array& img) {
  array mask = bytes_argument(verb, "mask", given);
  expect_shape(mask, extents(img.shape(0), img.shape(1)));
  return mask;
}

py::object blend(const py::object& a, const py::object& b, const py::object& alpha, const py::object& like,
                 const py::object& out) {
  const array first = bytes_argument("blend", "a", a), second = bytes_argument("blend", "b", b);
  expect_shape(second, first.shape());
  const double share = float_argument("blend", "alpha", alpha);
  const contract_facts& contract = blend_argument("blend", like);
  const array dst = result("blend", out, element::uint8, first.shape());
  dst.refuse_overlap(first, true);
  dst.refuse_overlap(second, true);
  with_contract(contract, [&](auto rule) {
    run([&] {
      return try_blend(first.as<const u8, most_axes>(), second.as<const u8, most_axes>(), share, rule,
                       dst.as<u8, most_axes>());
    });
  });
  return dst.object();
}

py::object add_weighted(const py::object& a, const py::object& alpha, const py::object& b, const py::object& beta,
                        const py::object& gamma, const py::object& out) {
  constexpr const char* verb = "add_weighted";
  const array first = bytes_argument(verb, "a", a), second = bytes_argument(verb, "b", b);
  expect_shape(second, first.shape());
  const double x = float_argument(verb, "alpha", alpha), y = float_argument(verb, "beta", beta);
  const double z = float_argument(verb, "gamma", gamma);
  const array dst = result(verb, out, element::uint8, first.shape());
  dst.refuse_overlap(first, true);
  dst.refuse_overlap(second, true);
  run([&] {
    return try_add_weighted(first.as<const u8, most_axes>(), x, second.as<const u8, most_axes>(), y, z,
                            like::cv2::blend, dst.as<u8, most_axes>());
  });
  return dst.object();
}

py::object composite(const py::object& above, const py::object& below, const py::object& mask, const py::object& out) {
  const array first = bytes_argument("composite", "above", above), second = bytes_argument("composite", "below", below);
  const view<const u8, 3> a = pixels(first);
  expect_shape(second, first.shape());
  const array cover = mask_argument("composite", mask, first);
  const array dst = result("composite", out, element::uint8, first.shape());
  dst.refuse_overlap(first, true);
  dst.refuse_overlap(second, true);
  dst.refuse_overlap(cover);
  run([&] {
    return try_composite(a, pixels(second), cover.as<const u8, 2>(), like::pillow::blend, written_pixels(dst));
  });
  return dst.object();
}

py::object alpha_composite(const py::object& below, const py::object& above, const py::object& out) {
  constexpr const char* verb = "alpha_composite";
  const array first = bytes_argument(verb, "below", below), second = bytes_argument(verb, "above", above);
  if (first.rank() != 3 || (first.shape(2) != 4 && first.shape(2) != 2)) first.fail_shape("(h, w, 4 or 2)");
  expect_shape(second, first.shape());
  const array dst = result(verb, out, element::uint8, first.shape());
  dst.refuse_overlap(first, true);
  dst.refuse_overlap(second, true);
  run([&] {
    return try_alpha_composite(first.as<const u8, 3>(), second.as<const u8, 3>(), like::pillow::blend, dst.as<u8, 3>());
  });
  return dst.object();
}

py::object paste(const py::object& img, const py::object& patch, const py::object& yx_given, const py::object& mask,
                 const py::object& out) {
  const array image = bytes_argument("paste", "img", img), laid = bytes_argument("paste", "patch", patch);
  const view<const u8, 3> from = pixels(image), top = pixels(laid);
  if (from.shape(2) != top.shape(2) || image.rank() != laid.rank()) laid.fail_shape("as many channels as img");
  const py::object corner = sequence_argument("paste", "yx", yx_given, 2, 2);
  const index y = integer_argument("paste", "yx", PySequence_Fast_GET_ITEM(corner.ptr(), 0));
  const index x = integer_argument("paste", "yx", PySequence_Fast_GET_ITEM(corner.ptr(), 1));
  const array cover = mask_argument("paste", mask, laid);
  const array dst = result("paste", out, element::uint8, image.shape());
  dst.refuse_overlap(image, true);
  dst.refuse_overlap(laid);
  dst.refuse_overlap(cover);
  run([&] {
    const view<u8, 3> to = written_pixels(dst);
    if (status s = try_copy(from, to); !s) return s;
    return try_paste(to, top, yx(y, x), cover.as<const u8, 2>(), like::pillow::blend);
  });
  return dst.object();
}

}  // namespace

void bind_blends(py::module_& m) {
  m.def("blend", blend, py::arg("a"), py::arg("b"), py::arg("alpha"), py::arg("like") = "pillow",
        py::arg("out") = py::none(), R"(blend(a, b, alpha, like='pillow', out=None)
--

a with b over it, alpha thick; alpha may leave 0..1. With s = np.float32(alpha) it equals
    pillow       Image.blend(a, b, alpha)
    numpy        (a * (1 - s) + b * s).astype(np.uint8)
    cv2          cv2.addWeighted(a, 1 - alpha, b, alpha, 0)
    torchvision  numpy's, with np.float32(1 - alpha)
What leaves 0..255 is clamped.

a, b   uint8 of one shape (up to 8 axes), any strides.
like   one of these, with or without ".blend".
out    that shape, uint8, any strides; a or b itself for in place.

Raises TypeError (dtypes), ValueError (shapes, alpha, like, overlaps).)");

  m.def("add_weighted", add_weighted, py::arg("a"), py::arg("alpha"), py::arg("b"), py::arg("beta"), py::arg("gamma"),
        py::arg("out") = py::none(), R"(add_weighted(a, alpha, b, beta, gamma, out=None)
--

a * alpha + b * beta + gamma, rounded half to even, clamped. Equals cv2.addWeighted(a, alpha, b, beta, gamma) as on
every CPU that has FMA.

a, b   uint8 of one shape (up to 8 axes), any strides.
out    that shape, uint8, any strides; a or b itself for in place.

Raises TypeError (dtypes), ValueError (shapes, overlaps, numbers that are none).)");

  m.def("composite", composite, py::arg("above"), py::arg("below"), py::arg("mask"), py::arg("out") = py::none(),
        R"(composite(above, below, mask, out=None)
--

above where mask is 255, below where it is 0, in between in proportion. Equals Image.composite(above, below, mask) with a
mask of mode "L".

above, below  uint8 of one shape, (h, w) or (h, w, 1 to 4), any strides.
mask          (h, w) uint8.
out           as above; above or below itself for in place.

Raises TypeError (dtypes), ValueError (shapes, overlaps).)");

  m.def("alpha_composite", alpha_composite, py::arg("below"), py::arg("above"), py::arg("out") = py::none(),
        R"(alpha_composite(below, above, out=None)
--

above over below, each with its own alpha as the last channel. Equals Image.alpha_composite(below, above) of mode "RGBA"
(or "LA").

below, above  uint8 of one shape, (h, w, 4 or 2), any strides.
out           that shape; below or above itself for in place.

Raises TypeError (dtypes), ValueError (shapes, overlaps).)");

  m.def("paste", paste, py::arg("img"), py::arg("patch"), py::arg("yx"), py::arg("mask"), py::arg("out") = py::none(),
        R"(paste(img, patch, yx, mask, out=None)
--

img with patch laid into it, its upper left corner at yx = (row, column), which may lie outside: what sticks out is cut
off. Equals img.paste(patch, (yx[1], yx[0]), mask) with a mask of mode "L"; for a mask of mode "RGBA" give its alpha.

img, patch  uint8, (h, w) or (h, w, 1 to 4), as many channels each, any strides.
mask        uint8, patch's height and width.
out         img's shape; img itself for in place.

Raises TypeError (dtypes), ValueError (shapes, overlaps).)");
}

}  // namespace eido::python
