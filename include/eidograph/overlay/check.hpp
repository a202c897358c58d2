// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"

// What overlay and overlay_logits ask of their image.

namespace eido::inline EIDO_ABI::detail {

/// What every blend contract says of itself, see like/blend.hpp.
template <class Blend>
inline constexpr bool is_blend_contract = requires { Blend::changes_bare_pixels; };

/// The image and where the result goes, checked.
inline status check_overlay(const char* verb, const view<const u8, 3>& img, f64 alpha,
                            const view<u8, 3>& dst) noexcept {
  if (img.shape(2) != 3 && img.shape(2) != 4) {
    return status::failure(errc::shape_error, verb, ": img has shape ", img.shape(), "; expected (h, w, 3 or 4)");
  }
  if (status s = check_elementwise(verb, "img", img, dst); !s) return s;
  if (!(alpha >= 0 && alpha <= 1)) {
    return status::failure(errc::value_error, verb, ": alpha = ", alpha, "; expected 0 to 1");
  }
  return {};
}

}  // namespace eido::detail
