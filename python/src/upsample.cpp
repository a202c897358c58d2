// SPDX-License-Identifier: MIT
#include "eidograph/reduce/upsample_argmax.hpp"

#include "arrays.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

constexpr const char* verb = "upsample_argmax";

/// f(contract) for the names that the verb takes.
template <class F>
void with_upsampling(py::handle like, F&& f) {
  const std::string_view name = string_argument(verb, "like", like);
  if (name == "torch.bilinear") return f(like::torch::bilinear);
  if (name == "torch.bilinear.align_corners") return f(like::torch::bilinear.align_corners());
  if (name == "torch.nearest") return f(like::torch::nearest);
  if (name == "torch.nearest_exact") return f(like::torch::nearest_exact);
  if (name == "cv2.linear") return f(like::cv2::linear);
  if (name == "cv2.nearest") return f(like::cv2::nearest);
  if (name == "cv2.nearest_exact") return f(like::cv2::nearest_exact);
  if (name == "tf.bilinear") return f(like::tf::bilinear);
  if (name == "tf.nearest") return f(like::tf::nearest);
  fail(errc::value_error, verb, ": like is '", std::string(name).c_str(),
       "'; expected torch.bilinear, torch.bilinear.align_corners, torch.nearest, torch.nearest_exact, cv2.linear, "
       "cv2.nearest, cv2.nearest_exact, tf.bilinear or tf.nearest");
}

/// The integers of a sequence.
template <int N>
void integers_argument(const char* name, py::handle given, index (&values)[N]) {
  const py::object list = sequence_argument(verb, name, given, N, N);
  for (int i = 0; i < N; ++i) values[i] = integer_argument(verb, name, PySequence_Fast_GET_ITEM(list.ptr(), i));
}

py::object upsample_argmax(const py::object& logits, const py::object& size, const py::object& like,
                           const py::object& layout, const py::object& crop, bool scores, const py::object& dtype,
                           const py::object& out) {
  const array x(verb, "logits", logits);
  if (x.type() != element::float32) x.fail_type("float32");
  if (x.rank() != 3 || x.shape(0) < 1 || x.shape(1) < 1 || x.shape(2) < 1) x.fail_shape("three axes, none empty");
  const std::string_view order = string_argument(verb, "layout", layout);
  if (order != "chw" && order != "hwc") {
    fail(errc::value_error, verb, ": layout is '", std::string(order).c_str(), "'; expected chw or hwc");
  }
  upsample_options options;
  options.layout = order == "hwc" ? logits_layout::hwc : logits_layout::chw;

  index sides[2];
  integers_argument("size", size, sides);
  const hw wanted(sides[0], sides[1]);
  if (wanted.h < 1 || wanted.w < 1 || wanted.h > detail::most_upsampled || wanted.w > detail::most_upsampled) {
    fail(errc::value_error, verb, ": size = (", wanted.h, ", ", wanted.w, "); expected sides of 1 to 2^30");
  }
  extents shape(wanted.h, wanted.w);
  if (!crop.is_none()) {
    index part[4];
    integers_argument("crop", crop, part);
    options.crop = {part[0], part[1], part[2], part[3]};
    if (part[2] < 1 || part[3] < 1 || !detail::check_crop(options.crop, wanted)) {
      fail(errc::value_error, verb, ": crop = (", part[0], ", ", part[1], ", ", part[2], ", ", part[3],
           "); expected (top, left, height, width) inside of (", wanted.h, ", ", wanted.w, ")");
    }
    shape = extents(part[2], part[3]);
  }

  py::object made;
  using ids = types<u8, u16, i32, i64>;
  const element type = element_argument(verb, dtype, out, element::uint8);
  const index classes = x.shape(order == "hwc" ? 2 : 0);
  const bool known = dispatch(ids{}, type, [&](auto tag) {
    using I = typename decltype(tag)::type;
    if (static_cast<u64>(classes - 1) > static_cast<u64>((std::numeric_limits<I>::max)())) {
      fail(errc::value_error, verb, ": dtype ", facts_of(type).name, " cannot name ", classes, " classes");
    }
    with_upsampling(like, [&](const auto& contract) {
      const array dst = result(verb, out, type, shape);
      dst.refuse_overlap(x);
      py::object both = dst.object();
      if (scores) {
        const array found = result(verb, py::none(), element::float32, shape);
        options.scores = found.as<f32, 2>();
        both = py::make_tuple(dst.object(), found.object());
      }
      run([&] { return try_upsample_argmax(x.as<const f32, 3>(), wanted, contract, options, dst.as<I, 2>()); });
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

logits  float32, any strides: (classes, h, w), or (h, w, classes) with layout='hwc'.
size    (h, w) of the whole map.
like    torch.bilinear, torch.bilinear.align_corners, torch.nearest, torch.nearest_exact, cv2.linear, cv2.nearest,
        cv2.nearest_exact, tf.bilinear, tf.nearest.
layout  'chw' or 'hwc'.
crop    (top, left, height, width) of the map: only this part is made.
scores  True: gives (labels, the winners' interpolated logits).
dtype   uint8, uint16, int32 or int64; uint8, or out's, when None.
out     where the labels go, any strides; must not overlap logits.

Raises TypeError (dtypes), ValueError (shapes, sizes, names, more classes than dtype names), MemoryError.)");
}

}  // namespace eido::python
