// SPDX-License-Identifier: MIT
// resize with the contracts of onnxruntime behind a C interface, for parity_onnx.py.
#include <cstdio>

#include "onnx_contracts.hpp"

namespace {

using namespace eido;

struct request {
  i64 channels, h, w, out_h, out_w;
  i32 mode, grid, rounding;
};

/// Planes in, planes out, as ONNX has them.
template <class T>
int run(const request& r, const T* src, T* dst) {
  status s;
  const view<const T, 3> in(src, {r.h, r.w, r.channels}, {r.w, 1, r.h * r.w});
  const view<T, 3> out(dst, {r.out_h, r.out_w, r.channels}, {r.out_w, 1, r.out_h * r.out_w});
  eido_test::with_onnx_contract(r.mode, r.grid, r.rounding, [&](auto contract) {
    if constexpr (contract.is_nearest || std::is_same_v<T, f32>) s = try_resize(in, contract, out);
  });
  if (!s) std::puts(s.message());
  return s ? 0 : 1;
}

}  // namespace

extern "C" {
int onnx_f32(const request* r, const eido::f32* src, eido::f32* dst) { return run(*r, src, dst); }
int onnx_u8(const request* r, const eido::u8* src, eido::u8* dst) { return run(*r, src, dst); }
}
