// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// An image argument as rows of pixels of channels: a gray image of rank 2 has one channel.
template <class T>
constexpr view<T, 3> as_image(const view<T, 3>& v) noexcept {
  return v;
}
template <class T>
constexpr view<T, 3> as_image(const view<T, 2>& v) noexcept {
  return {v.data(), {v.shape(0), v.shape(1), 1}, {v.stride(0), v.stride(1), 1}};
}
template <class T, int R>
constexpr view<T, 3> as_image(const view<T, R>& v) noexcept {
  static_assert(R == 2, "eidograph: an image has rank 2 (h, w) or 3 (h, w, channels)");
  return {v.data(), {}};
}

}  // namespace detail

}  // namespace eido
