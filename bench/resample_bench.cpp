// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {
namespace {

// Calls find the plan that the one before them left; a first call builds its tables, as Pillow does at every call.
enum class call { again, first };

template <class T, int R, class Contract>
void add(job_list& jobs, const char* what, Contract contract, const std::string& input, index width, index height,
         f64 reducing_gap = 0, call which = call::again) {
  const std::string size = std::to_string(width) + "x" + std::to_string(height);
  jobs.push_back({std::string("resample/") + what + "/" + input + "-to-" + size, [=](stage& s) {
                    const auto src = s.input<T, R>(input);
                    index_array<R> shape = src.shape();
                    shape[0] = height;
                    shape[1] = width;
                    const auto dst = s.output<T>(shape);
                    return [=] {
                      if (which == call::first) forget_plans();
                      resize(src, contract, dst, {.reducing_gap = reducing_gap});
                    };
                  }});
}

template <class T, int R>
void add_reduce(job_list& jobs, const std::string& input, index factor) {
  jobs.push_back({"resample/reduce" + std::to_string(factor) + "/" + input, [=](stage& s) {
                    const auto src = s.input<T, R>(input);
                    const hw size = reduced_size(hw(src.shape(0), src.shape(1)), hw(factor, factor));
                    index_array<R> shape = src.shape();
                    shape[0] = size.h;
                    shape[1] = size.w;
                    const auto dst = s.output<T>(shape);
                    return [=] { reduce(src, hw(factor, factor), like::pillow::reduce, dst); };
                  }});
}

template <class Contract>
void add_rgb(job_list& jobs, const char* what, Contract contract) {
  add<u8, 3>(jobs, what, contract, "rgb-640x480", 224, 224);
  add<u8, 3>(jobs, what, contract, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, what, contract, "rgb-4000x3000", 512, 512);
  add<u8, 3>(jobs, what, contract, "rgb-640x480", 1920, 1080);
}

}  // namespace

