// SPDX-License-Identifier: MIT
#pragma once

#include "arrays.hpp"
#include "eidograph/base/half.hpp"
#include "eidograph/reduce/upsample_lines.hpp"

// Logits and how they are upsampled, as arguments.

namespace eido::python {

inline constexpr const char* upsampling_names =
    "torch.bilinear, torch.bilinear.align_corners, torch.nearest, torch.nearest_exact, cv2.linear, cv2.nearest, "
    "cv2.nearest_exact, tf.bilinear, tf.bilinear.align_corners, tf.nearest, tflite.bilinear, "
    "tflite.bilinear.align_corners or tflite.nearest";

/// f(contract) for the names that logits are upsampled by.
template <class F>
void with_upsampling(const char* verb, const char* argument, py::handle given, F&& f) {
  const std::string_view name = string_argument(verb, argument, given);
  if (name == "torch.bilinear") return f(like::torch::bilinear);
  if (name == "torch.bilinear.align_corners") return f(like::torch::bilinear.align_corners());
  if (name == "torch.nearest") return f(like::torch::nearest);
  if (name == "torch.nearest_exact") return f(like::torch::nearest_exact);
  if (name == "cv2.linear") return f(like::cv2::linear);
  if (name == "cv2.nearest") return f(like::cv2::nearest);
  if (name == "cv2.nearest_exact") return f(like::cv2::nearest_exact);
  if (name == "tf.bilinear") return f(like::tf::bilinear);
  if (name == "tf.bilinear.align_corners") return f(like::tf::bilinear.align_corners());
  if (name == "tf.nearest") return f(like::tf::nearest);
  if (name == "tflite.bilinear") return f(like::tflite::bilinear);
  if (name == "tflite.bilinear.align_corners") return f(like::tflite::bilinear.align_corners());
  if (name == "tflite.nearest") return f(like::tflite::nearest);
  fail(errc::value_error, verb, ": ", argument, " is '", std::string(name).c_str(), "'; expected ", upsampling_names);
}

/// f(view) of the logits, which are float32 or float16, or int8 where the contract takes them.
template <class Contract, class F>
void with_logits(const array& x, const Contract&, F&& f) {
  if (x.type() == element::float32) return f(x.as<const f32, 3>());
  if (x.type() == element::float16) return f(x.as<const f16, 3>());
  if constexpr (Contract::is_nearest || requires { detail::upsample_rule<Contract, i8>::picks; }) {
    if (x.type() == element::int8) return f(x.as<const i8, 3>());
  }
  x.fail_type("float32 or float16, or int8 with tflite.bilinear and nearest names");
}

/// The integers of a sequence.
template <int N>
void integers_argument(const char* verb, const char* name, py::handle given, index (&values)[N]) {
  const py::object list = sequence_argument(verb, name, given, N, N);
  for (int i = 0; i < N; ++i) values[i] = integer_argument(verb, name, PySequence_Fast_GET_ITEM(list.ptr(), i));
}

/// (classes, h, w) in the layout, none of them 0.
inline array logits_argument(const char* verb, py::handle given) {
  const array x(verb, "logits", given);
  if (x.type() != element::float32 && x.type() != element::float16 && x.type() != element::int8) {
    x.fail_type("float32, float16 or int8");
  }
  if (x.rank() != 3 || x.shape(0) < 1 || x.shape(1) < 1 || x.shape(2) < 1) x.fail_shape("three axes, none empty");
  return x;
}

inline logits_layout layout_argument(const char* verb, py::handle given) {
  const std::string_view order = string_argument(verb, "layout", given);
  if (order == "chw") return logits_layout::chw;
  if (order == "hwc") return logits_layout::hwc;
  fail(errc::value_error, verb, ": layout is '", std::string(order).c_str(), "'; expected chw or hwc");
}

/// The size of the upsampled map.
inline hw map_argument(const char* verb, py::handle given) {
  index sides[2];
  integers_argument(verb, "size", given, sides);
  const hw size(sides[0], sides[1]);
  if (size.h < 1 || size.w < 1 || size.h > detail::most_upsampled || size.w > detail::most_upsampled) {
    fail(errc::value_error, verb, ": size = (", size.h, ", ", size.w, "); expected sides of 1 to 2^30");
  }
  return size;
}

/// (top, left, height, width), a part of the map; None: all of it.
inline upsample_crop crop_argument(const char* verb, py::handle given, hw map) {
  if (given.is_none()) return {0, 0, map.h, map.w};
  index part[4];
  integers_argument(verb, "crop", given, part);
  const upsample_crop crop{part[0], part[1], part[2], part[3]};
  if (part[2] < 1 || part[3] < 1 || !detail::check_crop(verb, crop, map)) {
    fail(errc::value_error, verb, ": crop = (", part[0], ", ", part[1], ", ", part[2], ", ", part[3],
         "); expected (top, left, height, width) inside of (", map.h, ", ", map.w, ")");
  }
  return crop;
}

}  // namespace eido::python
