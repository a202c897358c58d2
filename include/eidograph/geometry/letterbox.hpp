// SPDX-License-Identifier: MIT
#pragma once

#include "../resize.hpp"
#include "place.hpp"
#include "sizes.hpp"

namespace eido::inline EIDO_ABI {

/// How an image lies on the canvas that it was letterboxed to: what a box or a mask needs to find its way back.
struct frame {
  hw source{0, 0};  ///< the image
  hw inner{0, 0};   ///< the resized image
  eido::pads pads{0, 0, 0, 0};
  f64 scale = 0;  ///< as the library computes it, before sides were rounded

  /// The canvas.
  constexpr hw size() const noexcept { return hw(inner.h + pads.top + pads.bottom, inner.w + pads.left + pads.right); }

  /// A box on the canvas in pixels of the image, clipped to it. By the scales that the sides really have: rounding the
  /// sides makes them differ a little. Python: ultralytics `ops.scale_boxes(canvas, box, image)` in float32.
  constexpr box to_source(const box& b) const noexcept {
    const auto back = [](f64 x, index before, index scaled, index full) {
      const f32 gain = static_cast<f32>(static_cast<f64>(scaled) / static_cast<f64>(full));
      const f32 at = (static_cast<f32>(x) - static_cast<f32>(before)) / gain;
      return at < 0 ? 0.0f : at > static_cast<f32>(full) ? static_cast<f32>(full) : at;
    };
    return box(back(b.left, pads.left, inner.w, source.w), back(b.upper, pads.top, inner.h, source.h),
               back(b.right, pads.left, inner.w, source.w), back(b.lower, pads.top, inner.h, source.h));
  }

  /// The image's part of a mask (or anything else) of the canvas's height and width: a view.
  /// Python: `mask[top:h - bottom, left:w - right]`. Errors: errc::shape_error.
  template <class X, class V>
  status try_crop(X&& mask, V& out) const noexcept {
    static_assert(std::is_lvalue_reference_v<X> || detail::owns_nothing<X>,
                  "eidograph: a view of a temporary would dangle: give the array a name first");
    const auto v = detail::as_view(mask);
    static_assert(detail::bare<decltype(v)>::rank >= 2, "eidograph: a mask has rank 2 or more (h, w, ...)");
    if (!(hw(v.shape(0), v.shape(1)) == size())) {
      return status::failure(errc::shape_error, "crop: mask has shape ", v.shape(), "; the canvas is ", size());
    }
    out = detail::part(v, pads.top, pads.left, inner.h, inner.w);
    return {};
  }
#if EIDO_EXCEPTIONS
  template <class X>
  auto crop(X&& mask) const {
    auto out = detail::as_view(mask);
    detail::raise_if_failed(try_crop(std::forward<X>(mask), out));
    return out;
  }
#endif
};

namespace detail {

template <class Contract>
constexpr bool make_frame(hw image, hw size, const Contract& contract, frame& out) noexcept {
  static_assert(
      requires { contract.place(1, 1, 1, 1); },
      "eidograph: letterbox takes a contract such as like::ultralytics::letterbox");
  if (!is_image(image) || !is_image(size) || !contract.is_valid()) return false;
  const letterbox_place to = contract.place(image.h, image.w, size.h, size.w);
  const auto whole = [](i64 n) { return static_cast<index>(n); };
  out = {image,
         hw(whole(to.h), whole(to.w)),
         {whole(to.top), whole(to.bottom), whole(to.left), whole(to.right)},
         to.scale};
  return to.h > 0 && to.w > 0;
}

}  // namespace detail

/// Where letterbox puts an image of this size. Python: `LetterBox(size, ...).get_params()` for
/// like::ultralytics::letterbox, `ImageOps.pad(img, size, centering=)` for like::pillow::pad.
/// Errors: errc::value_error for sides outside 1 .. 2^31 - 1, for an image so thin that nothing of it is left, and for
/// options of the contract that are none (a negative stride, a NaN).
template <class Contract>
status try_frame(hw image, hw size, Contract contract, frame& out) noexcept {
  frame made;
  if (!detail::make_frame(image, size, contract, made)) {
    return detail::size_failure("letterbox", image, ", size = ", size);
  }
  out = made;
  return {};
}

namespace detail {

template <class S, class V, class Scale, class D>
status letterbox_with(const S& img, const frame& where, const V* values, int count, Scale scale, D&& dst) noexcept {
  const auto src = as_const_view(img);
  const auto out = as_output(std::forward<D>(dst));
  check_image_types<bare<decltype(src)>, bare<decltype(out)>>();
  border_pixel<typename bare<decltype(out)>::value_type> pixel;
  if (status s = hold("letterbox", values, count, out, pixel); !s) return s;
  if (!(hw_of(src) == where.source)) {
    return status::failure(errc::shape_error, "letterbox: image has shape ", src.shape(), "; the frame is for ",
                           where.source);
  }
  auto wanted = src.shape();
  wanted[0] = where.size().h;
  wanted[1] = where.size().w;
  if (status s = check_placement("letterbox", src, out, wanted); !s) return s;
  const auto middle = part(out, where.pads.top, where.pads.left, where.inner.h, where.inner.w);
  if (status s = try_resize(src, scale, middle); !s) return s;
  fill_around(out, where.pads.top, where.pads.left, where.inner.h, where.inner.w, pixel);
  return {};
}

}  // namespace detail

/// dst = img resized to the frame's inner size and `value` around it, a number or, like {124, 116, 104}, one for each
/// channel. The frame says where, `scale` which library's resize makes the pixels: like::cv2::linear those of
/// ultralytics, like::pillow::bicubic those of ImageOps.pad.
/// img, dst: (h, w) or (h, w, 1 to 4) of one element type; dst has the frame's size; any strides, not overlapping.
/// Errors: errc::shape_error for other sizes or another number of values, errc::value_error for an overlap or a value
/// that the element type does not hold, and those of resize. Allocates as resize.
template <class S, class V, detail::resize_contract Scale, class D>
  requires std::is_arithmetic_v<V>
status try_letterbox(const S& img, const frame& where, V value, Scale scale, D&& dst) noexcept {
  return detail::letterbox_with(img, where, &value, 1, scale, std::forward<D>(dst));
}
template <class S, class V, std::size_t N, detail::resize_contract Scale, class D>
status try_letterbox(const S& img, const frame& where, const V (&value)[N], Scale scale, D&& dst) noexcept {
  static_assert(N <= 4, "eidograph: a border has 1 to 4 values");
  return detail::letterbox_with(img, where, value, static_cast<int>(N), scale, std::forward<D>(dst));
}

#if EIDO_EXCEPTIONS
template <class Contract>
constexpr frame frame_of(hw image, hw size, Contract contract) {
  frame out;
  if (!detail::make_frame(image, size, contract, out)) detail::raise(try_frame(image, size, contract, out));
  return out;
}
template <class S, class V, detail::resize_contract Scale, class D>
  requires std::is_arithmetic_v<V>
void letterbox(const S& img, const frame& where, V value, Scale scale, D&& dst) {
  detail::raise_if_failed(try_letterbox(img, where, value, scale, std::forward<D>(dst)));
}
template <class S, class V, std::size_t N, detail::resize_contract Scale, class D>
void letterbox(const S& img, const frame& where, const V (&value)[N], Scale scale, D&& dst) {
  detail::raise_if_failed(try_letterbox(img, where, value, scale, std::forward<D>(dst)));
}
#endif

}  // namespace eido
