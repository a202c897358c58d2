// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "../view/axes.hpp"
#include "../view/view_of.hpp"
#include "paint_kernels.hpp"

// One of two arrays, by a mask.

namespace eido::inline EIDO_ABI {
namespace detail {

/// The first N axes of v.
template <int N, class T, int R>
constexpr view<T, N> leading(const view<T, R>& v) noexcept {
  index_array<N> shape, strides;
  for (int k = 0; k < N; ++k) shape[k] = v.shape(k), strides[k] = v.stride(k);
  return {v.data(), shape, strides};
}

/// n pixels of `channels` elements of 1 or 2 bytes each, side by side. The mask is spread over the bytes, a block at a
/// time.
inline void choose_pixels(const u8* mask, const u8* a, const u8* b, index n, int channels, int size, u8* dst) noexcept {
  constexpr index most = 256, room = 256;
  u8 held[2][most * 8 + room];
  const index bytes = channels * size;
  for (index at = 0; at < n; at += most) {
    const index m = n - at < most ? n - at : most;
    kernels::spread_mask(mask + at, m, channels, held[0]);
    if (size == 2) kernels::spread_mask(held[0], m * channels, 2, held[1]);
    kernels::choose_bytes(held[size - 1], a + at * bytes, b + at * bytes, m * bytes, dst + at * bytes);
  }
}

/// dst = mask ? a : b for pixels of some channels; Q: the rank without these.
template <class M, class T, int Q>
void where_pixels(const view<const M, Q>& mask, const view<const T, Q>& a, index a_step, const view<const T, Q>& b,
                  index b_step, const view<T, Q>& dst, index dst_step, index channels) noexcept {
  const bool streams = dst.size() * channels * static_cast<index>(sizeof(T)) > kernels::most_cached;
  const bool together = (channels == 1 || (a_step == 1 && b_step == 1 && dst_step == 1)) && channels <= 4;
  loop_nest<Q, 4>(dst, mask, a, b)
      .for_each_run([&](index n, const index_array<4>& offset, const index_array<4>& stride) {
        T* const to = dst.data() + offset[0];
        const M* const m = mask.data() + offset[1];
        const T *const x = a.data() + offset[2], *const y = b.data() + offset[3];
        if constexpr (sizeof(M) == 1) {
          if (together && stride[0] == channels && stride[1] == 1 && stride[2] == channels && stride[3] == channels) {
            const u8* const set = reinterpret_cast<const u8*>(m);
            const int each = static_cast<int>(channels * static_cast<index>(sizeof(T)));
            if constexpr (sizeof(T) < 4) {
              return choose_pixels(set, reinterpret_cast<const u8*>(x), reinterpret_cast<const u8*>(y), n,
                                   static_cast<int>(channels), static_cast<int>(sizeof(T)), reinterpret_cast<u8*>(to));
            } else {
              return kernels::choose_words(set, reinterpret_cast<const i32*>(x), reinterpret_cast<const i32*>(y), n,
                                           each / 4, reinterpret_cast<i32*>(to), streams);
            }
          }
        }
        for (index i = 0; i < n; ++i) {
          const T* const from = m[i * stride[1]] != M(0) ? x + i * stride[2] : y + i * stride[3];
          const index step = m[i * stride[1]] != M(0) ? a_step : b_step;
          for (index c = 0; c < channels; ++c) to[i * stride[0] + c * dst_step] = from[c * step];
        }
      });
}

}  // namespace detail

/// dst = a where mask is true (not 0), else b. Python: `np.where(mask, a, b)`; with a mask of one axis less, which then
/// says it for all channels, `np.where(mask[..., None], a, b)`.
/// a, b, dst: one element type and shape, any strides; dst may be a or b. mask: bool or any integer type.
/// Errors: errc::shape_error, errc::value_error (partial overlap); dst is untouched then. Allocates nothing.
template <class M, class A, class B, class D>
status try_where(const M& mask, const A& a, const B& b, D&& dst) noexcept {
  const auto m = detail::as_const_view(mask);
  const auto x = detail::as_const_view(a);
  const auto y = detail::as_const_view(b);
  const auto out = detail::as_output(std::forward<D>(dst));
  using T = typename detail::bare<decltype(out)>::value_type;
  constexpr int R = detail::bare<decltype(out)>::rank, of_mask = detail::bare<decltype(m)>::rank;
  static_assert(std::is_same_v<T, typename detail::bare<decltype(x)>::value_type> &&
                    std::is_same_v<T, typename detail::bare<decltype(y)>::value_type>,
                "eidograph: where takes a, b and dst of one element type");
  static_assert(of_mask == R || of_mask == R - 1, "eidograph: where takes a mask of dst's rank or one less");
  if (status s = detail::check_elementwise("where", "a", x, out); !s) return s;
  if (status s = detail::check_elementwise("where", "b", y, out); !s) return s;
  if (!(m.shape() == detail::leading<of_mask>(out).shape())) {
    return status::failure(errc::shape_error, "where: mask has shape ", m.shape(), "; dst has ", out.shape());
  }
  if (detail::may_overlap(out, m)) return status::failure(errc::value_error, "where: dst overlaps mask");
  using detail::leading;
  if constexpr (of_mask == R) {
    detail::where_pixels(m, x, 1, y, 1, out, 1, 1);
  } else {
    detail::where_pixels(m, leading<of_mask>(x), x.stride(R - 1), leading<of_mask>(y), y.stride(R - 1),
                         leading<of_mask>(out), out.stride(R - 1), out.shape(R - 1));
  }
  return {};
}

#if EIDO_EXCEPTIONS
template <class M, class A, class B, class D>
void where(const M& mask, const A& a, const B& b, D&& dst) {
  detail::raise_if_failed(try_where(mask, a, b, std::forward<D>(dst)));
}
#endif

}  // namespace eido
