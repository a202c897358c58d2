// SPDX-License-Identifier: MIT
// resize with the contracts of torch and TensorFlow behind a C interface, for parity_torch.py.
#include <eidograph/resize.hpp>

#include <cstdio>
#include <cstring>

namespace {

using namespace eido;

struct request {
  i64 h, w, channels, out_h, out_w;
  i64 step_x, step_channel;  // of the source, in elements; its rows lie step_y apart
  i64 step_y;
  char contract[32];
  i32 corners, legacy, planes;
};

template <class T, class Contract>
int run(const request& r, Contract contract, const T* src, T* dst) {
  if constexpr (requires { contract.align_corners(); }) {
    if (r.corners) contract = contract.align_corners();
  }
  if constexpr (requires { contract.legacy(); }) {
    if (r.legacy) contract = contract.legacy();
  }
  if constexpr (requires { contract.contiguous(); }) {
    if (r.planes) contract = contract.contiguous();
  }
  const view<const T, 3> in(src, {r.h, r.w, r.channels}, {r.step_y, r.step_x, r.step_channel});
  const status s = try_resize(in, contract, view<T, 3>(dst, {r.out_h, r.out_w, r.channels}));
  if (!s) std::puts(s.message());
  return s ? 0 : 1;
}

/// The contract of that name, where it takes T.
template <class T, class Contract>
bool try_one(const char* name, Contract contract, const request& r, const T* src, T* dst, int& code) {
  if (std::strcmp(name, r.contract) != 0) return false;
  if constexpr (requires { &detail::resize_rule<Contract, T>::lay_out; }) {
    code = run(r, contract, src, dst);
    return true;
  }
  return false;
}

template <class T>
int run(const request& r, const T* src, T* dst) {
  int code = 2;
  const auto try_name = [&](const char* name, auto contract) { try_one(name, contract, r, src, dst, code); };
  try_name("torch_u8.bilinear", like::torch_u8::bilinear);
  try_name("torch_u8.bicubic", like::torch_u8::bicubic);
  try_name("torch_u8.lanczos", like::torch_u8::lanczos);
  try_name("torch_u8.bilinear_noaa", like::torch_u8::bilinear_noaa);
  try_name("torch_u8.bicubic_noaa", like::torch_u8::bicubic_noaa);
  try_name("torch.nearest", like::torch::nearest);
  try_name("torch.nearest_exact", like::torch::nearest_exact);
  try_name("torch.bilinear", like::torch::bilinear);
  try_name("torch.bicubic", like::torch::bicubic);
  try_name("torch.bilinear_aa", like::torch::bilinear_aa);
  try_name("torch.bicubic_aa", like::torch::bicubic_aa);
  return code;
}

}  // namespace

extern "C" {
int resize_u8(const request* r, const eido::u8* src, eido::u8* dst) { return run(*r, src, dst); }
int resize_f32(const request* r, const eido::f32* src, eido::f32* dst) { return run(*r, src, dst); }
}
