// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/reduce/upsample_argmax.hpp>
#include <eidograph/resize.hpp>

#include "tiers.hpp"

// Resizes, through the verbs: every family of row kernels, small sizes, layouts and contracts chosen by bytes.

namespace eido_test {

/// An image in memory of its own, to the byte: packed, with gaps behind the rows, in planes, or upside down.
template <class T>
struct fuzz_image {
  fuzz_image(byte_stream& in, index h, index w, index channels) {
    const auto kind = in.take<u8>();
    const bool planes = kind % 4 == 1, flipped = kind % 4 == 2;
    const index gap = kind % 4 == 3 ? in.between(1, 3) : 0, row = (planes ? w : w * channels) + gap;
    const index rows = planes ? h * channels : h;
    values = take_values<T>(in, rows * row - gap);
    if constexpr (std::is_same_v<T, f32>) {
      if (kind & 128) {  // of one size; else anything, infinities and NaNs too
        for (f32& x : values) x = static_cast<f32>(in.between(-3000, 3000)) / 16;
      }
    }
    index step_y = row, step_x = planes ? 1 : channels;
    if (flipped) step_y = -row;
    image = eido::view<const T, 3>(values.data() + (flipped ? (h - 1) * row : 0), {h, w, channels},
                                   {step_y, step_x, planes ? h * row : 1});
  }

