// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>
#include <utility>

#include "../base/error.hpp"
#include "index_array.hpp"

namespace eido::inline EIDO_ABI {

template <class T, int R>
class view;

namespace detail {

/// Where element i of an axis of n is, counting from the end when negative; -1 when outside.
constexpr index wrapped(index i, index n) noexcept {
  if (i < 0) i += n;
  return i >= 0 && i < n ? i : -1;
}

template <class T, int R, class X>
void assign(const view<T, R>& dst, const X& x);  // assign.hpp

template <class T, int R, class... S>
auto select(const view<T, R>& v, const S&... items);  // slice/select.hpp

}  // namespace detail

/// A strided window on memory that somebody else owns: pointer, shape, signed strides in elements.
/// Python: an `ndarray` that owns nothing. Trivially copyable; `view<const T, R>` is read-only. No function checks
/// that the memory is still there.
///   v[i]             the i-th sub-array along the first axis (an element reference for rank 1), as numpy
///   v(i, j, k)       one element; negative indices count from the end
///   v["1:, ::2"_s]   a slice (slice/), v(range(1, 5), all, 2) the same without a literal
///   v["..."_s] = x   copies, fills and broadcasts as numpy; `a = b` on named views rebinds, as in Python
/// Errors: errc::index_error for an index outside its axis. With exceptions off only `at()` is there, unchecked.
template <class T, int R>
class view {
 public:
  static constexpr int rank = R;
  using element_type = T;
  using value_type = std::remove_const_t<T>;

  constexpr view() noexcept = default;
  constexpr view(T* data, const index_array<R>& shape) noexcept : view(data, shape, detail::c_strides(shape)) {}
  constexpr view(T* data, const index_array<R>& shape, const index_array<R>& strides) noexcept
      : data_(data), shape_(shape), strides_(strides) {}

  /// A writable view converts to a read-only one.
  template <class U, class = std::enable_if_t<std::is_same_v<const U, T> && !std::is_const_v<U>>>
  constexpr view(const view<U, R>& v) noexcept : view(v.data(), v.shape(), v.strides()) {}

  constexpr view(const view&) noexcept = default;
  constexpr view& operator=(const view&) & noexcept = default;  // rebinds; on a temporary the template below copies

  constexpr T* data() const noexcept { return data_; }
  constexpr const index_array<R>& shape() const noexcept { return shape_; }
  constexpr const index_array<R>& strides() const noexcept { return strides_; }
  constexpr index shape(int axis) const noexcept { return shape_[axis]; }
  constexpr index stride(int axis) const noexcept { return strides_[axis]; }

  /// Number of elements.
  constexpr index size() const noexcept {
    index n = 1;
    for (index extent : shape_) n *= extent;
    return n;
  }

  /// True when the elements lie one after another in C order.
  constexpr bool is_contiguous() const noexcept {
    index step = 1;
    for (int i = R - 1; i >= 0; --i) {
      if (shape_[i] == 0) return true;
      if (shape_[i] != 1 && strides_[i] != step) return false;
      step *= shape_[i];
    }
    return true;
  }

  /// One element, not checked: for loops that know their bounds.
  template <class... I>
  constexpr T& at(I... i) const noexcept {
    static_assert(sizeof...(I) == R, "eidograph: at() takes one index per axis");
    const index_array<R> position(i...);
    index offset = 0;
    for (int k = 0; k < R; ++k) offset += position[k] * strides_[k];
    return data_[offset];
  }

#if EIDO_EXCEPTIONS
  /// The sub-array (or element) at i along the first axis, or the slice that a literal describes.
  template <class I>
  constexpr decltype(auto) operator[](const I& i) const {
    if constexpr (!std::is_integral_v<I>) {
      return i.apply(*this);
    } else {
      static_assert(R > 0, "eidograph: a rank-0 view has no axis to index");
      const index at = checked(static_cast<index>(i), 0);
      T* const first = data_ + (size() > 0 ? at * strides_[0] : 0);  // there may be nothing to point to
      if constexpr (R == 1) {
        return static_cast<T&>(*first);
      } else {
        return tail(first);
      }
    }
  }

  /// One element when there is an integer for every axis, else what numpy's v[items...] is.
  template <class... S>
  constexpr decltype(auto) operator()(const S&... items) const {
    if constexpr (sizeof...(S) == R && (std::is_integral_v<S> && ...)) {
      return element(std::make_integer_sequence<int, R>{}, static_cast<index>(items)...);
    } else {
      return detail::select(*this, items...);
    }
  }

  /// `v["..."_s] = x`: x broadcast and converted to the slice, as numpy does.
  template <class X>
  const view& operator=(const X& x) const&& {
    detail::assign(*this, x);
    return *this;
  }
#endif

 private:
#if EIDO_EXCEPTIONS
  constexpr index checked(index i, int axis) const {
    const index at = detail::wrapped(i, shape_[axis]);
    if (at < 0) {
      detail::raise(status::failure(errc::index_error, "index ", i, " is out of bounds for axis ", axis, " with size ",
                                    shape_[axis]));
    }
    return at;
  }

  template <int... Axis, class... I>
  constexpr T& element(std::integer_sequence<int, Axis...>, I... i) const {
    index offset = 0;
    ((offset += checked(i, Axis) * strides_[Axis]), ...);
    return data_[offset];
  }

  constexpr view<T, (R > 0 ? R - 1 : 0)> tail(T* first) const noexcept {
    index_array<(R > 0 ? R - 1 : 0)> shape, strides;
    for (int k = 1; k < R; ++k) {
      shape[k - 1] = shape_[k];
      strides[k - 1] = strides_[k];
    }
    return {first, shape, strides};
  }
#endif

  T* data_ = nullptr;
  index_array<R> shape_;
  index_array<R> strides_;
};

}  // namespace eido
