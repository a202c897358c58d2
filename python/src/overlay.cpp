// SPDX-License-Identifier: MIT
#include "eidograph/overlay.hpp"

#include "arrays.hpp"
#include "like.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

palette palette_argument(const array& given) {
  if (given.type() != element::uint8) given.fail_type("uint8");
  if (given.rank() != 2 || given.shape(1) != 3 || given.shape(0) < 1 || given.shape(0) > palette::most) {
    given.fail_shape("(n, 3) with n from 1 to ", palette::most);
  }
  const view<const u8, 2> rows = given.as<const u8, 2>();
  color colors[palette::most];
  for (index i = 0; i < rows.shape(0); ++i) colors[i] = color(rows.at(i, 0), rows.at(i, 1), rows.at(i, 2));
  palette made;
  run([&] { return palette::try_make(colors, rows.shape(0), made); });
  return made;
}

color color_argument(py::handle given) {
  const py::object list = sequence_argument("overlay", "color_or_palette", given, 3, 3);
  int value[3];
  for (int i = 0; i < 3; ++i) {
    const index n = integer_argument("overlay", "color_or_palette", PySequence_Fast_GET_ITEM(list.ptr(), i));
    if (n < 0 || n > 255) fail(errc::value_error, "overlay: color_or_palette has ", n, "; expected 0 to 255");
    value[i] = static_cast<int>(n);
  }
  return color(value[0], value[1], value[2]);
}

/// A palette is "voc" or an array of rank 2; anything else is one color.
bool is_palette(py::handle given) {
  return PyUnicode_Check(given.ptr()) ||
         (py::isinstance<py::array>(given) && py::reinterpret_borrow<py::array>(given).ndim() != 1);
}

struct layers {
  const array& img;
  const array& mask;
  const array& out;
  f32 alpha;
};

template <class T, class Paint, class Contract>
void lay(const layers& l, const Paint& paint, const Contract& scale) {
  run([&] {
    return try_overlay(l.img.as<const u8, 3>(), l.mask.as<const T, 2>(), paint, l.alpha, like::numpy::blend, scale,
                       l.out.as<u8, 3>());
  });
}

void lay_color(const layers& l, py::handle given, const resize_name& scale) {
  const color paint = color_argument(given);
  with_contract(scale, [&](auto contract) {
    dispatch(types<u8, f32>{}, l.mask, [&](auto tag) { lay<typename decltype(tag)::type>(l, paint, contract); });
  });
}

void lay_palette(const layers& l, py::handle given, const resize_name& scale, bool background) {
  const auto is_voc = [&] {
    const char* const name = string_argument("overlay", "color_or_palette", given);
    if (std::strcmp(name, "voc") == 0) return true;
    fail(errc::value_error, "overlay: color_or_palette = '", name, "'; expected 'voc', an (n, 3) array or a color");
  };
  palette colors = PyUnicode_Check(given.ptr()) && is_voc()
                       ? palette::voc()
                       : palette_argument(array("overlay", "color_or_palette", given));
  if (background) colors = colors.with_background();
  if (!scale.facts->is_nearest()) {
    fail(errc::value_error, "overlay: scale = '", scale.facts->name,
         "' would mix labels; expected pillow.nearest or another nearest one with a palette");
  }
  using labels = types<bool, i8, u8, i16, u16, i32, u32, i64, u64>;
  with_contract(scale, [&](auto contract) {
    if constexpr (contract.is_nearest) {
      dispatch(labels{}, l.mask, [&](auto tag) {
        using L = typename decltype(tag)::type;
        lay<std::conditional_t<element_of<L> == element::boolean, u8, L>>(l, colors, contract);
      });
    }
  });
}

py::object overlay(const py::object& img, const py::object& mask, const py::object& color_or_palette,
                   const py::object& alpha, const py::object& like, const py::object& scale, const py::object& out,
                   bool background) {
  const array image("overlay", "img", img), cover("overlay", "mask", mask);
  if (image.type() != element::uint8) image.fail_type("uint8");
  if (image.rank() != 3 || (image.shape(2) != 3 && image.shape(2) != 4)) image.fail_shape("(h, w, 3 or 4)");
  if (cover.rank() != 2 || cover.shape(0) < 1 || cover.shape(1) < 1) cover.fail_shape("(h, w), h and w at least 1");
  check_contract("overlay", "like", like, contract_kind::blend);
  const bool labels = is_palette(color_or_palette);
  const resize_name contract = resize_argument(
      "overlay", "scale", scale.is_none() ? py::str(labels ? "pillow.nearest" : "pillow.bilinear") : scale);
  const double thick = float_argument("overlay", "alpha", alpha);
  if (!(thick >= 0 && thick <= 1)) fail(errc::value_error, "overlay: alpha = ", thick, "; expected 0 to 1");
  const array dst = result("overlay", out, element::uint8, image.shape());
  dst.refuse_overlap(image, true);
  dst.refuse_overlap(cover);
  const layers all{image, cover, dst, static_cast<f32>(thick)};
  if (labels) {
    lay_palette(all, color_or_palette, contract, background);
  } else {
    lay_color(all, color_or_palette, contract);
  }
  return dst.object();
}

}  // namespace

void bind_overlay(py::module_& m) {
  m.def("overlay", overlay, py::arg("img"), py::arg("mask"), py::arg("color_or_palette"), py::arg("alpha"),
        py::arg("like") = "numpy", py::arg("scale") = py::none(), py::arg("out") = py::none(),
        py::arg("background") = false,
        R"(overlay(img, mask, color_or_palette, alpha, like='numpy', scale=None, out=None, background=False)
--

A mask laid over an image as a transparent layer of colour: scaled to the image, coloured and blended in one pass.

color_or_palette is a color: three integers 0..255 in the channel order of img. The mask is soft: float32 0..1, or uint8
0..255. Equals, with a mask of another size:
    m = np.asarray(Image.fromarray(mask).resize((w, h), Image.Resampling.BILINEAR))    # uint8: then / np.float32(255)
    a = np.float32(alpha) * m[..., None];  (img * (1 - a) + np.float32(color) * a).astype(np.uint8)
Or it is a palette: an (n, 3) uint8 array, or "voc". The mask has labels: bool, or integers below n; 0 is background and
leaves the image alone, unless background is True. Equals, with a = np.float32(alpha):
    on = m != 0;  img[on] = (img[on] * (1 - a) + np.float32(palette)[m[on]] * a).astype(np.uint8)

img    (h, w, 3) uint8, any strides, or (h, w, 4) whose fourth channel stays.
mask   (h, w), its own size, any strides.
alpha  0 to 1.                              like   a name of kind "blend" in contracts().
scale  a name of kind "resize", used where the sizes differ; None is "pillow.bilinear", with a palette "pillow.nearest".
out    where the result goes, any strides: img's shape, uint8; out=img lays it over img in place.

Raises TypeError (dtypes), ValueError (shapes, alpha, like, scale, overlaps), IndexError (a label without a color). img
and out are untouched then.)");
}

}  // namespace eido::python
