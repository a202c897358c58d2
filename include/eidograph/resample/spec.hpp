// SPDX-License-Identifier: MIT
#pragma once

#include "../base/executor.hpp"
#include "../view/size.hpp"

namespace eido::inline EIDO_ABI {

/// The part of an image that a resize looks at, in source pixels, edges as Pillow names and orders them.
struct box {
  f64 left = 0, upper = 0, right = 0, lower = 0;
  bool whole = true;

  /// The whole image.
  constexpr box() noexcept = default;
  constexpr box(f64 left_edge, f64 upper_edge, f64 right_edge, f64 lower_edge) noexcept
      : left(left_edge), upper(upper_edge), right(right_edge), lower(lower_edge), whole(false) {}

  friend constexpr bool operator==(const box&, const box&) noexcept = default;

  template <class Put>
  void write_to(Put put) const {
    put("("), put(left), put(", "), put(upper), put(", "), put(right), put(", "), put(lower), put(")");
  }
};

struct resize_options {
  /// Pillow's resize(box=): the filter still sees the pixels around the box. (resize of a slice does not.)
  eido::box box{};

  /// Pillow's resize(reducing_gap=): whole cells of pixels are averaged first, as `reduce` does, so that the filter
  /// still shrinks by this much or more. 1 or more; 0 is Python's None. The reduced image is never in memory: rows are
  /// reduced when the filter asks for them.
  f64 reducing_gap = 0;

  /// Who works on bands of the result: `threads(4)` of threads.hpp, or a pool of yours. Each worker has its own scratch
  /// memory; the bits are the same.
  executor threads{};

  friend constexpr bool operator==(const resize_options&, const resize_options&) noexcept = default;
};

namespace detail {

/// What every resize contract says of itself: whether it picks pixels or mixes them.
template <class Contract>
concept resize_contract = requires { Contract::is_nearest; };

}  // namespace detail

/// What to resize to and how: a stage of a plan, made by `resize(hw, contract)`.
template <class Contract>
struct resize_spec {
  hw size;
  Contract contract;
  resize_options options{};
};

/// An image of this shape and element type is coming: what a plan is made for.
template <class T>
struct image_source {
  index h, w, channels;
};

namespace source {

constexpr image_source<u8> rgb(index h, index w) noexcept { return {h, w, 3}; }
constexpr image_source<u8> rgba(index h, index w) noexcept { return {h, w, 4}; }
constexpr image_source<u8> gray(index h, index w) noexcept { return {h, w, 1}; }
template <class T>
constexpr image_source<T> of(index h, index w, index channels = 1) noexcept {
  return {h, w, channels};
}

}  // namespace source

}  // namespace eido
