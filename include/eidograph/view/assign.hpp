// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "../base/cast.hpp"
#include "../base/memory.hpp"
#include "view_of.hpp"
#include "walk.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// dst[...] = src for equal shapes that do not overlap; converts as astype.
template <class D, class S, int R>
void copy_elements(const view<D, R>& dst, const view<S, R>& src) noexcept {
  if constexpr (std::is_same_v<D, std::remove_const_t<S>> && std::is_trivially_copyable_v<D>) {
    loop_nest<R, 2>(dst, src).for_each_run(
        [&](index count, const index_array<2>& offset, const index_array<2>& stride) {
          D* const d = dst.data() + offset[0];
          const S* const s = src.data() + offset[1];
          if (stride[0] == 1 && stride[1] == 1) {
            std::memcpy(d, s, static_cast<std::size_t>(count) * sizeof(D));
          } else {
            for (index i = 0; i < count; ++i) d[i * stride[0]] = s[i * stride[1]];
          }
        });
  } else {
    for_each_element([](D& d, const S& s) { d = cast<D>(s); }, dst, src);
  }
}

/// src stretched to shape as numpy broadcasts it (stride 0 along stretched axes); false where it does not fit.
template <class S, int From, int R>
constexpr bool broadcast(const view<S, From>& src, const index_array<R>& shape, view<S, R>& out) noexcept {
  index_array<R> strides;
  for (int axis = 0; axis < From; ++axis) {
    const int at = axis + R - From;
    if (at < 0) {
      if (src.shape(axis) != 1) return false;
    } else if (src.shape(axis) == shape[at]) {
      strides[at] = src.stride(axis);
    } else if (src.shape(axis) != 1) {
      return false;
    }
  }
  out = view<S, R>(src.data(), shape, strides);
  return true;
}

/// First byte, and one past the last, that a view touches.
template <class T, int R>
struct byte_range {
  explicit byte_range(const view<T, R>& v) noexcept {
    index low = 0, high = v.size() > 0 ? 1 : 0;
    for (int i = 0; i < R && high > 0; ++i) {
      const index reach = (v.shape(i) - 1) * v.stride(i);
      (reach < 0 ? low : high) += reach;
    }
    first = reinterpret_cast<std::uintptr_t>(v.data() + low);
    last = reinterpret_cast<std::uintptr_t>(v.data() + high);
  }
  std::uintptr_t first, last;
};

/// Whether two views may share a byte (never a false no).
template <class T, class U, int R, int Q>
bool may_overlap(const view<T, R>& a, const view<U, Q>& b) noexcept {
  const byte_range<T, R> x(a);
  const byte_range<U, Q> y(b);
  return x.first < y.last && y.first < x.last;
}

/// Whether two views are the same elements in the same order, so that an element-wise verb may work in place.
template <class T, class U, int R>
bool same_place(const view<T, R>& a, const view<U, R>& b) noexcept {
  return sizeof(T) == sizeof(U) && static_cast<const void*>(a.data()) == static_cast<const void*>(b.data()) &&
         a.shape() == b.shape() && a.strides() == b.strides();
}

/// What element-wise verbs ask of a source, called `name` in messages, and a destination: one shape, and the same
/// elements or none in common.
template <class S, class D>
status check_elementwise(const char* verb, const char* name, const S& src, const D& dst) noexcept {
  if (!(src.shape() == dst.shape())) {
    return status::failure(errc::shape_error, verb, ": ", name, " has shape ", src.shape(), " but dst has shape ",
                           dst.shape());
  }
  if (may_overlap(dst, src) && !same_place(dst, src)) {
    return status::failure(errc::value_error, verb, ": dst overlaps ", name, " without being the same elements");
  }
  return {};
}

/// How assignment through a slice moves elements. (copy and astype have faster ways: convert/.)
struct plain_copier {
  template <class D, class S, int R>
  void operator()(const view<D, R>& dst, const view<S, R>& src) const noexcept {
    copy_elements(dst, src);
  }
};

/// dst[...] = src for equal shapes, through a copy where the two overlap (as numpy).
template <class D, class S, int R, class Copier = plain_copier>
status copy_through(const view<D, R>& dst, const view<S, R>& src, Copier copy = {}) noexcept {
  using V = std::remove_const_t<S>;
  if (!may_overlap(dst, src)) return copy(dst, src), status();
  buffer<V> held;
  if (status s = held.resize(src.size()); !s) return s;
  const view<V, R> packed(held.data(), src.shape());
  copy(packed, src);
  copy(dst, view<const V, R>(packed));
  return {};
}

template <class T, int R, class X, class Copier = plain_copier>
status try_assign(const view<T, R>& dst, const X& x, Copier copy = {}) noexcept {
  static_assert(!std::is_const_v<T>, "eidograph: cannot assign through a read-only view");
  if constexpr (std::is_arithmetic_v<X>) {
    const T value = cast<T>(x);
    for_each_element([value](T& d) { d = value; }, dst);
    return {};
  } else if constexpr (requires { array_adapter<X>::get(x); }) {
    return try_assign(dst, array_adapter<X>::get(x), copy);
  } else {
    const auto src = as_const_view(x);
    view<typename decltype(as_const_view(x))::element_type, R> stretched;
    if (!broadcast(src, dst.shape(), stretched)) {
      return status::failure(errc::shape_error, "could not broadcast input array from shape ", src.shape(),
                             " into shape ", dst.shape());
    }
    return copy_through(dst, stretched, copy);
  }
}

#if EIDO_EXCEPTIONS
template <class T, int R, class X>
void assign(const view<T, R>& dst, const X& x) {
  raise_if_failed(try_assign(dst, x));
}
#endif

}  // namespace detail
}  // namespace eido
