// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <type_traits>

#include "../view/assign.hpp"
#include "../view/axes.hpp"
#include "../view/size.hpp"
#include "threshold_kernels.hpp"

// Masks from scores, and what is in a mask: areas, and where.

namespace eido::inline EIDO_ABI {

/// A rectangle of whole pixels, edges as Pillow names and orders them: right and lower are behind the last pixel.
struct pixel_box {
  index left = 0, upper = 0, right = 0, lower = 0;

  constexpr bool empty() const noexcept { return left >= right || upper >= lower; }
  constexpr hw size() const noexcept { return hw(lower - upper, right - left); }
  friend constexpr bool operator==(const pixel_box&, const pixel_box&) noexcept = default;
};

namespace detail {

/// How often each value below 256 comes, for bytes: four tables, so that equal neighbours do not wait for each other.
inline void count_bytes(const u8* x, index n, index step, i64 (&counts)[256]) noexcept {
  constexpr index most = index(1) << 30;  // what 32 bits can count
  for (index done = 0; done < n; done += most) {
    u32 part[4][256] = {};
    const u8* p = x + done * step;
    index rest = n - done < most ? n - done : most;
    for (; rest >= 4; rest -= 4, p += 4 * step) {
      ++part[0][p[0]];
      ++part[1][p[step]];
      ++part[2][p[2 * step]];
      ++part[3][p[3 * step]];
    }
    for (; rest > 0; --rest, p += step) ++part[0][*p];
    for (int i = 0; i < 256; ++i) counts[i] += static_cast<i64>(part[0][i]) + part[1][i] + part[2][i] + part[3][i];
  }
}

template <class T>
status label_failure(T value, index count) noexcept {
  if (std::is_signed_v<T> && static_cast<i64>(value) < 0) {
    return status::failure(errc::value_error, "bincount: labels has a negative value, ", value);
  }
  return status::failure(errc::value_error, "bincount: labels has the value ", value, "; dst has ", count, " counts");
}

/// The largest label, -1 where there is none; negative labels are refused.
template <class T, int R>
status largest_label(const view<const T, R>& labels, index& largest) noexcept {
  T most = 0, least = 0;
  loop_nest<R, 1>(labels).for_each_run([&](index n, const index_array<1>& offset, const index_array<1>& stride) {
    const T* const p = labels.data() + offset[0];
    for (index i = 0; i < n; ++i) {
      const T x = p[i * stride[0]];
      most = x > most ? x : most;
      least = x < least ? x : least;
    }
  });
  if (least != T(0)) return label_failure(least, 0);
  const bool huge = static_cast<u64>(most) >= static_cast<u64>((std::numeric_limits<index>::max)());
  if (huge) return status::failure(errc::memory_error, "bincount: labels has the value ", most);
  largest = labels.size() == 0 ? -1 : static_cast<index>(most);
  return {};
}

template <class T>
bool any_set(const T* x, index n, index step) noexcept {
  index i = 0;
  for (; i + 8 <= n; i += 8, x += 8 * step) {
    bool any = false;
    for (index k = 0; k < 8; ++k) any |= x[k * step] != T(0);
    if (any) return true;
  }
  for (; i < n; ++i, x += step) {
    if (*x != T(0)) return true;
  }
  return false;
}

}  // namespace detail

/// dst = x > t as 1 and 0. Python: `(x > t).astype(np.uint8)`.
/// x: integers or floats, any strides; t: of x's type; dst: u8 of the same shape, any strides. NaN gives 0.
/// Errors: errc::shape_error for another dst shape; errc::value_error when dst overlaps x (bytes may be x itself).
/// Allocates nothing.
template <class S, class D>
status try_threshold(const S& x, detail::value_of<const S> t, D&& dst) noexcept {
  const auto src = detail::as_const_view(x);
  const auto out = detail::as_output(std::forward<D>(dst));
  using V = detail::bare<decltype(src)>;
  using O = detail::bare<decltype(out)>;
  using T = typename V::value_type;
  static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>, "eidograph: threshold takes integers or floats");
  static_assert(std::is_same_v<typename O::value_type, u8>, "eidograph: threshold writes u8");
  static_assert(O::rank == V::rank, "eidograph: threshold's dst has as many axes as x");
  if (status s = detail::check_elementwise("threshold", "x", src, out); !s) return s;
  detail::loop_nest<V::rank, 2>(out, src).for_each_run(
      [&](index n, const index_array<2>& offset, const index_array<2>& stride) {
        const T* const from = src.data() + offset[1];
        u8* const to = out.data() + offset[0];
        if constexpr (std::is_same_v<T, f32>) {
          if (stride[0] == 1 && stride[1] == 1) return kernels::threshold_floats(from, n, t, to);
        }
        for (index i = 0; i < n; ++i) to[i * stride[0]] = from[i * stride[1]] > t;
      });
  return {};
}

