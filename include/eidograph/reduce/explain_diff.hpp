// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "../view/axes.hpp"
#include "difference.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// Calls f(position) for every position of a shape, in C order, until it returns false.
template <int R, class F>
bool for_each_position(const index_array<R>& shape, F&& f) {
  for (index extent : shape) {
    if (extent == 0) return true;
  }
  index_array<R> at;
  for (;;) {
    if (!f(at)) return false;
    int k = R - 1;
    for (; k >= 0 && ++at[k] == shape[k]; --k) at[k] = 0;
    if (k < 0) return true;
  }
}

template <class T, int R>
const T& value_at(const view<const T, R>& v, const index_array<R>& at) noexcept {
  index offset = 0;
  for (int k = 0; k < R; ++k) offset += at[k] * v.stride(k);
  return v.data()[offset];
}

/// Equal as numpy.testing sees it: NaN equals NaN, -0 equals 0.
template <class T>
constexpr bool same_value(T a, T b) noexcept {
  return a == b || (a != a && b != b);
}

/// The place of x in the order of all values of its type; floats: bits as sign and magnitude.
template <class T>
i64 order_of(T x) noexcept {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<i64>(x);
  } else {
    std::conditional_t<sizeof(T) == 4, u32, u64> bits;
    static_assert(sizeof bits == sizeof x, "eidograph: explain_diff takes f32 and f64 among the floats");
    std::memcpy(&bits, &x, sizeof x);
    const auto magnitude = static_cast<i64>(bits & ~(decltype(bits)(1) << (8 * sizeof x - 1)));
    return x < 0 ? -magnitude : magnitude;
  }
}

/// How many values of the type lie between: |a - b| of integers, units in the last place of floats.
template <class T>
u64 steps_between(T a, T b) noexcept {
  if constexpr (std::is_floating_point_v<T>) {
    if (a != a || b != b) return ~u64(0);
  }
  const u64 x = static_cast<u64>(order_of(a)), y = static_cast<u64>(order_of(b));
  if constexpr (std::is_unsigned_v<T>) {
    return x > y ? x - y : y - x;
  } else {
    return static_cast<i64>(x) > static_cast<i64>(y) ? x - y : y - x;
  }
}

/// |a - b|; NaN where one of them is NaN.
template <class T>
auto distance_between(T a, T b) noexcept {
  if constexpr (std::is_integral_v<T>) {
    return steps_between(a, b);
  } else {
    const f64 x = static_cast<f64>(a), y = static_cast<f64>(b);
    return x > y ? x - y : y - x;
  }
}

template <class T, int R>
bool all_same(const view<const T, R>& a, const view<const T, R>& b) noexcept {
  if (!(a.shape() == b.shape())) return false;
  return for_each_position(a.shape(),
                           [&](const index_array<R>& at) { return same_value(value_at(a, at), value_at(b, at)); });
}

/// The rearrangements that ports get wrong: one axis backwards (RGB and BGR, bottom-up rows); two of the last three
/// axes swapped, or the last three turned round (HWC and CHW).
template <class T, int R>
void find_rearrangement(const view<const T, R>& a, const view<const T, R>& b, difference<T, R>& d) noexcept {
  for (int axis = R - 1; axis >= 0; --axis) {
    if (a.shape(axis) > 1 && all_same(turned(a, axis), b)) {
      d.reversed_axis = axis;
      return;
    }
  }
  constexpr int turns[5][3]{{1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {2, 0, 1}, {1, 2, 0}};
  constexpr int first = R > 3 ? R - 3 : 0;
  for (const auto& turn : turns) {
    int order[R > 0 ? R : 1]{};
    bool fits = R >= 2;
    for (int k = 0; k < R; ++k) {
      order[k] = k < first ? k : first + turn[k - first];
      fits = fits && order[k] < R;
    }
    if constexpr (R > 0) {
      if (fits && all_same(permuted(a, order), b)) {
        for (int k = 0; k < R; ++k) d.order[k] = order[k];
        d.transposed = true;
        return;
      }
    }
  }
}

}  // namespace detail

/// Where and by how much two arrays differ, and whether one is the other with channels or axes rearranged. It answers
/// the first questions of a port that does not give Python's numbers: how many, how far, where, and is it the layout.
/// Python: `np.testing.assert_array_equal(a, b)`, but it reports and does not fail; also NaN equals NaN, -0 equals 0
/// (`other_bits` counts such pairs). Any two arrays of one element type and rank; different shapes are a finding, not
/// an error. No allocation; slow and thorough.
template <class A, class B>
auto explain_diff(const A& first, const B& second) noexcept {
  const auto a = detail::as_const_view(first);
  const auto b = detail::as_const_view(second);
  using V = detail::bare<decltype(a)>;
  using W = detail::bare<decltype(b)>;
  using T = typename V::value_type;
  static_assert(V::rank == W::rank, "eidograph: explain_diff takes two arrays of the same rank");
  static_assert(std::is_same_v<V, W>, "eidograph: explain_diff takes two arrays of the same element type");

  difference<T, V::rank> d;
  d.shape_a = a.shape();
  d.shape_b = b.shape();
  if (d.same_shape()) {
    detail::for_each_position(a.shape(), [&](const index_array<V::rank>& at) {
      const T x = detail::value_at(a, at), y = detail::value_at(b, at);
      d.add(at, x, y, detail::same_value(x, y), detail::distance_between(x, y), detail::steps_between(x, y));
      return true;
    });
  }
  if (!d.same()) detail::find_rearrangement(a, b, d);
  return d;
}

}  // namespace eido
