// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "../view/axes.hpp"
#include "half_lines.hpp"
#include "softmax_kernels.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

template <class T, class U>
inline constexpr bool softmax_types = std::is_same_v<T, U> && (std::is_same_v<T, f32> || is_half<T>);

template <bool Log>
void softmax_floats(const f32* x, f32* out, const kernels::softmax_layout& layout) noexcept {
  if constexpr (Log) {
    kernels::log_softmax_lines(x, out, layout);
  } else {
    kernels::softmax_lines(x, out, layout);
  }
}

template <bool Log, class S, int N, class D>
status try_softmax(const char* verb, const S& x, axis_tag<N>, const D& out) noexcept {
  const auto src = as_const_view(x);
  using V = bare<decltype(src)>;
  constexpr int R = V::rank, at = axis_index<N, R>();
  using T = typename V::value_type;
  static_assert(softmax_types<T, typename D::value_type>,
                "eidograph: softmax takes f32, f16 or bf16 and writes the same type");
  static_assert(D::rank == R, "eidograph: softmax's dst has as many axes as x");
  if (status s = check_elementwise(verb, "x", src, out); !s) return s;
  if (src.size() == 0) return {};
  const index count = src.shape(at);
  [[maybe_unused]] half_lines lines_of;
  if constexpr (is_half<T>) {
    if (status s = lines_of.prepare(count); !s) return s;
  }
  loop_nest<R - 1, 2>(without_axis(out, at), without_axis(src, at))
      .for_each_run([&](index lines, const index_array<2>& offset, const index_array<2>& stride) {
        const T* const from = src.data() + offset[1];
        T* const to = out.data() + offset[0];
        if constexpr (is_half<T>) {
          lines_of.run(from, to, half_layout{count, src.stride(at), out.stride(at), lines, stride[1], stride[0]},
                       [&](f32* work, index step, index n, index line_step) {
                         softmax_floats<Log>(work, work, {count, step, step, n, line_step, line_step});
                       });
        } else {
          softmax_floats<Log>(from, to, {count, src.stride(at), out.stride(at), lines, stride[1], stride[0]});
        }
      });
  return {};
}

}  // namespace detail

/// dst = e^(x - max) / sum along an axis. Python: `torch.softmax(x, dim=N)`, in float32.
/// x: f32, f16 or bf16 of rank 1 or more, any strides; dst: the same type and shape, any strides, or x itself. 16-bit
/// floats are computed in f32, as in torch, and the results rounded half to even.
/// Exactness: not torch's bits, which depend on its CPU, but one result on every CPU, whatever the axis and the layout:
/// exponentials within 0.9 ulp, summed in a fixed order (softmax_rows.kernel.hpp). Of 21 classes the relative error is
/// below 5 * 2^-24, beside what the rounding of x - max adds, as it does in torch.
/// Rules: torch's; a line with NaN, +inf or nothing but -inf gives NaN.
/// Errors: errc::shape_error when shapes differ; errc::value_error when dst partly overlaps x. Allocates nothing, but
/// for lines of more than 4096 16-bit floats (errc::memory_error).
template <class S, int N, class D>
status try_softmax(const S& x, detail::axis_tag<N> which, D&& dst) noexcept {
  return detail::try_softmax<false>("softmax", x, which, detail::as_output(std::forward<D>(dst)));
}

/// dst = (x - max) - log(sum of e^(x - max)) along an axis. Python: `torch.log_softmax(x, dim=N)`, in float32.
/// As softmax; the logarithm is within 0.834 ulp, and both differences are rounded once.
template <class S, int N, class D>
status try_log_softmax(const S& x, detail::axis_tag<N> which, D&& dst) noexcept {
  return detail::try_softmax<true>("log_softmax", x, which, detail::as_output(std::forward<D>(dst)));
}

/// dst = 1 / (1 + e^-x). Python: `torch.sigmoid(x)`, in float32.
/// x: f32, f16 or bf16, any shape and strides; dst: the same type and shape, any strides, or x itself.
/// Exactness: as softmax; the worst error over every f32 is 1.499 ulp for x >= 0 and 2.402 ulp below (measured).
/// Errors: as softmax. Allocates nothing.
template <class S, class D>
status try_sigmoid(const S& x, D&& dst) noexcept {
  const auto src = detail::as_const_view(x);
  const auto out = detail::as_output(std::forward<D>(dst));
  using V = detail::bare<decltype(src)>;
  using O = detail::bare<decltype(out)>;
  using T = typename V::value_type;
  static_assert(detail::softmax_types<T, typename O::value_type>,
                "eidograph: sigmoid takes f32, f16 or bf16 and writes the same type");
  static_assert(O::rank == V::rank, "eidograph: sigmoid's dst has as many axes as x");
  if (status s = detail::check_elementwise("sigmoid", "x", src, out); !s) return s;
  detail::loop_nest<V::rank, 2>(out, src).for_each_run(
      [&](index n, const index_array<2>& offset, const index_array<2>& stride) {
        const T* const from = src.data() + offset[1];
        T* const to = out.data() + offset[0];
        if constexpr (detail::is_half<T>) {  // lines of one element
          detail::half_lines().run(from, to, detail::half_layout{1, 0, 0, n, stride[1], stride[0]},
                                   [](f32* work, index, index m, index) { kernels::sigmoid(work, 1, m, work, 1); });
        } else {
          kernels::sigmoid(from, stride[1], n, to, stride[0]);
        }
      });
  return {};
}

#if EIDO_EXCEPTIONS
template <class S, int N, class D>
void softmax(const S& x, detail::axis_tag<N> which, D&& dst) {
  detail::raise_if_failed(try_softmax(x, which, std::forward<D>(dst)));
}
template <class S, int N, class D>
void log_softmax(const S& x, detail::axis_tag<N> which, D&& dst) {
  detail::raise_if_failed(try_log_softmax(x, which, std::forward<D>(dst)));
}
template <class S, class D>
void sigmoid(const S& x, D&& dst) {
  detail::raise_if_failed(try_sigmoid(x, std::forward<D>(dst)));
}
#endif

}  // namespace eido
