// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "cast_kernels.hpp"
#include "copy_kernels.hpp"

// Element-wise copies and casts into memory of the caller. The owning forms are in numpy/.

namespace eido::inline EIDO_ABI {
namespace detail {

/// Runs of neighbours to a kernel of (source, count, destination), strided ones element by element.
template <class D, class S, int R, class Kernel, class Element>
void convert_runs(const view<D, R>& dst, const view<const S, R>& src, Kernel kernel, Element element) noexcept {
  loop_nest<R, 2>(dst, src).for_each_run([&](index count, const index_array<2>& offset, const index_array<2>& stride) {
    D* const d = dst.data() + offset[0];
    const S* const s = src.data() + offset[1];
    if (stride[0] == 1 && stride[1] == 1) {
      kernel(s, count, d);
    } else {
      for (index i = 0; i < count; ++i) d[i * stride[0]] = element(s[i * stride[1]]);
    }
  });
}

/// Moves elements by kernels, where there are some for the pair of types.
struct kernel_copier {
  template <class T, int R>
  void operator()(const view<T, R>& dst, const view<const T, R>& src) const noexcept {
    constexpr index size = sizeof(T);
    if constexpr (R <= copy_levels::most && (size == 1 || size == 2 || size == 4 || size == 8)) {
      const loop_nest<R, 2> nest(dst, src);
      if (nest.empty()) return;
      copy_levels levels;
      nest.for_each_level([&levels](index extent, const index_array<2>& stride) {
        levels.level[levels.depth++] = {extent, stride[0] * size, stride[1] * size};
      });
      kernels::copy_strided(reinterpret_cast<u8*>(dst.data() + nest.start()[0]),
                            reinterpret_cast<const u8*>(src.data() + nest.start()[1]), levels.level, levels.depth,
                            size);
    } else {
      copy_elements(dst, src);
    }
  }

  template <int R>
  void operator()(const view<f32, R>& dst, const view<const u8, R>& src) const noexcept {
    convert_runs(dst, src, kernels::cast_u8_f32, cast<f32, u8>);
  }
  template <int R>
  void operator()(const view<u8, R>& dst, const view<const f32, R>& src) const noexcept {
    convert_runs(dst, src, kernels::cast_f32_u8, cast<u8, f32>);
  }

  template <class D, class S, int R>
  void operator()(const view<D, R>& dst, const view<S, R>& src) const noexcept {
    copy_elements(dst, src);
  }
};

/// saturate's way of moving elements.
struct saturating_copier {
  template <int R>
  void operator()(const view<u8, R>& dst, const view<const f32, R>& src) const noexcept {
    convert_runs(dst, src, kernels::saturate_f32_u8, saturated<u8, f32>);
  }
  template <class D, class S, int R>
  void operator()(const view<D, R>& dst, const view<const S, R>& src) const noexcept {
    for_each_element([](D& d, const S& s) { d = saturated<D>(s); }, dst, src);
  }
};

}  // namespace detail

/// dst[...] = src, one element type, src broadcast to dst. Python: `np.copyto(dst, src)`.
/// Any strides. Where the two overlap the result is as if src had been read first (as numpy); that takes a copy.
/// Errors: errc::shape_error when src does not broadcast to dst. Allocates only for an overlap.
template <class S, class D>
status try_copy(const S& src, D&& dst) noexcept {
  const auto from = detail::as_const_view(src);
  const auto to = detail::as_output(std::forward<D>(dst));
  static_assert(std::is_same_v<typename detail::bare<decltype(from)>::value_type,
                               typename detail::bare<decltype(to)>::value_type>,
                "eidograph: copy keeps the element type: use astype or saturate to change it");
  return detail::try_assign(to, from, detail::kernel_copier());
}

/// dst[...] = src converted to dst's element type. Python: `dst[...] = src.astype(dst.dtype)`.
/// Integers wrap, floats are cut towards zero. Where numpy's result depends on the CPU (a float that does not fit the
/// integer, NaN) the value is clamped and NaN gives 0, the same on every CPU.
/// Errors and allocation: as try_copy.
template <class S, class D>
status try_astype(const S& src, D&& dst) noexcept {
  return detail::try_assign(detail::as_output(std::forward<D>(dst)), detail::as_const_view(src),
                            detail::kernel_copier());
}

/// dst[...] = src as the nearest value of dst's element type: floats rounded half to even and clamped, integers
/// clamped, NaN 0. Python: `np.clip(np.rint(src), lowest, highest).astype(dst.dtype)`; OpenCV's saturate_cast.
/// Same shapes; dst may be src itself. Errors: errc::shape_error, errc::value_error for a partial overlap.
template <class S, class D>
status try_saturate(const S& src, D&& dst) noexcept {
  const auto from = detail::as_const_view(src);
  const auto to = detail::as_output(std::forward<D>(dst));
  if (status s = detail::check_elementwise("saturate", "src", from, to); !s) return s;
  detail::saturating_copier()(to, from);
  return {};
}

#if EIDO_EXCEPTIONS
template <class S, class D>
void copy(const S& src, D&& dst) {
  detail::raise_if_failed(try_copy(src, std::forward<D>(dst)));
}
template <class S, class D>
void astype(const S& src, D&& dst) {
  detail::raise_if_failed(try_astype(src, std::forward<D>(dst)));
}
template <class S, class D>
void saturate(const S& src, D&& dst) {
  detail::raise_if_failed(try_saturate(src, std::forward<D>(dst)));
}
#endif

}  // namespace eido
