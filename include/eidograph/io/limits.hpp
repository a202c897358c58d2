// SPDX-License-Identifier: MIT
#pragma once

#include "decoded.hpp"
#include "origin.hpp"

namespace eido::inline EIDO_ABI::detail {

/// What every decoder asks as soon as it knows the size, before it allocates.
inline status check_pixel_count(const origin& from, i64 h, i64 w, const read_options& options) noexcept {
  if (h <= 0 || w <= 0) {
    return status::failure(errc::value_error, from, "the picture is ", h, " high and ", w,
                           " wide; expected at least 1");
  }
  if (h > options.max_pixels / w) {
    return status::failure(errc::value_error, from, "the picture is ", h, " high and ", w,
                           " wide; expected at most max_pixels = ", options.max_pixels, " pixels");
  }
  return {};
}

}  // namespace eido::detail
