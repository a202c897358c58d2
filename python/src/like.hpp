// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "eidograph/like/blend.hpp"
#include "eidograph/like/cv2.hpp"
#include "eidograph/like/pillow.hpp"
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
};

struct contract_facts {
  const char* name;
  contract_kind kind;
  const char* dtypes;  // separated by spaces
  const char* proved;
  resize_id id = resize_id::none;

  bool is_pillow() const noexcept { return std::strncmp(name, "pillow.", 7) == 0; }
  /// Pixels are picked, not mixed.
  bool is_nearest() const noexcept { return std::strstr(name, ".nearest") != nullptr; }
};

inline constexpr const char* moved_dtypes =
    "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64";

/// Every contract.
inline constexpr contract_facts contract_table[] = {
    {"pillow.nearest", contract_kind::resize, moved_dtypes, "Pillow 13.0.0", resize_id::pillow_nearest},
    {"pillow.box", contract_kind::resize, "uint8 float32", "Pillow 13.0.0", resize_id::pillow_box},
    {"pillow.bilinear", contract_kind::resize, "uint8 float32", "Pillow 13.0.0", resize_id::pillow_bilinear},
    {"pillow.hamming", contract_kind::resize, "uint8 float32", "Pillow 13.0.0", resize_id::pillow_hamming},
    {"pillow.bicubic", contract_kind::resize, "uint8 float32", "Pillow 13.0.0", resize_id::pillow_bicubic},
    {"pillow.lanczos", contract_kind::resize, "uint8 float32", "Pillow 13.0.0", resize_id::pillow_lanczos},
    {"cv2.nearest", contract_kind::resize, moved_dtypes, "OpenCV 5.0.0, IPP off", resize_id::cv2_nearest},
    {"cv2.nearest_exact", contract_kind::resize, moved_dtypes, "OpenCV 5.0.0, IPP off", resize_id::cv2_nearest_exact},
    {"cv2.linear", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_linear},
    {"cv2.linear_exact", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_linear_exact},
    {"cv2.area", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_area},
    {"cv2.cubic", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_cubic},
    {"cv2.lanczos4", contract_kind::resize, "uint8 float32", "OpenCV 5.0.0, IPP off", resize_id::cv2_lanczos4},
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

/// A resize contract as it is written: NAME, or a name of Pillow's with .plain, :MAJOR.MINOR or both behind it.
struct resize_name {
  const contract_facts* facts = nullptr;
  bool plain = false;
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
  contract = contract.version(name.major, name.minor);
  return name.plain ? contract.plain() : contract;
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
