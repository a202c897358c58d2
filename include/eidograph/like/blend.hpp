// SPDX-License-Identifier: MIT
#pragma once

#include "../base/cast.hpp"
#include "../base/exact.hpp"
#include "../base/fused.hpp"

// How libraries lay one byte over another. alpha is a double, as Python's float: where 1 - alpha is taken in double
// (OpenCV, torchvision) 0.6f is another number than 0.6. Every contract says of itself
//   mixed(below, above, alpha)   the byte that it makes
//   changes_bare_pixels          whether pixels under no color go through the sum as well
//   is_linear                    whether that is below * keep(alpha) + above * lay(alpha), each step in f32, cut

namespace eido::inline EIDO_ABI {
namespace detail {

/// below * keep + above * lay, each step in f32, cut and clamped.
inline u8 linear_mix(u8 below, f32 keep, u8 above, f32 lay) noexcept {
  return clamped<u8>(product(static_cast<f32>(below), keep) + product(static_cast<f32>(above), lay));
}

}  // namespace detail

namespace like {
namespace numpy {

/// `(img * (1 - a) + color * a).astype(np.uint8)` with every step in f32 and a = f32(alpha) * mask: what a notebook
/// computes. Both products are rounded on their own; the sum is cut, not rounded.
struct blend_contract {
  static constexpr bool is_linear = true, changes_bare_pixels = false;
  static f32 lay(f64 alpha) noexcept { return static_cast<f32>(alpha); }
  static f32 keep(f64 alpha) noexcept { return 1.0f - static_cast<f32>(alpha); }
  static u8 mixed(u8 below, u8 above, f64 alpha) noexcept {
    return detail::linear_mix(below, keep(alpha), above, lay(alpha));
  }
};
inline constexpr blend_contract blend{};

}  // namespace numpy

namespace torchvision {

/// `draw_segmentation_masks`: as numpy's, but 1 - alpha is taken in double, and pixels under no mask go through the sum
/// as well, which can darken them by 1.
struct blend_contract {
  static constexpr bool is_linear = true, changes_bare_pixels = true;
  static f32 lay(f64 alpha) noexcept { return static_cast<f32>(alpha); }
  static f32 keep(f64 alpha) noexcept { return static_cast<f32>(1.0 - alpha); }
  static u8 mixed(u8 below, u8 above, f64 alpha) noexcept {
    return detail::linear_mix(below, keep(alpha), above, lay(alpha));
  }
};
inline constexpr blend_contract blend{};

}  // namespace torchvision

namespace pillow {

/// `Image.blend`, `Image.composite`, `Image.paste` with a mask and `Image.alpha_composite`. Proved against Pillow
/// 13.0.0; 9.5 and 12.3 give the same bytes.
struct blend_contract {
  static constexpr bool is_linear = false, changes_bare_pixels = false;
  /// Image.blend: the difference is exact, the sum is cut and clamped; 0 and 1 are copies.
  static u8 mixed(u8 below, u8 above, f64 alpha) noexcept {
    const f32 share = static_cast<f32>(alpha);
    if (share == 0) return below;
    if (share == 1) return above;
    return detail::clamped<u8>(static_cast<f32>(below) +
                               detail::product(share, static_cast<f32>(static_cast<int>(above) - below)));
  }
};
inline constexpr blend_contract blend{};

}  // namespace pillow

namespace cv2 {

/// `cv2.addWeighted`: f32, fused products, rounded half to even and clamped, as OpenCV computes on every CPU with FMA.
/// (Without FMA, and in arrays too small to fill a register, it rounds each product on its own: about one byte in two
/// million differs.)
struct blend_contract {
  static constexpr bool is_linear = false, changes_bare_pixels = false;
  /// addWeighted(below, 1 - alpha, above, alpha, 0)
  static u8 mixed(u8 below, u8 above, f64 alpha) noexcept {
    return weighted(below, static_cast<f32>(1.0 - alpha), above, static_cast<f32>(alpha), 0);
  }
  static u8 weighted(u8 a, f32 alpha, u8 b, f32 beta, f32 gamma) noexcept {
    return detail::saturated<u8>(
        detail::fused(static_cast<f32>(a), alpha, detail::fused(static_cast<f32>(b), beta, gamma)));
  }
};
inline constexpr blend_contract blend{};

}  // namespace cv2
}  // namespace like
}  // namespace eido
