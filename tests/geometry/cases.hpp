// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/geometry.hpp>

// Sizes and positions by number, so that Python can ask for them (parity_library.cpp) and golden hashes cover them.

namespace eido_test {

using namespace eido;

enum class rule : i32 {
  short_size,
  torchvision_max_size,
  hf_longest_edge,
  torchvision_long_edge,
  sam_long_edge,
  contain,
  cover,
  torchvision_center_crop,
  hf_center_crop,
  ultralytics,
  pillow_pad,
  thumbnail
};

/// h, w, two more numbers, options -> up to eight numbers; all zeros where the rule refuses.
inline void evaluate(rule which, const i64 (&in)[6], i64 (&out)[8]) {
  const hw image(static_cast<eido::index>(in[0]), static_cast<eido::index>(in[1]));
  const eido::index a = static_cast<eido::index>(in[2]), b = static_cast<eido::index>(in[3]);
  const hw size(a, b);
  hw made(0, 0);
  frame where;
  status s;
  for (i64& x : out) x = 0;
  switch (which) {
    case rule::short_size: s = try_short_size(image, a, made); break;
    case rule::torchvision_max_size: s = try_short_size(image, a, b, like::torchvision::max_size, made); break;
    case rule::hf_longest_edge: s = try_short_size(image, a, b, like::hf::longest_edge, made); break;
    case rule::torchvision_long_edge: s = try_long_size(image, a, like::torchvision::long_edge, made); break;
    case rule::sam_long_edge: s = try_long_size(image, a, like::sam::long_edge, made); break;
    case rule::contain: s = try_contain_size(image, size, made); break;
    case rule::cover: s = try_cover_size(image, size, made); break;
    case rule::torchvision_center_crop:
    case rule::hf_center_crop: {
      const rect at = which == rule::hf_center_crop ? center_crop_rect(image, size, like::hf::center_crop)
                                                    : center_crop_rect(image, size, like::torchvision::center_crop);
      made = hw(at.top, at.left);
      break;
    }
    case rule::ultralytics: {
      // in[4]: bits 0 scaleup, 1 center; in[5]: stride or 0
      const like::ultralytics::letterbox_contract contract{static_cast<eido::index>(in[5]), (in[4] & 1) != 0,
                                                           (in[4] & 2) != 0};
      s = try_frame(image, size, contract, where);
      break;
    }
    case rule::pillow_pad:
      // centering in 1 / 8
      s = try_frame(image, size, like::pillow::pad.centering(f64(in[4]) / 8, f64(in[5]) / 8), where);
      break;
    case rule::thumbnail: s = try_thumbnail_size(image, size, made); break;
  }
  if (!s) return;
  if (which < rule::ultralytics || which == rule::thumbnail) {
    out[0] = made.h;
    out[1] = made.w;
  } else {
    const i64 all[] = {where.inner.h,     where.inner.w,   where.pads.top,
                       where.pads.bottom, where.pads.left, where.pads.right};
    for (int i = 0; i < 6; ++i) out[i] = all[i];
  }
}

}  // namespace eido_test
