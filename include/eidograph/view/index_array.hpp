// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>
#include <utility>

#include "../base/checked.hpp"
#include "../base/types.hpp"

namespace eido::inline EIDO_ABI {

/// R signed integers: a shape, or strides in elements. Takes any integer types, or anything indexable of them.
template <int R>
struct index_array {
  static_assert(R >= 0, "eidograph: a rank cannot be negative");
  index value[R > 0 ? R : 1]{};

  constexpr index_array() noexcept = default;

  template <class... N, class = std::enable_if_t<sizeof...(N) == R && R != 0 && (std::is_integral_v<N> && ...)>>
  constexpr index_array(N... n) noexcept : value{static_cast<index>(n)...} {}

  constexpr index_array(const index (&list)[R > 0 ? R : 1]) noexcept {
    for (int i = 0; i < R; ++i) value[i] = list[i];
  }

  /// From std::array and its like (xtensor's shapes): as many elements as R, known at compile time.
  template <class A>
    requires(std::tuple_size<A>::value == R)
  constexpr index_array(const A& a) noexcept {
    for (int i = 0; i < R; ++i) value[i] = static_cast<index>(a[static_cast<std::size_t>(i)]);
  }

  constexpr index& operator[](int i) noexcept { return value[i]; }
  constexpr const index& operator[](int i) const noexcept { return value[i]; }
  constexpr const index* begin() const noexcept { return value; }
  constexpr const index* end() const noexcept { return value + R; }
  static constexpr int size() noexcept { return R; }

  friend constexpr bool operator==(const index_array& a, const index_array& b) noexcept {
    for (int i = 0; i < R; ++i) {
      if (a.value[i] != b.value[i]) return false;
    }
    return true;
  }

  /// As numpy prints a shape: (2, 3), (5,), ().
  template <class Put>
  void write_to(Put put) const {
    put("(");
    for (int i = 0; i < R; ++i) {
      if (i > 0) put(", ");
      put(value[i]);
    }
    put(R == 1 ? ",)" : ")");
  }
};

template <class... N, class = std::enable_if_t<(std::is_integral_v<N> && ...)>>
index_array(N...) -> index_array<static_cast<int>(sizeof...(N))>;

namespace detail {

/// Strides of a C-order array of this shape, in elements.
template <int R>
constexpr index_array<R> c_strides(const index_array<R>& shape) noexcept {
  index_array<R> strides;
  index step = 1;
  for (int i = R - 1; i >= 0; --i) {
    strides[i] = step;
    step *= shape[i] > 0 ? shape[i] : 1;
  }
  return strides;
}

/// Number of elements; false where an extent is negative or the product overflows.
template <int R>
constexpr bool count_elements(const index_array<R>& shape, index& count) noexcept {
  count = 1;
  bool fits = true;
  for (int i = 0; i < R; ++i) {
    if (shape[i] < 0) return false;
  }
  for (int i = 0; i < R; ++i) {
    if (shape[i] == 0) return count = 0, true;
    fits = fits && multiply(count, shape[i], count);
  }
  return fits;
}

}  // namespace detail
}  // namespace eido
