// SPDX-License-Identifier: MIT
#pragma once

#include "../like/pillow.hpp"
#include "../view/assign.hpp"
#include "cell_mean.hpp"
#include "image.hpp"

namespace eido::inline EIDO_ABI {

/// How large an image is after `reduce`: cells at the right and lower edge may be smaller.
constexpr hw reduced_size(hw size, hw factor) noexcept {
  return hw(size.h / factor.h + (size.h % factor.h != 0), size.w / factor.w + (size.w % factor.w != 0));
}

/// dst = the means of cells of factor.h x factor.w pixels. Python: `Image.fromarray(src).reduce((w, h))`; its `box=` is
/// a slice of src.
/// src: (h, w) or (h, w, 1 to 4), u8, i32 or f32, any strides, at least 1 pixel; dst: reduced_size, the same channels
/// and type, not overlapping. Exactness: every bit of Pillow 13: 2 and 4 channels of bytes are LA and RGBA, or four
/// plain ones with `.plain()`. Errors: errc::value_error for a factor below 1, an empty image, channels other than 1 to
/// 4, an overlap; errc::shape_error for dst. Allocates nothing.
template <class S, class D>
status try_reduce(const S& src, hw factor, const like::pillow::reduce_contract& contract, D&& dst) noexcept {
  const auto in = detail::as_image(detail::as_const_view(src));
  const auto out = detail::as_image(detail::as_output(std::forward<D>(dst)));
  using T = typename detail::bare<decltype(out)>::value_type;
  static_assert(std::is_same_v<T, typename detail::bare<decltype(in)>::value_type>,
                "eidograph: reduce writes the element type that it reads");
  static_assert(detail::has_cell_mean<T>, "eidograph: reduce takes u8, i32 and f32 images");
  if (factor.h < 1 || factor.w < 1) {
    return status::failure(errc::value_error, "reduce: factor = ", factor, "; expected at least 1 a side");
  }
  if (in.shape(0) < 1 || in.shape(1) < 1 || in.shape(2) < 1 || in.shape(2) > 4) {
    return status::failure(errc::value_error, "reduce: image has shape ", in.shape(),
                           "; expected at least 1 pixel of 1 to 4 channels");
  }
  const hw size = reduced_size(hw(in.shape(0), in.shape(1)), factor);
  const index_array<3> wanted(size.h, size.w, in.shape(2));
  if (!(out.shape() == wanted)) {
    return status::failure(errc::shape_error, "reduce: dst has shape ", out.shape(), "; expected ", wanted);
  }
  if (detail::may_overlap(out, in)) return status::failure(errc::value_error, "reduce: dst overlaps src");
  if (factor == hw(1, 1)) {
    detail::copy_elements(out, in);
    return {};
  }
  const bool alpha = contract.alpha && std::is_same_v<T, u8> && (in.shape(2) == 2 || in.shape(2) == 4);
  const detail::cell_colors colors = alpha ? detail::cell_colors::weighed : detail::cell_colors::plain;
  for (index y = 0; y < size.h; ++y) {
    const index top = y * factor.h, h = in.shape(0) - top < factor.h ? in.shape(0) - top : factor.h;
    detail::mean_of_row(view<const T, 3>(&in.at(top, 0, 0), {h, in.shape(1), in.shape(2)}, in.strides()), factor,
                        colors, view<T, 2>(&out.at(y, 0, 0), {size.w, in.shape(2)}, {out.stride(1), out.stride(2)}));
  }
  return {};
}

#if EIDO_EXCEPTIONS
template <class S, class D>
void reduce(const S& src, hw factor, const like::pillow::reduce_contract& contract, D&& dst) {
  detail::raise_if_failed(try_reduce(src, factor, contract, std::forward<D>(dst)));
}
#endif

}  // namespace eido
