// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <type_traits>

#include "../base/exact.hpp"
#include "../base/types.hpp"

// Sizes and positions as Python libraries compute them: with its integers, its doubles and its round().

namespace eido::inline EIDO_ABI {
namespace detail {

/// x rounded to double on its own, also where the compiler computes it beforehand.
constexpr f64 settled(f64 x) noexcept { return std::is_constant_evaluated() ? x : rounded(x); }

/// Python's round(x): half to even. 0 <= x < 2^63; x has to be settled.
constexpr i64 round_half_even(f64 x) noexcept {
  const i64 whole = static_cast<i64>(x);
  const f64 rest = x - static_cast<f64>(whole);
  return whole + (rest > 0.5 || (rest == 0.5 && whole % 2 == 1) ? 1 : 0);
}

/// Python's int(a * b / c) for 0 <= a, b < 2^31 and c >= 1: the product is exact, the quotient the nearest double,
/// which may be the next integer although the true quotient lies below it.
constexpr i64 truncated_quotient(i64 a, i64 b, i64 c) noexcept {
  const i64 whole = a * b / c, missing = c - a * b % c;
  int exponent = -1;
  for (i64 bits = whole; bits > 0; bits >>= 1) ++exponent;
  // doubles below the next integer are 2^(exponent - 52) apart
  const int half = 53 - exponent;
  return whole + (half >= 0 && missing <= c >> half ? 1 : 0);
}

/// Short and long side of an image.
struct side_pair {
  i64 short_side, long_side;
};

/// Where a resized image lies on the canvas that it is fitted into.
struct letterbox_place {
  i64 h, w;  // of the resized image
  i64 top, bottom, left, right;
  f64 scale;
};

}  // namespace detail

namespace like::torchvision {

/// CenterCrop, F.center_crop: odd margins are rounded half to even; too small images get zeros around them, the odd one
/// below and on the right. Proved with torchvision 0.29.2.
struct center_crop_contract {
  /// The source position of the first pixel along an axis; negative where zeros come first.
  static constexpr index first(index image, index crop) noexcept {
    const index margin = image - crop;
    if (margin <= 0) return -(-margin / 2);
    return margin / 2 + (margin % 4 == 3 ? 1 : 0);  // (4k + 3) / 2 lies as near to 2k + 1 as to 2k + 2
  }
};
inline constexpr center_crop_contract center_crop{};

/// Resize(int, max_size=): both sides are cut to integers. Proved with torchvision 0.29.2.
struct max_size_contract {
  static constexpr bool takes(i64 edge, i64 longest) noexcept { return longest > edge; }
  static constexpr detail::side_pair sides(const detail::side_pair& image, i64 edge, i64 longest) noexcept {
    const i64 other = detail::truncated_quotient(edge, image.long_side, image.short_side);
    if (other <= longest) return {edge, other};
    return {detail::truncated_quotient(longest, edge, other), longest};
  }
};
inline constexpr max_size_contract max_size{};

/// Resize(None, max_size=edge): the short side is cut to an integer. Proved with torchvision 0.29.2.
struct long_edge_contract {
  static constexpr detail::side_pair sides(const detail::side_pair& image, i64 edge) noexcept {
    return {detail::truncated_quotient(edge, image.short_side, image.long_side), edge};
  }
};
inline constexpr long_edge_contract long_edge{};

}  // namespace like::torchvision

namespace like::hf {

/// transformers' center_crop, and the `(h - crop) // 2` of notebooks: margins are halved and floored; too small images
/// get zeros around them, the odd one above and on the left. Proved with transformers 5.24.0.
struct center_crop_contract {
  static constexpr index first(index image, index crop) noexcept {
    const index margin = image - crop;
    return margin >= 0 ? margin / 2 : -((1 - margin) / 2);
  }
};
inline constexpr center_crop_contract center_crop{};

/// transformers' size={"shortest_edge": .., "longest_edge": ..}, get_size_with_aspect_ratio: the short side is rounded
/// half to even, the long one computed from what it was before that. Proved with transformers 5.24.0.
struct longest_edge_contract {
  static constexpr bool takes(i64, i64 longest) noexcept { return longest > 0; }
  static constexpr detail::side_pair sides(const detail::side_pair& image, i64 edge, i64 longest) noexcept {
    const f64 low = static_cast<f64>(image.short_side), high = static_cast<f64>(image.long_side);
    i64 side = edge;
    f64 raw = static_cast<f64>(edge);
    const bool limited = detail::settled(high / low * static_cast<f64>(edge)) > static_cast<f64>(longest);
    if (limited) {
      raw = detail::settled(static_cast<f64>(longest) * low / high);
      side = detail::round_half_even(raw);
    }
    if (image.short_side == side) return image;
    if (!limited) return {side, detail::truncated_quotient(side, image.long_side, image.short_side)};
    return {side, static_cast<i64>(detail::settled(raw * high / low))};
  }
};
inline constexpr longest_edge_contract longest_edge{};

}  // namespace like::hf

namespace like::sam {

/// Segment Anything's ResizeLongestSide: int(side * scale + 0.5), for both sides.
struct long_edge_contract {
  static constexpr detail::side_pair sides(const detail::side_pair& image, i64 edge) noexcept {
    const f64 scale = static_cast<f64>(edge) / static_cast<f64>(image.long_side);
    const auto side = [scale](i64 n) { return static_cast<i64>(detail::settled(static_cast<f64>(n) * scale) + 0.5); };
    return {side(image.short_side), side(image.long_side)};
  }
};
inline constexpr long_edge_contract long_edge{};

}  // namespace like::sam

namespace like::ultralytics {

/// LetterBox: the image scaled by min(H / h, W / w), its sides rounded half to even, on a canvas of H x W.
/// Proved with ultralytics 8.4.190.
struct letterbox_contract {
  index stride = 0;  // 0: the whole canvas
  bool scaleup = true;
  bool center = true;

