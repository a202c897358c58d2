// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view.hpp"
#include "items.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Why an index has no result; nothing when code is ok.
struct slice_fault {
  errc code = errc::ok;
  int axis = 0;
  index position = 0, extent = 0;

  /// The sentence, in numpy's words.
  status explain() const noexcept {
    if (code == errc::ok) return {};
    if (code == errc::value_error) return status::failure(code, "slice step cannot be zero");
    return status::failure(code, "index ", position, " is out of bounds for axis ", axis, " with size ", extent);
  }
};

/// The positions that a range means on an axis: count of them, step apart, the first at first.
struct axis_range {
  index first, count, step;

  // Python's rule (PySlice_AdjustIndices). Every intermediate lies between -extent and extent.
  constexpr axis_range(const slice_part (&part)[3], index extent) noexcept
      : first(0), count(0), step(part[2].given ? part[2].value : 1) {
    constexpr index most = (std::numeric_limits<index>::max)();
    const bool back = step < 0;
    if (step < -most) step = -most;
    const index low = back ? -1 : 0, high = back ? extent - 1 : extent;
    first = part[0].given ? bound(part[0].value, extent, low, high) : (back ? high : low);
    const index end = part[1].given ? bound(part[1].value, extent, low, high) : (back ? low : high);
    const index reach = back ? first - end : end - first;
    if (reach > 0 && step != 0) {
      count = (reach - 1) / (back ? -step : step) + 1;
    } else {
      first = 0, step = 1;  // numpy: an empty range keeps the stride of its axis
    }
  }

  static constexpr index bound(index at, index extent, index low, index high) noexcept {
    if (at < 0) at += extent;
    return at < low ? low : (at > high ? high : at);
  }
};

/// stride * step, or stride where that does not fit: the range has then one element, which no stride moves.
constexpr index stepped(index stride, index step) noexcept {
  using size = std::make_unsigned_t<index>;
  const size a = stride < 0 ? size(0) - static_cast<size>(stride) : static_cast<size>(stride);
  const size b = step < 0 ? size(0) - static_cast<size>(step) : static_cast<size>(step);
  constexpr size most = static_cast<size>((std::numeric_limits<index>::max)());
  return a != 0 && b > most / a ? stride : stride * step;
}

/// The one slicing engine: the axes (extents and strides) of array[items...] and the offset of its first element.
/// `consumed` is how many axes the items name; the results have room for what slice_form says.
constexpr slice_fault slice_axes(const slice_item* items, int count, int consumed, const index* shape,
                                 const index* strides, int rank, index* new_shape, index* new_strides,
                                 index& offset) noexcept {
  int axis = 0, to = 0;
  bool empty = false;
  std::size_t moved = 0;  // unsigned: the strides of an empty array may be anything
  const auto keep = [&](int axes) {
    for (; axes > 0; --axes, ++axis, ++to) {
      new_shape[to] = shape[axis];
      new_strides[to] = strides[axis];
      empty = empty || shape[axis] == 0;
    }
  };
  for (int i = 0; i < count; ++i) {
    const slice_item& item = items[i];
    if (item.kind == item_kind::ellipsis) {
      keep(rank - consumed);
    } else if (item.kind == item_kind::new_axis) {
      new_shape[to] = 1;
      new_strides[to++] = 0;
    } else {
      const index extent = shape[axis], stride = strides[axis];
      index first = wrapped(item.part[0].value, extent);
      if (item.kind == item_kind::integer) {
        if (first < 0) return {errc::index_error, axis, item.part[0].value, extent};
      } else {
        if (item.part[2].given && item.part[2].value == 0) return {errc::value_error};
        const axis_range range(item.part, extent);
        first = range.first;
        new_shape[to] = range.count;
        new_strides[to++] = stepped(stride, range.step);
        empty = empty || range.count == 0;
      }
      moved += static_cast<std::size_t>(first) * static_cast<std::size_t>(stride);
      ++axis;
    }
  }
  keep(rank - axis);
  offset = empty ? 0 : static_cast<index>(moved);  // a pointer to nothing stays where it is
  return {};
}

template <slice_form Form, int R>
constexpr int sliced_rank() noexcept {
  static_assert(Form.ellipses <= 1, "eidograph: an index can have only one ellipsis");
  static_assert(Form.consumed <= R, "eidograph: too many indices for this array");
  return Form.consumed <= R ? R - Form.dropped + Form.added : 0;
}

template <slice_form Form, class T, int R>
constexpr slice_fault cut(const view<T, R>& v, const slice_item* items, int count,
                          view<T, sliced_rank<Form, R>()>& out) noexcept {
  slice_fault fault;
  if constexpr (Form.consumed <= R) {
    index_array<sliced_rank<Form, R>()> shape, strides;
    index offset = 0;
    fault = slice_axes(items, count, Form.consumed, v.shape().value, v.strides().value, R, shape.value, strides.value,
                       offset);
    if (fault.code == errc::ok) out = {v.data() + offset, shape, strides};
  }
  return fault;
}

#if EIDO_EXCEPTIONS
/// A view, or the element where there is an integer for every axis and nothing else, as numpy.
template <slice_form Form, class T, int R>
constexpr decltype(auto) cut_or_throw(const view<T, R>& v, const slice_item* items, int count) {
  view<T, sliced_rank<Form, R>()> out;
  const slice_fault fault = cut<Form>(v, items, count, out);
  if (fault.code != errc::ok) raise(fault.explain());
  if constexpr (R > 0 && Form.dropped == R && Form.added == 0 && Form.ellipses == 0) {
    return static_cast<T&>(*out.data());
  } else {
    return out;
  }
}
#endif

}  // namespace eido::detail
