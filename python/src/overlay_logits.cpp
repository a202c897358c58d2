// SPDX-License-Identifier: MIT
#include "eidograph/overlay/logits.hpp"

#include "arrays.hpp"
#include "colors.hpp"
#include "like.hpp"
#include "logits.hpp"
#include "resize_types.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

constexpr const char* verb = "overlay_logits";

py::object overlay_logits(const py::object& img, const py::object& logits, const py::object& given_palette,
                          const py::object& alpha, const py::object& like, const py::object& scale,
                          const py::object& layout, const py::object& size, const py::object& crop,
                          const py::object& out, bool background) {
  const array image(verb, "img", img);
  if (image.type() != element::uint8) image.fail_type("uint8");
  if (image.rank() != 3 || (image.shape(2) != 3 && image.shape(2) != 4)) image.fail_shape("(h, w, 3 or 4)");
  const array x = logits_argument(verb, logits);
  palette colors = palette_argument(verb, "palette", given_palette);
  if (background) colors = colors.with_background();
  const double thick = float_argument(verb, "alpha", alpha);
  if (!(thick >= 0 && thick <= 1)) fail(errc::value_error, verb, ": alpha = ", thick, "; expected 0 to 1");
  overlay_logits_options options;
  options.layout = layout_argument(verb, layout);
  const index classes = x.shape(options.layout == logits_layout::hwc ? 2 : 0);
  if (classes > colors.size()) {
    fail(errc::value_error, verb, ": logits have ", classes, " classes; the palette has ", colors.size(), " colors");
  }
  const contract_facts& blend = blend_argument(verb, like);
  const hw own(image.shape(0), image.shape(1));
  const array dst = result(verb, out, element::uint8, image.shape());
  dst.refuse_overlap(image, true);
  dst.refuse_overlap(x);
  with_upsampling(verb, "scale", scale, [&](const auto& contract) {
    if (own.h < 1 || own.w < 1) return;
    options.size = size.is_none() ? own : map_argument(verb, size);
    options.crop = crop_argument(verb, crop, options.size);
    if (!(hw(options.crop.height, options.crop.width) == own)) {
      fail(errc::shape_error, verb, ": ", crop.is_none() ? "size" : "crop", " is of ", options.crop.height, " x ",
           options.crop.width, "; img is of ", own.h, " x ", own.w);
    }
    with_contract(blend, [&](auto rule) {
      with_logits(x, contract, [&](const auto& values) {
        run([&] {
          return try_overlay_logits(image.as<const u8, 3>(), values, colors, thick, rule, contract, options,
                                    dst.as<u8, 3>());
        });
      });
    });
  });
  return dst.object();
}

}  // namespace

void bind_overlay_logits(py::module_& m) {
  m.def(
      "overlay_logits", overlay_logits, py::arg("img"), py::arg("logits"), py::arg("palette"), py::arg("alpha"),
      py::arg("like"), py::arg("scale"), py::arg("layout") = "chw", py::arg("size") = py::none(),
      py::arg("crop") = py::none(), py::arg("out") = py::none(), py::arg("background") = false,
      R"(overlay_logits(img, logits, palette, alpha, like, scale, layout='chw', size=None, crop=None, out=None, background=False)
--

The classes of an image laid over it as colours, straight from a network's logits. Equals, bit for bit,
    m = eidograph.upsample_argmax(logits, size, scale, layout, crop)
    eidograph.overlay(img, m, palette, alpha, like, out=out, background=background)
where m is F.interpolate(logits[None], size, mode='bilinear')[0].argmax(0) for 'torch.bilinear', without upsampled
logits and without m.

img      (h, w, 3) uint8, any strides, or (h, w, 4) whose fourth channel stays.
logits   float32 or float16, any strides: (classes, h, w), or (h, w, classes) with layout='hwc'; int8 as upsample_argmax takes it.
palette  an (n, 3) uint8 array, "voc", "cityscapes", "ade20k" or "ade20k_train"; n at least the number of classes.
         Class 0 is background and leaves the image alone, unless background is True or the palette has none.
alpha    0 to 1.                     like   numpy, pillow, cv2 or torchvision; see overlay.
scale    a name that upsample_argmax takes as like.
layout   'chw' or 'hwc'.
size     (h, w) that the logits are upsampled to; None: img's.
crop     (top, left, height, width): img's part of that, where the network saw it with borders. None: all of it.
out      where the result goes, any strides: img's shape, uint8; out=img lays it over img in place.

Raises TypeError (dtypes), ValueError (shapes, sizes, names, more classes than colours, overlaps), MemoryError. img and
out are untouched then.)");
}

}  // namespace eido::python
