// SPDX-License-Identifier: MIT
// resize behind a C interface, for parity_pillow.py.
#include <eidograph/resize.hpp>
#include <eidograph/simd/tier.hpp>

#include <cstdio>

namespace {

using namespace eido;
namespace pillow = like::pillow;

struct request {
  i64 h, w, channels, out_h, out_w;
  i32 filter;        // in Pillow's order of names: nearest box bilinear hamming bicubic lanczos
  i32 major, minor;  // Pillow's version
  i32 plain, has_box;
  f64 box[4];
  f64 reducing_gap;  // 0: none
};

template <class T, class Contract>
int run(const request& r, Contract contract, const T* src, T* dst) {
  contract = contract.version(r.major, r.minor);
  if (r.plain) contract = contract.plain();
  resize_options options;
  if (r.has_box) options.box = box(r.box[0], r.box[1], r.box[2], r.box[3]);
  options.reducing_gap = r.reducing_gap;
  const status s = try_resize(view<const T, 3>(src, {r.h, r.w, r.channels}), contract,
                              view<T, 3>(dst, {r.out_h, r.out_w, r.channels}), options);
  if (!s) std::puts(s.message());
  return s ? 0 : 1;
}

template <class T>
int run(const request& r, const T* src, T* dst) {
  switch (r.filter) {
    case 0: return run(r, pillow::nearest, src, dst);
    case 1: return run(r, pillow::box, src, dst);
    case 2: return run(r, pillow::bilinear, src, dst);
    case 3: return run(r, pillow::hamming, src, dst);
    case 4: return run(r, pillow::bicubic, src, dst);
    default: return run(r, pillow::lanczos, src, dst);
  }
}

}  // namespace

/// Name number i of targets(), null behind the last; and the choice of one.
extern "C" const char* target_name(int i) {
  static const target_list list = targets();
  return i < list.count ? list.name[i] : nullptr;
}
extern "C" int use_target(const char* name) { return try_force_target(name).ok() ? 0 : 1; }

extern "C" int resize_u8(const request* r, const eido::u8* src, eido::u8* dst) { return run(*r, src, dst); }
extern "C" int resize_f32(const request* r, const eido::f32* src, eido::f32* dst) { return run(*r, src, dst); }
extern "C" int resize_i32(const request* r, const eido::i32* src, eido::i32* dst) { return run(*r, src, dst); }
extern "C" int resize_u16(const request* r, const eido::u16* src, eido::u16* dst) { return run(*r, src, dst); }
