// SPDX-License-Identifier: MIT
#include "eidograph/overlay.hpp"

#include "arrays.hpp"
#include "colors.hpp"
#include "like.hpp"
#include "resize_types.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

/// A palette is "voc" or an array of rank 2; anything else is one color.
bool is_palette(py::handle given) {
  return PyUnicode_Check(given.ptr()) ||
         (py::isinstance<py::array>(given) && py::reinterpret_borrow<py::array>(given).ndim() != 1);
}

struct layers {
  const array& img;
  const array& mask;
  const array& out;
  f64 alpha;
  const contract_facts& blend;
};

template <class T, class Paint, class Blend, class Contract>
void lay(const layers& l, const Paint& paint, Blend blend, const Contract& scale) {
  run([&] {
    return try_overlay(l.img.as<const u8, 3>(), l.mask.as<const T, 2>(), paint, l.alpha, blend, scale,
                       l.out.as<u8, 3>());
  });
}

void lay_color(const layers& l, py::handle given, const resize_name& scale) {
  const color paint = color_argument("overlay", "color_or_palette", given);
  const bool is_pillow = std::strcmp(l.blend.name, "pillow.blend") == 0;
  if (!is_pillow && std::strcmp(l.blend.name, "numpy.blend") != 0) {
    fail(errc::value_error, "overlay: like = '", l.blend.name, "' lays labels only; expected numpy or pillow");
  }
  if (is_pillow && l.mask.type() != element::uint8) l.mask.fail_type("uint8 where like is pillow");
  with_contract(scale, [&](auto contract) {
    const auto as = [&](auto tag) {
      using M = typename decltype(tag)::type;
      if constexpr (std::is_same_v<M, u8>) {
        if (is_pillow) return lay<u8>(l, paint, like::pillow::blend, contract);
      }
      lay<M>(l, paint, like::numpy::blend, contract);
    };
    if constexpr (contract.is_nearest) {
      dispatch(types<u8, f32>{}, l.mask, as);
    } else {
      dispatch(mixed_by<decltype(contract), u8, f32>(), l.mask, as);
    }
  });
}

void lay_palette(const layers& l, py::handle given, const resize_name& scale, bool background) {
  palette colors = palette_argument("overlay", "color_or_palette", given);
  if (background) colors = colors.with_background();
  if (!scale.facts->is_nearest()) {
    fail(errc::value_error, "overlay: scale = '", scale.facts->name,
         "' would mix labels; expected pillow.nearest or another nearest one with a palette");
  }
  using labels = types<bool, i8, u8, i16, u16, i32, u32, i64, u64>;
  with_contract(scale, [&](auto contract) {
    if constexpr (contract.is_nearest) {
      dispatch(labels{}, l.mask, [&](auto tag) {
        using given_label = typename decltype(tag)::type;
        using L = std::conditional_t<element_of<given_label> == element::boolean, u8, given_label>;
        with_contract(l.blend, [&](auto blend) { lay<L>(l, colors, blend, contract); });
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
  const contract_facts& blend = blend_argument("overlay", like);
  const bool labels = is_palette(color_or_palette);
  const resize_name contract = resize_argument(
      "overlay", "scale", scale.is_none() ? py::str(labels ? "pillow.nearest" : "pillow.bilinear") : scale);
  const double thick = float_argument("overlay", "alpha", alpha);
  if (!(thick >= 0 && thick <= 1)) fail(errc::value_error, "overlay: alpha = ", thick, "; expected 0 to 1");
  const array dst = result("overlay", out, element::uint8, image.shape());
  dst.refuse_overlap(image, true);
  dst.refuse_overlap(cover);
  const layers all{image, cover, dst, thick, blend};
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
or, like="pillow" (uint8): Image.blend(img, Image.composite(Image.new("RGB", size, color), img, m), alpha).
Or it is a palette: an (n, 3) uint8 array, "voc", "ade20k", or one without a background: "cityscapes", "ade20k_train".
The mask has labels: bool, or integers below n; 0 is background and leaves the image alone, unless background is True. Equals, where m != 0 and with a = np.float32(alpha):
    numpy        (img * (1 - a) + np.float32(palette)[m] * a).astype(np.uint8)
    pillow       Image.blend(img, palette[m], alpha)
    cv2          cv2.addWeighted(img, 1 - alpha, palette[m], alpha, 0)
    torchvision  draw_segmentation_masks(img, [m == 1, m == 2, ...], alpha, palette[1:]), also where m is 0

img    (h, w, 3) uint8, any strides, or (h, w, 4) whose fourth channel stays.
mask   (h, w), its own size, any strides.
alpha  0 to 1.                              like   numpy, pillow, cv2 or torchvision, with or without ".blend".
scale  a name of kind "resize", used where the sizes differ; None is "pillow.bilinear", with a palette "pillow.nearest".
out    where the result goes, any strides: img's shape, uint8; out=img lays it over img in place.

Raises TypeError (dtypes), ValueError (shapes, alpha, like, scale, overlaps), IndexError (a label without a color). img
and out are untouched then.)");
}

}  // namespace eido::python
