// SPDX-License-Identifier: MIT
#pragma once

// EIDO_WITH_LIBJPEG=1 (set by the CMake target eidograph::io where libjpeg-turbo is found; link with -ljpeg) reads and
// writes JPEG through libjpeg-turbo, which gives Pillow's pixels; otherwise stb does it. The same value in every file
// of a program.
#if !defined(EIDO_WITH_LIBJPEG)
#define EIDO_WITH_LIBJPEG 0
#endif

#if EIDO_WITH_LIBJPEG
#include "jpeg_turbo.hpp"
#else
#include "jpeg_stb.hpp"
#endif

namespace eido::inline EIDO_ABI {

/// What reads JPEG in this build: "libjpeg-turbo" (Pillow's pixels, bit for bit) or "stb_image" (off by up to 3).
inline const char* decoder() noexcept { return EIDO_WITH_LIBJPEG ? "libjpeg-turbo" : "stb_image"; }

}  // namespace eido
