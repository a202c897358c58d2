// SPDX-License-Identifier: MIT
// resize with the contracts of torch and TensorFlow behind a C interface, for parity_torch.py.
#include <cstdio>

#include "torch_contracts.hpp"

namespace {

using namespace eido;

struct request {
  i64 h, w, channels, out_h, out_w;
  i64 step_y, step_x, step_channel;  // of the source, in elements
  char contract[32];
  i32 corners, legacy, planes, alone;
};

template <class T>
int run(const request& r, const T* src, T* dst) {
  int code = 1;
  const eido_test::named_contract wanted{r.contract, r.corners != 0, r.legacy != 0, r.planes != 0, r.alone != 0};
  eido_test::with_contract<T>(wanted, [&](auto contract) {
    const view<const T, 3> in(src, {r.h, r.w, r.channels}, {r.step_y, r.step_x, r.step_channel});
    const status s = try_resize(in, contract, view<T, 3>(dst, {r.out_h, r.out_w, r.channels}));
    if (!s) std::puts(s.message());
    code = s ? 0 : 1;
  });
  return code;
}

}  // namespace

extern "C" {
int resize_u8(const request* r, const eido::u8* src, eido::u8* dst) { return run(*r, src, dst); }
int resize_i8(const request* r, const eido::i8* src, eido::i8* dst) { return run(*r, src, dst); }
int resize_f32(const request* r, const eido::f32* src, eido::f32* dst) { return run(*r, src, dst); }
}
