// SPDX-License-Identifier: MIT
#pragma once

#include "place.hpp"

namespace eido::inline EIDO_ABI {

/// What stands in a border, by numpy's names. The outermost pixels of a row are a b c .. x y z:
enum class pad_mode : u8 {
  edge,       ///< a a a | a b c   (OpenCV: REPLICATE, torch: replicate)
  reflect,    ///< d c b | a b c   (OpenCV: REFLECT_101)
  symmetric,  ///< c b a | a b c   (OpenCV: REFLECT)
  wrap,       ///< x y z | a b c   (torch: circular)
};

namespace detail {

/// Pixels that a border takes one after the other along an axis: from, from + step, ...
struct border_run {
  index from, step, count;
};

/// The positions that a border takes its pixels from, along an axis of n, from the edge outwards; borders wider than
/// the image go on and on.
class border_walk {
 public:
  border_walk(pad_mode mode, bool behind, index n) noexcept
      : mode_(n == 1 ? pad_mode::edge : mode), n_(n), step_(behind == (mode_ == pad_mode::wrap) ? 1 : -1) {
    const index edge = behind ? n - 1 : 0;
    at_ = mode_ == pad_mode::wrap ? n - 1 - edge : mode_ == pad_mode::reflect ? edge + step_ : edge;
  }

  /// As many as lie in a row, at most `most`.
  border_run next(index most) noexcept {
    if (mode_ == pad_mode::edge) return {at_, 0, most};
    const index room = step_ > 0 ? n_ - at_ : at_ + 1;
    const border_run run{at_, step_, room < most ? room : most};
    at_ += run.count * step_;
    if (at_ >= 0 && at_ < n_) return run;
    if (mode_ == pad_mode::wrap) {
      at_ -= step_ * n_;
    } else {
      step_ = -step_;
      at_ += mode_ == pad_mode::reflect ? 2 * step_ : step_;
    }
    return run;
  }

