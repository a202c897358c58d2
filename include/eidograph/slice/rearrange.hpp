// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "arrange.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

template <fixed_string Name>
struct axis_length {
  static constexpr auto& name = Name;
  index value;
};

template <class A>
inline constexpr bool is_length = false;
template <fixed_string Name>
inline constexpr bool is_length<axis_length<Name>> = true;

/// Number of the axis that a length is for; -1 when there is none.
template <fixed_string Text, class Length>
constexpr int axis_of_length() noexcept {
  constexpr auto& p = pattern_of_text<Text>;
  for (int k = 0; k < p.axes; ++k) {
    text_cursor in{Length::name.begin(), Length::name.end()};
    int at = 0;
    while (at < p.name[k].length && in.take(Text.text[p.name[k].begin + at])) ++at;
    if (at == p.name[k].length && in.done() && p.size[k] == 0 && Text.text[p.name[k].begin] != '.') return k;
  }
  return -1;
}

template <fixed_string Text, bool Repeat, class... Lengths>
constexpr bool check_pattern() noexcept {
  constexpr auto& p = pattern_of_text<Text>;
  if constexpr (p.syntax != pattern_syntax::ok) {
    return check_pattern_syntax<p.syntax>();
  } else {
    constexpr int lengths[] = {axis_of_length<Text, Lengths>()..., 0};
    return check_pattern_syntax<check_pattern_use(p, Repeat, lengths, static_cast<int>(sizeof...(Lengths)))>();
  }
}

/// A pattern for arrays of rank R.
template <fixed_string Text, int R>
struct arrangement {
  static constexpr auto& p = pattern_of_text<Text>;
  static constexpr bool fits = p.ellipsis < 0 ? R == p.left.groups : R >= p.left.groups - 1;
  static_assert(fits || p.syntax != pattern_syntax::ok,
                "eidograph: the left side of the pattern has another number of axes than the array");
  static constexpr int extra = fits && p.ellipsis >= 0 ? R - p.left.groups : 0;  // axes of the ellipsis, beyond one
  static constexpr int axes = p.axes + extra;
  static constexpr int rank = p.right.groups + (p.right.grouped_ellipsis ? 0 : extra);
  static constexpr auto left_side = lay_out<axes, p.left.groups + extra>(p.left, p.ellipsis, extra);
  static constexpr auto right_side = lay_out<axes, rank>(p.right, p.ellipsis, extra);
  static constexpr axis_groups left = groups_of(left_side), right = groups_of(right_side);

  template <class Length>
  static constexpr void give(const Length& length, index_array<axes>& size, arrange_fault& fault) noexcept {
    if (length.value < 0) fault = {arrange_fault::negative, 0, length.value, 0, Length::name.begin()};
    size[written_out(axis_of_length<Text, Length>(), p.ellipsis, extra)] = length.value;
  }

  /// The array with its axes split: out has stride 0 along axes that are new.
  template <class T, class... Lengths>
  static constexpr arrange_fault split(const view<T, R>& v, view<T, axes>& out, const Lengths&... lengths) noexcept {
    index_array<axes> size, strides;
    for (int k = 0; k < axes; ++k) size[k] = unknown_size;
    for (int k = 0; k < p.axes; ++k) {
      if (p.size[k] > 0) size[written_out(k, p.ellipsis, extra)] = p.size[k];
    }
    arrange_fault fault;
    (give(lengths, size, fault), ...);
    if (fault.kind == arrange_fault::none) fault = solve_sizes(left, v.shape().value, size.value, axes);
    if (fault.kind == arrange_fault::none) {
      split_strides(left, v.strides().value, size.value, strides.value);
      out = {v.data(), size, strides};
    }
    return fault;
  }

  static status explain(const arrange_fault& fault, bool repeat) noexcept {
    return fault.explain(repeat ? "repeat" : "rearrange", Text.begin(), left, right);
  }
};

