// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <initializer_list>

#include "../view/reshape.hpp"
#include "xtensor.hpp"

// What stands between eido::tensor and xtensor: ranks that are compared before xtensor is called, and indexing.

namespace eido::inline EIDO_ABI {
namespace detail {

/// Arrays that view_of takes and that are no xtensor expressions.
template <class X>
concept foreign_array = !xt::is_xexpression<X>::value &&
                        (is_view<X> || std::is_array_v<X> || strided_of_known_rank<const X> || mdspan_like<const X> ||
                         contiguous<const X> || requires(const X& x) { array_adapter<X>::get(x); });

/// The rank of an xtensor expression, -1 where only the running program knows it.
template <class E>
constexpr int expression_rank() noexcept {
  using shape = bare<decltype(std::declval<const E&>().shape())>;
  if constexpr (has_static_size<shape>) {
    return static_cast<int>(std::tuple_size<shape>::value);
  } else if constexpr (requires { std::integral_constant<std::size_t, shape::size()>(); }) {
    return static_cast<int>(shape::size());
  } else {
    return -1;
  }
}

template <int R, class E>
void check_rank(const E& e) {
  constexpr int known = expression_rank<E>();
  static_assert(known < 0 || known == R,
                "eidograph: this expression has another rank than the tensor it is assigned to");
  if constexpr (known < 0) {
    if (e.dimension() != static_cast<std::size_t>(R)) {
      raise(status::failure(errc::shape_error, "tensor: the expression has rank ", e.dimension(), "; expected ", R));
    }
  }
}

template <int R>
auto unsigned_shape(const index_array<R>& shape) noexcept {
  std::array<std::size_t, static_cast<std::size_t>(R)> result{};
  for (int i = 0; i < R; ++i) result[static_cast<std::size_t>(i)] = static_cast<std::size_t>(shape[i]);
  return result;
}

/// Whether memory can hold such an array. numpy refuses (0, 2**40, 2**40) too, so extents of 0 count as 1.
template <int R>
bool allocatable(const index_array<R>& shape, index element_bytes) {
  index bytes = element_bytes;
  bool fits = true;
  for (index extent : shape) {
    if (extent < 0) {
      raise(status::failure(errc::shape_error, "tensor: shape = ", shape, "; expected no negative extent"));
    }
    fits = fits && multiply(bytes, extent > 0 ? extent : 1, bytes);
  }
  return fits;
}

/// A shape from any sequence of integers.
template <int R, class S>
index_array<R> shape_of_rank(const S& shape) {
  if (shape.size() != static_cast<std::size_t>(R)) {
    raise(status::failure(errc::shape_error, "tensor: the shape has ", shape.size(), " extents; expected ", R));
  }
  index_array<R> result;
  auto from = shape.begin();
  for (int i = 0; i < R; ++i, ++from) result[i] = static_cast<index>(*from);
  return result;
}

/// Shape of nested lists; false where two lists of one depth have different lengths.
template <int Axis, int R, class L>
bool list_shape(const L& list, index_array<R>& shape, bool first) noexcept {
  if constexpr (Axis < R) {
    const auto n = static_cast<index>(list.size());
    if (first) shape[Axis] = n;
    bool even = n == shape[Axis];
    for (const auto& item : list) {
      even = list_shape<Axis + 1>(item, shape, first) && even;
      first = false;
    }
    return even;
  } else {
    return true;
  }
}

template <class T>
void copy_list(const T& element, T*& next) noexcept {
  *next++ = element;
}

template <class L, class T>
void copy_list(const std::initializer_list<L>& list, T*& next) noexcept {
  for (const L& item : list) copy_list(item, next);
}

// t(...) with integers only is an element. xtensor calls with more of them than axes (those in front belong to
// broadcast axes), and it compiles calls with fewer, which it never makes.
template <class... I>
inline constexpr bool names_element = (std::is_integral_v<I> && ...);

// xtensor also takes a sequence of integers, a position.
template <class I>
concept position = requires(const I& i) { i.begin() != i.end(); };

template <int R, class I>
inline constexpr bool selects_element = (std::is_integral_v<I> && R == 1) || position<I>;

/// The element at a position of `count` integers, of which the last R count.
template <class X, class It>
decltype(auto) element_of(X& x, index count, It at) {
  constexpr int R = bare<X>::rank;
  if (count < R) {
    raise(status::failure(errc::index_error, count, " indices for a tensor of rank ", R, "; t[i] is the sub-array"));
  }
  for (; count > R; --count) ++at;
  index offset = 0;
  for (int axis = 0; axis < R; ++axis, ++at) {
    const index n = static_cast<index>(x.shape()[static_cast<std::size_t>(axis)]), i = static_cast<index>(*at);
    const index inside = n == 1 ? 0 : wrapped(i, n);
    if (inside < 0) {
      raise(status::failure(errc::index_error, "index ", i, " is out of bounds for axis ", axis, " with size ", n));
    }
    offset += inside * x.strides()[static_cast<std::size_t>(axis)];
  }
  return x.data()[offset];
}

template <class X, class I>
decltype(auto) subscript(X& x, const I& i) {
  if constexpr (position<I>) {
    return element_of(x, static_cast<index>(i.end() - i.begin()), i.begin());
  } else {
    return as_view(x)[i];
  }
}

template <class X, class... S>
decltype(auto) call(X& x, const S&... items) {
  if constexpr (names_element<S...>) {
    const index_array<static_cast<int>(sizeof...(S))> given(static_cast<index>(items)...);
    return element_of(x, given.size(), given.begin());
  } else {
    return as_view(x)(items...);
  }
}

}  // namespace detail

template <class T, int R>
class tensor;

/// Lazy xtensor expressions can be assigned through a slice: `t["..."_s] = a + b`. They are evaluated first.
template <class X>
  requires(xt::is_xexpression<X>::value && !detail::strided_of_known_rank<const X>)
struct array_adapter<X> {
  static auto get(const X& x) {
    constexpr int R = detail::expression_rank<X>();
    static_assert(R >= 0,
                  "eidograph: the rank of this expression is known at run time only: name its result first, "
                  "eido::tensor<T, R> y = x;");
    return tensor<detail::bare<typename X::value_type>, R>(x);
  }
};

}  // namespace eido
