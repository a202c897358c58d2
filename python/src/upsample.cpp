// SPDX-License-Identifier: MIT
#include "eidograph/reduce/upsample_argmax.hpp"

#include "arrays.hpp"
#include "logits.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

constexpr const char* verb = "upsample_argmax";

/// False, True or "logit", "softmax".
bool scores_argument(py::handle given, upsample_score& score) {
  if (PyBool_Check(given.ptr())) return given.ptr() == Py_True;
  const std::string_view name = string_argument(verb, "scores", given);
  if (name != "logit" && name != "softmax") {
    fail(errc::value_error, verb, ": scores = '", std::string(name).c_str(), "'; expected a bool, logit or softmax");
  }
  if (name == "softmax") score = upsample_score::softmax;
  return true;
}

py::object upsample_argmax(const py::object& logits, const py::object& size, const py::object& like,
                           const py::object& layout, const py::object& crop, const py::object& scores,
                           const py::object& dtype, const py::object& out) {
  const array x = logits_argument(verb, logits);
  upsample_options options;
  options.layout = layout_argument(verb, layout);
  const hw wanted = map_argument(verb, size);
  options.crop = crop_argument(verb, crop, wanted);
  const bool scored = scores_argument(scores, options.score);
  const extents shape(options.crop.height, options.crop.width);

  py::object made;
  using ids = types<u8, u16, i32, i64>;
  const element type = element_argument(verb, dtype, out, element::uint8);
  const index classes = x.shape(options.layout == logits_layout::hwc ? 2 : 0);
  const bool known = dispatch(ids{}, type, [&](auto tag) {
    using I = typename decltype(tag)::type;
    if (static_cast<u64>(classes - 1) > static_cast<u64>((std::numeric_limits<I>::max)())) {
      fail(errc::value_error, verb, ": dtype ", facts_of(type).name, " cannot name ", classes, " classes");
    }
    with_upsampling(verb, "like", like, [&](const auto& contract) {
      const array dst = result(verb, out, type, shape);
      dst.refuse_overlap(x);
      py::object both = dst.object();
      if (scored) {
        const array found = result(verb, py::none(), element::float32, shape);
        options.scores = found.as<f32, 2>();
        both = py::make_tuple(dst.object(), found.object());
      }
      with_logits(x, contract, [&](const auto& values) {
        run([&] { return try_upsample_argmax(values, wanted, contract, options, dst.as<I, 2>()); });
      });
      made = both;
    });
  });
  if (!known) {
    fail(errc::type_error, verb, ": ", out.is_none() ? "dtype" : "out", " is ", facts_of(type).name, "; expected ",
         names_of(ids{}));
  }
  return made;
}

}  // namespace

void bind_upsample(py::module_& m) {
  m.def("upsample_argmax", upsample_argmax, py::arg("logits"), py::arg("size"), py::arg("like"),
        py::arg("layout") = "chw", py::arg("crop") = py::none(), py::arg("scores") = false,
        py::arg("dtype") = py::none(), py::arg("out") = py::none(),
        R"(upsample_argmax(logits, size, like, layout='chw', crop=None, scores=False, dtype=None, out=None)
--

The class with the largest interpolated logit at each pixel, without the upsampled logits. Equals
F.interpolate(logits[None], size, mode='bilinear')[0].argmax(0) for 'torch.bilinear' and
np.stack([cv2.resize(p, size[::-1]) for p in logits]).argmax(0) for 'cv2.linear'.

logits  float32, any strides: (classes, h, w), or (h, w, classes) with layout='hwc'. float16 stands for its values as
        float32. int8 with nearest names and with tflite.bilinear, whose integers mix them as in a quantized model.
size    (h, w) of the whole map.
like    torch.bilinear, torch.bilinear.align_corners, torch.nearest, torch.nearest_exact, cv2.linear, cv2.nearest,
        cv2.nearest_exact, tf.bilinear, tf.bilinear.align_corners, tf.nearest, tflite.bilinear,
        tflite.bilinear.align_corners, tflite.nearest.
layout  'chw' or 'hwc'.
crop    (top, left, height, width) of the map: only this part is made.
scores  True or 'logit': gives (labels, the winners' interpolated logits); 'softmax': (labels, their probabilities),
        which are softmax(upsampled logits, 0).max(0), bit for bit.
dtype   uint8, uint16, int32 or int64; uint8, or out's, when None.
out     where the labels go, any strides; must not overlap logits.

Raises TypeError (dtypes), ValueError (shapes, sizes, names, more classes than dtype names), MemoryError.)");
}

}  // namespace eido::python
