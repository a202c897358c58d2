// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/resize.hpp>

#include <cstring>

namespace eido_test {

/// How a contract of torch or TensorFlow is asked for at run time.
struct named_contract {
  const char* name;
  bool corners, legacy, planes, alone;
};

/// f(contract) for the contract that is named, if it takes images of T; whether it does.
template <class T, class F>
bool with_contract(const named_contract& wanted, F f) {
  namespace like = eido::like;
  bool found = false;
  const auto try_one = [&](const char* name, auto contract) {
    using contract_type = decltype(contract);
    if (found || std::strcmp(name, wanted.name) != 0) return;
    if constexpr (requires { &eido::detail::resize_rule<contract_type, T>::lay_out; }) {
      if constexpr (requires { contract.grid; }) {
        if (wanted.corners) contract = contract.align_corners();
        if (wanted.legacy) contract = contract.legacy();
      } else if constexpr (contract_type::has_corners) {
        if (wanted.corners) contract = contract.align_corners();
      }
      if constexpr (requires { contract.planes; }) contract.planes = wanted.planes;
      if constexpr (requires { contract.alone; }) contract.alone = wanted.alone;
      found = true;
      f(contract);
    }
  };
  try_one("torch_u8.bilinear", like::torch_u8::bilinear);
  try_one("torch_u8.bicubic", like::torch_u8::bicubic);
  try_one("torch_u8.lanczos", like::torch_u8::lanczos);
  try_one("torch_u8.bilinear_noaa", like::torch_u8::bilinear_noaa);
  try_one("torch_u8.bicubic_noaa", like::torch_u8::bicubic_noaa);
  try_one("torch.nearest", like::torch::nearest);
  try_one("torch.nearest_exact", like::torch::nearest_exact);
  try_one("torch.bilinear", like::torch::bilinear);
  try_one("torch.bicubic", like::torch::bicubic);
  try_one("torch.bilinear_aa", like::torch::bilinear_aa);
  try_one("torch.bicubic_aa", like::torch::bicubic_aa);
  try_one("tf.bilinear", like::tf::bilinear);
  try_one("tf.nearest", like::tf::nearest);
  try_one("tflite.bilinear", like::tflite::bilinear);
  try_one("tflite.nearest", like::tflite::nearest);
  return found;
}

}  // namespace eido_test
