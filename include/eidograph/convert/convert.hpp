// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"

// Element-wise copies and casts into memory of the caller. The owning forms are in numpy/.

namespace eido {
namespace detail {

template <class S, class D, class F>
status convert_elements(const char* verb, const S& src, const D& dst, F f) noexcept {
  if (!(src.shape() == dst.shape())) {
    return status::failure(errc::shape_error, verb, ": src has shape ", src.shape(), " but dst has shape ",
                           dst.shape());
  }
  if (may_overlap(dst, src) && !same_place(dst, src)) {
    return status::failure(errc::value_error, verb, ": dst overlaps src without being the same elements");
  }
  for_each_element(f, dst, src);
  return {};
}

}  // namespace detail

/// dst[...] = src, one element type, src broadcast to dst. Python: `np.copyto(dst, src)`.
/// Any strides. Where the two overlap the result is as if src had been read first (as numpy); that takes a copy.
/// Errors: errc::shape_error when src does not broadcast to dst. Allocates only for an overlap.
template <class S, class D>
status try_copy(const S& src, D&& dst) noexcept {
  const auto from = detail::as_const_view(src);
  const auto to = detail::as_output(std::forward<D>(dst));
  static_assert(std::is_same_v<typename detail::bare<decltype(from)>::value_type,
                               typename detail::bare<decltype(to)>::value_type>,
                "eidograph: copy keeps the element type: use astype or saturate to change it");
  return detail::try_assign(to, from);
}

/// dst[...] = src converted to dst's element type. Python: `dst[...] = src.astype(dst.dtype)`.
/// Integers wrap, floats are cut towards zero. Where numpy's result depends on the CPU (a float that does not fit the
/// integer, NaN) the value is clamped and NaN gives 0, the same on every CPU.
/// Errors and allocation: as try_copy.
template <class S, class D>
status try_astype(const S& src, D&& dst) noexcept {
  return detail::try_assign(detail::as_output(std::forward<D>(dst)), detail::as_const_view(src));
}

/// dst[...] = src as the nearest value of dst's element type: floats rounded half to even and clamped, integers
/// clamped, NaN 0. Python: `np.clip(np.rint(src), lowest, highest).astype(dst.dtype)`; OpenCV's saturate_cast.
/// Same shapes; dst may be src itself. Errors: errc::shape_error, errc::value_error for a partial overlap.
template <class S, class D>
status try_saturate(const S& src, D&& dst) noexcept {
  const auto from = detail::as_const_view(src);
  const auto to = detail::as_output(std::forward<D>(dst));
  using From = typename detail::bare<decltype(from)>::value_type;
  using To = typename detail::bare<decltype(to)>::value_type;
  return detail::convert_elements("saturate", from, to, [](To& d, const From& s) { d = detail::saturated<To>(s); });
}

#if EIDO_EXCEPTIONS
template <class S, class D>
void copy(const S& src, D&& dst) {
  detail::raise_if_failed(try_copy(src, std::forward<D>(dst)));
}
template <class S, class D>
void astype(const S& src, D&& dst) {
  detail::raise_if_failed(try_astype(src, std::forward<D>(dst)));
}
template <class S, class D>
void saturate(const S& src, D&& dst) {
  detail::raise_if_failed(try_saturate(src, std::forward<D>(dst)));
}
#endif

}  // namespace eido
