// SPDX-License-Identifier: MIT
#include "eidograph/convert.hpp"
#include "eidograph/overlay.hpp"

#include "arrays.hpp"
#include "colors.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

py::object paint(const py::object& img, const py::object& mask, const py::object& color, const py::object& out) {
  const array image("paint", "img", img), cover("paint", "mask", mask);
  if (image.type() != element::uint8) image.fail_type("uint8");
  if (image.rank() != 3 || (image.shape(2) != 3 && image.shape(2) != 4)) image.fail_shape("(h, w, 3 or 4)");
  if (cover.type() != element::uint8 && cover.type() != element::boolean) cover.fail_type("bool or uint8");
  if (!(cover.shape() == extents(image.shape(0), image.shape(1)))) cover.fail_shape("img's height and width");
  const eido::color laid = color_argument("paint", "color", color);
  const array dst = result("paint", out, element::uint8, image.shape());
  dst.refuse_overlap(image, true);
  dst.refuse_overlap(cover);
  run([&] {
    const view<u8, 3> to = dst.as<u8, 3>();
    if (status s = try_copy(image.as<const u8, 3>(), to); !s) return s;
    return try_paint(to, cover.as<const u8, 2>(), laid);
  });
  return dst.object();
}

py::object colorize(const py::object& labels, const py::object& palette, const py::object& out) {
  const array map("colorize", "labels", labels);
  if (map.rank() != 2) map.fail_shape("(h, w)");
  const eido::palette colors = palette_argument("colorize", "palette", palette);
  const array dst = result("colorize", out, element::uint8, extents(map.shape(0), map.shape(1), 3));
  dst.refuse_overlap(map);
  dispatch(types<bool, i8, u8, i16, u16, i32, u32, i64, u64>{}, map, [&](auto tag) {
    using given = typename decltype(tag)::type;
    using L = std::conditional_t<element_of<given> == element::boolean, u8, given>;
    run([&] { return try_colorize(map.as<const L, 2>(), colors, dst.as<u8, 3>()); });
  });
  return dst.object();
}

py::object colormap(const py::object& x, const py::object& map, const py::object& out) {
  constexpr struct {
    const char* name;
    cmap map;
  } maps[] = {
      {"gray", cmap::gray}, {"jet", cmap::jet}, {"viridis", cmap::viridis}, {"turbo", cmap::turbo}, {"hot", cmap::hot}};
  const array values("colormap", "x", x);
  if (values.type() != element::uint8) values.fail_type("uint8");
  if (values.rank() != 2) values.fail_shape("(h, w)");
  const char* const text = string_argument("colormap", "cmap", map);
  for (const auto& entry : maps) {
    if (std::strcmp(text, entry.name) != 0) continue;
    const array dst = result("colormap", out, element::uint8, extents(values.shape(0), values.shape(1), 3));
    dst.refuse_overlap(values);
    run([&] { return try_colormap(values.as<const u8, 2>(), entry.map, dst.as<u8, 3>()); });
    return dst.object();
  }
  fail(errc::value_error, "colormap: cmap = '", text, "'; expected gray, jet, viridis, turbo or hot");
}

py::object put_alpha(const py::object& img, const py::object& alpha, const py::object& out) {
  const array image("put_alpha", "img", img), a("put_alpha", "alpha", alpha);
  if (image.rank() != 3 || image.shape(2) != 3) image.fail_shape("(h, w, 3)");
  if (!(a.shape() == extents(image.shape(0), image.shape(1)))) a.fail_shape("img's height and width");
  if (a.type() != image.type()) a.fail_type("that of img");
  const array dst = result("put_alpha", out, image.type(), extents(image.shape(0), image.shape(1), 4));
  dst.refuse_overlap(image);
  dst.refuse_overlap(a);
  dispatch_bytes(image, [&](auto tag) {
    using T = typename decltype(tag)::type;
    run([&] { return try_put_alpha(image.as<const T, 3>(), a.as<const T, 2>(), dst.as<T, 3>()); });
  });
  return dst.object();
}

py::object where(const py::object& mask, const py::object& a, const py::object& b, const py::object& out) {
  const array cover("where", "mask", mask), x("where", "a", a), y("where", "b", b);
  if (cover.type() != element::uint8 && cover.type() != element::boolean) cover.fail_type("bool or uint8");
  if (y.type() != x.type()) y.fail_type("that of a");
  if (!(y.shape() == x.shape())) y.fail_shape(x.shape());
  const bool per_pixel = cover.rank() + 1 == x.rank();
  bool fits = per_pixel || cover.rank() == x.rank();
  for (int k = 0; k < cover.rank() && fits; ++k) fits = cover.shape(k) == x.shape(k);
  if (!fits) cover.fail_shape(x.shape(), " or that without the last axis");
  const array dst = result("where", out, x.type(), x.shape());
  dst.refuse_overlap(x, true);
  dst.refuse_overlap(y, true);
  dst.refuse_overlap(cover);
  dispatch_bytes(x, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto from_a = x.as<const T, most_axes>(), from_b = y.as<const T, most_axes>();
    const auto to = dst.as<T, most_axes>();
    run([&] {
      return per_pixel ? try_where(cover.as<const u8, most_axes - 1>(), from_a, from_b, to)
                       : try_where(cover.as<const u8, most_axes>(), from_a, from_b, to);
    });
  });
  return dst.object();
}

