// SPDX-License-Identifier: MIT
#pragma once

#include "../geometry.hpp"
#include "verbs.hpp"

// The verbs of geometry.hpp with a result of their own; see there for contracts, exactness and errors.

namespace eido::inline EIDO_ABI {
namespace detail {

template <class X>
auto image_like(const X& img, hw size) {
  index_array<rank_of<const X>> shape = as_const_view(img).shape();
  shape[0] = size.h;
  shape[1] = size.w;
  return empty<value_of<const X>>(shape);
}

}  // namespace detail

/// The image with its short side at `edge`, the ratio kept. Python: torchvision `Resize(edge)`.
template <class X, detail::resize_contract Contract>
auto resize_short(const X& img, index edge, Contract contract) {
  return resize(img, short_size(hw_of(img), edge), contract);
}

/// The same with a limit for the long side: like::torchvision::max_size or like::hf::longest_edge.
template <class X, class Limit, detail::resize_contract Contract>
auto resize_short(const X& img, index edge, index longest, Limit limit, Contract contract) {
  return resize(img, short_size(hw_of(img), edge, longest, limit), contract);
}

/// The image with its long side at `edge`: like::torchvision::long_edge or like::sam::long_edge.
template <class X, class Edge, detail::resize_contract Contract>
auto resize_long(const X& img, index edge, Edge rule, Contract contract) {
  return resize(img, long_size(hw_of(img), edge, rule), contract);
}

/// The image as large as it fits into `size`. Python: `ImageOps.contain(img, size, method)`.
template <class X, detail::resize_contract Contract>
auto contain(const X& img, hw size, Contract contract) {
  return resize(img, contain_size(hw_of(img), size), contract);
}

/// The image as small as it covers `size`. Python: `ImageOps.cover(img, size, method)`.
template <class X, detail::resize_contract Contract>
auto cover(const X& img, hw size, Contract contract) {
  return resize(img, cover_size(hw_of(img), size), contract);
}

/// The image as large as it fits into `size`, a copy of it where it fits already. Python: `img.thumbnail(size,
/// resample, reducing_gap)`, for a file that is decoded as it is: Pillow lets JPEG files decode at half their size and
/// less. contract: one of like::pillow's; reducing_gap 0 is Python's None.
template <class X, detail::resize_contract Contract>
auto thumbnail(const X& img, hw size, Contract contract, f64 reducing_gap = 2.0) {
  static_assert(detail::reduces_first<Contract, detail::value_of<const X>>,
                "eidograph: thumbnail is Pillow's: its contract is like::pillow::bicubic or another of like::pillow");
  return resize(img, thumbnail_size(hw_of(img), size), contract, {.reducing_gap = reducing_gap});
}

/// The middle of the image at `size`, its ratio kept. Python: `ImageOps.fit(img, size, method, bleed, centering)`.
template <class X, detail::resize_contract Contract>
auto fit(const X& img, hw size, Contract contract, const fit_options& options = {}) {
  resize_options whole;
  if (detail::is_image(hw_of(img)) && detail::is_image(size)) whole.box = fit_box(hw_of(img), size, options);
  return resize(img, size, contract, whole);
}

/// The middle of the image, zeros around it where it is smaller. Python: `F.center_crop(img, size)`.
template <class X, class Contract>
auto center_crop(const X& img, hw size, Contract contract) {
  auto result = detail::image_like(img, size);
  center_crop(img, contract, result);
  return result;
}

/// A letterboxed image: where it lies, and its pixels.
template <class T, int R>
struct letterboxed : frame {
  tensor<T, R> image;
};

namespace detail {
template <class X, class Border>
auto padded(const X& img, const pads& border, const Border& value_or_mode) {
  const auto v = as_const_view(img);
  index_array<rank_of<const X>> shape;
  raise_if_failed(padded_shape(v.shape(), border, shape));
  auto result = empty<value_of<const X>>(shape);
  pad(v, border, value_or_mode, result);
  return result;
}
template <class X, class V, class Contract, class Scale>
auto boxed(const X& img, hw size, const V& value, Contract contract, Scale scale) {
  const frame where = frame_of(hw_of(img), size, contract);
  letterboxed<value_of<const X>, rank_of<const X>> made{where, image_like(img, where.size())};
  letterbox(img, where, value, scale, made.image);
  return made;
}
}  // namespace detail

/// The image with borders of a value, of one for each channel, like {124, 116, 104}, or of a pad_mode. Python:
/// `np.pad`.
template <class X, class Border>
  requires(!std::is_pointer_v<Border>)
auto pad(const X& img, const pads& border, Border value_or_mode) {
  return detail::padded(img, border, value_or_mode);
}
template <class X, class V, std::size_t N>
auto pad(const X& img, const pads& border, const V (&value)[N]) {
  return detail::padded(img, border, value);
}

/// The image on a canvas of `size` with `value` around it, or one for each channel. Python: ultralytics
/// `LetterBox(size)(image=img)`, `ImageOps.pad(img, size, method, color)`.
template <class X, class V, class Contract, detail::resize_contract Scale>
  requires(!std::is_pointer_v<V>)
auto letterbox(const X& img, hw size, V value, Contract contract, Scale scale) {
  return detail::boxed(img, size, value, contract, scale);
}
template <class X, class V, std::size_t N, class Contract, detail::resize_contract Scale>
auto letterbox(const X& img, hw size, const V (&value)[N], Contract contract, Scale scale) {
  return detail::boxed(img, size, value, contract, scale);
}

}  // namespace eido
