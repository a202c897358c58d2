// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI {

/// Height and width, as numpy and torch order them. Explicit on purpose: a bare {a, b} does not compile,
/// because Pillow and OpenCV order them the other way (`wh`).
struct hw {
  index h, w;
  explicit constexpr hw(index height, index width) noexcept : h(height), w(width) {}
  friend constexpr bool operator==(const hw& a, const hw& b) noexcept { return a.h == b.h && a.w == b.w; }

  template <class Put>
  void write_to(Put put) const {
    put("hw("), put(h), put(", "), put(w), put(")");
  }
};

/// Width and height, as Pillow and OpenCV order them; converts to `hw`.
struct wh {
  index w, h;
  explicit constexpr wh(index width, index height) noexcept : w(width), h(height) {}
  constexpr operator hw() const noexcept { return hw(h, w); }
};

namespace detail {

template <int N>
struct axis_tag {
  static constexpr int value = N;
};

template <int... N>
struct axes_tag {};

/// The axis that N names in rank R: negative counts from the end.
template <int N, int R>
constexpr int axis_index() noexcept {
  static_assert(N >= -R && N < R, "eidograph: axis is out of bounds for the rank of this array");
  return N < 0 ? N + R : N;
}

}  // namespace detail

/// An axis, known at compile time: `argmax(x, axis<-1>)`. Negative counts from the end.
template <int N>
inline constexpr detail::axis_tag<N> axis{};

/// Several axes in order: `transpose(x, axes<2, 0, 1>)`.
template <int... N>
inline constexpr detail::axes_tag<N...> axes{};

}  // namespace eido