template <fixed_string Text, bool Repeat, class T, int R, class... Lengths>
constexpr arrange_fault arrange_view(const view<T, R>& v, view<T, arrangement<Text, R>::rank>& out,
                                     const Lengths&... lengths) noexcept {
  using A = arrangement<Text, R>;
  arrange_fault fault;
  if constexpr (check_pattern<Text, Repeat, Lengths...>() && A::fits) {
    view<T, A::axes> pieces;
    fault = A::split(v, pieces, lengths...);
    if (fault.kind != arrange_fault::none) return fault;
    index_array<A::rank> shape, strides;
    merge_sizes(A::right, pieces.shape().value, shape.value);
    const int bad = merge_strides(A::right, pieces.shape().value, pieces.strides().value, strides.value);
    if (bad >= 0) return {arrange_fault::merge, bad};
    out = {v.data(), shape, strides};
  }
  return fault;
}

template <fixed_string Text, bool Repeat, class D, int Q, class S, int R, class... Lengths>
status arrange_into(const view<D, Q>& dst, const view<S, R>& v, const Lengths&... lengths) noexcept {
  using A = arrangement<Text, R>;
  constexpr bool good = check_pattern<Text, Repeat, Lengths...>() && A::fits;
  static_assert(!good || Q == A::rank,
                "eidograph: the destination has another number of axes than the right side of the pattern");
  if constexpr (good && Q == A::rank) {
    view<S, A::axes> pieces;
    const arrange_fault fault = A::split(v, pieces, lengths...);
    if (fault.kind != arrange_fault::none) return A::explain(fault, Repeat);
    index_array<Q> shape;
    merge_sizes(A::right, pieces.shape().value, shape.value);
    if (shape != dst.shape()) {
      return status::failure(errc::shape_error, Repeat ? "repeat" : "rearrange", ": dst has shape ", dst.shape(),
                             "; expected ", shape);
    }
    index_array<A::axes> strides;
    split_strides(A::right, dst.strides().value, pieces.shape().value, strides.value);
    return copy_through(view<D, A::axes>(dst.data(), pieces.shape(), strides), pieces);
  } else {
    return {};
  }
}

// The arguments after the array are lengths..., or lengths..., out: f(out, lengths...).
template <class F, class Next, class... Rest>
status with_last_first(const F& f, Next&& next, Rest&&... rest) noexcept {
  if constexpr (sizeof...(Rest) == 0) {
    return f(std::forward<Next>(next));
  } else if constexpr (is_length<bare<Next>>) {
    return with_last_first(
        [&](auto&& out, const auto&... lengths) { return f(std::forward<decltype(out)>(out), next, lengths...); },
        std::forward<Rest>(rest)...);
  } else {
    static_assert(is_length<bare<Next>>,
                  "eidograph: after the array come length<\"...\">(n), and last the destination if there is one");
    return {};
  }
}

template <class... A>
inline constexpr bool only_lengths = (is_length<bare<A>> && ...);

template <fixed_string Text, bool Repeat, class X, class... LengthsAndDst>
status arrange_to_last(const X& x, LengthsAndDst&&... rest) noexcept {
  static_assert(!only_lengths<LengthsAndDst...>, "eidograph: the destination is missing, it comes last");
  return with_last_first(
      [&](auto&& dst, const auto&... lengths) {
        return arrange_into<Text, Repeat>(as_output(std::forward<decltype(dst)>(dst)), as_const_view(x), lengths...);
      },
      std::forward<LengthsAndDst>(rest)...);
}

template <fixed_string Text, bool Repeat, class V, class... LengthsAndOut>
status arrange_as_last(const V& v, LengthsAndOut&... rest) noexcept {
  return with_last_first(
      [&](auto& out, const auto&... lengths) {
        static_assert(is_view<bare<decltype(out)>>, "eidograph: the last argument is the view that becomes the result");
        view<typename V::element_type, arrangement<Text, V::rank>::rank> found;
        const arrange_fault fault = arrange_view<Text, Repeat>(v, found, lengths...);
        if (fault.kind == arrange_fault::none) out = found;
        return arrangement<Text, V::rank>::explain(fault, Repeat);
      },
      rest...);
}

#if EIDO_EXCEPTIONS
template <fixed_string Text, bool Repeat, class T, int R, class... Lengths>
constexpr auto arrange_or_throw(const view<T, R>& v, const Lengths&... lengths) {
  view<T, arrangement<Text, R>::rank> out;
  const arrange_fault fault = arrange_view<Text, Repeat>(v, out, lengths...);
  if (fault.kind != arrange_fault::none) raise(arrangement<Text, R>::explain(fault, Repeat));
  return out;
}
#endif

}  // namespace detail

