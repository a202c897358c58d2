// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/reduce/upsample_argmax.hpp>

#include <string>

namespace eido_test {

/// f(contract) for the names that the comparisons with the libraries have.
template <class F>
eido::status with_upsampling(const std::string& name, F f) {
  namespace like = eido::like;
  if (name == "torch.bilinear") return f(like::torch::bilinear);
  if (name == "torch.bilinear.align_corners") return f(like::torch::bilinear.align_corners());
  if (name == "torch.nearest") return f(like::torch::nearest);
  if (name == "torch.nearest_exact") return f(like::torch::nearest_exact);
  if (name == "tf.bilinear") return f(like::tf::bilinear);
  if (name == "tf.bilinear.align_corners") return f(like::tf::bilinear.align_corners());
  if (name == "tf.nearest") return f(like::tf::nearest);
  if (name == "cv2.linear") return f(like::cv2::linear);
  if (name == "cv2.nearest") return f(like::cv2::nearest);
  if (name == "cv2.nearest_exact") return f(like::cv2::nearest_exact);
  return eido::status::failure(eido::errc::value_error, "unknown contract ", name.c_str());
}

}  // namespace eido_test
