// SPDX-License-Identifier: MIT
#pragma once

#include "layout.hpp"

namespace eido::inline EIDO_ABI::detail {

/// How a contract lays out a resize of T images; specialised by each library. No specialisation: not supported.
/// `makes_columns` says that a value depends on nothing but its pixel's place in the result: some of the columns can be
/// made alone, from a table of these only.
template <class Contract, class T>
struct resize_rule;

/// Only Pillow has a box.
inline status refuse_box(const axis_request& x, const axis_request& y) noexcept {
  if (x.is_all() && y.is_all()) return {};
  return status::failure(errc::value_error, "resize: box = ", box(x.low, y.low, x.high, y.high),
                         "; expected the whole image, only like::pillow has a box: resize a slice");
}

/// An axis that picks pixels: output i shows pixel from(i), asked for in order.
template <class From>
status pick_pixels(index outputs, axis_plan& out, From from) noexcept {
  if (status s = out.from.resize(outputs); !s) return s;
  for (index i = 0; i < outputs; ++i) out.from[i] = from(i);
  out.kind = pass::pick;
  return {};
}

}  // namespace eido::detail
