// SPDX-License-Identifier: MIT
#pragma once

#include "../base/cast.hpp"
#include "../base/exact.hpp"

namespace eido::inline EIDO_ABI::like::numpy {

/// `(img * (1 - a) + color * a).astype(np.uint8)` with every step in f32 and a = f32(alpha) * mask: what a notebook
/// computes. Both products are rounded on their own; the sum is cut, not rounded.
struct blend_contract {
  static f32 keep(f32 a) noexcept { return 1.0f - a; }
  static u8 mix(f32 kept, f32 laid) noexcept { return detail::clamped<u8>(kept + laid); }
};
inline constexpr blend_contract blend{};

}  // namespace eido::like::numpy