  /// auto=True: no wider a border than makes the sides a multiple of `stride` away from the canvas's.
  constexpr letterbox_contract minimal(index multiple = 32) const noexcept { return {multiple, scaleup, center}; }
  /// scaleup=False: small images are not enlarged.
  constexpr letterbox_contract shrink_only() const noexcept { return {stride, false, center}; }
  /// center=False: the image lies at the top left.
  constexpr letterbox_contract top_left() const noexcept { return {stride, scaleup, false}; }

  constexpr bool is_valid() const noexcept { return stride >= 0; }
  constexpr detail::letterbox_place place(i64 h, i64 w, i64 canvas_h, i64 canvas_w) const noexcept {
    const f64 vertical = static_cast<f64>(canvas_h) / static_cast<f64>(h);
    const f64 horizontal = static_cast<f64>(canvas_w) / static_cast<f64>(w);
    detail::letterbox_place to{};
    to.scale = horizontal < vertical ? horizontal : vertical;
    if (!scaleup && to.scale > 1) to.scale = 1;
    const auto side = [&to](i64 n) {
      const i64 scaled = detail::round_half_even(detail::settled(static_cast<f64>(n) * to.scale));
      return scaled < 1 ? i64(1) : scaled;
    };
    to.h = side(h);
    to.w = side(w);
    i64 rows = canvas_h - to.h, columns = canvas_w - to.w;
    if (stride > 0) {
      rows %= stride;
      columns %= stride;
    }
    // round(d / 2 - 0.1) and round(d / 2 + 0.1)
    to.top = center ? rows / 2 : 0;
    to.left = center ? columns / 2 : 0;
    to.bottom = rows - to.top;
    to.right = columns - to.left;
    return to;
  }
};
inline constexpr letterbox_contract letterbox{};

}  // namespace like::ultralytics

namespace like::pillow {

/// ImageOps.contain's size (or ImageOps.cover's): the aspect ratio is compared in double, the other side rounded half
/// to even.
constexpr void fit_inside(i64 h, i64 w, i64& out_h, i64& out_w, bool cover) noexcept {
  const f64 height = static_cast<f64>(h), width = static_cast<f64>(w);
  const f64 ratio = width / height, wanted = static_cast<f64>(out_w) / static_cast<f64>(out_h);
  if (ratio == wanted) return;
  if ((ratio > wanted) != cover) {
    out_h = detail::round_half_even(detail::settled(height / width * static_cast<f64>(out_w)));
  } else {
    out_w = detail::round_half_even(detail::settled(ratio * static_cast<f64>(out_h)));
  }
}

/// Image.thumbnail's size: the image's aspect ratio inside of out, of the two integers beside the other side the one
/// whose ratio is nearer, the lower of equal ones. An image that fits stays as it is. Proved with Pillow 13.0.0.
constexpr void thumbnail_inside(i64 h, i64 w, i64& out_h, i64& out_w) noexcept {
  if (out_w >= w && out_h >= h) {
    out_h = h, out_w = w;
    return;
  }
  const f64 ratio = static_cast<f64>(w) / static_cast<f64>(h);
  const f64 x = static_cast<f64>(out_w), y = static_cast<f64>(out_h);
  const auto nearer = [ratio](f64 side, auto ratio_of) {
    const auto miss = [&](i64 n) {
      const f64 d = ratio - ratio_of(static_cast<f64>(n));
      return d < 0 ? -d : d;
    };
    const i64 below = static_cast<i64>(side), above = below + (static_cast<f64>(below) < side ? 1 : 0);
    const i64 n = miss(above) < miss(below) ? above : below;
    return n < 1 ? i64(1) : n;
  };
  if (x / y >= ratio) {
    out_w = nearer(detail::settled(y * ratio), [y](f64 n) { return n / y; });
  } else {
    out_h = nearer(x / ratio, [x, ratio](f64 n) { return n == 0 ? ratio : x / n; });
  }
}

/// ImageOps.pad: as large as ImageOps.contain makes it, the rest of the canvas is border.
/// Proved with Pillow 13.0.0.
struct pad_contract {
  f64 center_x = 0.5, center_y = 0.5;

  /// centering=(x, y): 0 is left or top, 1 right or bottom.
  constexpr pad_contract centering(f64 x, f64 y) const noexcept { return {x, y}; }

  constexpr bool is_valid() const noexcept { return center_x == center_x && center_y == center_y; }
  constexpr detail::letterbox_place place(i64 h, i64 w, i64 canvas_h, i64 canvas_w) const noexcept {
    detail::letterbox_place to{};
    to.h = canvas_h;
    to.w = canvas_w;
    fit_inside(h, w, to.h, to.w, false);
    const f64 vertical = static_cast<f64>(canvas_h) / static_cast<f64>(h);
    const f64 horizontal = static_cast<f64>(canvas_w) / static_cast<f64>(w);
    to.scale = horizontal < vertical ? horizontal : vertical;
    const auto before = [](i64 border, f64 at) {
      const f64 share = at < 0 ? 0 : at > 1 ? 1 : at;
      return detail::round_half_even(detail::settled(static_cast<f64>(border) * share));
    };
    to.left = before(canvas_w - to.w, center_x);
    to.top = before(canvas_h - to.h, center_y);
    to.right = canvas_w - to.w - to.left;
    to.bottom = canvas_h - to.h - to.top;
    return to;
  }
};
inline constexpr pad_contract pad{};

}  // namespace like::pillow
}  // namespace eido
