// SPDX-License-Identifier: MIT
#pragma once

#include "size.hpp"
#include "view.hpp"

namespace eido::inline EIDO_ABI {

/// Specialise `array_adapter<X>` with `static auto get(X&)` to make X an array for every verb (interop/), or, where
/// get() returns an owner (an expression that has to be evaluated), for assignment through a slice.
template <class X>
struct array_adapter;

namespace detail {

template <class X>
using bare = std::remove_cv_t<std::remove_reference_t<X>>;

template <class X>
inline constexpr bool is_view = false;
template <class T, int R>
inline constexpr bool is_view<view<T, R>> = true;

template <class X>
inline constexpr bool has_static_size = requires { std::tuple_size<X>::value; };

// data, shape and strides in elements: xtensor's containers, adaptors and strided views, and whatever copies them
template <class X>
concept strided = requires(X& x) { x.data(), x.shape(), x.strides(); };

template <class X>
concept strided_of_known_rank = strided<X> && has_static_size<bare<decltype(std::declval<X&>().shape())>>;

// std::mdspan and its backports
template <class X>
concept mdspan_like = requires(X& x) { x.data_handle(), x.extents(), x.stride(0), X::rank(); };

// std::vector, std::array, std::span, std::string: one axis, one element after another
template <class X>
concept contiguous = !strided<X> && !mdspan_like<X> && requires(X& x) { x.data()[x.size()]; };

// Objects that own nothing may be temporaries: our views, and std::span and std::mdspan by their shape.
template <class X>
inline constexpr bool owns_nothing = is_view<bare<X>> || mdspan_like<bare<X>> || requires {
  typename bare<X>::element_type;
  bare<X>::extent;
};

template <class X>
constexpr auto first_element(X& x) {
  if constexpr (requires { x.data_offset(); }) {
    return x.data() + x.data_offset();  // xtensor's views start inside the data of their container
  } else {
    return x.data();
  }
}

template <int R, class X>
constexpr auto view_of_strided(X& x) {
  index_array<R> shape, strides;
  for (int i = 0; i < R; ++i) {
    shape[i] = static_cast<index>(x.shape()[static_cast<std::size_t>(i)]);
    strides[i] = static_cast<index>(x.strides()[static_cast<std::size_t>(i)]);
  }
  return view(first_element(x), shape, strides);
}

template <class X>
constexpr auto view_of_mdspan(const X& x) {
  constexpr int R = static_cast<int>(X::rank());
  index_array<R> shape, strides;
  for (int i = 0; i < R; ++i) {
    shape[i] = static_cast<index>(x.extents().extent(static_cast<std::size_t>(i)));
    strides[i] = static_cast<index>(x.stride(static_cast<std::size_t>(i)));
  }
  return view(x.data_handle(), shape, strides);
}

template <class T, std::size_t N>
constexpr auto view_of_array(T (&a)[N]) {
  index_array<std::rank_v<T> + 1> shape;
  [&]<std::size_t... Axis>(std::index_sequence<Axis...>) {
    ((shape[static_cast<int>(Axis)] = static_cast<index>(std::extent_v<T[N], Axis>)), ...);
  }(std::make_index_sequence<std::rank_v<T> + 1>{});
  return view(reinterpret_cast<std::remove_all_extents_t<T>*>(&a), shape);
}

/// What every verb calls on an array argument: a view of it, read-only where the argument is const.
template <class X>
constexpr auto as_view(X& x) {
  if constexpr (is_view<bare<X>>) {
    return x;
  } else if constexpr (std::is_array_v<X>) {
    return view_of_array(x);
  } else if constexpr (strided_of_known_rank<X>) {
    return view_of_strided<static_cast<int>(std::tuple_size<bare<decltype(x.shape())>>::value)>(x);
  } else if constexpr (mdspan_like<X>) {
    return view_of_mdspan(x);
  } else if constexpr (contiguous<X>) {
    return view(x.data(), index_array<1>(x.size()));
  } else if constexpr (requires { array_adapter<std::remove_const_t<X>>::get(x); }) {
    const auto v = array_adapter<std::remove_const_t<X>>::get(x);
    static_assert(is_view<bare<decltype(v)>>,
                  "eidograph: a lazy expression is no array yet: name its result first, "
                  "eido::tensor<T, R> y = x;");
    return v;
  } else {
    static_assert(!strided<X>, "eidograph: the rank of this array is known at run time only: write view_of<R>(x)");
    static_assert(strided<X>,
                  "eidograph: this is not an array: expected data(), shape() and strides(), a C array, "
                  "a contiguous container or an mdspan");
  }
}

/// The same for an argument that is only read.
template <class X>
constexpr auto as_const_view(const X& x) {
  const auto v = as_view(x);
  using V = bare<decltype(v)>;
  return view<const typename V::element_type, V::rank>(v.data(), v.shape(), v.strides());
}

/// The same for an argument that is written to.
template <class X>
constexpr auto as_output(X&& x) {
  static_assert(std::is_lvalue_reference_v<X> || owns_nothing<X>,
                "eidograph: the destination is a temporary that owns its elements: the result would be lost");
  const auto v = as_view(x);
  static_assert(!std::is_const_v<typename bare<decltype(v)>::element_type>, "eidograph: the destination is read-only");
  return v;
}

template <class X>
inline constexpr int rank_of = decltype(as_view(std::declval<X&>()))::rank;
template <class X>
using value_of = typename decltype(as_view(std::declval<X&>()))::value_type;

}  // namespace detail

/// A view of anything array-like: xtensor's containers and adaptors, C arrays, std::vector, std::array, std::span,
/// std::mdspan, or any object with data(), shape() and strides() in elements. Read-only if x is const.
/// Python: `np.asarray(x)` (no copy). Verbs do this by themselves to every argument.
template <class X>
constexpr auto view_of(X&& x) {
  static_assert(std::is_lvalue_reference_v<X> || detail::owns_nothing<X>,
                "eidograph: a view of a temporary would dangle: give the array a name first");
  return detail::as_view(x);
}

/// A view of pointer + shape, C order.
template <class T, int R>
constexpr view<T, R> view_of(T* data, const index_array<R>& shape) noexcept {
  return {data, shape};
}

#if EIDO_EXCEPTIONS
/// A view of an array whose rank is known at run time only (xt::xarray). Errors: errc::shape_error when the rank is not
/// R.
template <int R, class X>
auto view_of(X&& x) {
  static_assert(std::is_lvalue_reference_v<X> || detail::owns_nothing<X>,
                "eidograph: a view of a temporary would dangle: give the array a name first");
  static_assert(detail::strided<detail::bare<X>>,
                "eidograph: view_of<R> takes an array with data(), shape(), strides()");
  if (static_cast<int>(x.shape().size()) != R) {
    detail::raise(status::failure(errc::shape_error, "view_of: array has rank ", x.shape().size(), "; expected ", R));
  }
  return detail::view_of_strided<R>(x);
}

/// A view of a contiguous container with a shape. Python: `np.asarray(x).reshape(shape)`.
/// Errors: errc::shape_error when the shape does not hold exactly the container's elements.
template <class X, std::size_t R>
auto view_of(X& x, const index (&shape)[R]) {
  static_assert(detail::contiguous<X>, "eidograph: view_of(x, shape) takes a contiguous container");
  const index_array<static_cast<int>(R)> extents(shape);
  index count = 0;
  if (!detail::count_elements(extents, count) || count != static_cast<index>(x.size())) {
    detail::raise(
        status::failure(errc::shape_error, "view_of: cannot view ", x.size(), " elements in shape ", extents));
  }
  return view(x.data(), extents);
}
#endif

/// Height and width of an image: its first two axes. Python: `img.shape[:2]`.
template <class X>
constexpr hw hw_of(const X& x) {
  const auto v = detail::as_view(x);
  static_assert(detail::bare<decltype(v)>::rank >= 2, "eidograph: hw_of takes an array of rank 2 or more (h, w, ...)");
  return hw(v.shape(0), v.shape(1));
}

}  // namespace eido
