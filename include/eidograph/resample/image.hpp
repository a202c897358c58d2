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

/// Whether the pixels of a row lie side by side.
template <class T>
constexpr bool has_packed_rows(const view<T, 3>& v) noexcept {
  return (v.stride(2) == 1 || v.shape(2) == 1) && (v.stride(1) == v.shape(2) || v.shape(1) == 1);
}

/// Row y of an image of any strides, side by side.
template <class T>
void gather_row(const view<const T, 3>& v, index y, T* out) noexcept {
  const T* const row = v.data() + y * v.stride(0);
  for (index x = 0; x < v.shape(1); ++x) {
    for (index c = 0; c < v.shape(2); ++c) *out++ = row[x * v.stride(1) + c * v.stride(2)];
  }
}

/// And back.
template <class T>
void scatter_row(const T* from, const view<T, 3>& v, index y) noexcept {
  T* const row = v.data() + y * v.stride(0);
  for (index x = 0; x < v.shape(1); ++x) {
    for (index c = 0; c < v.shape(2); ++c) row[x * v.stride(1) + c * v.stride(2)] = *from++;
  }
}

}  // namespace detail
}  // namespace eido
