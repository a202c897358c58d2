// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/exact.hpp"
#include "../base/types.hpp"

// Pillow's resampling rules (Image.resize), proved against Pillow 13.0.0.

namespace eido::inline EIDO_ABI {
namespace detail {

enum class pillow_filter : u8 { nearest, box, bilinear, hamming, bicubic, lanczos };

/// Which pass runs first; the first one is rounded to the pixel type, so the order is visible in the pixels.
enum class pillow_passes : u8 {
  horizontal_first,  // before 12.2
  tall_apart,        // 12.2, 12.3: images over 100 times as tall as wide shrink vertically first
  by_saving,         // 13: vertically first when that drops more rows than twice the columns it would keep
};

/// The filters' half widths at scale 1, in source pixels.
constexpr double pillow_support(pillow_filter f) noexcept {
  switch (f) {
    case pillow_filter::bilinear:
    case pillow_filter::hamming: return 1;
    case pillow_filter::bicubic: return 2;
    case pillow_filter::lanczos: return 3;
    default: return 0.5;
  }
}

inline constexpr double pi = 3.14159265358979323846;

inline double sinc(double x) noexcept {
  if (x == 0) return 1;
  x *= pi;
  return std::sin(x) / x;
}

/// The filter at x source pixels (scaled) from the centre.
template <pillow_filter F>
double pillow_weight(double x) noexcept {
  if constexpr (F == pillow_filter::box) {
    return x > -0.5 && x <= 0.5 ? 1 : 0;  // not symmetric: a pixel on the edge belongs to one side only
  } else if constexpr (F == pillow_filter::bilinear) {
    x = std::fabs(x);
    return x < 1 ? 1 - x : 0;
  } else if constexpr (F == pillow_filter::hamming) {
    x = std::fabs(x);
    if (x == 0) return 1;
    if (x >= 1) return 0;
    x *= pi;
    // the window's constants are single precision, widened
    return std::sin(x) / x * (double(0.54f) + product(double(0.46f), std::cos(x)));
  } else if constexpr (F == pillow_filter::bicubic) {
    constexpr double a = -0.5;
    x = std::fabs(x);
    if (x < 1) return product((product(a + 2, x) - (a + 3)) * x, x) + 1;
    if (x < 2) return (product(product(x - 5, x) + 8, x) - 4) * a;
    return 0;
  } else {
    static_assert(F == pillow_filter::lanczos);
    return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
  }
}

}  // namespace detail

namespace like::pillow {

/// One of Pillow's filters as a contract. Its pixels are those of Pillow 13 unless `.version()` says otherwise.
template <detail::pillow_filter F>
struct resize_contract {
  static constexpr detail::pillow_filter filter = F;
  static constexpr bool is_nearest = F == detail::pillow_filter::nearest;

  detail::pillow_passes passes = detail::pillow_passes::by_saving;
  bool alpha = true;

  /// The pixels of an older Pillow: .version(12, 2) also stands for 12.3, .version(12, 1) for all before 12.2.
  constexpr resize_contract version(int major, int minor = 0) const noexcept {
    resize_contract older = *this;
    older.passes = major >= 13                 ? detail::pillow_passes::by_saving
                   : major == 12 && minor >= 2 ? detail::pillow_passes::tall_apart
                                               : detail::pillow_passes::horizontal_first;
    return older;
  }

  /// 2 and 4 channels as four plain ones (modes CMYK, RGBX, La, RGBa); without it they are LA and RGBA, whose colours
  /// Pillow multiplies by alpha before it resizes and divides by alpha afterwards.
  constexpr resize_contract plain() const noexcept {
    resize_contract other = *this;
    other.alpha = false;
    return other;
  }
};

/// Image.Resampling.NEAREST: any element type. u16 as mode I;16, whose positions are computed in another way.
inline constexpr resize_contract<detail::pillow_filter::nearest> nearest{};
/// Image.Resampling.BOX .. LANCZOS, antialiased: u8 (L, LA, RGB, RGBA), u16 (I;16), i32 (I) and f32 (F), bit for bit.
/// Channels of u16, i32 and f32 are resized alone. u16: as Pillow 12.3 and later, no `reducing_gap` that reduces.
inline constexpr resize_contract<detail::pillow_filter::box> box{};
inline constexpr resize_contract<detail::pillow_filter::bilinear> bilinear{};
inline constexpr resize_contract<detail::pillow_filter::hamming> hamming{};
inline constexpr resize_contract<detail::pillow_filter::bicubic> bicubic{};
inline constexpr resize_contract<detail::pillow_filter::lanczos> lanczos{};

struct reduce_contract {
  bool alpha = true;

  /// 2 and 4 channels as plain ones, as in resize_contract.
  constexpr reduce_contract plain() const noexcept { return {false}; }
};

/// Image.reduce: the mean of each cell of whole pixels.
inline constexpr reduce_contract reduce{};

}  // namespace like::pillow
}  // namespace eido