/// The length of an axis of a pattern: `rearrange<"(h p) w -> h p w">(x, length<"p">(2))`. Python: `p=2`.
template <detail::fixed_string Axis, class N>
constexpr detail::axis_length<Axis> length(N n) noexcept {
  static_assert(detail::is_integer<N>, "eidograph: a length is an integer");
  return {detail::to_index(n)};
}

/// rearrange into memory of yours: always possible, where the view form is not. dst has the result's shape.
/// Errors: errc::shape_error when the lengths do not fit the axes, or dst has another shape; errc::memory_error when
/// dst overlaps x (it is then copied first) and there is no memory.
template <detail::fixed_string Pattern, class X, class... LengthsAndDst>
status try_rearrange(const X& x, LengthsAndDst&&... lengths_and_dst) noexcept {
  return detail::arrange_to_last<Pattern, false>(x, std::forward<LengthsAndDst>(lengths_and_dst)...);
}

/// The view form of rearrange without exceptions; the last argument becomes the view, and stays as it is on failure.
template <detail::fixed_string Pattern, class X, class... LengthsAndOut>
status try_rearrange_view(X&& x, LengthsAndOut&&... lengths_and_out) noexcept {
  return detail::arrange_as_last<Pattern, false>(view_of(std::forward<X>(x)), lengths_and_out...);
}

/// New axes along which the elements are repeated, into memory of yours. Errors: as rearrange.
template <detail::fixed_string Pattern, class X, class... LengthsAndDst>
status try_repeat(const X& x, LengthsAndDst&&... lengths_and_dst) noexcept {
  return detail::arrange_to_last<Pattern, true>(x, std::forward<LengthsAndDst>(lengths_and_dst)...);
}

/// The view form of repeat without exceptions.
template <detail::fixed_string Pattern, class X, class... LengthsAndOut>
status try_repeat_view(X&& x, LengthsAndOut&&... lengths_and_out) noexcept {
  return detail::arrange_as_last<Pattern, true>(detail::as_const_view(view_of(std::forward<X>(x))), lengths_and_out...);
}

#if EIDO_EXCEPTIONS
/// Axes split, merged, permuted, added (1) and removed (1), checked by the compiler. No copy: the result is a view, or,
/// when an array comes last, that array is written: `rearrange<"h w c -> c h w">(x, dst)`.
/// Python: `einops.rearrange(x, "b (h p) w -> b h p w", p=2)`, lengths as `length<"p">(2)`.
/// Patterns: names, (groups), 1, (), and ... as in einops. Errors: errc::shape_error when the lengths do not fit the
/// axes, when only a copy can have the shape (a group whose elements are not evenly spaced), or dst has another shape.
template <detail::fixed_string Pattern, class X, class... LengthsAndDst>
constexpr auto rearrange(X&& x, LengthsAndDst&&... lengths_and_dst) {
  if constexpr (detail::only_lengths<LengthsAndDst...>) {
    return detail::arrange_or_throw<Pattern, false>(view_of(std::forward<X>(x)), lengths_and_dst...);
  } else {
    detail::raise_if_failed(try_rearrange<Pattern>(x, std::forward<LengthsAndDst>(lengths_and_dst)...));
  }
}

/// As rearrange, with new axes on the right, along which the elements are repeated: a number, or a name with a length.
/// Python: `einops.repeat(x, "h w -> h w c", c=3)`. The view is read-only, with stride 0 along new axes.
template <detail::fixed_string Pattern, class X, class... LengthsAndDst>
constexpr auto repeat(X&& x, LengthsAndDst&&... lengths_and_dst) {
  if constexpr (detail::only_lengths<LengthsAndDst...>) {
    return detail::arrange_or_throw<Pattern, true>(detail::as_const_view(view_of(std::forward<X>(x))),
                                                   lengths_and_dst...);
  } else {
    detail::raise_if_failed(try_repeat<Pattern>(x, std::forward<LengthsAndDst>(lengths_and_dst)...));
  }
}
#endif

}  // namespace eido
