// SPDX-License-Identifier: MIT
#pragma once

#include "view_of.hpp"

// Views that only rename, turn or add axes. The axes are known at compile time, so nothing here can fail.

namespace eido::inline EIDO_ABI {
namespace detail {

/// Always true. A constraint makes flip(x) and transpose(x) better matches than xtensor's functions of those names,
/// which argument-dependent lookup also finds for a tensor.
template <class X>
concept preferred = true;

/// The view whose axis k is axis order[k] of v.
template <class T, int R>
constexpr view<T, R> permuted(const view<T, R>& v, const int (&order)[R]) noexcept {
  index_array<R> shape, strides;
  for (int k = 0; k < R; ++k) {
    shape[k] = v.shape(order[k]);
    strides[k] = v.stride(order[k]);
  }
  return {v.data(), shape, strides};
}

template <class T, int R>
constexpr view<T, R> turned(const view<T, R>& v, int axis) noexcept {
  index_array<R> strides = v.strides();
  const index last = v.size() > 0 ? (v.shape(axis) - 1) * strides[axis] : 0;
  strides[axis] = -strides[axis];
  return {v.data() + last, v.shape(), strides};
}

template <class T, int R>
constexpr view<T, R - 1> without_axis(const view<T, R>& v, int axis) noexcept {
  index_array<R - 1> shape, strides;
  for (int k = 0, to = 0; k < R; ++k) {
    if (k == axis) continue;
    shape[to] = v.shape(k);
    strides[to++] = v.stride(k);
  }
  return {v.data(), shape, strides};
}

template <int R, int... N>
constexpr bool each_once() noexcept {
  bool seen[R > 0 ? R : 1]{};
  int count = 0;
  ((seen[axis_index<N, R>()] ? 0 : (seen[axis_index<N, R>()] = true, ++count)), ...);
  return count == R;
}

}  // namespace detail

/// A new axis of one element at position N. Python: `np.expand_dims(x, axis=N)`, `x[None]`.
template <class X, int N>
constexpr auto expand_dims(X&& x, detail::axis_tag<N>) {
  const auto v = view_of(std::forward<X>(x));
  constexpr int R = detail::bare<decltype(v)>::rank, at = detail::axis_index<N, R + 1>();
  index_array<R + 1> shape, strides;
  for (int k = 0, from = 0; k < R + 1; ++k) {
    shape[k] = k == at ? 1 : v.shape(from);
    strides[k] = k == at ? 0 : v.stride(from++);
  }
  return view(v.data(), shape, strides);
}

/// x without axis N, which must have one element. Python: `np.squeeze(x, axis=N)`.
/// Errors: errc::shape_error when the axis has another size.
template <class T, int R, int N>
status try_squeeze(const view<T, R>& v, detail::axis_tag<N>, view<T, R - 1>& out) noexcept {
  constexpr int at = detail::axis_index<N, R>();
  if (v.shape(at) != 1) {
    return status::failure(errc::shape_error, "squeeze: axis ", N, " of an array of shape ", v.shape(),
                           " does not have size 1");
  }
  out = detail::without_axis(v, at);
  return {};
}

#if EIDO_EXCEPTIONS
template <class X, int N>
auto squeeze(X&& x, detail::axis_tag<N> which) {
  const auto v = view_of(std::forward<X>(x));
  using V = detail::bare<decltype(v)>;
  view<typename V::element_type, V::rank - 1> out;
  detail::raise_if_failed(try_squeeze(v, which, out));
  return out;
}
#endif

/// The axes in reverse order. Python: `x.T`, `np.transpose(x)`.
template <detail::preferred X>
constexpr auto transpose(X&& x) {
  const auto v = view_of(std::forward<X>(x));
  constexpr int R = detail::bare<decltype(v)>::rank;
  if constexpr (R < 2) {
    return v;
  } else {
    int order[R]{};
    for (int k = 0; k < R; ++k) order[k] = R - 1 - k;
    return detail::permuted(v, order);
  }
}

/// The axes in the order given. Python: `np.transpose(x, axes=(2, 0, 1))`, `x.permute(2, 0, 1)`.
template <class X, int... N>
constexpr auto transpose(X&& x, detail::axes_tag<N...>) {
  const auto v = view_of(std::forward<X>(x));
  constexpr int R = detail::bare<decltype(v)>::rank;
  static_assert(sizeof...(N) == R && detail::each_once<R, N...>(), "eidograph: transpose takes each axis exactly once");
  const int order[R]{detail::axis_index<N, R>()...};
  return detail::permuted(v, order);
}

/// Axis From moved to position To, the others in their order. Python: `np.moveaxis(x, From, To)`.
template <class X, int From, int To>
constexpr auto moveaxis(X&& x, detail::axis_tag<From>, detail::axis_tag<To>) {
  const auto v = view_of(std::forward<X>(x));
  constexpr int R = detail::bare<decltype(v)>::rank;
  constexpr int from = detail::axis_index<From, R>(), to = detail::axis_index<To, R>();
  int order[R]{};
  for (int k = 0, next = 0; k < R; ++k) {
    if (k == to) {
      order[k] = from;
    } else {
      if (next == from) ++next;
      order[k] = next++;
    }
  }
  return detail::permuted(v, order);
}

/// Backwards along one axis. Python: `np.flip(x, axis=N)`, `x[:, ::-1]`.
template <class X, int N>
constexpr auto flip(X&& x, detail::axis_tag<N>) {
  const auto v = view_of(std::forward<X>(x));
  return detail::turned(v, detail::axis_index<N, detail::bare<decltype(v)>::rank>());
}

/// Backwards along every axis. Python: `np.flip(x)`.
template <detail::preferred X>
constexpr auto flip(X&& x) {
  auto v = view_of(std::forward<X>(x));
  for (int k = 0; k < decltype(v)::rank; ++k) v = detail::turned(v, k);
  return v;
}

/// A quarter turn, k times, in the plane of the first two axes, from the first towards the second (an image turns
/// counter-clockwise). Python: `np.rot90(x, k)`. k may be any integer.
template <class X>
constexpr auto rot90(X&& x, int k = 1) {
  const auto v = view_of(std::forward<X>(x));
  constexpr int R = detail::bare<decltype(v)>::rank;
  static_assert(R >= 2, "eidograph: rot90 takes an array of rank 2 or more (h, w, ...)");
  int order[R]{1, 0};
  for (int i = 2; i < R; ++i) order[i] = i;
  switch (k & 3) {
    case 1: return detail::permuted(detail::turned(v, 1), order);
    case 2: return detail::turned(detail::turned(v, 0), 1);
    case 3: return detail::turned(detail::permuted(v, order), 1);
    default: return v;
  }
}

}  // namespace eido
