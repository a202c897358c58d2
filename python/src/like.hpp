// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "eidograph/like/blend.hpp"
#include "eidograph/like/cv2.hpp"
#include "eidograph/like/onnx.hpp"
#include "eidograph/like/pillow.hpp"
#include "eidograph/like/tf.hpp"
#include "eidograph/like/torch.hpp"
#include "errors.hpp"

// The names that like= and scale= take.

namespace eido::python {

enum class contract_kind : u8 { resize, normalize, blend, longest, long_edge, center_crop, letterbox };

/// The contracts of kind "resize".
enum class resize_id : u8 {
  none,
  pillow_nearest,
  pillow_box,
  pillow_bilinear,
  pillow_hamming,
  pillow_bicubic,
  pillow_lanczos,
  cv2_nearest,
  cv2_nearest_exact,
  cv2_linear,
  cv2_linear_exact,
  cv2_area,
  cv2_cubic,
  cv2_lanczos4,
  torch_u8_bilinear,
  torch_u8_bicubic,
  torch_u8_lanczos,
  torch_u8_bilinear_noaa,
  torch_u8_bicubic_noaa,
  torch_nearest,
  torch_nearest_exact,
  torch_bilinear,
  torch_bicubic,
  torch_bilinear_aa,
  torch_bicubic_aa,
  tf_bilinear,
  tf_nearest,
  tflite_bilinear,
  tflite_nearest,
  onnx_linear,
  onnx_nearest,
};

/// What may stand behind the name of a resize contract; bits of a set.
enum name_endings : u16 {
  no_ending = 0,
  plain = 1,
  version = 2,
  align_corners = 4,
  legacy = 8,
  contiguous = 16,
  single_thread = 32,
  pytorch_half_pixel = 64,
  asymmetric = 128,
  half_pixel_symmetric = 256,
  round_prefer_ceil = 512,
  floor_ending = 1024,
  ceil_ending = 2048,
  onnx_grids = align_corners | pytorch_half_pixel | asymmetric | half_pixel_symmetric,
  onnx_roundings = round_prefer_ceil | floor_ending | ceil_ending
};

struct contract_facts {
  const char* name;
  contract_kind kind;
  const char* dtypes;  // separated by spaces
  const char* proved;
  resize_id id = resize_id::none;
  int endings = no_ending;

