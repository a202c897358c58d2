// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "eidograph/like/pillow.hpp"
#include "errors.hpp"

// The names that like= and scale= take.

namespace eido::python {

enum class contract_kind : u8 { resize, normalize, blend, longest, long_edge, center_crop, letterbox };

struct contract_facts {
  const char* name;
  contract_kind kind;
  const char* dtypes;  // separated by spaces
  const char* proved;
};

inline constexpr const char* moved_dtypes =
    "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64";

/// Every contract. The filters of Pillow stand in the order of like::pillow's enumeration.
inline constexpr contract_facts contract_table[] = {
    {"pillow.nearest", contract_kind::resize, moved_dtypes, "Pillow 13.0.0"},
    {"pillow.box", contract_kind::resize, "uint8 float32", "Pillow 13.0.0"},
    {"pillow.bilinear", contract_kind::resize, "uint8 float32", "Pillow 13.0.0"},
    {"pillow.hamming", contract_kind::resize, "uint8 float32", "Pillow 13.0.0"},
    {"pillow.bicubic", contract_kind::resize, "uint8 float32", "Pillow 13.0.0"},
    {"pillow.lanczos", contract_kind::resize, "uint8 float32", "Pillow 13.0.0"},
    {"torchvision", contract_kind::normalize, "uint8 float32", "torchvision 0.29.2"},
    {"numpy", contract_kind::blend, "uint8", "numpy 2.4"},
    {"torchvision.max_size", contract_kind::longest, "", "torchvision 0.29.2"},
    {"hf.longest_edge", contract_kind::longest, "", "transformers 5.24.0"},
    {"torchvision.long_edge", contract_kind::long_edge, "", "torchvision 0.29.2"},
    {"sam.long_edge", contract_kind::long_edge, "", "transformers 5.24.0"},
    {"torchvision.center_crop", contract_kind::center_crop, moved_dtypes, "torchvision 0.29.2"},
    {"hf.center_crop", contract_kind::center_crop, moved_dtypes, "transformers 5.24.0"},
    {"ultralytics.letterbox", contract_kind::letterbox, "uint8 float32", "ultralytics 8.4.190"},
    {"pillow.pad", contract_kind::letterbox, "uint8 float32", "Pillow 13.0.0"},
};

/// A resize contract as it is written: NAME, NAME.plain, either with :MAJOR.MINOR behind it.
struct resize_name {
  const contract_facts* facts = nullptr;
  bool plain = false;
  int major = 13, minor = 0;
};
/// Errors: TypeError for no str, ValueError for a name that is no resize contract.
resize_name resize_argument(const char* verb, const char* argument, py::handle given);

/// Raises the same unless `given` names a contract of this kind, whole.
void check_contract(const char* verb, const char* argument, py::handle given, contract_kind kind);

template <class Contract>
Contract written_as(const resize_name& name, Contract contract) noexcept {
  contract = contract.version(name.major, name.minor);
  return name.plain ? contract.plain() : contract;
}

/// f(contract) for the contract that the name means.
template <class F>
void with_contract(const resize_name& name, F&& f) {
  switch (static_cast<detail::pillow_filter>(name.facts - contract_table)) {
    case detail::pillow_filter::nearest: return f(written_as(name, like::pillow::nearest));
    case detail::pillow_filter::box: return f(written_as(name, like::pillow::box));
    case detail::pillow_filter::bilinear: return f(written_as(name, like::pillow::bilinear));
    case detail::pillow_filter::hamming: return f(written_as(name, like::pillow::hamming));
    case detail::pillow_filter::bicubic: return f(written_as(name, like::pillow::bicubic));
    case detail::pillow_filter::lanczos: return f(written_as(name, like::pillow::lanczos));
  }
}

}  // namespace eido::python