  std::vector<T> values;
  eido::view<const T, 3> image;
};

template <class T, class Contract>
void resize_on_all_tiers(byte_stream& in, Contract contract, eido::resize_options options = {}) {
  const auto kind = in.take<u8>();
  const index h = in.between(1, 40), w = in.between(1, kind % 16 == 0 ? 900 : 40);
  const index out_h = kind % 16 == 1 ? h : in.between(1, 40);
  const index out_w = kind % 16 == 2 ? w : in.between(1, kind % 16 == 3 ? 600 : 60);
  const index channels = in.between(1, 4), gap = kind & 64 ? in.between(1, 3) : 0;
  if (kind % 16 == 4) options.reducing_gap = 1 + static_cast<eido::f64>(in.between(0, 16)) / 8;
  const fuzz_image<T> src(in, h, w, channels);
  const index row = out_w * channels + gap;
  same_on_all_tiers<T>("resize", out_h * row - gap, [&](T* out) {
    const eido::view<T, 3> dst(out, {out_h, out_w, channels}, {row, channels, 1});
    const eido::status s = eido::try_resize(src.image, contract, dst, options);
    demand(s.ok() || s.code() == eido::errc::value_error, "a resize that is not refused runs");
    if constexpr (std::is_same_v<T, f32>) {
      for (index i = 0; i < out_h * row - gap; ++i) out[i] = out[i] == out[i] ? out[i] : std::nanf("");
    }
  });
}

inline void resize_bytes(byte_stream& in) {
  namespace like = eido::like;
  switch (in.take<u8>() % 22) {
    case 0: return resize_on_all_tiers<u8>(in, like::pillow::box);
    case 1: return resize_on_all_tiers<u8>(in, like::pillow::bilinear);
    case 2: return resize_on_all_tiers<u8>(in, like::pillow::bilinear.plain());
    case 3: return resize_on_all_tiers<u8>(in, like::pillow::hamming);
    case 4: return resize_on_all_tiers<u8>(in, like::pillow::bicubic);
    case 5: return resize_on_all_tiers<u8>(in, like::pillow::lanczos);
    case 6: return resize_on_all_tiers<u8>(in, like::pillow::lanczos.version(12, 1).plain());
    case 7: return resize_on_all_tiers<u8>(in, like::pillow::nearest);
    case 8:
    case 9: return resize_on_all_tiers<u8>(in, like::cv2::linear);
    case 10: return resize_on_all_tiers<u8>(in, like::cv2::linear_exact);
    case 11:
    case 12: return resize_on_all_tiers<u8>(in, like::cv2::area);
    case 13: return resize_on_all_tiers<u8>(in, like::cv2::cubic);
    case 14: return resize_on_all_tiers<u8>(in, like::cv2::lanczos4);
    case 15: return resize_on_all_tiers<u8>(in, like::torch_u8::bilinear);
    case 16: return resize_on_all_tiers<u8>(in, like::torch_u8::bicubic);
    case 17: return resize_on_all_tiers<u8>(in, like::torch_u8::lanczos);
    case 18: return resize_on_all_tiers<u8>(in, like::torch_u8::bilinear_noaa);
    case 19: return resize_on_all_tiers<u8>(in, like::torch_u8::bicubic_noaa);
    case 20: return resize_on_all_tiers<u8>(in, like::tflite::bilinear);
    default: return resize_on_all_tiers<eido::u16>(in, like::pillow::bicubic);
  }
}

inline void resize_floats(byte_stream& in) {
  namespace like = eido::like;
  switch (in.take<u8>() % 18) {
    case 0: return resize_on_all_tiers<f32>(in, like::pillow::bilinear);
    case 1: return resize_on_all_tiers<f32>(in, like::pillow::lanczos);
    case 2: return resize_on_all_tiers<f32>(in, like::pillow::nearest);
    case 3: return resize_on_all_tiers<f32>(in, like::cv2::linear);
    case 4: return resize_on_all_tiers<f32>(in, like::cv2::area);
    case 5: return resize_on_all_tiers<f32>(in, like::cv2::cubic);
    case 6: return resize_on_all_tiers<f32>(in, like::cv2::lanczos4);
    case 7: return resize_on_all_tiers<f32>(in, like::torch::bilinear);
    case 8: return resize_on_all_tiers<f32>(in, like::torch::bilinear.contiguous());
    case 9: return resize_on_all_tiers<f32>(in, like::torch::bilinear.single_thread());
    case 10: return resize_on_all_tiers<f32>(in, like::torch::bicubic);
    case 11: return resize_on_all_tiers<f32>(in, like::torch::bilinear_aa);
    case 12: return resize_on_all_tiers<f32>(in, like::torch::bicubic_aa);
    case 13: return resize_on_all_tiers<f32>(in, like::tf::bilinear);
    case 14: return resize_on_all_tiers<f32>(in, like::tflite::bilinear);
    case 15: return resize_on_all_tiers<f32>(in, like::onnx::linear);
    default: return resize_on_all_tiers<f32>(in, like::onnx::linear.align_corners());
  }
}

inline void resizes(byte_stream& in) { return in.take<u8>() % 2 ? resize_bytes(in) : resize_floats(in); }

/// Rows of pixels with alpha: times it, and back.
inline void alphas(byte_stream& in) {
  const int channels = in.take<u8>() % 2 ? 4 : 2;
  const index pixels = in.between(1, 200), n = pixels * channels;
  const std::vector<u8> src = take_values<u8>(in, n);
  same_on_all_tiers<u8>("premultiply", n,
                        [&](u8* out) { eido::kernels::premultiply(src.data(), pixels, channels, out); });
  same_on_all_tiers<u8>("unpremultiply", n, [&](u8* out) {
    std::memcpy(out, src.data(), static_cast<std::size_t>(n));
    eido::kernels::unpremultiply(out, pixels, channels);
  });
}

template <class Contract>
void upsample_on_all_tiers(byte_stream& in, Contract contract) {
  const auto kind = in.take<u8>();
  const index classes = in.between(1, 12), h = in.between(1, 20), w = in.between(1, 30);
  const index out_h = in.between(1, 60), out_w = in.between(1, kind % 8 == 0 ? 300 : 90);
  eido::upsample_options options;
  if (kind & 16) options.layout = eido::logits_layout::hwc;
  std::vector<f32> logits = take_values<f32>(in, classes * h * w);
  if (kind & 32) {  // ties, or nearly; else anything, NaN too
    for (f32& x : logits) x = 1 + static_cast<f32>(in.between(0, 6)) * (kind & 64 ? 0x1p-22f : 1.0f);
  }
  if (kind & 128) options.score = eido::upsample_score::softmax;
  const eido::view<const f32, 3> chw(logits.data(), {classes, h, w}), hwc(logits.data(), {h, w, classes});
  const auto run = [&](i32* ids) {
    const eido::status s = eido::try_upsample_argmax(kind & 16 ? hwc : chw, eido::hw(out_h, out_w), contract, options,
                                                     eido::view<i32, 2>(ids, {out_h, out_w}));
    demand(s.ok() || s.code() == eido::errc::value_error, "an upsample_argmax that is not refused runs");
  };
  same_on_all_tiers<i32>("upsample_argmax: labels", out_h * out_w, run);
  std::vector<i32> ids(static_cast<std::size_t>(out_h * out_w));
  same_on_all_tiers<f32>("upsample_argmax: scores", out_h * out_w, [&](f32* out) {
    options.scores = eido::view<f32, 2>(out, {out_h, out_w});
    run(ids.data());
    for (index i = 0; i < out_h * out_w; ++i) out[i] = out[i] == out[i] ? out[i] : std::nanf("");
  });
}

inline void upsamples(byte_stream& in) {
  namespace like = eido::like;
  switch (in.take<u8>() % 5) {
    case 0: return upsample_on_all_tiers(in, like::torch::bilinear);
    case 1: return upsample_on_all_tiers(in, like::cv2::linear);
    case 2: return upsample_on_all_tiers(in, like::tf::bilinear);
    case 3: return upsample_on_all_tiers(in, like::tflite::bilinear);
    default: return upsample_on_all_tiers(in, like::torch::bilinear.align_corners());
  }
}

}  // namespace eido_test
