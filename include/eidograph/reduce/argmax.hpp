// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "../view/axes.hpp"
#include "best_lines.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// dst must have x's shape without the axis, and lie elsewhere.
template <class T, int R, class D>
status check_reduced(const char* verb, const char* name, const view<const T, R>& x, int at, const D& dst) noexcept {
  const view<const T, R - 1> rest = without_axis(x, at);
  if (!(rest.shape() == dst.shape())) {
    return status::failure(errc::shape_error, verb, ": ", name, " has shape ", dst.shape(), "; expected ",
                           rest.shape());
  }
  if (may_overlap(dst, x)) return status::failure(errc::value_error, verb, ": ", name, " overlaps x");
  return {};
}

template <class T, int R>
status check_not_empty(const char* verb, const view<const T, R>& x, int axis, int at) noexcept {
  if (x.shape(at) > 0) return {};
  return status::failure(errc::value_error, verb, ": axis ", axis, " of an array of shape ", x.shape(), " is empty");
}

/// Every position along the axis must have a number of type I.
template <class I>
status check_names(const char* verb, int axis, index count) noexcept {
  if (static_cast<u64>(count - 1) <= static_cast<u64>((std::numeric_limits<I>::max)())) return {};
  return status::failure(errc::value_error, verb, ": axis ", axis, " has ", count,
                         " positions, more than the index type can name (its largest value is ",
                         (std::numeric_limits<I>::max)(), ")");
}

/// Ids, values, or both: `nothing` for the one that is not wanted.
struct nothing {};

template <bool Least, class S, int N, class D, class E>
status try_best(const char* verb, const S& x, axis_tag<N>, const D& ids, const E& values) noexcept {
  const auto src = as_const_view(x);
  using V = bare<decltype(src)>;
  using T = typename V::value_type;
  constexpr int R = V::rank, at = axis_index<N, R>();
  constexpr bool wants_ids = !std::is_same_v<D, nothing>, wants_values = !std::is_same_v<E, nothing>;
  static_assert(is_number<T>, "eidograph: argmax takes integers or floats");
  if (status s = check_not_empty(verb, src, N, at); !s) return s;
  if constexpr (wants_ids) {
    using I = typename D::value_type;
    static_assert(std::is_integral_v<I> && !std::is_same_v<I, bool>, "eidograph: argmax writes an integer type");
    static_assert(D::rank == R - 1, "eidograph: argmax's dst has one axis less than x");
    if (status s = check_reduced(verb, wants_values ? "ids" : "dst", src, at, ids); !s) return s;
    if (status s = check_names<I>(verb, N, src.shape(at)); !s) return s;
  }
  if constexpr (wants_values) {
    static_assert(E::rank == R - 1, "eidograph: amax's dst has one axis less than x");
    static_assert(std::is_same_v<typename E::value_type, T>, "eidograph: amax's dst has the element type of x");
    if (status s = check_reduced(verb, wants_ids ? "values" : "dst", src, at, values); !s) return s;
  }
  const auto run = [&](index lines, index from, index line_step, auto out) {
    best_lines<Least>(src.data() + from, line_layout{src.shape(at), src.stride(at), lines, line_step}, out);
  };
  const auto rest = without_axis(src, at);
  if constexpr (wants_ids && wants_values) {
    using I = typename D::value_type;
    if (may_overlap(ids, values)) return status::failure(errc::value_error, verb, ": ids overlaps values");
    loop_nest<R - 1, 3>(ids, values, rest)
        .for_each_run([&](index lines, const index_array<3>& offset, const index_array<3>& stride) {
          run(lines, offset[2], stride[2],
              best_output<T, I>{ids.data() + offset[0], stride[0], values.data() + offset[1], stride[1]});
        });
  } else if constexpr (wants_ids) {
    using I = typename D::value_type;
    loop_nest<R - 1, 2>(ids, rest).for_each_run(
        [&](index lines, const index_array<2>& offset, const index_array<2>& stride) {
          run(lines, offset[1], stride[1], best_output<T, I>{ids.data() + offset[0], stride[0], nullptr, 1});
        });
  } else {
    loop_nest<R - 1, 2>(values, rest)
        .for_each_run([&](index lines, const index_array<2>& offset, const index_array<2>& stride) {
          run(lines, offset[1], stride[1], best_output<T, i32>{nullptr, 1, values.data() + offset[0], stride[0]});
        });
  }
  return {};
}

}  // namespace detail

