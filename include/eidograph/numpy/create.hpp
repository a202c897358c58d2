// SPDX-License-Identifier: MIT
#pragma once

#include "../base/exact.hpp"
#include "../view/axes.hpp"
#include "tensor.hpp"

// New arrays. A shape is written {h, w, 3}, or index_array(h, w, 3) where its extents have several types.

namespace eido::inline EIDO_ABI {

/// Not initialised. Python: `np.empty(shape, T)`.
template <class T, int R>
tensor<T, R> empty(const index_array<R>& shape) {
  tensor<T, R> t;
  t.resize(shape);
  return t;
}
template <class T, std::size_t R>
auto empty(const index (&shape)[R]) {
  return empty<T>(index_array<static_cast<int>(R)>(shape));
}

/// Python: `np.zeros(shape, T)`.
template <class T, int R>
tensor<T, R> zeros(const index_array<R>& shape) {
  return tensor<T, R>(shape);
}
template <class T, std::size_t R>
auto zeros(const index (&shape)[R]) {
  return zeros<T>(index_array<static_cast<int>(R)>(shape));
}

/// Python: `np.full(shape, value, T)`.
template <class T, int R>
tensor<T, R> full(const index_array<R>& shape, T value) {
  return tensor<T, R>(shape, value);
}
template <class T, std::size_t R>
auto full(const index (&shape)[R], T value) {
  return full<T>(index_array<static_cast<int>(R)>(shape), value);
}

/// Python: `np.ones(shape, T)`.
template <class T, int R>
tensor<T, R> ones(const index_array<R>& shape) {
  return tensor<T, R>(shape, T(1));
}
template <class T, std::size_t R>
auto ones(const index (&shape)[R]) {
  return ones<T>(index_array<static_cast<int>(R)>(shape));
}

/// An array of x's shape and element type. Python: `np.empty_like(x)`, `np.zeros_like(x)`, `np.full_like(x, value)`.
template <detail::preferred X>
auto empty_like(const X& x) {
  return empty<detail::value_of<const X>>(detail::as_const_view(x).shape());
}
template <detail::preferred X>
auto zeros_like(const X& x) {
  return zeros<detail::value_of<const X>>(detail::as_const_view(x).shape());
}
template <detail::preferred X>
auto full_like(const X& x, detail::value_of<const X> value) {
  return full<detail::value_of<const X>>(detail::as_const_view(x).shape(), value);
}

namespace detail {

template <class T>
using arange_number = std::conditional_t<std::is_floating_point_v<T>, f64, i64>;

/// b - a as a double, whatever the integers.
inline f64 span(f64 a, f64 b) noexcept { return b - a; }
inline f64 span(i64 a, i64 b) noexcept {
  const u64 size = b > a ? static_cast<u64>(b) - static_cast<u64>(a) : static_cast<u64>(a) - static_cast<u64>(b);
  return b > a ? static_cast<f64>(size) : -static_cast<f64>(size);
}

/// ceil((stop - start) / step), 0 for an empty range. The quotient is a double, as numpy's.
template <class N>
index arange_count(N start, N stop, N step) {
  const f64 count = span(start, stop) / static_cast<f64>(step);
  if (step == 0 || !(count < 9.2e18)) {  // NaN too
    raise(status::failure(errc::value_error, "arange: start = ", start, ", stop = ", stop, ", step = ", step,
                          "; expected a step that arrives"));
  }
  if (count <= 0) return 0;
  const index whole = static_cast<index>(count);
  return whole + (static_cast<f64>(whole) < count ? 1 : 0);
}

}  // namespace detail

/// start, start + step, ... before stop. Python: `np.arange(start, stop, step, dtype=T)`, its bits: arguments are
/// integers of 64 bits, or doubles for a floating T, whose elements are start + i * (T(start + step) - start) in T.
/// Errors: errc::value_error for a step of 0 and endless ranges.
template <class T>
tensor<T, 1> arange(detail::arange_number<T> start, detail::arange_number<T> stop, detail::arange_number<T> step = 1) {
  auto t = empty<T>(index_array<1>(detail::arange_count(start, stop, step)));
  T* const out = t.data();
  const index n = static_cast<index>(t.size());
  if constexpr (std::is_floating_point_v<T>) {
    const T first = static_cast<T>(start), second = static_cast<T>(start + step), delta = second - first;
    for (index i = 0; i < n; ++i) out[i] = first + detail::product(static_cast<T>(i), delta);
    if (n > 0) out[0] = first;  // not -0 + 0
    if (n > 1) out[1] = second;
  } else {
    u64 value = static_cast<u64>(start);  // wraps as numpy does
    for (index i = 0; i < n; ++i, value += static_cast<u64>(step)) out[i] = static_cast<T>(value);
  }
  return t;
}

/// 0, 1, ... before stop. Python: `np.arange(stop, dtype=T)`.
template <class T>
tensor<T, 1> arange(detail::arange_number<T> stop) {
  return arange<T>(0, stop);
}

}  // namespace eido