void add_resample_jobs(job_list& jobs) {
  add_rgb(jobs, "bilinear", like::pillow::bilinear);
  add<u8, 3>(jobs, "bilinear-first-call", like::pillow::bilinear, "rgb-640x480", 224, 224, 0, call::first);
  add<u8, 3>(jobs, "bilinear-first-call", like::pillow::bilinear, "rgb-640x480", 1920, 1080, 0, call::first);
  add_rgb(jobs, "bicubic", like::pillow::bicubic);
  add_rgb(jobs, "lanczos", like::pillow::lanczos);
  add<u8, 2>(jobs, "bilinear", like::pillow::bilinear, "gray-1920x1080", 640, 360);
  add<u8, 3>(jobs, "bilinear", like::pillow::bilinear, "rgba-1920x1080", 224, 224);
  add<u8, 3>(jobs, "bilinear", like::pillow::bilinear, "rgba-1920x1080-opaque", 224, 224);
  add<u16, 2>(jobs, "bilinear", like::pillow::bilinear, "gray-1920x1080-u16", 640, 360);
  add<f32, 2>(jobs, "bilinear", like::pillow::bilinear, "gray-128x128-f32", 1920, 1080);
  add<u8, 3>(jobs, "bicubic-gap2", like::pillow::bicubic, "rgb-4000x3000", 512, 384, 2.0);
  add<u8, 3>(jobs, "bicubic-gap2", like::pillow::bicubic, "rgba-1920x1080", 160, 90, 2.0);
  add<u8, 3>(jobs, "nearest", like::pillow::nearest, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "box", like::pillow::box, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "hamming", like::pillow::hamming, "rgb-1920x1080", 224, 224);
  add_reduce<u8, 3>(jobs, "rgb-1920x1080", 2);
  add_reduce<u8, 3>(jobs, "rgb-1920x1080", 5);

  add_rgb(jobs, "cv2-linear", like::cv2::linear);
  add<u8, 3>(jobs, "cv2-linear-first-call", like::cv2::linear, "rgb-640x480", 224, 224, 0, call::first);
  add<f32, 2>(jobs, "cv2-linear", like::cv2::linear, "gray-128x128-f32", 1920, 1080);
  add<u8, 3>(jobs, "cv2-linear-exact", like::cv2::linear_exact, "rgb-640x480", 1920, 1080);
  add<u8, 3>(jobs, "cv2-area", like::cv2::area, "rgb-1920x1080", 224, 224);
  add<u8, 2>(jobs, "cv2-area", like::cv2::area, "gray-1920x1080", 224, 224);
  add<u8, 3>(jobs, "cv2-area", like::cv2::area, "rgb-4000x3000", 512, 512);
  add<u8, 3>(jobs, "cv2-area", like::cv2::area, "rgb-1920x1080", 960, 540);
  add<u8, 3>(jobs, "cv2-cubic", like::cv2::cubic, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "cv2-cubic", like::cv2::cubic, "rgb-640x480", 1920, 1080);
  add<u8, 3>(jobs, "cv2-lanczos4", like::cv2::lanczos4, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "cv2-lanczos4", like::cv2::lanczos4, "rgb-640x480", 1920, 1080);
  add<u8, 3>(jobs, "cv2-nearest", like::cv2::nearest, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "cv2-nearest", like::cv2::nearest, "rgb-640x480", 1920, 1080);
  add<u8, 2>(jobs, "cv2-nearest", like::cv2::nearest, "gray-1920x1080", 3840, 2160);
  add<u8, 3>(jobs, "cv2-nearest-exact", like::cv2::nearest_exact, "rgb-640x480", 1920, 1080);
  add<f32, 3>(jobs, "cv2-linear", like::cv2::linear, "rgb-1920x1080-f32", 224, 224);
  add<f32, 3>(jobs, "cv2-area", like::cv2::area, "rgb-1920x1080-f32", 224, 224);
  add<f32, 3>(jobs, "cv2-area", like::cv2::area, "rgb-1920x1080-f32", 960, 540);
  add<f32, 3>(jobs, "cv2-cubic", like::cv2::cubic, "rgb-1920x1080-f32", 224, 224);
  add<f32, 3>(jobs, "cv2-lanczos4", like::cv2::lanczos4, "rgb-1920x1080-f32", 224, 224);

  add_rgb(jobs, "torch-u8-bilinear", like::torch_u8::bilinear);
  add_rgb(jobs, "torch-u8-bicubic", like::torch_u8::bicubic);
  add<u8, 3>(jobs, "torch-u8-lanczos", like::torch_u8::lanczos, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "torch-u8-bilinear-noaa", like::torch_u8::bilinear_noaa, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "torch-u8-bicubic-noaa", like::torch_u8::bicubic_noaa, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "torch-nearest", like::torch::nearest, "rgb-640x480", 1920, 1080);
  add<u8, 3>(jobs, "torch-nearest-exact", like::torch::nearest_exact, "rgb-640x480", 1920, 1080);
  add<f32, 2>(jobs, "torch-bilinear", like::torch::bilinear, "gray-128x128-f32", 1920, 1080);
  add<f32, 2>(jobs, "torch-bicubic", like::torch::bicubic, "gray-128x128-f32", 1920, 1080);
  add<f32, 3>(jobs, "torch-bilinear", like::torch::bilinear, "rgb-1920x1080-f32", 224, 224);
  add<f32, 3>(jobs, "torch-bilinear-single-thread", like::torch::bilinear.single_thread(), "rgb-1920x1080-f32", 224,
              224);
  add<f32, 3>(jobs, "torch-bilinear-aa", like::torch::bilinear_aa, "rgb-1920x1080-f32", 224, 224);
  add<f32, 3>(jobs, "torch-bicubic-aa", like::torch::bicubic_aa, "rgb-1920x1080-f32", 224, 224);

  add<f32, 2>(jobs, "tf-bilinear", like::tf::bilinear, "gray-128x128-f32", 1920, 1080);
  add<f32, 3>(jobs, "tf-bilinear", like::tf::bilinear, "rgb-1920x1080-f32", 224, 224);
  add<u8, 3>(jobs, "tf-nearest", like::tf::nearest, "rgb-640x480", 1920, 1080);
  add<f32, 2>(jobs, "tflite-bilinear", like::tflite::bilinear, "gray-128x128-f32", 1920, 1080);
  add<f32, 3>(jobs, "tflite-bilinear", like::tflite::bilinear, "rgb-1920x1080-f32", 224, 224);
  add<u8, 3>(jobs, "tflite-bilinear", like::tflite::bilinear, "rgb-1920x1080", 224, 224);
  add<u8, 3>(jobs, "tflite-bilinear", like::tflite::bilinear, "rgb-640x480", 1920, 1080);
  add<u8, 3>(jobs, "tflite-nearest", like::tflite::nearest, "rgb-640x480", 1920, 1080);

  add<f32, 2>(jobs, "onnx-linear", like::onnx::linear, "gray-128x128-f32", 1920, 1080);
  add<u8, 3>(jobs, "onnx-nearest", like::onnx::nearest, "rgb-640x480", 1920, 1080);
}

}  // namespace bench