/// dst = the position of the largest value along an axis. Python: `np.argmax(x, axis=N)`.
/// x: integers or floats (f16 and bf16 too) of rank 1 or more, any strides; dst: any integer type, x's shape without
/// the axis. Rules: numpy's; the first of equal values wins, NaN is larger than every number, -0 equals 0. Exact.
/// Errors: errc::shape_error for another dst shape; errc::value_error for an empty axis, for more positions than dst's
/// type can name, or when dst overlaps x. Allocates nothing.
template <class S, int N, class D>
status try_argmax(const S& x, detail::axis_tag<N> which, D&& dst) noexcept {
  return detail::try_best<false>("argmax", x, which, detail::as_output(std::forward<D>(dst)), detail::nothing{});
}

/// dst = the position of the least value along an axis. Python: `np.argmin(x, axis=N)`.
/// As argmax, with the first of the least; NaN comes before every number here as well.
template <class S, int N, class D>
status try_argmin(const S& x, detail::axis_tag<N> which, D&& dst) noexcept {
  return detail::try_best<true>("argmin", x, which, detail::as_output(std::forward<D>(dst)), detail::nothing{});
}

/// dst = the largest value along an axis. Python: `np.amax(x, axis=N)`, `np.max`.
/// x: integers or floats (f16 and bf16 too) of rank 1 or more, any strides; dst: the same type, x's shape without the
/// axis.
/// Rules: numpy's; NaN where a value is NaN. Of equal values with other bits (-0 and 0, two NaN) it is the first.
/// Errors: as argmax. Allocates nothing.
template <class S, int N, class D>
status try_amax(const S& x, detail::axis_tag<N> which, D&& dst) noexcept {
  return detail::try_best<false>("amax", x, which, detail::nothing{}, detail::as_output(std::forward<D>(dst)));
}

/// dst = the least value along an axis. Python: `np.amin(x, axis=N)`, `np.min`. As amax.
template <class S, int N, class D>
status try_amin(const S& x, detail::axis_tag<N> which, D&& dst) noexcept {
  return detail::try_best<true>("amin", x, which, detail::nothing{}, detail::as_output(std::forward<D>(dst)));
}

/// Both in one pass: ids = the position of the largest value along an axis, values = that value.
/// Python: `values, ids = torch.max(x, dim=N)`. As argmax and amax; ids and values must not overlap.
template <class S, int N, class I, class D>
status try_argmax_max(const S& x, detail::axis_tag<N> which, I&& ids, D&& values) noexcept {
  return detail::try_best<false>("argmax_max", x, which, detail::as_output(std::forward<I>(ids)),
                                 detail::as_output(std::forward<D>(values)));
}

#if EIDO_EXCEPTIONS
template <class S, int N, class D>
void argmax(const S& x, detail::axis_tag<N> which, D&& dst) {
  detail::raise_if_failed(try_argmax(x, which, std::forward<D>(dst)));
}
template <class S, int N, class D>
void argmin(const S& x, detail::axis_tag<N> which, D&& dst) {
  detail::raise_if_failed(try_argmin(x, which, std::forward<D>(dst)));
}
// S&&: xtensor has an amax of three arguments, which is found for its containers
template <class S, int N, class D>
void amax(S&& x, detail::axis_tag<N> which, D&& dst) {
  detail::raise_if_failed(try_amax(x, which, std::forward<D>(dst)));
}
template <class S, int N, class D>
void amin(S&& x, detail::axis_tag<N> which, D&& dst) {
  detail::raise_if_failed(try_amin(x, which, std::forward<D>(dst)));
}
template <class S, int N, class I, class D>
void argmax_max(const S& x, detail::axis_tag<N> which, I&& ids, D&& values) {
  detail::raise_if_failed(try_argmax_max(x, which, std::forward<I>(ids), std::forward<D>(values)));
}
#endif

}  // namespace eido