 private:
  pad_mode mode_;
  index n_, step_, at_ = 0;
};

/// Shape of a padded image; the borders checked.
template <int R>
status padded_shape(const index_array<R>& shape, const pads& border, index_array<R>& out) noexcept {
  constexpr index most = (std::numeric_limits<index>::max)() / 4;
  for (index n : {border.top, border.bottom, border.left, border.right}) {
    if (n < 0 || n > most) {
      return status::failure(errc::value_error, "pad: pads = ", border, " (top, bottom, left, right); expected 0 to ",
                             most);
    }
  }
  out = shape;
  for (int axis = 0; axis < 2; ++axis) {
    const index more = axis == 0 ? border.top + border.bottom : border.left + border.right;
    if (out[axis] > (std::numeric_limits<index>::max)() - more) {
      return status::failure(errc::memory_error, "pad: pads = ", border, " are too large");
    }
    out[axis] += more;
  }
  return {};
}

/// Lines `at` and following of an axis from others of the same image.
template <class T, int R>
void copy_lines(const view<T, R>& v, int axis, index at, const border_run& from) noexcept {
  const auto copy = [&](index to, const border_run& run) {
    index_array<R> shape = v.shape(), strides = v.strides();
    const index step = strides[axis];
    shape[axis] = run.count;
    strides[axis] = run.step * step;
    kernel_copier()(view<T, R>(v.data() + to * step, shape, v.strides()),
                    view<const T, R>(v.data() + run.from * step, shape, strides));
  };
  constexpr index few = 8;
  if (from.step != 0 || from.count <= few) return copy(at, from);
  copy(at, {from.from, 0, few});
  for (index done = few; done < from.count; done *= 2) {  // twice as many with every step
    copy(at + done, {at, 1, from.count - done < done ? from.count - done : done});
  }
}

/// The borders of an axis from the n lines between them.
template <class T, int R>
void extend_axis(const view<T, R>& v, int axis, index before, index n, index behind, pad_mode mode) noexcept {
  border_walk above(mode, false, n), below(mode, true, n);
  for (index at = before; at > 0;) {
    const border_run run = above.next(at);
    at -= run.count;
    copy_lines(v, axis, at, {before + run.from + (run.count - 1) * run.step, -run.step, run.count});
  }
  for (index at = 0; at < behind;) {
    border_run run = below.next(behind - at);
    run.from += before;
    copy_lines(v, axis, before + n + at, run);
    at += run.count;
  }
}

/// The borders of dst from its middle, which is there: along each row first, then whole rows.
template <class T, int R>
void extend(const view<T, R>& dst, const pads& border, pad_mode mode) noexcept {
  const index h = dst.shape(0) - border.top - border.bottom, w = dst.shape(1) - border.left - border.right;
  extend_axis(part(dst, border.top, 0, h, dst.shape(1)), 1, border.left, w, border.right, mode);
  extend_axis(dst, 0, border.top, h, border.bottom, mode);
}

/// The arguments of pad, checked; rank and types at compile time.
template <class T, int R>
status check_pad(const view<const T, R>& src, const pads& border, const view<T, R>& dst) noexcept {
  index_array<R> wanted;
  if (status s = padded_shape(src.shape(), border, wanted); !s) return s;
  return check_placement("pad", src, dst, wanted);
}

template <class S, class V, class D>
status pad_with(const S& img, const pads& border, const V* values, int count, D&& dst) noexcept {
  const auto src = as_const_view(img);
  const auto out = as_output(std::forward<D>(dst));
  check_image_types<bare<decltype(src)>, bare<decltype(out)>>();
  border_pixel<typename bare<decltype(out)>::value_type> pixel;
  if (status s = hold("pad", values, count, out, pixel); !s) return s;
  if (status s = check_pad(src, border, out); !s) return s;
  place(src, -border.top, -border.left, pixel, out);
  return {};
}

}  // namespace detail

/// dst = img with borders of `value` around it, a number or, like {124, 116, 104}, one for each channel. Python:
/// `np.pad(img, ((top, bottom), (left, right), (0, 0)), constant_values=value)`; torchvision's `F.pad(fill=)` and
/// `cv2.copyMakeBorder(value=)` are the same.
/// img, dst: (h, w) or (h, w, channels) of one element type, any strides, not overlapping. Of planes give
/// `rearrange<"c h w -> h w c">(planes)`.
/// Errors: errc::value_error for negative borders, a value that the element type does not hold, an overlap;
/// errc::shape_error where dst is not as large as that, or for another number of values. Allocates nothing.
template <class S, class V, class D>
  requires std::is_arithmetic_v<V>
status try_pad(const S& img, const pads& border, V value, D&& dst) noexcept {
  return detail::pad_with(img, border, &value, 1, std::forward<D>(dst));
}
template <class S, class V, std::size_t N, class D>
status try_pad(const S& img, const pads& border, const V (&value)[N], D&& dst) noexcept {
  static_assert(N <= 4, "eidograph: a border has 1 to 4 values");
  return detail::pad_with(img, border, value, static_cast<int>(N), std::forward<D>(dst));
}

/// dst = img with borders made of its own pixels. Python: `np.pad(img, ..., mode)`; `cv2.copyMakeBorder`, torchvision's
/// `F.pad(padding_mode=)` where it takes the width.
/// Errors: also errc::shape_error for a border on an empty image.
template <class S, class D>
status try_pad(const S& img, const pads& border, pad_mode mode, D&& dst) noexcept {
  const auto src = detail::as_const_view(img);
  const auto out = detail::as_output(std::forward<D>(dst));
  detail::check_image_types<detail::bare<decltype(src)>, detail::bare<decltype(out)>>();
  if (status s = detail::check_pad(src, border, out); !s) return s;
  if ((src.shape(0) == 0 && border.top + border.bottom > 0) || (src.shape(1) == 0 && border.left + border.right > 0)) {
    return status::failure(errc::shape_error, "pad: an image of shape ", src.shape(),
                           " has no pixels to make a border of");
  }
  detail::kernel_copier()(detail::part(out, border.top, border.left, src.shape(0), src.shape(1)), src);
  if (src.size() > 0) detail::extend(out, border, mode);
  return {};
}

#if EIDO_EXCEPTIONS
template <class S, class Border, class D>
  requires(!std::is_pointer_v<Border>)
void pad(const S& img, const pads& border, Border value_or_mode, D&& dst) {
  detail::raise_if_failed(try_pad(img, border, value_or_mode, std::forward<D>(dst)));
}
template <class S, class V, std::size_t N, class D>
void pad(const S& img, const pads& border, const V (&value)[N], D&& dst) {
  detail::raise_if_failed(try_pad(img, border, value, std::forward<D>(dst)));
}
#endif

}  // namespace eido
