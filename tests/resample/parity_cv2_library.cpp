// SPDX-License-Identifier: MIT
// resize by like::cv2 behind a C interface, for parity_cv2.py.
#include <eidograph/resize.hpp>
#include <eidograph/simd/tier.hpp>

#include <cstdio>

namespace {

using namespace eido;
namespace cv2 = like::cv2;

struct request {
  i64 h, w, channels, out_h, out_w;
  i32 mode;  // in the order of parity_cv2.py's MODES
};

template <class T, class Contract>
int run(const request& r, Contract contract, const T* src, T* dst) {
  const status s = try_resize(view<const T, 3>(src, {r.h, r.w, r.channels}), contract,
                              view<T, 3>(dst, {r.out_h, r.out_w, r.channels}));
  if (!s) std::puts(s.message());
  return s ? 0 : 1;
}

template <class T>
int run(const request& r, const T* src, T* dst) {
  switch (r.mode) {
    case 0: return run(r, cv2::nearest, src, dst);
    case 1: return run(r, cv2::nearest_exact, src, dst);
    case 2: return run(r, cv2::linear, src, dst);
    case 3: return run(r, cv2::linear_exact, src, dst);
    case 4: return run(r, cv2::area, src, dst);
    case 5: return run(r, cv2::cubic, src, dst);
    default: return run(r, cv2::lanczos4, src, dst);
  }
}

}  // namespace

extern "C" int cv2_resize_u8(const request* r, const eido::u8* src, eido::u8* dst) { return run(*r, src, dst); }
extern "C" int cv2_resize_f32(const request* r, const eido::f32* src, eido::f32* dst) { return run(*r, src, dst); }
extern "C" int cv2_force_target(const char* name) { return eido::try_force_target(name) ? 0 : 1; }
