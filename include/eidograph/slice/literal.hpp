// SPDX-License-Identifier: MIT
#pragma once

#include "engine.hpp"
#include "parse.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// The items of a literal whose holes are filled.
template <slice_form Form, int Count>
struct filled_slice {
  slice_item list[Count];

  static constexpr slice_form form = Form;
  static constexpr int count = Count;
  constexpr const slice_item* items() const noexcept { return list; }

#if EIDO_EXCEPTIONS
  template <class T, int R>
  constexpr decltype(auto) apply(const view<T, R>& v) const {
    return cut_or_throw<Form>(v, list, Count);
  }
#endif
};

/// What "..."_s is. Everything about it is in the type.
template <fixed_string Text>
struct slice_literal {
  static constexpr bool good = slice_of_text<Text>.syntax == slice_syntax::ok;
  static constexpr slice_form form = slice_of_text<Text>.form;
  static constexpr int count = slice_of_text<Text>.item_count;

  static constexpr const slice_item* items() noexcept {
    static_assert(slice_of_text<Text>.hole_count == 0,
                  "eidograph: this slice literal has a {} without a value: \"{}:{}\"_s(a, b)");
    return slice_of_text<Text>.items;
  }

  /// Fills the holes, in order.
  template <class... A>
  constexpr auto operator()(const A&... values) const noexcept {
    constexpr auto& parsed = slice_of_text<Text>;
    static_assert(!good || sizeof...(A) == parsed.hole_count, "eidograph: a slice literal takes one value for each {}");
    static_assert(accepts<A...>(), "eidograph: a {} takes an integer, or none where it is a start, stop or step");
    filled_slice<form, (count > 0 ? count : 1)> filled;
    if constexpr (sizeof...(A) == parsed.hole_count && accepts<A...>()) {
      for (int i = 0; i < count; ++i) filled.list[i] = parsed.items[i];
      int k = 0;
      ((filled.list[parsed.holes[k].item].part[parsed.holes[k].part] = values, ++k), ...);
    }
    return filled;
  }

#if EIDO_EXCEPTIONS
  template <class T, int R>
  constexpr decltype(auto) apply(const view<T, R>& v) const {
    return cut_or_throw<form>(v, items(), count);
  }
#endif

 private:
  template <class... A>
  static constexpr bool accepts() noexcept {
    constexpr auto& parsed = slice_of_text<Text>;
    const bool integer[] = {is_integer<A>..., true}, part[] = {is_slice_part<A>..., true};
    for (int k = 0; k < static_cast<int>(sizeof...(A)) && k < parsed.hole_count; ++k) {
      const bool in_range = parsed.items[parsed.holes[k].item].kind == item_kind::range;
      if (!(in_range ? part[k] : integer[k])) return false;
    }
    return true;
  }
};

}  // namespace detail

namespace literals {

/// A slice, parsed by the compiler: `v["1:3, ..., ::-1"_s]`, `v["{}:{}, {}"_s(y0, y1, x)]`. Python: the same text
/// between brackets, `v[1:3, ..., ::-1]`, `v[f"{y0}:{y1}, {x}"]`.
/// Items: integers (drop their axis), `start:stop:step` with any of them left out, `...`, `None` or `newaxis`; `{}` for
/// any integer, filled by a call (`none` for a start, stop or step that is left out). Result: a view; an element
/// reference where integers name every axis. Too many items for the rank, or a text that is no slice, does not compile.
/// Errors: errc::index_error for an integer outside its axis; errc::value_error for a {} that makes a step 0.
template <detail::fixed_string Text>
constexpr detail::slice_literal<Text> operator""_s() noexcept {
  detail::check_slice_syntax<detail::slice_of_text<Text>.syntax>();
  return {};
}

}  // namespace literals
}  // namespace eido
