// SPDX-License-Identifier: MIT
#pragma once

#include "like/blend.hpp"
#include "overlay/label_rows.hpp"
#include "overlay/mask_rows.hpp"
#include "overlay/pixel_rows.hpp"

// A mask laid over an image as a transparent layer of colour: scaled, coloured and blended in one walk over the image.

namespace eido::inline EIDO_ABI {
namespace detail {

template <class Blend>
inline constexpr bool is_blend_contract = false;
template <>
inline constexpr bool is_blend_contract<like::numpy::blend_contract> = true;

/// The image and where the result goes, checked.
inline status check_overlay(const view<const u8, 3>& img, const index_array<2>& mask, f32 alpha,
                            const view<u8, 3>& dst) noexcept {
  if (img.shape(2) != 3 && img.shape(2) != 4) {
    return status::failure(errc::shape_error, "overlay: img has shape ", img.shape(), "; expected (h, w, 3 or 4)");
  }
  if (status s = check_elementwise("overlay", "img", img, dst); !s) return s;
  if (!(alpha >= 0 && alpha <= 1)) {
    return status::failure(errc::value_error, "overlay: alpha = ", alpha, "; expected 0 to 1");
  }
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

inline void lay_row(const u8* src, const f32* mask, index pixels, int channels, const kernels::soft_paint& paint,
                    u8* dst) noexcept {
  kernels::paint_soft_f32(src, mask, pixels, channels, paint, dst);
}
inline void lay_row(const u8* src, const u8* mask, index pixels, int channels, const kernels::soft_paint& paint,
                    u8* dst) noexcept {
  kernels::paint_soft_u8(src, mask, pixels, channels, paint, dst);
}

/// One color over all rows, everything checked.
template <class Blend, class T, class Scale>
status lay_color(const view<const u8, 3>& src, const view<const T, 2>& mask, const color& paint, f32 alpha,
                 const Scale& scale, const view<u8, 3>& dst) noexcept {
  pixel_rows rows(src, dst);
  if (status s = rows.prepare(); !s) return s;
  const color given = rows.reversed() ? color(paint.value[2], paint.value[1], paint.value[0]) : paint;
  paint_tables whole;
  paint_maker<Blend>(alpha, src.shape(2)).make(given, whole);
  kernels::soft_paint soft{&whole, alpha, {}, nothing_below(alpha)};
  for (int c = 0; c < 3; ++c) soft.color[c] = static_cast<f32>(given.value[c]);
  return for_each_mask_row(mask, hw_of(src), scale, [&](index y, const T* row) {
    rows.visit(y, 1, [&](const u8* from, index, index, u8* to, index) {
      lay_row(from, row, src.shape(1), static_cast<int>(src.shape(2)), soft, to);
    });
  });
}

/// A color for each label over all rows, everything but the labels checked.
template <class Blend, class L, class Scale>
status lay_labels(const view<const u8, 3>& src, const view<const L, 2>& map, const palette& colors, f32 alpha,
                  const Scale& scale, const view<u8, 3>& dst) noexcept {
  label_rows<L> labels(map);
  bool occurs[palette::most] = {};
  if (status s = labels.prepare(hw_of(src), scale); !s) return s;
  if (status s = labels.look(colors.size(), occurs); !s) return s;
  pixel_rows rows(src, dst);
  if (status s = rows.prepare(); !s) return s;
  if (!colors.paints_background()) occurs[0] = false;
  index count = 0;
  for (bool found : occurs) count += found;
  buffer<unsigned char> memory;
  if (status s = memory.resize((count + 1) * index(sizeof(paint_tables))); !s) return s;
  paint_tables* const made = aligned_for<paint_tables>(memory.data());
  const paint_tables* paints[palette::most] = {};
  paint_maker<Blend> maker(alpha, src.shape(2));
  for (int label = palette::most - 1; label >= 0; --label) {
    if (!occurs[label]) continue;
    const auto& c = colors[label].value;
    maker.make(rows.reversed() ? color(c[2], c[1], c[0]) : colors[label], made[--count]);
    paints[label] = made + count;
  }
  const int channels = static_cast<int>(src.shape(2));
  labels.visit(src.shape(0), [&](index y, index count_rows, const label_span* spans, index n) {
    rows.visit(y, count_rows, [&](const u8* from, index from_step, index together, u8* to, index to_step) {
      kernels::paint_spans(from, from_step, together, spans, n, paints, channels, to, to_step);
    });
  });
  return {};
}

template <class Mask, class Blend, class Scale>
constexpr void check_overlay_types() {
  static_assert(Mask::rank == 2, "eidograph: overlay takes a mask of rank 2 (h, w)");
  static_assert(is_blend_contract<Blend>, "eidograph: overlay takes a blend contract such as like::numpy::blend");
}

}  // namespace detail

/// One color laid over dst = img, alpha * mask thick. Python, with a mask of another size than the image:
///   m = np.asarray(Image.fromarray(mask).resize((w, h), Image.Resampling.BILINEAR))
///   a = np.float32(alpha) * m[..., None];  dst = (img * (1 - a) + np.float32(color) * a).astype(np.uint8)
/// img, dst: u8 (h, w, 3), or (h, w, 4) whose fourth channel stays, any strides (interleaved pixels are fastest); dst
/// may be img. mask: f32 from 0 to 1, or u8 (/ 255 after scaling), rank 2, its own size; `scale` says which library's
/// resize brings it to the image's (none when the sizes agree). Exactness: every bit of the two contracts. Values that
/// leave 0..255 (a mask beyond 0..1) are clamped, NaN gives 0. Errors: errc::shape_error, errc::value_error (alpha
/// outside 0..1, partial overlap); dst is untouched then. Allocates the tables and a few rows of the mask's scaling,
/// never a mask of the image's size.
template <class S, class M, class Blend, class Scale, class D>
status try_overlay(const S& img, const M& mask, const color& paint, f32 alpha, Blend, Scale scale, D&& dst) noexcept {
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
  return detail::lay_color<Blend>(src, soft, paint, alpha, scale, out);
}

/// The color of each pixel's label laid over dst = img, alpha thick; label 0 is background and stays as it is, unless
/// the palette is `.with_background()`.
/// Python, with m the labels at the image's size and a = np.float32(alpha):
///   on = m != 0;  dst[on] = (img[on] * (1 - a) + np.float32(palette)[m[on]] * a).astype(np.uint8)
/// labels: any integer type, rank 2, its own size, scaled by a nearest contract. Otherwise as above, and
/// errc::index_error for a label that has no color.
template <class S, class M, class Blend, class Scale, class D>
status try_overlay(const S& img, const M& labels, const palette& colors, f32 alpha, Blend, Scale scale,
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
  return detail::lay_labels<Blend>(src, map, colors, alpha, scale, out);
}

/// The same in place.
template <class D, class M, class Paint, class Blend, class Scale>
status try_overlay(D&& img, const M& mask, const Paint& paint, f32 alpha, Blend blend, Scale scale) noexcept {
  const view<u8, 3> out = detail::as_output(std::forward<D>(img));
  return try_overlay(out, mask, paint, alpha, blend, scale, out);
}

#if EIDO_EXCEPTIONS
template <class S, class M, class Paint, class Blend, class Scale, class D>
void overlay(const S& img, const M& mask, const Paint& paint, f32 alpha, Blend blend, Scale scale, D&& dst) {
  detail::raise_if_failed(try_overlay(img, mask, paint, alpha, blend, scale, std::forward<D>(dst)));
}
template <class D, class M, class Paint, class Blend, class Scale>
void overlay(D&& img, const M& mask, const Paint& paint, f32 alpha, Blend blend, Scale scale) {
  detail::raise_if_failed(try_overlay(std::forward<D>(img), mask, paint, alpha, blend, scale));
}
#endif

}  // namespace eido
