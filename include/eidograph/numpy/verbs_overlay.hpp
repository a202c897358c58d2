// SPDX-License-Identifier: MIT
#pragma once

#include "../overlay.hpp"
#include "create.hpp"

// The verbs of overlay.hpp with a result of their own; see there for contracts, exactness and errors.

namespace eido::inline EIDO_ABI {
namespace detail {

/// (h, w, channels) of a map's height and width.
template <class T, class X>
tensor<T, 3> pixels_for(const X& map, index channels) {
  static_assert(rank_of<const X> == 2 || rank_of<const X> == 3, "eidograph: an image or a mask has rank 2 or 3");
  const hw size = hw_of(map);
  return empty<T>(index_array<3>(size.h, size.w, channels));
}

}  // namespace detail

/// a where mask is true (not 0), else b. Python: `np.where(mask, a, b)`, `np.where(mask[..., None], a, b)`.
template <class M, class A, class B>
  requires detail::preferred<M>
auto where(M&& mask, A&& a, B&& b) {
  auto result = empty_like(a);
  where(mask, a, b, result);
  return result;
}

/// The color of each label. Python: `palette[labels]`.
template <class L>
tensor<u8, 3> colorize(const L& labels, const palette& colors) {
  auto result = detail::pixels_for<u8>(labels, 3);
  colorize(labels, colors, result);
  return result;
}

/// The color of each value, RGB. Python: `cv2.applyColorMap(x, cv2.COLORMAP_JET)[..., ::-1]`.
template <class X>
tensor<u8, 3> colormap(const X& x, cmap map) {
  auto result = detail::pixels_for<u8>(x, 3);
  colormap(x, map, result);
  return result;
}

/// img with alpha as its fourth channel. Python: `np.dstack([img, alpha])`.
template <class S, class A>
auto put_alpha(const S& img, const A& alpha) {
  auto result = detail::pixels_for<detail::value_of<const S>>(img, 4);
  put_alpha(img, alpha, result);
  return result;
}

/// a with b over it, alpha thick. Python: `Image.blend(a, b, alpha)` for like::pillow; numpy's and OpenCV's too.
template <class A, class B, class Blend>
auto blend(const A& a, const B& b, f64 alpha, Blend contract) {
  auto result = empty_like(a);
  blend(a, b, alpha, contract, result);
  return result;
}

/// a * alpha + b * beta + gamma. Python: `cv2.addWeighted(a, alpha, b, beta, gamma)`.
template <class A, class B>
auto add_weighted(const A& a, f64 alpha, const B& b, f64 beta, f64 gamma, like::cv2::blend_contract contract) {
  auto result = empty_like(a);
  add_weighted(a, alpha, b, beta, gamma, contract, result);
  return result;
}

/// above where mask is 255, below where it is 0. Python: `Image.composite(above, below, mask)`.
template <class A, class B, class M>
auto composite(const A& above, const B& below, const M& mask, like::pillow::blend_contract contract) {
  auto result = empty_like(above);
  composite(above, below, mask, contract, result);
  return result;
}

/// above over below by their alpha channels. Python: `Image.alpha_composite(below, above)`.
template <class A, class B>
auto alpha_composite(const A& below, const B& above, like::pillow::blend_contract contract) {
  auto result = empty_like(below);
  alpha_composite(below, above, contract, result);
  return result;
}

/// Masks of many objects laid over img. Python: `torchvision.utils.draw_segmentation_masks(img, masks, alpha, colors)`.
template <class S, class M>
auto draw_segmentation_masks(const S& img, const M& masks, const palette& colors, f64 alpha,
                             like::torchvision::blend_contract contract) {
  auto result = empty_like(img);
  draw_segmentation_masks(img, masks, colors, alpha, contract, result);
  return result;
}

}  // namespace eido