/// dst[k] = how often k comes among the labels: the areas of classes. Python: `np.bincount(labels.ravel(),
/// minlength=n)` where dst has n elements. labels: integers of any shape and strides; dst: one axis of any integer type
/// that can hold the counts. Errors: errc::value_error for a negative label, one that dst has no place for, or when dst
/// overlaps labels; then dst is as before. Allocates nothing.
template <class S, class D>
status try_bincount(const S& labels, D&& dst) noexcept {
  const auto src = detail::as_const_view(labels);
  const auto out = detail::as_output(std::forward<D>(dst));
  using V = detail::bare<decltype(src)>;
  using T = typename V::value_type;
  using O = detail::bare<decltype(out)>;
  using C = typename O::value_type;
  static_assert(std::is_integral_v<T> && !std::is_same_v<T, bool>, "eidograph: bincount takes integers");
  static_assert(std::is_integral_v<C> && !std::is_same_v<C, bool> && O::rank == 1,
                "eidograph: bincount writes integers along one axis");
  if (detail::may_overlap(out, src)) return status::failure(errc::value_error, "bincount: dst overlaps labels");
  const index count = out.shape(0);
  if (static_cast<u64>(src.size()) > static_cast<u64>((std::numeric_limits<C>::max)())) {
    return status::failure(errc::value_error, "bincount: dst's type cannot count the ", src.size(), " labels");
  }
  if constexpr (std::is_same_v<T, u8>) {
    i64 counts[256] = {};
    detail::loop_nest<V::rank, 1>(src).for_each_run(
        [&](index n, const index_array<1>& offset, const index_array<1>& stride) {
          detail::count_bytes(src.data() + offset[0], n, stride[0], counts);
        });
    for (index k = 255; k >= count; --k) {
      if (counts[k] != 0) return detail::label_failure(static_cast<T>(k), count);
    }
    for (index k = 0; k < count; ++k) out.data()[k * out.stride(0)] = k < 256 ? static_cast<C>(counts[k]) : C(0);
  } else {
    index largest = -1;
    if (status s = detail::largest_label(src, largest); !s) return s;
    if (largest >= count) return detail::label_failure(static_cast<T>(largest), count);
    for (index k = 0; k < count; ++k) out.data()[k * out.stride(0)] = C(0);
    detail::loop_nest<V::rank, 1>(src).for_each_run(
        [&](index n, const index_array<1>& offset, const index_array<1>& stride) {
          const T* const p = src.data() + offset[0];
          for (index i = 0; i < n; ++i) {
            C& c = out.data()[static_cast<index>(p[i * stride[0]]) * out.stride(0)];
            c = static_cast<C>(c + C(1));
          }
        });
  }
  return {};
}

/// Where the pixels are that are not 0 (NaN is not 0). Python: `Image.fromarray(mask).getbbox()`, whose None, where all
/// are 0, is an empty box of zeros here.
/// mask: two axes of any arithmetic type, any strides. Looks at each row until it knows enough; cannot fail.
template <class S>
pixel_box bbox_of(const S& mask) noexcept {
  const auto m = detail::as_const_view(mask);
  using V = detail::bare<decltype(m)>;
  static_assert(V::rank == 2, "eidograph: bbox_of takes a mask of two axes");
  static_assert(std::is_arithmetic_v<typename V::value_type>, "eidograph: bbox_of takes integers, floats or bool");
  const index h = m.shape(0), w = m.shape(1), step = m.stride(1);
  const auto row = [&](index y) { return m.data() + y * m.stride(0); };
  pixel_box box{w, 0, 0, h};
  while (box.upper < h && !detail::any_set(row(box.upper), w, step)) ++box.upper;
  if (box.upper == h) return {};
  while (!detail::any_set(row(box.lower - 1), w, step)) --box.lower;
  for (index y = box.upper; y < box.lower; ++y) {  // what lies outside of the columns so far
    const auto* const p = row(y);
    if (detail::any_set(p, box.left, step)) {
      box.left = 0;
      while (p[box.left * step] == 0) ++box.left;
    }
    if (detail::any_set(p + box.right * step, w - box.right, step)) {
      box.right = w;
      while (p[(box.right - 1) * step] == 0) --box.right;
    }
  }
  return box;
}

#if EIDO_EXCEPTIONS
template <class S, class D>
void threshold(const S& x, detail::value_of<const S> t, D&& dst) {
  detail::raise_if_failed(try_threshold(x, t, std::forward<D>(dst)));
}
template <class S, class D>
  requires(!std::is_integral_v<detail::bare<D>>)  // that is minlength, of numpy/verbs_reduce.hpp
void bincount(const S& labels, D&& dst) {
  detail::raise_if_failed(try_bincount(labels, std::forward<D>(dst)));
}
#endif

}  // namespace eido