py::object draw_segmentation_masks(const py::object& img, const py::object& masks, const py::object& colors,
                                   const py::object& alpha, const py::object& out) {
  constexpr const char* verb = "draw_segmentation_masks";
  const array image(verb, "img", img), covers(verb, "masks", masks);
  if (image.type() != element::uint8) image.fail_type("uint8");
  if (image.rank() != 3 || image.shape(2) != 3) image.fail_shape("(h, w, 3)");
  if (covers.type() != element::uint8 && covers.type() != element::boolean) covers.fail_type("bool or uint8");
  if (covers.rank() != 3 || covers.shape(1) != image.shape(0) || covers.shape(2) != image.shape(1)) {
    covers.fail_shape("(n, img's height and width)");
  }
  const palette list = palette_argument(verb, "colors", colors);
  const double share = float_argument(verb, "alpha", alpha);
  const array dst = result(verb, out, element::uint8, image.shape());
  dst.refuse_overlap(image, true);
  dst.refuse_overlap(covers);
  run([&] {
    return try_draw_segmentation_masks(image.as<const u8, 3>(), covers.as<const u8, 3>(), list, share,
                                       like::torchvision::blend, dst.as<u8, 3>());
  });
  return dst.object();
}

}  // namespace

void bind_paints(py::module_& m) {
  m.def("paint", paint, py::arg("img"), py::arg("mask"), py::arg("color"), py::arg("out") = py::none(),
        R"(paint(img, mask, color, out=None)
--

img with the color where mask is not 0. Equals img.copy() after img[mask != 0] = color.

img    (h, w, 3) uint8, any strides, or (h, w, 4) whose fourth channel stays.
mask   (h, w) bool or uint8.
color  three integers 0..255 in the channel order of img.
out    img's shape; img itself for in place.

Raises TypeError (dtypes), ValueError (shapes, color, overlaps).)");

  m.def("colorize", colorize, py::arg("labels"), py::arg("palette"), py::arg("out") = py::none(),
        R"(colorize(labels, palette, out=None)
--

The color of each label. Equals palette[labels].

labels   (h, w), bool or integers below n, any strides.
palette  (n, 3) uint8, n up to 256, "voc", "cityscapes", "ade20k" or "ade20k_train".
out      (h, w, 3) uint8, any strides.

Raises TypeError (dtypes), ValueError (shapes, palette, overlaps), IndexError (a label without a color).)");

  m.def("colormap", colormap, py::arg("x"), py::arg("cmap"), py::arg("out") = py::none(), R"(colormap(x, cmap, out=None)
--

The color of each value, RGB. Equals cv2.applyColorMap(x, cv2.COLORMAP_JET)[..., ::-1] for cmap = "jet".

x     (h, w) uint8, any strides.
cmap  "jet", "viridis", "turbo", "hot", or "gray": the value three times.
out   (h, w, 3) uint8, any strides: out[..., ::-1] gets OpenCV's order.

Raises TypeError (dtypes), ValueError (shapes, cmap, overlaps).)");

  m.def("put_alpha", put_alpha, py::arg("img"), py::arg("alpha"), py::arg("out") = py::none(),
        R"(put_alpha(img, alpha, out=None)
--

img with alpha as its fourth channel. Equals np.dstack([img, alpha]).

img    (h, w, 3), any dtype that copy takes, any strides.
alpha  (h, w), the same dtype.
out    (h, w, 4), that dtype, any strides.

Raises TypeError (dtypes), ValueError (shapes, overlaps).)");

  m.def("where", where, py::arg("mask"), py::arg("a"), py::arg("b"), py::arg("out") = py::none(),
        R"(where(mask, a, b, out=None)
--

a where mask is not 0, else b. Equals np.where(mask, a, b), or np.where(mask[..., None], a, b) for a mask of one axis less.

mask  bool or uint8, the shape of a, or that without its last axis.
a, b  one shape and dtype, any that copy takes.
out   that shape and dtype, any strides; a or b itself for in place.

Raises TypeError (dtypes), ValueError (shapes, overlaps).)");

  m.def("draw_segmentation_masks", draw_segmentation_masks, py::arg("img"), py::arg("masks"), py::arg("colors"),
        py::arg("alpha") = 0.8, py::arg("out") = py::none(),
        R"(draw_segmentation_masks(img, masks, colors, alpha=0.8, out=None)
--

Masks of many objects laid over img; where they overlap the pixel is painted black. Equals
torchvision.utils.draw_segmentation_masks(img, masks, alpha, colors) on the transposed image, and as there pixels under no
mask can come out darker by 1.

img     (h, w, 3) uint8, any strides: give a (3, h, w) image as img.transpose(1, 2, 0).
masks   (n, h, w) bool or uint8, n up to 254.
colors  (n or more, 3) uint8; mask k has color k.
alpha   0 to 1.
out     img's shape; img itself for in place.

Raises TypeError (dtypes), ValueError (shapes, alpha, overlaps).)");
}

}  // namespace eido::python
