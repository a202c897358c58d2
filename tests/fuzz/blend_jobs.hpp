// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/overlay.hpp>

#include "resize_jobs.hpp"

// Blends and overlays, through the verbs.

namespace eido_test {

/// Mostly 0 to 1 and beside it, at times anything that is a number.
inline eido::f64 take_weight(byte_stream& in) {
  if (in.take<u8>() % 4) return static_cast<eido::f64>(in.between(-64, 320)) / 256;
  const f32 x = in.take<f32>();
  return x - x == 0 ? static_cast<eido::f64>(x) : 0.5;
}

inline void blends(byte_stream& in) {
  namespace like = eido::like;
  const auto kind = in.take<u8>();
  const index h = in.between(1, 5), w = in.between(1, 90), channels = kind & 8 ? 4 : in.between(1, 4);
  const fuzz_image<u8> a(in, h, w, channels), b(in, h, w, channels), mask(in, h, w, 1);
  const eido::view<const u8, 2> m(mask.image.data(), {h, w}, {mask.image.stride(0), mask.image.stride(1)});
  const eido::f64 alpha = take_weight(in), beta = take_weight(in), gamma = 100 * take_weight(in);
  same_on_all_tiers<u8>("blend", h * w * channels, [&](u8* out) {
    const eido::view<u8, 3> dst(out, {h, w, channels});
    switch (kind % 8) {
      case 0: return demand(eido::try_blend(a.image, b.image, alpha, like::numpy::blend, dst).ok(), "blend runs");
      case 1: return demand(eido::try_blend(a.image, b.image, alpha, like::pillow::blend, dst).ok(), "blend runs");
      case 2: return demand(eido::try_blend(a.image, b.image, alpha, like::cv2::blend, dst).ok(), "blend runs");
      case 3:
        return demand(eido::try_add_weighted(a.image, alpha, b.image, beta, gamma, like::cv2::blend, dst).ok(),
                      "add_weighted runs");
      case 4:
      case 5: return demand(eido::try_composite(a.image, b.image, m, like::pillow::blend, dst).ok(), "composite runs");
      default:
        if (channels == 1 || channels == 3) return;
        return demand(eido::try_alpha_composite(a.image, b.image, like::pillow::blend, dst).ok(),
                      "alpha_composite runs");
    }
  });
}

template <class M, class Blend>
void overlay_color(byte_stream& in, Blend blend) {
  namespace like = eido::like;
  const index h = in.between(1, 8), w = in.between(1, 90), channels = in.between(3, 4);
  const auto kind = in.take<u8>();
  const index mask_h = kind & 1 ? h : in.between(1, 20), mask_w = kind & 1 ? w : in.between(1, 40);
  const fuzz_image<u8> img(in, h, w, channels);
  const fuzz_image<M> soft(in, mask_h, mask_w, 1);
  const eido::view<const M, 2> mask(soft.image.data(), {mask_h, mask_w}, {soft.image.stride(0), soft.image.stride(1)});
  const eido::color paint(in.take<u8>(), in.take<u8>(), in.take<u8>());
  const eido::f64 alpha = static_cast<eido::f64>(in.between(0, 1000)) / 1000;
  same_on_all_tiers<u8>("overlay: color", h * w * channels, [&](u8* out) {
    const eido::view<u8, 3> dst(out, {h, w, channels});
    demand((kind & 2 ? eido::try_overlay(img.image, mask, paint, alpha, blend, like::cv2::linear, dst)
                     : eido::try_overlay(img.image, mask, paint, alpha, blend, like::pillow::bilinear, dst))
               .ok(),
           "overlay runs");
  });
}

template <class L>
void overlay_labels(byte_stream& in) {
  namespace like = eido::like;
  const index h = in.between(1, 8), w = in.between(1, 90), channels = in.between(3, 4);
  const auto kind = in.take<u8>();
  const index mask_h = kind & 1 ? h : in.between(1, 20), mask_w = kind & 1 ? w : in.between(1, 40);
  const fuzz_image<u8> img(in, h, w, channels);
  std::vector<L> labels = take_values<L>(in, mask_h * mask_w);
  for (std::size_t i = 0; i < labels.size(); ++i) {  // runs
    labels[i] = i > 0 && labels[i] % 4 ? labels[i - 1] : static_cast<L>(labels[i] / 4 % 8 & 7);
  }
  const eido::view<const L, 2> mask(labels.data(), {mask_h, mask_w});
  const eido::f64 alpha = static_cast<eido::f64>(in.between(0, 1000)) / 1000;
  same_on_all_tiers<u8>("overlay: labels", h * w * channels, [&](u8* out) {
    const eido::view<u8, 3> dst(out, {h, w, channels});
    const auto run = [&](auto blend) {
      const eido::palette colors = kind & 2 ? eido::palette::voc().with_background() : eido::palette::voc();
      return eido::try_overlay(img.image, mask, colors, alpha, blend, like::cv2::nearest, dst);
    };
    switch (kind / 4 % 4) {
      case 0: return demand(run(like::numpy::blend).ok(), "overlay runs");
      case 1: return demand(run(like::pillow::blend).ok(), "overlay runs");
      case 2: return demand(run(like::cv2::blend).ok(), "overlay runs");
      default: return demand(run(like::torchvision::blend).ok(), "overlay runs");
    }
  });
}

inline void overlays(byte_stream& in) {
  namespace like = eido::like;
  switch (in.take<u8>() % 6) {
    case 0: return overlay_color<f32>(in, like::numpy::blend);
    case 1: return overlay_color<u8>(in, like::numpy::blend);
    case 2: return overlay_color<u8>(in, like::pillow::blend);
    case 3: return overlay_labels<u8>(in);
    case 4: return overlay_labels<eido::u16>(in);
    default: return overlay_labels<i32>(in);
  }
}

}  // namespace eido_test
