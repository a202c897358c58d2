// SPDX-License-Identifier: MIT
#pragma once

#include "compose.hpp"
#include "labels.hpp"
#include "paint_kernels.hpp"

// Masks and labels into pixels.

namespace eido::inline EIDO_ABI {
namespace detail {

/// Pixels where the mask (a bool is 0 or 1) is not 0 get the color.
inline void paint_pixels(const view<u8, 3>& img, const view<const u8, 2>& mask, const color& paint) noexcept {
  const bool reversed = img.stride(2) == -1 && img.shape(2) == 3;
  const view<u8, 3> out = reversed ? turned(img, 2) : img;
  const index channels = out.shape(2);
  const auto value = [&](index c) { return paint.value[reversed ? 2 - c : c]; };
  const bool packed = out.stride(2) == 1 && out.stride(1) == channels && mask.stride(1) == 1;
  u8 pixels[256 * 4];
  for (index i = 0; i < 256 * channels; ++i) pixels[i] = i % channels < 3 ? value(i % channels) : u8(0);
  for (index y = 0; y < out.shape(0); ++y) {
    const u8* const set = mask.data() + y * mask.stride(0);
    u8* const to = out.data() + y * out.stride(0);
    if (packed) {
      kernels::paint_masked(set, out.shape(1), pixels, static_cast<int>(channels), to);
      continue;
    }
    for (index x = 0; x < out.shape(1); ++x) {
      for (index c = 0; c < 3 && set[x * mask.stride(1)]; ++c) to[x * out.stride(1) + c * out.stride(2)] = value(c);
    }
  }
}

}  // namespace detail

/// img's pixels under a mask get a color, in place. Python: `img[mask != 0] = color`.
/// img: u8 (h, w, 3), or (h, w, 4) whose fourth channel stays. mask: u8 or bool, img's height and width.
/// Errors: errc::shape_error, errc::value_error (overlap); img is untouched then. Allocates nothing.
template <class D, class M>
status try_paint(D&& img, const M& mask, const color& paint) noexcept {
  const view<u8, 3> out = detail::as_output(std::forward<D>(img));
  const auto m = detail::as_const_view(mask);
  using T = typename detail::bare<decltype(m)>::value_type;
  static_assert(detail::bare<decltype(m)>::rank == 2, "eidograph: paint takes a mask of rank 2 (h, w)");
  static_assert(std::is_same_v<T, u8> || std::is_same_v<T, bool>, "eidograph: paint takes a mask of u8 or bool");
  if (out.shape(2) != 3 && out.shape(2) != 4) {
    return status::failure(errc::shape_error, "paint: img has shape ", out.shape(), "; expected (h, w, 3 or 4)");
  }
  if (!(hw_of(m) == hw_of(out))) {
    return status::failure(errc::shape_error, "paint: mask has shape ", m.shape(), "; expected ", hw_of(out));
  }
  if (detail::may_overlap(out, m)) return status::failure(errc::value_error, "paint: img overlaps mask");
  detail::paint_pixels(out, view<const u8, 2>(reinterpret_cast<const u8*>(m.data()), m.shape(), m.strides()), paint);
  return {};
}

namespace detail {

/// dst = the color of each label, which messages call `name`.
template <class T>
status colorize(const char* verb, const char* name, const view<const T, 2>& labels, const palette& colors,
                const view<u8, 3>& dst) noexcept {
  if (dst.shape(2) != 3 || !(hw_of(labels) == hw_of(dst))) {
    return status::failure(errc::shape_error, verb, ": dst has shape ", dst.shape(), "; expected (", labels.shape(0),
                           ", ", labels.shape(1), ", 3)");
  }
  if (may_overlap(dst, labels)) return status::failure(errc::value_error, verb, ": dst overlaps ", name);
  for (index y = 0; y < labels.shape(0); ++y) {
    if constexpr (std::is_same_v<T, u8>) {
      if (colors.size() == palette::most) break;
      if (labels.stride(1) == 1 &&
          kernels::largest_label(labels.data() + y * labels.stride(0), labels.shape(1)) < colors.size()) {
        continue;
      }
    }
    for (index x = 0; x < labels.shape(1); ++x) {
      const T label = labels.at(y, x);
      if (label < T(0) || static_cast<u64>(label) >= static_cast<u64>(colors.size())) {
        return status::failure(errc::index_error, verb, ": label ", label, " at (", y, ", ", x,
                               ") is outside the palette of ", colors.size(), " colors");
      }
    }
  }
  kernels::color_tables table{};
  const bool reversed = dst.stride(2) == -1;
  for (int label = 0; label < colors.size(); ++label) {
    for (int k = 0; k < 3; ++k) {
      table.planes[k][label] = table.pixels[label][k] = colors[label].value[reversed ? 2 - k : k];
    }
  }
  const view<u8, 3> pixels = reversed ? turned(dst, 2) : dst;
  constexpr index most = 256;
  u8 held[most], colored[3 * most];
  for (index y = 0; y < labels.shape(0); ++y) {
    for (index x = 0; x < labels.shape(1); x += most) {
      const index n = labels.shape(1) - x < most ? labels.shape(1) - x : most;
      const T* const from = labels.data() + y * labels.stride(0) + x * labels.stride(1);
      u8* const to = pixels.data() + y * pixels.stride(0) + x * pixels.stride(1);
      const u8* row = held;
      if constexpr (std::is_same_v<T, u8>) {
        if (labels.stride(1) == 1) row = from;
      }
      for (index i = 0; row == held && i < n; ++i) held[i] = static_cast<u8>(from[i * labels.stride(1)]);
      const bool packed = pixels.stride(2) == 1 && pixels.stride(1) == 3;
      kernels::color_labels(row, n, table, packed ? to : colored);
      if (packed) continue;
      for (index i = 0; i < n; ++i) {
        for (index k = 0; k < 3; ++k) to[i * pixels.stride(1) + k * pixels.stride(2)] = colored[3 * i + k];
      }
    }
  }
  return {};
}

}  // namespace detail

/// dst = the color of each label. Python: `palette[labels]`.
/// labels: any integer type, rank 2. dst: u8 (h, w, 3), any strides.
/// Errors: errc::shape_error, errc::index_error (a label without a color), errc::value_error (overlap); dst is
/// untouched then. Allocates nothing.
template <class L, class D>
status try_colorize(const L& labels, const palette& colors, D&& dst) noexcept {
  const auto m = detail::as_const_view(labels);
  static_assert(std::is_integral_v<detail::value_of<const L>>, "eidograph: colorize takes integer labels");
  static_assert(detail::bare<decltype(m)>::rank == 2, "eidograph: colorize takes labels of rank 2 (h, w)");
  return detail::colorize("colorize", "labels", m, colors, detail::as_output(std::forward<D>(dst)));
}

/// dst = img with alpha as its fourth channel. Python: `np.dstack([img, alpha])`; `image.putalpha(alpha)` in Pillow.
/// img: (h, w, 3). alpha: (h, w). dst: (h, w, 4), apart from both. One element type.
/// Errors: errc::shape_error, errc::value_error (overlap); dst is untouched then.
template <class S, class A, class D>
status try_put_alpha(const S& img, const A& alpha, D&& dst) noexcept {
  const auto src = detail::as_const_view(img);
  const auto a = detail::as_const_view(alpha);
  const auto out = detail::as_output(std::forward<D>(dst));
  using T = typename detail::bare<decltype(out)>::value_type;
  static_assert(std::is_same_v<T, typename detail::bare<decltype(src)>::value_type> &&
                    std::is_same_v<T, typename detail::bare<decltype(a)>::value_type>,
                "eidograph: put_alpha takes img, alpha and dst of one element type");
  const index_array<3> colors(out.shape(0), out.shape(1), 3);
  if (out.shape(2) != 4 || !(src.shape() == colors) || !(hw_of(a) == hw_of(out))) {
    return status::failure(errc::shape_error, "put_alpha: img, alpha, dst have shapes ", src.shape(), ", ", a.shape(),
                           ", ", out.shape(), "; expected (h, w, 3), (h, w), (h, w, 4)");
  }
  if (detail::may_overlap(out, src) || detail::may_overlap(out, a)) {
    return status::failure(errc::value_error, "put_alpha: dst overlaps img or alpha");
  }
  const index w = out.shape(1);
  for (index y = 0; y < out.shape(0); ++y) {
    const auto* const from = src.data() + y * src.stride(0);
    const auto* const more = a.data() + y * a.stride(0);
    auto* const to = out.data() + y * out.stride(0);
    if constexpr (std::is_same_v<T, u8>) {
      if (src.stride(2) == 1 && src.stride(1) == 3 && a.stride(1) == 1 && out.stride(2) == 1 && out.stride(1) == 4) {
        kernels::add_fourth(from, more, w, to);
        continue;
      }
    }
    for (index x = 0; x < w; ++x) {
      for (index c = 0; c < 3; ++c)
        to[x * out.stride(1) + c * out.stride(2)] = from[x * src.stride(1) + c * src.stride(2)];
      to[x * out.stride(1) + 3 * out.stride(2)] = more[x * a.stride(1)];
    }
  }
  return {};
}

/// Masks of many objects laid over dst = img. Where masks overlap the pixel is painted black; pixels under no mask go
/// through the sum too, which can darken them by 1.
/// Python: `torchvision.utils.draw_segmentation_masks(img, masks, alpha, colors)`, up to the layout.
/// img, dst: u8 (h, w, 3) (torchvision's (3, h, w) as `rearrange<"c h w -> h w c">`), any strides; dst may be img.
/// masks: bool or u8 (n, h, w), n up to 254; mask k has color k. Errors: errc::shape_error, errc::value_error,
/// errc::index_error; dst is untouched then. Allocates a label map of the image's size.
template <class S, class M, class D>
status try_draw_segmentation_masks(const S& img, const M& masks, const palette& colors, f64 alpha,
                                   like::torchvision::blend_contract, D&& dst) noexcept {
  const view<const u8, 3> src = detail::as_const_view(img);
  const view<u8, 3> out = detail::as_output(std::forward<D>(dst));
  const auto m = detail::as_const_view(masks);
  static_assert(detail::bare<decltype(m)>::rank == 3, "eidograph: draw_segmentation_masks takes masks (n, h, w)");
  constexpr const char* verb = "draw_segmentation_masks";
  constexpr int most = palette::most - 2, black = palette::most - 1;
  if (src.shape(2) != 3) {
    return status::failure(errc::shape_error, verb, ": img has shape ", src.shape(), "; expected (h, w, 3)");
  }
  if (status s = detail::check_elementwise(verb, "img", src, out); !s) return s;
  if (m.shape(1) != src.shape(0) || m.shape(2) != src.shape(1)) {
    return status::failure(errc::shape_error, verb, ": masks have shape ", m.shape(), "; img has ", src.shape());
  }
  if (m.shape(0) > most || m.shape(0) > colors.size()) {
    return status::failure(errc::value_error, verb, ": ", m.shape(0), " masks for ", colors.size(),
                           " colors; expected at most as many, and ", most);
  }
  if (!(alpha >= 0 && alpha <= 1)) {
    return status::failure(errc::value_error, verb, ": alpha = ", alpha, "; expected 0 to 1");
  }
  if (src.size() == 0) return {};
  buffer<u8> labels;
  if (status s = labels.resize(src.shape(0) * src.shape(1)); !s) return s;
  std::memset(labels.data(), 0, static_cast<std::size_t>(src.shape(0) * src.shape(1)));
  color all[palette::most];
  for (index k = 0; k < m.shape(0); ++k) {
    all[k + 1] = colors[k];
    u8* label = labels.data();
    for (index y = 0; y < m.shape(1); ++y) {
      for (index x = 0; x < m.shape(2); ++x, ++label) {
        if (m.at(k, y, x)) *label = static_cast<u8>(*label == 0 ? k + 1 : black);
      }
    }
  }
  return detail::lay_labels(like::torchvision::blend, src,
                            view<const u8, 2>(labels.data(), {src.shape(0), src.shape(1)}), palette(all), alpha,
                            like::pillow::nearest, out);
}

#if EIDO_EXCEPTIONS
template <class D, class M>
void paint(D&& img, const M& mask, const color& paint_color) {
  detail::raise_if_failed(try_paint(std::forward<D>(img), mask, paint_color));
}
template <class L, class D>
void colorize(const L& labels, const palette& colors, D&& dst) {
  detail::raise_if_failed(try_colorize(labels, colors, std::forward<D>(dst)));
}
template <class S, class A, class D>
void put_alpha(const S& img, const A& alpha, D&& dst) {
  detail::raise_if_failed(try_put_alpha(img, alpha, std::forward<D>(dst)));
}
template <class S, class M, class D>
void draw_segmentation_masks(const S& img, const M& masks, const palette& colors, f64 alpha,
                             like::torchvision::blend_contract contract, D&& dst) {
  detail::raise_if_failed(try_draw_segmentation_masks(img, masks, colors, alpha, contract, std::forward<D>(dst)));
}
#endif

}  // namespace eido
