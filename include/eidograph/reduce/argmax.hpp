// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "../view/axes.hpp"
#include "argmax_kernels.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// numpy's order: a NaN beats every number and the first of equals wins, so only a larger value (or the first NaN)
/// replaces the best so far.
inline bool beats(f32 x, f32 best) noexcept { return x > best || (x != x && best == best); }

/// Lines of `count` values `step` apart, by the plain rule.
template <class I>
void argmax_strided(const f32* x, index count, index step, index lines, index line_step, I* out,
                    index out_step) noexcept {
  for (index i = 0; i < lines; ++i, x += line_step) {
    index best = 0;
    for (index k = 1; k < count; ++k) {
      if (beats(x[k * step], x[best * step])) best = k;
    }
    out[i * out_step] = static_cast<I>(best);
  }
}

/// The same, by kernels where values of one line, or of one position, lie side by side.
template <class I>
void argmax_lines(const f32* x, index count, index step, index lines, index line_step, I* out,
                  index out_step) noexcept {
  if (count > (std::numeric_limits<i32>::max)() || (step != 1 && line_step != 1)) {
    return argmax_strided(x, count, step, lines, line_step, out, out_step);
  }
  if (line_step != 1) {
    for (index i = 0; i < lines; ++i) out[i * out_step] = static_cast<I>(kernels::argmax_row(x + i * line_step, count));
    return;
  }
  if constexpr (std::is_same_v<I, u8>) {
    if (out_step == 1) return kernels::argmax_planes_u8(x, count, step, lines, out);
  }
  if constexpr (std::is_same_v<I, i32>) {
    if (out_step == 1) return kernels::argmax_planes_i32(x, count, step, lines, out);
  }
  constexpr index block = 1024;
  i32 where[block];
  for (index at = 0; at < lines; at += block) {
    const index n = lines - at < block ? lines - at : block;
    kernels::argmax_planes_i32(x + at, count, step, n, where);
    for (index i = 0; i < n; ++i) out[(at + i) * out_step] = static_cast<I>(where[i]);
  }
}

}  // namespace detail

/// dst = the position of the largest value along an axis. Python: `np.argmax(x, axis=N)`.
/// x: f32 of rank 1 or more, any strides; dst: any integer type, x's shape without the axis.
/// Rules: numpy's; the first of equal values wins, NaN is larger than every number, -0 equals 0. Exact.
/// Errors: errc::shape_error for another dst shape; errc::value_error for an empty axis, for more positions than dst's
/// type can name, or when dst overlaps x. Allocates nothing.
template <class S, int N, class D>
status try_argmax(const S& x, detail::axis_tag<N>, D&& dst) noexcept {
  const auto src = detail::as_const_view(x);
  const auto out = detail::as_output(std::forward<D>(dst));
  using V = detail::bare<decltype(src)>;
  using I = typename detail::bare<decltype(out)>::value_type;
  constexpr int R = V::rank, at = detail::axis_index<N, R>();
  static_assert(std::is_same_v<typename V::value_type, f32>, "eidograph: argmax takes f32");
  static_assert(std::is_integral_v<I> && !std::is_same_v<I, bool>, "eidograph: argmax writes an integer type");
  static_assert(detail::bare<decltype(out)>::rank == R - 1, "eidograph: argmax's dst has one axis less than x");
  const view<const f32, R - 1> rest = detail::without_axis(src, at);
  const index count = src.shape(at), step = src.stride(at);
  if (!(rest.shape() == out.shape())) {
    return status::failure(errc::shape_error, "argmax: dst has shape ", out.shape(), "; expected ", rest.shape());
  }
  if (count == 0) {
    return status::failure(errc::value_error, "argmax: axis ", N, " of an array of shape ", src.shape(), " is empty");
  }
  if (static_cast<u64>(count - 1) > static_cast<u64>((std::numeric_limits<I>::max)())) {
    return status::failure(errc::value_error, "argmax: axis ", N, " has ", count,
                           " positions, more than the index type can name (its largest value is ",
                           (std::numeric_limits<I>::max)(), ")");
  }
  if (detail::may_overlap(out, src)) return status::failure(errc::value_error, "argmax: dst overlaps x");
  detail::loop_nest<R - 1, 2>(out, rest).for_each_run(
      [&](index lines, const index_array<2>& offset, const index_array<2>& stride) {
        detail::argmax_lines(src.data() + offset[1], count, step, lines, stride[1], out.data() + offset[0], stride[0]);
      });
  return {};
}

#if EIDO_EXCEPTIONS
template <class S, int N, class D>
void argmax(const S& x, detail::axis_tag<N> which, D&& dst) {
  detail::raise_if_failed(try_argmax(x, which, std::forward<D>(dst)));
}
#endif

}  // namespace eido
