// SPDX-License-Identifier: MIT
#pragma once

#include "view_of.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// Fills in the one -1 of a wanted shape; false when the elements do not fit it.
template <int R>
constexpr bool complete_shape(index_array<R>& shape, index elements) noexcept {
  int open = -1;
  index known = 1;
  for (int i = 0; i < R; ++i) {
    if (shape[i] == -1 && open < 0) {
      open = i;
    } else if (shape[i] < 0 || !multiply(known, shape[i], known)) {
      return false;
    }
  }
  if (open < 0) return known == elements;
  if (known == 0 || elements % known != 0) return false;
  shape[open] = elements / known;
  return true;
}

/// Strides that give v the shape without moving an element; false where there are none. Both shapes are cut into the
/// same groups of axes; within a group the old axes must lie one behind the other.
template <class T, int From, int R>
constexpr bool strides_for_shape(const view<T, From>& v, const index_array<R>& shape,
                                 index_array<R>& strides) noexcept {
  strides = c_strides(shape);
  if (v.size() == 0) return true;
  int from = 0, to = 0;
  while (from < From && to < R) {
    index old_count = v.shape(from), new_count = shape[to];
    int from_end = from + 1, to_end = to + 1;
    while (old_count != new_count) {
      if (from_end < From && (old_count < new_count || to_end >= R)) {
        old_count *= v.shape(from_end++);
      } else if (to_end < R) {
        new_count *= shape[to_end++];
      } else {
        return false;  // cannot be: the shapes hold equally many elements
      }
    }
    index step = 1, expected = 0;  // the smallest old step of the group; axes of one element do not count
    bool found = false;
    for (int i = from_end - 1; i >= from; --i) {
      if (v.shape(i) == 1) continue;
      if (!found) {
        step = v.stride(i);
      } else if (v.stride(i) != expected) {
        return false;
      }
      found = true;
      expected = v.stride(i) * v.shape(i);
    }
    for (int k = to_end - 1; k >= to; --k) {
      strides[k] = step;
      step *= shape[k];
    }
    from = from_end;
    to = to_end;
  }
  for (; to < R; ++to) strides[to] = 1;  // what is left over has one element an axis
  return true;
}

}  // namespace detail

/// The same elements in another shape, C order; one extent may be -1. Python: `x.reshape(shape)` where numpy makes
/// no copy. Errors: errc::shape_error when the elements do not fit, or lie so that only a copy could have that shape.
template <class X, int R>
status try_reshape(X& x, index_array<R> shape,
                   view<typename decltype(detail::as_view(std::declval<X&>()))::element_type, R>& out) noexcept {
  const auto v = detail::as_view(x);
  const index_array<R> wanted = shape;
  if (!detail::complete_shape(shape, v.size())) {
    return status::failure(errc::shape_error, "reshape: cannot reshape array of size ", v.size(), " into shape ",
                           wanted);
  }
  index_array<R> strides;
  if (!detail::strides_for_shape(v, shape, strides)) {
    return status::failure(errc::shape_error, "reshape: an array of shape ", v.shape(), " and strides ", v.strides(),
                           " cannot be seen in shape ", shape, " without a copy: reshape(copy(x), ...)");
  }
  out = {v.data(), shape, strides};
  return {};
}

#if EIDO_EXCEPTIONS
template <class X, int R>
auto reshape(X&& x, const index_array<R>& shape) {
  const auto v = view_of(std::forward<X>(x));
  view<typename decltype(view_of(std::forward<X>(x)))::element_type, R> out;
  detail::raise_if_failed(try_reshape(v, shape, out));
  return out;
}

template <class X, std::size_t R>
auto reshape(X&& x, const index (&shape)[R]) {
  return reshape(std::forward<X>(x), index_array<static_cast<int>(R)>(shape));
}
#endif

}  // namespace eido
