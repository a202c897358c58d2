// SPDX-License-Identifier: MIT
// geometry behind a C interface, for parity_geometry.py.
#include "cases.hpp"

#include <cstdio>

using namespace eido;

extern "C" void evaluate(i32 which, const i64* in, i64 count, i64* out) {
  for (i64 k = 0; k < count; ++k, in += 6, out += 8) {
    i64 one[6], made[8];
    for (int i = 0; i < 6; ++i) one[i] = in[i];
    eido_test::evaluate(static_cast<eido_test::rule>(which), one, made);
    for (int i = 0; i < 8; ++i) out[i] = made[i];
  }
}

/// bleed and centering -> left, upper, right, lower
extern "C" void fit(i64 h, i64 w, i64 out_h, i64 out_w, const f64* options, f64* edges) {
  const box b = fit_box(hw(h, w), hw(out_h, out_w), {options[0], options[1], options[2]});
  edges[0] = b.left, edges[1] = b.upper, edges[2] = b.right, edges[3] = b.lower;
}

/// Four numbers a box, on the canvas -> in the image.
extern "C" void to_source(const i64* in, const f32* boxes, i64 count, f32* out) {
  frame where;
  if (!try_frame(hw(in[0], in[1]), hw(in[2], in[3]), like::ultralytics::letterbox, where)) return;
  for (i64 k = 0; k < count; ++k, boxes += 4, out += 4) {
    const box b = where.to_source(box(boxes[0], boxes[1], boxes[2], boxes[3]));
    out[0] = static_cast<f32>(b.left), out[1] = static_cast<f32>(b.upper);
    out[2] = static_cast<f32>(b.right), out[3] = static_cast<f32>(b.lower);
  }
}

/// mode: -1 constant 7, else pad_mode; 2-byte elements, strides in elements.
extern "C" int pad(const i64* shape, const i64* strides, const i64* border, i32 mode, const u16* src, u16* dst) {
  const index_array<3> extents(shape[0], shape[1], shape[2]);
  const view<const u16, 3> img(src, extents, {strides[0], strides[1], strides[2]});
  const pads widths{border[0], border[1], border[2], border[3]};
  const view<u16, 3> out(dst, {shape[0] + border[0] + border[1], shape[1] + border[2] + border[3], shape[2]});
  const status s = mode < 0 ? try_pad(img, widths, 7, out) : try_pad(img, widths, static_cast<pad_mode>(mode), out);
  if (!s) std::puts(s.message());
  return s ? 0 : 1;
}

/// like: 0 torchvision, 1 transformers.
extern "C" int center_crop(const i64* shape, i64 out_h, i64 out_w, i32 like, const u8* src, u8* dst) {
  const view<const u8, 3> img(src, {shape[0], shape[1], shape[2]});
  const view<u8, 3> out(dst, {out_h, out_w, shape[2]});
  const status s = like == 0 ? try_center_crop(img, like::torchvision::center_crop, out)
                             : try_center_crop(img, like::hf::center_crop, out);
  return s ? 0 : 1;
}
