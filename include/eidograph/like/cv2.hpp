// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

// OpenCV's resize as contracts: cv2.resize(src, (w, h), interpolation=...) with IPP off (cv2.ipp.setUseIPP(False)),
// proved against OpenCV 5.0.0 on x86-64. On u8 all but cubic have the same pixels with IPP on.

namespace eido::inline EIDO_ABI {
namespace detail {

enum class cv2_mode : u8 { nearest, nearest_exact, linear, linear_exact, area, cubic, lanczos4 };

}  // namespace detail

namespace like::cv2 {

/// One of OpenCV's interpolation modes. It sees the whole image: resize_options::box is refused; resize a slice
/// instead.
template <detail::cv2_mode M>
struct resize_contract {
  static constexpr detail::cv2_mode mode = M;
  static constexpr bool is_nearest = M == detail::cv2_mode::nearest || M == detail::cv2_mode::nearest_exact;
};

/// INTER_NEAREST: output i shows pixel floor(i * scale), the upper left of those under it. Any element type.
inline constexpr resize_contract<detail::cv2_mode::nearest> nearest{};
/// INTER_NEAREST_EXACT as OpenCV 5 has it (like Pillow's NEAREST; 4.x and 4.5 pick other pixels). Any element type.
inline constexpr resize_contract<detail::cv2_mode::nearest_exact> nearest_exact{};
/// INTER_LINEAR, cv2.resize's default: two taps an axis, no antialiasing. u8 and f32.
inline constexpr resize_contract<detail::cv2_mode::linear> linear{};
/// INTER_LINEAR_EXACT: the same places with weights of 1/256 on u8; on f32 it is INTER_LINEAR.
inline constexpr resize_contract<detail::cv2_mode::linear_exact> linear_exact{};
/// INTER_AREA: the mean of the pixels that an output covers; where an axis grows, OpenCV's two taps instead. u8 and
/// f32.
inline constexpr resize_contract<detail::cv2_mode::area> area{};
/// INTER_CUBIC: four taps, a = -0.75. u8 and f32.
inline constexpr resize_contract<detail::cv2_mode::cubic> cubic{};
/// INTER_LANCZOS4: eight taps. u8 and f32.
inline constexpr resize_contract<detail::cv2_mode::lanczos4> lanczos4{};

}  // namespace like::cv2
}  // namespace eido
