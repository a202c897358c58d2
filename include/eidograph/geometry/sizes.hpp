// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include "../base/error.hpp"
#include "../like/geometry.hpp"
#include "../resample/spec.hpp"

// Sizes and crops as Python computes them. Pure functions: constexpr, and usable without any image.

namespace eido::inline EIDO_ABI {
namespace detail {

/// The longest side that resize takes.
constexpr bool is_side(i64 n) noexcept { return n >= 1 && n <= (std::numeric_limits<i32>::max)(); }
constexpr bool is_image(hw image) noexcept { return is_side(image.h) && is_side(image.w); }

/// out = the sides in the order that the image has them; false where one is too long.
constexpr bool turn_sides(hw image, const side_pair& sides, hw& out) noexcept {
  if (sides.long_side > (std::numeric_limits<i32>::max)()) return false;
  const index a = static_cast<index>(sides.short_side), b = static_cast<index>(sides.long_side);
  out = image.w <= image.h ? hw(b, a) : hw(a, b);
  return true;
}

constexpr side_pair sides_of(hw image) noexcept {
  return image.w <= image.h ? side_pair{image.w, image.h} : side_pair{image.h, image.w};
}

constexpr bool short_size(hw image, index edge, hw& out) noexcept {
  if (!is_image(image) || !is_side(edge)) return false;
  const side_pair from = sides_of(image);
  return turn_sides(image, {edge, truncated_quotient(edge, from.long_side, from.short_side)}, out);
}

template <class Contract>
constexpr bool short_size(hw image, index edge, index longest, const Contract& contract, hw& out) noexcept {
  static_assert(
      requires { contract.takes(edge, longest); },
      "eidograph: a limit for the long side takes a contract: like::torchvision::max_size or like::hf::longest_edge");
  if (!is_image(image) || !is_side(edge) || !is_side(longest) || !contract.takes(edge, longest)) return false;
  return turn_sides(image, contract.sides(sides_of(image), edge, longest), out);
}

template <class Contract>
constexpr bool long_size(hw image, index edge, const Contract& contract, hw& out) noexcept {
  static_assert(
      requires { contract.sides(side_pair{}, edge); },
      "eidograph: a long side takes a contract: like::torchvision::long_edge or like::sam::long_edge");
  if (!is_image(image) || !is_side(edge)) return false;
  return turn_sides(image, contract.sides(sides_of(image), edge), out);
}

constexpr bool fitted_size(hw image, hw size, bool cover, hw& out) noexcept {
  if (!is_image(image) || !is_image(size)) return false;
  i64 h = size.h, w = size.w;
  like::pillow::fit_inside(image.h, image.w, h, w, cover);
  if (h > (std::numeric_limits<i32>::max)() || w > (std::numeric_limits<i32>::max)()) return false;
  out = hw(static_cast<index>(h), static_cast<index>(w));
  return true;
}

constexpr bool thumbnail_size(hw image, hw size, hw& out) noexcept {
  if (!is_image(image) || !is_image(size)) return false;
  i64 h = size.h, w = size.w;
  like::pillow::thumbnail_inside(image.h, image.w, h, w);
  out = hw(static_cast<index>(h), static_cast<index>(w));
  return true;
}

template <class... Parts>
status size_failure(const char* verb, hw image, const Parts&... parts) noexcept {
  return status::failure(errc::value_error, verb, ": image = ", image, parts..., "; expected sides from 1 to ",
                         (std::numeric_limits<i32>::max)(), ", and a result up to that");
}

inline status limit_failure(hw image, index edge, index longest) noexcept {
  return status::failure(errc::value_error, "short_size: image = ", image, ", edge = ", edge, ", longest = ", longest,
                         "; expected sides from 1 to ", (std::numeric_limits<i32>::max)(),
                         ", and for like::torchvision::max_size longest > edge");
}

}  // namespace detail

/// Part of an image in whole pixels. `top` and `left` may be negative, the rest may end behind the image: what lies
/// outside is border.
struct rect {
  index top, left, h, w;
  friend constexpr bool operator==(const rect&, const rect&) noexcept = default;
};

/// ImageOps.fit's options, in Pillow's order: centering is (x, y).
struct fit_options {
  f64 bleed = 0;
  f64 center_x = 0.5, center_y = 0.5;
};

/// The size whose short side is `edge`, the long one cut to an integer. A side of the result may be 0, which resize
/// refuses. Python: torchvision `Resize(edge)`, transformers `size={"shortest_edge": edge}`.
/// Errors: errc::value_error for sides outside 1 .. 2^31 - 1.
inline status try_short_size(hw image, index edge, hw& out) noexcept {
  return detail::short_size(image, edge, out) ? status() : detail::size_failure("short_size", image, ", edge = ", edge);
}

/// The same with a limit for the long side, where libraries differ: like::torchvision::max_size
/// (`Resize(edge, max_size=longest)`), like::hf::longest_edge (`size={"shortest_edge": .., "longest_edge": longest}`).
/// Errors: also errc::value_error where torchvision wants longest > edge.
template <class Contract>
status try_short_size(hw image, index edge, index longest, Contract contract, hw& out) noexcept {
  return detail::short_size(image, edge, longest, contract, out) ? status()
                                                                 : detail::limit_failure(image, edge, longest);
}

/// The size whose long side is `edge`. Python: torchvision `Resize(None, max_size=edge)`
/// (like::torchvision::long_edge), Segment Anything's ResizeLongestSide (like::sam::long_edge). Errors: as
/// try_short_size.
template <class Contract>
status try_long_size(hw image, index edge, Contract contract, hw& out) noexcept {
  return detail::long_size(image, edge, contract, out) ? status()
                                                       : detail::size_failure("long_size", image, ", edge = ", edge);
}

/// The largest size of the image's aspect ratio inside `size`. Python: `ImageOps.contain(img, size).size`.
/// Errors: as try_short_size.
inline status try_contain_size(hw image, hw size, hw& out) noexcept {
  return detail::fitted_size(image, size, false, out) ? status()
                                                      : detail::size_failure("contain_size", image, ", size = ", size);
}

/// The smallest size of the image's aspect ratio that covers `size`. Python: `ImageOps.cover(img, size).size`.
inline status try_cover_size(hw image, hw size, hw& out) noexcept {
  return detail::fitted_size(image, size, true, out) ? status()
                                                     : detail::size_failure("cover_size", image, ", size = ", size);
}

/// The size of a thumbnail: the image's aspect ratio inside `size`, or the image's own where it fits. Python:
/// `img.thumbnail(size)`. Errors: as try_short_size.
inline status try_thumbnail_size(hw image, hw size, hw& out) noexcept {
  return detail::thumbnail_size(image, size, out) ? status()
                                                  : detail::size_failure("thumbnail_size", image, ", size = ", size);
}

#if EIDO_EXCEPTIONS
constexpr hw short_size(hw image, index edge) {
  hw out(0, 0);
  if (!detail::short_size(image, edge, out)) detail::raise(try_short_size(image, edge, out));
  return out;
}
template <class Contract>
constexpr hw short_size(hw image, index edge, index longest, Contract contract) {
  hw out(0, 0);
  if (!detail::short_size(image, edge, longest, contract, out)) {
    detail::raise(try_short_size(image, edge, longest, contract, out));
  }
  return out;
}
template <class Contract>
constexpr hw long_size(hw image, index edge, Contract contract) {
  hw out(0, 0);
  if (!detail::long_size(image, edge, contract, out)) detail::raise(try_long_size(image, edge, contract, out));
  return out;
}
constexpr hw contain_size(hw image, hw size) {
  hw out(0, 0);
  if (!detail::fitted_size(image, size, false, out)) detail::raise(try_contain_size(image, size, out));
  return out;
}
constexpr hw cover_size(hw image, hw size) {
  hw out(0, 0);
  if (!detail::fitted_size(image, size, true, out)) detail::raise(try_cover_size(image, size, out));
  return out;
}
constexpr hw thumbnail_size(hw image, hw size) {
  hw out(0, 0);
  if (!detail::thumbnail_size(image, size, out)) detail::raise(try_thumbnail_size(image, size, out));
  return out;
}
#endif

/// The part of the image, in fractions of pixels, that `ImageOps.fit` resizes to `size`: resize's box. Sides have to be
/// 1 or more. As Pillow: a bleed outside [0, 0.5) is 0, a centering outside 0..1 is 0.5.
constexpr box fit_box(hw image, hw size, const fit_options& options = {}) noexcept {
  using detail::settled;
  const f64 w = static_cast<f64>(image.w), h = static_cast<f64>(image.h);
  const f64 at_x = options.center_x >= 0 && options.center_x <= 1 ? options.center_x : 0.5;
  const f64 at_y = options.center_y >= 0 && options.center_y <= 1 ? options.center_y : 0.5;
  const f64 bleed = options.bleed >= 0 && options.bleed < 0.5 ? options.bleed : 0;
  const f64 bleed_x = settled(bleed * w), bleed_y = settled(bleed * h);
  const f64 live_w = w - bleed_x * 2, live_h = h - bleed_y * 2;
  const f64 ratio = live_w / live_h, wanted = static_cast<f64>(size.w) / static_cast<f64>(size.h);
  f64 crop_w = live_w, crop_h = live_h;
  if (ratio > wanted) crop_w = settled(wanted * live_h);
  if (ratio < wanted) crop_h = live_w / wanted;
  const f64 left = bleed_x + settled((live_w - crop_w) * at_x), upper = bleed_y + settled((live_h - crop_h) * at_y);
  return box(left, upper, left + crop_w, upper + crop_h);
}

/// Where a crop of `size` from the middle lies. Python: `CenterCrop(size)` (like::torchvision::center_crop),
/// transformers' center_crop and the `(h - crop) // 2` of notebooks (like::hf::center_crop).
template <class Contract>
constexpr rect center_crop_rect(hw image, hw size, Contract contract) noexcept {
  return {contract.first(image.h, size.h), contract.first(image.w, size.w), size.h, size.w};
}

}  // namespace eido
