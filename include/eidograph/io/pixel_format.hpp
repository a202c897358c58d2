// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI {

/// The order of the channels that a picture is read into: `imread<eido::gray>(path)`.
enum class pixel_format : u8 { rgb, bgr, rgba, gray };

inline constexpr auto rgb = pixel_format::rgb;
inline constexpr auto bgr = pixel_format::bgr;
inline constexpr auto rgba = pixel_format::rgba;
inline constexpr auto gray = pixel_format::gray;

namespace detail {

constexpr int channels_of(pixel_format format) noexcept { return format == gray ? 1 : format == rgba ? 4 : 3; }

}  // namespace detail
}  // namespace eido