  /// Pixels are picked, not mixed.
  bool is_nearest() const noexcept { return std::strstr(name, ".nearest") != nullptr; }
};

inline constexpr const char* moved_dtypes =
    "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64";

inline constexpr const char* pillow_dtypes = "uint8 uint16 int32 float32";

/// Every contract.
inline constexpr contract_facts contract_table[] = {
    {"pillow.nearest", contract_kind::resize, moved_dtypes, "Pillow 13.0.0", resize_id::pillow_nearest,
     plain | version},
    {"pillow.box", contract_kind::resize, pillow_dtypes, "Pillow 13.0.0", resize_id::pillow_box, plain | version},
    {"pillow.bilinear", contract_kind::resize, pillow_dtypes, "Pillow 13.0.0", resize_id::pillow_bilinear,
     plain | version},
    {"pillow.hamming", contract_kind::resize, pillow_dtypes, "Pillow 13.0.0", resize_id::pillow_hamming,
     plain | version},
    {"pillow.bicubic", contract_kind::resize, pillow_dtypes, "Pillow 13.0.0", resize_id::pillow_bicubic,
     plain | version},
    {"pillow.lanczos", contract_kind::resize, pillow_dtypes, "Pillow 13.0.0", resize_id::pillow_lanczos,
     plain | version},
    {"cv2.nearest", contract_kind::resize, moved_dtypes, "OpenCV 5.0.0, IPP off", resize_id::cv2_nearest},
    {"cv2.nearest_exact", contract_kind::resize, moved_dtypes, "OpenCV 5.0.0, IPP off", resize_id::cv2_nearest_exact},
    {"cv2.linear", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_linear},
    {"cv2.linear_exact", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_linear_exact},
    {"cv2.area", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_area},
    {"cv2.cubic", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_cubic},
    {"cv2.lanczos4", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_lanczos4},
    {"torch_u8.bilinear", contract_kind::resize, "uint8", "torch 2.15.0", resize_id::torch_u8_bilinear, align_corners},
    {"torch_u8.bicubic", contract_kind::resize, "uint8", "torch 2.15.0", resize_id::torch_u8_bicubic, align_corners},
    {"torch_u8.lanczos", contract_kind::resize, "uint8", "torch 2.15.0", resize_id::torch_u8_lanczos},
    {"torch_u8.bilinear_noaa", contract_kind::resize, "uint8", "torch 2.15.0", resize_id::torch_u8_bilinear_noaa,
     align_corners},
    {"torch_u8.bicubic_noaa", contract_kind::resize, "uint8", "torch 2.15.0", resize_id::torch_u8_bicubic_noaa,
     align_corners},
    {"torch.nearest", contract_kind::resize, moved_dtypes, "torch 2.15.0", resize_id::torch_nearest},
    {"torch.nearest_exact", contract_kind::resize, moved_dtypes, "torch 2.15.0", resize_id::torch_nearest_exact,
     contiguous},
    {"torch.bilinear", contract_kind::resize, "float32", "torch 2.15.0", resize_id::torch_bilinear,
     align_corners | contiguous | single_thread},
    {"torch.bicubic", contract_kind::resize, "float32", "torch 2.15.0", resize_id::torch_bicubic, align_corners},
    {"torch.bilinear_aa", contract_kind::resize, "float32", "torch 2.15.0", resize_id::torch_bilinear_aa,
     align_corners},
    {"torch.bicubic_aa", contract_kind::resize, "float32", "torch 2.15.0", resize_id::torch_bicubic_aa, align_corners},
    {"tf.bilinear", contract_kind::resize, "float32", "TensorFlow 2.21", resize_id::tf_bilinear,
     align_corners | legacy},
    {"tf.nearest", contract_kind::resize, moved_dtypes, "TensorFlow 2.21", resize_id::tf_nearest,
     align_corners | legacy},
    {"tflite.bilinear", contract_kind::resize, "int8 uint8 float32", "ai-edge-litert 2.3.0", resize_id::tflite_bilinear,
     align_corners | legacy},
    {"tflite.nearest", contract_kind::resize, moved_dtypes, "ai-edge-litert 2.3.0", resize_id::tflite_nearest,
     align_corners | legacy},
    {"onnx.linear", contract_kind::resize, "float32", "onnxruntime 1.32.0", resize_id::onnx_linear, onnx_grids},
    {"onnx.nearest", contract_kind::resize, moved_dtypes, "onnxruntime 1.32.0", resize_id::onnx_nearest,
     onnx_grids | onnx_roundings},
    {"torchvision", contract_kind::normalize, "uint8 float32", "torchvision 0.29.2"},
    {"numpy.blend", contract_kind::blend, "uint8", "numpy 2.4"},
    {"pillow.blend", contract_kind::blend, "uint8", "Pillow 13.0.0"},
    {"cv2.blend", contract_kind::blend, "uint8", "OpenCV 5.0.0"},
    {"torchvision.blend", contract_kind::blend, "uint8", "torchvision 0.29.2"},
    {"torchvision.max_size", contract_kind::longest, "", "torchvision 0.29.2"},
    {"hf.longest_edge", contract_kind::longest, "", "transformers 5.24.0"},
    {"torchvision.long_edge", contract_kind::long_edge, "", "torchvision 0.29.2"},
    {"sam.long_edge", contract_kind::long_edge, "", "transformers 5.24.0"},
    {"torchvision.center_crop", contract_kind::center_crop, moved_dtypes, "torchvision 0.29.2"},
    {"hf.center_crop", contract_kind::center_crop, moved_dtypes, "transformers 5.24.0"},
    {"ultralytics.letterbox", contract_kind::letterbox, "uint8 float32", "ultralytics 8.4.190"},
    {"pillow.pad", contract_kind::letterbox, "uint8 float32", "Pillow 13.0.0"},
};

/// A resize contract as it is written: a name, then endings that it takes (`.plain`, `.align_corners` ...), then, for
/// Pillow, :MAJOR.MINOR.
struct resize_name {
  const contract_facts* facts = nullptr;
  int endings = no_ending;
  int major = 13, minor = 0;
};
/// Errors: TypeError for no str, ValueError for a name that is no resize contract.
resize_name resize_argument(const char* verb, const char* argument, py::handle given);

/// Raises the same unless `given` names a contract of this kind, whole.
void check_contract(const char* verb, const char* argument, py::handle given, contract_kind kind);

/// The contract of kind "blend" that is given by its name, or by its library's alone. Errors: TypeError, ValueError.
const contract_facts& blend_argument(const char* verb, py::handle given);

template <class Contract>
Contract written_as(const resize_name& name, Contract contract) noexcept {
  if constexpr (requires { contract.version(13); }) contract = contract.version(name.major, name.minor);
  if constexpr (requires { contract.plain(); }) {
    if (name.endings & plain) contract = contract.plain();
  }
  if constexpr (requires { contract.corners; }) contract.corners = (name.endings & align_corners) != 0;
  if constexpr (requires { contract.planes; }) contract.planes = (name.endings & contiguous) != 0;
  if constexpr (requires { contract.alone; }) contract.alone = (name.endings & single_thread) != 0;
  if constexpr (requires { contract.legacy(); }) {
    if (name.endings & align_corners) contract = contract.align_corners();
    if (name.endings & legacy) contract = contract.legacy();
  }
  if constexpr (requires { contract.half_pixel_symmetric(); }) {
    if (name.endings & align_corners) contract = contract.align_corners();
    if (name.endings & pytorch_half_pixel) contract = contract.pytorch_half_pixel();
    if (name.endings & asymmetric) contract = contract.asymmetric();
    if (name.endings & half_pixel_symmetric) contract = contract.half_pixel_symmetric();
  }
  if constexpr (requires { contract.round_prefer_ceil(); }) {
    if (name.endings & round_prefer_ceil) contract = contract.round_prefer_ceil();
    if (name.endings & floor_ending) contract = contract.floor();
    if (name.endings & ceil_ending) contract = contract.ceil();
  }
  return contract;
}

/// f(contract) for the contract that the name means.
template <class F>
void with_contract(const resize_name& name, F&& f) {
  switch (name.facts->id) {
    case resize_id::none: return;
    case resize_id::pillow_nearest: return f(written_as(name, like::pillow::nearest));
    case resize_id::pillow_box: return f(written_as(name, like::pillow::box));
    case resize_id::pillow_bilinear: return f(written_as(name, like::pillow::bilinear));
    case resize_id::pillow_hamming: return f(written_as(name, like::pillow::hamming));
    case resize_id::pillow_bicubic: return f(written_as(name, like::pillow::bicubic));
    case resize_id::pillow_lanczos: return f(written_as(name, like::pillow::lanczos));
    case resize_id::cv2_nearest: return f(like::cv2::nearest);
    case resize_id::cv2_nearest_exact: return f(like::cv2::nearest_exact);
    case resize_id::cv2_linear: return f(like::cv2::linear);
    case resize_id::cv2_linear_exact: return f(like::cv2::linear_exact);
    case resize_id::cv2_area: return f(like::cv2::area);
    case resize_id::cv2_cubic: return f(like::cv2::cubic);
    case resize_id::cv2_lanczos4: return f(like::cv2::lanczos4);
    case resize_id::torch_u8_bilinear: return f(written_as(name, like::torch_u8::bilinear));
    case resize_id::torch_u8_bicubic: return f(written_as(name, like::torch_u8::bicubic));
    case resize_id::torch_u8_lanczos: return f(written_as(name, like::torch_u8::lanczos));
    case resize_id::torch_u8_bilinear_noaa: return f(written_as(name, like::torch_u8::bilinear_noaa));
    case resize_id::torch_u8_bicubic_noaa: return f(written_as(name, like::torch_u8::bicubic_noaa));
    case resize_id::torch_nearest: return f(written_as(name, like::torch::nearest));
    case resize_id::torch_nearest_exact: return f(written_as(name, like::torch::nearest_exact));
    case resize_id::torch_bilinear: return f(written_as(name, like::torch::bilinear));
    case resize_id::torch_bicubic: return f(written_as(name, like::torch::bicubic));
    case resize_id::torch_bilinear_aa: return f(written_as(name, like::torch::bilinear_aa));
    case resize_id::torch_bicubic_aa: return f(written_as(name, like::torch::bicubic_aa));
    case resize_id::tf_bilinear: return f(written_as(name, like::tf::bilinear));
    case resize_id::tf_nearest: return f(written_as(name, like::tf::nearest));
    case resize_id::tflite_bilinear: return f(written_as(name, like::tflite::bilinear));
    case resize_id::tflite_nearest: return f(written_as(name, like::tflite::nearest));
    case resize_id::onnx_linear: return f(written_as(name, like::onnx::linear));
    case resize_id::onnx_nearest: return f(written_as(name, like::onnx::nearest));
  }
}

/// f(contract) for a blend.
template <class F>
void with_contract(const contract_facts& blend, F&& f) {
  switch (blend.name[0]) {
    case 'n': return f(like::numpy::blend);
    case 'p': return f(like::pillow::blend);
    case 'c': return f(like::cv2::blend);
    default: return f(like::torchvision::blend);
  }
}

}  // namespace eido::python
