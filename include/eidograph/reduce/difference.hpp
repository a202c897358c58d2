// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "../base/cast.hpp"
#include "../view/index_array.hpp"

namespace eido::inline EIDO_ABI {

/// What explain_diff found. Prints itself: `os << d` (numpy/print.hpp), or as a part of a status.
template <class T, int R>
struct difference {
  using distance = std::conditional_t<std::is_integral_v<T>, u64, f64>;
  struct pair {
    index_array<R> at;
    T a{}, b{};
  };
  static constexpr int bins = 10;

  index_array<R> shape_a, shape_b;
  index count = 0;       ///< elements compared: 0 where the shapes differ
  index differing = 0;   ///< elements with other values; NaN equals NaN, -0 equals 0
  index other_bits = 0;  ///< elements of equal value whose bits differ
  index one_nan = 0;     ///< differing elements of which one is NaN; they have no |a - b|
  pair first;            ///< the first that differs, in C order
  pair largest;          ///< the first with the largest |a - b|
  distance max_abs = 0;

  /// Elements by |a - b| 0, 1, 2, 3-4, 5-8, 9-16, 17-32, 33-64, 65-128, more. Floats are measured in steps between
  /// neighbouring values (units in the last place); a NaN against a number is "more".
  index histogram[bins]{};

  int reversed_axis = -1;   ///< b equals a with this axis backwards; -1: none
  bool transposed = false;  ///< b equals transpose(a, order)
  index_array<R> order;

  bool same_shape() const noexcept { return shape_a == shape_b; }
  bool same() const noexcept { return same_shape() && differing == 0; }

  void add(const index_array<R>& at, T a, T b, bool equal, distance apart, u64 steps) noexcept {
    ++count;
    int bin = 0;
    for (u64 below = 0; bin < bins - 1 && steps > below; ++bin) below = bin == 0 ? 1 : 2 * below;
    ++histogram[equal ? 0 : bin];
    if (equal) {
      other_bits += std::memcmp(&a, &b, sizeof a) != 0 ? 1 : 0;
      return;
    }
    if (differing++ == 0) first = {at, a, b};
    if (apart != apart) {
      ++one_nan;
    } else if (apart > max_abs) {
      max_abs = apart;
      largest = {at, a, b};
    }
  }

  template <class Put>
  void write_to(Put put) const {
    if (!same_shape()) {
      put("shapes differ: "), put(shape_a), put(" and "), put(shape_b);
    } else if (differing == 0) {
      put("same: all "), put(count), put(" elements are equal");
    } else {
      write_counts(put);
    }
    if (other_bits > 0) put("\nequal values with other bits (-0, NaN): "), put(other_bits);
    write_hint(put);
  }

 private:
  template <class Put>
  void write_counts(Put& put) const {
    const f64 percent = 100.0 * static_cast<f64>(differing) / static_cast<f64>(count);
    put("differing: "), put(differing), put(" of "), put(count), put(" (");
    if (percent < 0.001) {
      put("less than 0.001");
    } else {
      put(detail::rint(percent * 1000) / 1000);
    }
    put(" %)");
    if (differing > one_nan) {
      put(", max |a - b| "), put(max_abs), put(" at ");
      write_pair(put, largest);
    }
    put(", first at ");
    write_pair(put, first);
    if (one_nan > 0) put(", NaN against a number: "), put(one_nan);

    put(std::is_integral_v<T> ? "\n|a - b|" : "\nsteps apart");
    constexpr const char* names[bins]{"0", "1", "2", "3-4", "5-8", "9-16", "17-32", "33-64", "65-128", "more"};
    const char* between = "  ";
    for (int i = 0; i < bins; ++i) {
      if (histogram[i] == 0) continue;
      put(between), put(names[i]), put(": "), put(histogram[i]);
      between = ", ";
    }
  }

  template <class Put>
  void write_hint(Put& put) const {
    if (reversed_axis >= 0) {
      put("\nhint: b equals a with axis "), put(reversed_axis), put(" reversed");
      if (shape_a[reversed_axis] == 3) put(" (RGB and BGR?)");
    } else if (transposed) {
      put("\nhint: b equals transpose(a, "), put(order), put(")");
    }
  }

  template <class Put>
  static void write_pair(Put& put, const pair& p) {
    put(p.at), put(": "), put(p.a), put(" and "), put(p.b);
  }
};

}  // namespace eido
