// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view_of.hpp"
#include "engine.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

template <class X>
concept slice_expression = requires(const X& x) { X::form, X::count, x.items(); };  // a slice literal

template <class S>
constexpr slice_form with_item(slice_form form) noexcept {
  static_assert(is_slice_item<S>, "eidograph: an index is an integer, range(...), all, ellipsis, newaxis or none");
  form.count(std::is_same_v<S, none_tag>       ? item_kind::new_axis
             : std::is_same_v<S, ellipsis_tag> ? item_kind::ellipsis
             : std::is_same_v<S, range_item>   ? item_kind::range
                                               : item_kind::integer);
  return form;
}

template <class... S>
constexpr slice_form form_of() noexcept {
  slice_form form;
  ((form = with_item<S>(form)), ...);
  return form;
}

template <slice_form Form, class T, int R, class U, int Q>
slice_fault cut_into(const view<T, R>& v, const slice_item* items, int count, view<U, Q>& out) noexcept {
  constexpr int rank = sliced_rank<Form, R>();
  static_assert(Q == rank, "eidograph: the output of try_slice has another rank than the slice");
  constexpr bool convertible = std::is_convertible_v<view<T, 1>, view<U, 1>>;
  static_assert(convertible,
                "eidograph: the output of try_slice has another element type than the array, or drops its const");
  slice_fault fault;
  if constexpr (Q == rank && convertible) {
    view<T, Q> found;
    fault = cut<Form>(v, items, count, found);
    if (fault.code == errc::ok) out = found;
  }
  return fault;
}

// Collects items until only the output is left.
template <slice_form Form, class V, class Next, class... Rest>
slice_fault cut_items(const V& v, slice_item* list, int count, Next& next, Rest&... rest) noexcept {
  if constexpr (sizeof...(Rest) == 0) {
    static_assert(is_view<Next>, "eidograph: the last argument of try_slice is the view that becomes the slice");
    if constexpr (is_view<Next>) {
      return cut_into<Form>(v, list, count, next);
    } else {
      return {};
    }
  } else if constexpr (slice_expression<Next>) {
    static_assert(sizeof...(Rest) == 1 && Form.consumed + Form.added + Form.ellipses == 0,
                  "eidograph: a slice literal stands alone: try_slice(v, \"...\"_s, out)");
    return cut_into<Next::form>(v, next.items(), Next::count, rest...);
  } else {
    constexpr slice_form form = with_item<std::remove_const_t<Next>>(Form);
    list[count] = next;
    return cut_items<form>(v, list, count + 1, rest...);
  }
}

#if EIDO_EXCEPTIONS
template <class T, int R, class... S>
auto select(const view<T, R>& v, const S&... items) {
  constexpr slice_form form = form_of<S...>();
  if constexpr ((is_slice_item<S> && ...)) {
    const slice_item list[] = {slice_item(items)..., slice_item()};
    return cut_or_throw<form>(v, list, static_cast<int>(sizeof...(S)));
  } else {
    return v;  // form_of has said why
  }
}
#endif

}  // namespace detail

/// `v["..."_s]` and `v(items...)` without exceptions: `try_slice(v, "{}:, ::2"_s(y), out)`,
/// `try_slice(v, range(y, none), range(none, none, 2), out)`. out, a view of the slice's rank, is what becomes the
/// slice; it stays as it is on failure. Errors: errc::index_error, errc::value_error as there.
template <class X, class... ItemsAndOut>
status try_slice(X&& x, ItemsAndOut&&... items_and_out) noexcept {
  static_assert(sizeof...(ItemsAndOut) > 0,
                "eidograph: the last argument of try_slice is the view that becomes the slice");
  detail::slice_item list[sizeof...(ItemsAndOut)];
  return detail::cut_items<detail::slice_form{}>(view_of(std::forward<X>(x)), list, 0, items_and_out...).explain();
}

}  // namespace eido
