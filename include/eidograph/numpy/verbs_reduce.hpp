// SPDX-License-Identifier: MIT
#pragma once

#include "../reduce/argmax.hpp"
#include "tensor.hpp"

// The verbs of reduce/ with a result of their own; see there for rules and errors.

namespace eido::inline EIDO_ABI {
namespace detail {

template <class X, int N>
auto shape_without(const X& x, axis_tag<N>) {
  return without_axis(as_const_view(x), axis_index<N, rank_of<const X>>()).shape();
}

}  // namespace detail

/// The position of the largest value along an axis. Python: `np.argmax(x, axis=N)`; `argmax<u8>` for bytes.
template <class I = i64, class X, int N>
auto argmax(const X& x, detail::axis_tag<N> which) {
  tensor<I, detail::rank_of<const X> - 1> result(detail::shape_without(x, which));
  argmax(x, which, result);
  return result;
}

/// The position of the least value along an axis. Python: `np.argmin(x, axis=N)`.
template <class I = i64, class X, int N>
auto argmin(const X& x, detail::axis_tag<N> which) {
  tensor<I, detail::rank_of<const X> - 1> result(detail::shape_without(x, which));
  argmin(x, which, result);
  return result;
}

/// The largest value along an axis. Python: `np.amax(x, axis=N)`.
template <class X, int N>
auto amax(const X& x, detail::axis_tag<N> which) {
  tensor<detail::value_of<const X>, detail::rank_of<const X> - 1> result(detail::shape_without(x, which));
  amax(x, which, result);
  return result;
}

/// The least value along an axis. Python: `np.amin(x, axis=N)`.
template <class X, int N>
auto amin(const X& x, detail::axis_tag<N> which) {
  tensor<detail::value_of<const X>, detail::rank_of<const X> - 1> result(detail::shape_without(x, which));
  amin(x, which, result);
  return result;
}

/// Positions and values of the largest: `auto [ids, values] = argmax_max(x, axis<0>);`.
template <class I, class T, int R>
struct positions_and_values {
  tensor<I, R> ids;
  tensor<T, R> values;
};

/// The position of the largest value along an axis, and that value. Python: `values, ids = torch.max(x, dim=N)`.
template <class I = i64, class X, int N>
auto argmax_max(const X& x, detail::axis_tag<N> which) {
  constexpr int R = detail::rank_of<const X> - 1;
  using T = detail::value_of<const X>;
  const index_array<R> shape = detail::shape_without(x, which);
  positions_and_values<I, T, R> result{tensor<I, R>(shape), tensor<T, R>(shape)};
  argmax_max(x, which, result.ids, result.values);
  return result;
}

}  // namespace eido
