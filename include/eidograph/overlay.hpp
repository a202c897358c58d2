// SPDX-License-Identifier: MIT
#pragma once

#include "like/blend.hpp"
#include "overlay/check.hpp"
#include "overlay/colormap.hpp"
#include "overlay/compose.hpp"
#include "overlay/labels.hpp"
#include "overlay/logits.hpp"
#include "overlay/paint.hpp"
#include "overlay/soft.hpp"
#include "overlay/where.hpp"

// A mask laid over an image as a transparent layer of colour: scaled, coloured and blended in one walk over the image.

namespace eido::inline EIDO_ABI {
namespace detail {

/// The mask beside that.
inline status check_overlay(const view<const u8, 3>& img, const index_array<2>& mask, f64 alpha,
                            const view<u8, 3>& dst) noexcept {
  if (status s = check_overlay("overlay", img, alpha, dst); !s) return s;
  if (img.size() > 0 && (mask[0] == 0 || mask[1] == 0)) {
    return status::failure(errc::shape_error, "overlay: mask is empty, its shape is ", mask);
  }
  return {};
}

/// The mask is read while dst is written: the two must be apart.
template <class M>
status check_mask_apart(const view<const M, 2>& mask, const view<u8, 3>& dst) noexcept {
  if (!may_overlap(dst, mask)) return {};
  return status::failure(errc::value_error, "overlay: dst overlaps mask: copy(mask) first");
}

template <class Mask, class Blend, class Scale>
constexpr void check_overlay_types() {
  static_assert(Mask::rank == 2, "eidograph: overlay takes a mask of rank 2 (h, w)");
  static_assert(is_blend_contract<Blend>, "eidograph: overlay takes a blend contract such as like::numpy::blend");
}

}  // namespace detail

/// One color laid over dst = img, alpha * mask thick. Python, with a mask of another size than the image:
///   m = np.asarray(Image.fromarray(mask).resize((w, h), Image.Resampling.BILINEAR))
///   like::numpy:   a = np.float32(alpha) * m[..., None]
///                  dst = (img * (1 - a) + np.float32(color) * a).astype(np.uint8)
///   like::pillow:  Image.blend(img, Image.composite(Image.new("RGB", size, color), img, m), alpha)
///
/// img, dst: u8 (h, w, 3), or (h, w, 4) whose fourth channel stays; any strides (interleaved pixels are fastest); dst
/// may be img.
/// mask: f32 from 0 to 1 (like::numpy), or u8 (/ 255 after scaling), rank 2, its own size; `scale` says which library's
/// resize brings it to the image's (none when the sizes agree).
///
/// Exactness: every bit of the two contracts. Values that leave 0..255 (a mask beyond 0..1) are clamped, NaN gives 0.
///
/// Errors: errc::shape_error, errc::value_error (alpha outside 0..1, partial overlap); dst is untouched then.
/// Allocates the tables and a few rows of the mask's scaling, never a mask of the image's size.
template <class S, class M, class Blend, class Scale, class D>
status try_overlay(const S& img, const M& mask, const color& paint, f64 alpha, Blend blend, Scale scale,
                   D&& dst) noexcept {
  const view<const u8, 3> src = detail::as_const_view(img);
  const view<u8, 3> out = detail::as_output(std::forward<D>(dst));
  const auto soft = detail::as_const_view(mask);
  using V = detail::bare<decltype(soft)>;
  using T = typename V::value_type;
  detail::check_overlay_types<V, Blend, Scale>();
  static_assert(std::is_same_v<T, f32> || std::is_same_v<T, u8>,
                "eidograph: overlay with a color takes a soft mask of f32 or u8; labels need a palette");
  if (status s = detail::check_overlay(src, soft.shape(), alpha, out); !s || src.size() == 0) return s;
  if (status s = detail::check_mask_apart(soft, out); !s) return s;
  static_assert(std::is_same_v<Blend, like::numpy::blend_contract> ||
                    (std::is_same_v<Blend, like::pillow::blend_contract> && std::is_same_v<T, u8>),
                "eidograph: a soft mask is laid by like::numpy::blend, one of u8 also by like::pillow::blend");
  return detail::lay_color(blend, src, soft, paint, alpha, scale, out);
}

/// The color of each pixel's label laid over dst = img, alpha thick; label 0 is background and stays as it is, unless
/// the palette is `.with_background()`. Python, with m the labels at the image's size and on = m != 0:
///   like::numpy:        a = np.float32(alpha)
///                       dst[on] = (img[on] * (1 - a) + np.float32(palette)[m[on]] * a).astype(np.uint8)
///   like::pillow:       Image.blend(img, palette[m], alpha), where on
///   like::cv2:          cv2.addWeighted(img, 1 - alpha, palette[m], alpha, 0), where on
///   like::torchvision:  draw_segmentation_masks(img, [m == 1, m == 2 ...], alpha, palette[1:]), everywhere: it can
///                       darken the background by 1
///
/// labels: any integer type, rank 2, its own size, scaled by a nearest contract. Otherwise as above, and
/// errc::index_error for a label that has no color.
template <class S, class M, class Blend, class Scale, class D>
status try_overlay(const S& img, const M& labels, const palette& colors, f64 alpha, Blend blend, Scale scale,
                   D&& dst) noexcept {
  const view<const u8, 3> src = detail::as_const_view(img);
  const view<u8, 3> out = detail::as_output(std::forward<D>(dst));
  const auto map = detail::as_const_view(labels);
  using V = detail::bare<decltype(map)>;
  using L = typename V::value_type;
  detail::check_overlay_types<V, Blend, Scale>();
  static_assert(std::is_integral_v<L>,
                "eidograph: overlay with a palette takes integer labels; a soft mask needs a color");
  static_assert(Scale::is_nearest, "eidograph: labels are scaled by a nearest contract, a filter would mix them");
  if (status s = detail::check_overlay(src, map.shape(), alpha, out); !s || src.size() == 0) return s;
  if (status s = detail::check_mask_apart(map, out); !s) return s;
  return detail::lay_labels(blend, src, map, colors, alpha, scale, out);
}

/// The same in place.
template <class D, class M, class Paint, class Blend, class Scale>
status try_overlay(D&& img, const M& mask, const Paint& paint, f64 alpha, Blend blend, Scale scale) noexcept {
  const view<u8, 3> out = detail::as_output(std::forward<D>(img));
  return try_overlay(out, mask, paint, alpha, blend, scale, out);
}

#if EIDO_EXCEPTIONS
template <class S, class M, class Paint, class Blend, class Scale, class D>
void overlay(const S& img, const M& mask, const Paint& paint, f64 alpha, Blend blend, Scale scale, D&& dst) {
  detail::raise_if_failed(try_overlay(img, mask, paint, alpha, blend, scale, std::forward<D>(dst)));
}
template <class D, class M, class Paint, class Blend, class Scale>
void overlay(D&& img, const M& mask, const Paint& paint, f64 alpha, Blend blend, Scale scale) {
  detail::raise_if_failed(try_overlay(std::forward<D>(img), mask, paint, alpha, blend, scale));
}
#endif

}  // namespace eido
