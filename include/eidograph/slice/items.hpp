// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <type_traits>

#include "../base/types.hpp"

// What may stand in the brackets of an index.

namespace eido::inline EIDO_ABI {
namespace detail {

struct none_tag {};
struct ellipsis_tag {};

template <class N>
inline constexpr bool is_integer = std::is_integral_v<N> && !std::is_same_v<N, bool>;

/// Any integer as an index. What does not fit lies outside every array and is clamped, as Python clamps slice bounds.
template <class N>
constexpr index to_index(N n) noexcept {
  constexpr index most = (std::numeric_limits<index>::max)(), least = (std::numeric_limits<index>::min)();
  if constexpr (sizeof(N) >= sizeof(index)) {
    if (n > 0 && static_cast<u64>(n) > static_cast<u64>(most)) return most;
    if constexpr (std::is_signed_v<N>) {
      if (n < static_cast<N>(least)) return least;
    }
  }
  return static_cast<index>(n);
}

/// Start, stop or step of a range: a number, or left out.
struct slice_part {
  index value = 0;
  bool given = false;

  constexpr slice_part() noexcept = default;
  constexpr slice_part(none_tag) noexcept {}
  template <class N>
    requires is_integer<N>
  constexpr slice_part(N n) noexcept : value(to_index(n)), given(true) {}
};

struct range_item {
  slice_part start, stop, step;
};

enum class item_kind : u8 { range, integer, new_axis, ellipsis };

/// One item of an index, whatever it was written as.
struct slice_item {
  item_kind kind{};      // all zeros is ":": g++ 12 loses other defaults of array elements in constant expressions
  slice_part part[3]{};  // start, stop, step of a range; an integer is in the first

  constexpr slice_item() noexcept = default;
  constexpr slice_item(const range_item& r) noexcept : part{r.start, r.stop, r.step} {}
  constexpr slice_item(none_tag) noexcept : kind(item_kind::new_axis) {}
  constexpr slice_item(ellipsis_tag) noexcept : kind(item_kind::ellipsis) {}
  template <class N>
    requires is_integer<N>
  constexpr slice_item(N n) noexcept : kind(item_kind::integer), part{slice_part(n)} {}
};

template <class X>
inline constexpr bool is_slice_item =
    is_integer<X> || std::is_same_v<X, range_item> || std::is_same_v<X, none_tag> || std::is_same_v<X, ellipsis_tag>;

template <class X>
inline constexpr bool is_slice_part = is_integer<X> || std::is_same_v<X, none_tag>;

/// What the kinds of the items decide: the rank of the result.
struct slice_form {
  int consumed = 0;  // axes of the array that the items name
  int dropped = 0;   // of these, by an integer
  int added = 0;     // new axes
  int ellipses = 0;

  constexpr void count(item_kind kind) noexcept {
    consumed += kind == item_kind::integer || kind == item_kind::range;
    dropped += kind == item_kind::integer;
    added += kind == item_kind::new_axis;
    ellipses += kind == item_kind::ellipsis;
  }
};

}  // namespace detail

/// A start, stop or step that is left out. Python: `None`.
inline constexpr detail::none_tag none{};

/// A new axis of one element. Python: `np.newaxis`, which is `None`.
inline constexpr detail::none_tag newaxis{};

/// As many whole axes as are needed. Python: `...`.
inline constexpr detail::ellipsis_tag ellipsis{};

/// A whole axis. Python: `:`.
inline constexpr detail::range_item all{};

/// A part of an axis: `v(range(2, none), all)`. Python: `start:stop:step`, `slice(start, stop, step)`; `none` for None;
/// negative numbers count from the end, a negative step goes backwards, bounds outside the axis are cut.
template <class Start, class Stop, class Step = detail::none_tag>
constexpr detail::range_item range(Start start, Stop stop, Step step = {}) noexcept {
  constexpr bool good = detail::is_slice_part<Start> && detail::is_slice_part<Stop> && detail::is_slice_part<Step>;
  static_assert(good, "eidograph: range takes integers or none");
  if constexpr (good) {
    return {start, stop, step};
  } else {
    return {};
  }
}

/// The first elements of an axis. Python: `:stop`, `slice(stop)`.
template <class Stop>
constexpr detail::range_item range(Stop stop) noexcept {
  return range(none, stop);
}

}  // namespace eido
