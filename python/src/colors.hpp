// SPDX-License-Identifier: MIT
#pragma once

#include "arrays.hpp"
#include "eidograph/overlay/palette.hpp"

// Colors and palettes as arguments.

namespace eido::python {

/// Three integers 0..255. Errors: TypeError, ValueError.
inline color color_argument(const char* verb, const char* name, py::handle given) {
  const py::object list = sequence_argument(verb, name, given, 3, 3);
  int value[3];
  for (int i = 0; i < 3; ++i) {
    const index n = integer_argument(verb, name, PySequence_Fast_GET_ITEM(list.ptr(), i));
    if (n < 0 || n > 255) fail(errc::value_error, verb, ": ", name, " has ", n, "; expected 0 to 255");
    value[i] = static_cast<int>(n);
  }
  return color(value[0], value[1], value[2]);
}

/// A name that palettes have, or an (n, 3) array of uint8. Errors: TypeError, ValueError.
inline palette palette_argument(const char* verb, const char* name, py::handle given) {
  if (PyUnicode_Check(given.ptr())) {
    const char* const text = string_argument(verb, name, given);
    if (std::strcmp(text, "voc") == 0) return palette::voc();
    if (std::strcmp(text, "cityscapes") == 0) return palette::cityscapes();
    if (std::strcmp(text, "ade20k") == 0) return palette::ade20k();
    if (std::strcmp(text, "ade20k_train") == 0) return palette::ade20k_train();
    fail(errc::value_error, verb, ": ", name, " = '", text,
         "'; expected 'voc', 'cityscapes', 'ade20k', 'ade20k_train' or an (n, 3) array");
  }
  const array list(verb, name, given);
  if (list.type() != element::uint8) list.fail_type("uint8");
  if (list.rank() != 2 || list.shape(1) != 3 || list.shape(0) < 1 || list.shape(0) > palette::most) {
    list.fail_shape("(n, 3) with n from 1 to ", palette::most);
  }
  const view<const u8, 2> rows = list.as<const u8, 2>();
  color colors[palette::most];
  for (index i = 0; i < rows.shape(0); ++i) colors[i] = color(rows.at(i, 0), rows.at(i, 1), rows.at(i, 2));
  palette made;
  run([&] { return palette::try_make(colors, rows.shape(0), made); });
  return made;
}

}  // namespace eido::python
