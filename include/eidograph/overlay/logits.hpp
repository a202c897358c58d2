// SPDX-License-Identifier: MIT
#pragma once

#include "../like/blend.hpp"
#include "../reduce/upsample_lines.hpp"
#include "check.hpp"
#include "labels.hpp"

// What a network sees laid over the image, from its logits: upsampled, argmax taken, colored and blended row by row.

namespace eido::inline EIDO_ABI {

struct overlay_logits_options {
  logits_layout layout = logits_layout::chw;
  /// The size that the logits are upsampled to; hw(0, 0) is the image's.
  hw size{0, 0};
  /// The image's part of it, of the image's height and width: the inverse of a letterbox. Height 0: all of it.
  upsample_crop crop{};
};

namespace detail {

/// Lines of labels as spans of the image's pixels.
class line_spans {
 public:
  /// labels: at most in a line.
  status prepare(index labels, index width) noexcept {
    width_ = width;
    if (status s = reach_.resize(labels + 1); !s) return s;
    return spans_.resize(labels);
  }

  /// The spans of a line; their number. All lines of a walk have the same columns.
  template <class T>
  index of(const label_line<T>& line) noexcept {
    if (!known_) {
      known_ = true;
      reach_of(
          line.count, width_, [&line](index x) { return line.column(x); }, reach_.data());
    }
    if (line.bytes) return label_spans(line.bytes, line.count, reach_.data(), spans_.data());
    return label_spans(line.ids, line.count, reach_.data(), spans_.data());
  }
  const label_span* spans() const noexcept { return spans_.data(); }

 private:
  index width_ = 0;
  bool known_ = false;
  buffer<i32> reach_;
  buffer<label_span> spans_;
};

}  // namespace detail

/// The classes of an image laid over dst = img as colors, alpha thick, from a network's logits: equals upsample_argmax
/// followed by overlay, bit for bit, without upsampled logits and without labels of the image's size. Python:
///   m = F.interpolate(logits[None], size, mode="bilinear")[0].argmax(0)[top:top + h, left:left + w]
///   and with it what overlay says of its labels
///
/// img, dst: u8 (h, w, 3), or (h, w, 4) whose fourth channel stays; any strides (interleaved pixels are fastest, seen
/// as BGR too); dst may be img.
/// logits: (classes, h, w) or options.layout's (h, w, classes), any strides, their own size and the element types of
/// upsample_argmax. Class 0 is background and stays as it is, unless the palette is `.with_background()`.
/// blend: like::numpy::blend, or those of pillow, cv2, torchvision; see overlay.
/// scale: like::torch::bilinear, like::cv2::linear, like::tf::bilinear, like::tflite::bilinear, or a nearest contract
/// of those; see upsample_argmax. options: {.size, .crop} where the network saw the image with borders.
///
/// Exactness: every bit of the two contracts, on every CPU.
/// Errors: errc::shape_error, errc::value_error (alpha outside 0..1, more classes than colors, empty logits, a crop
/// outside of the map, overlap), errc::memory_error; dst is untouched then. Allocates two rows of the logits and
/// tables.
template <class S, class L, class Blend, class Scale, class D>
status try_overlay_logits(const S& img, const L& logits, const palette& colors, f64 alpha, Blend, const Scale& scale,
                          const overlay_logits_options& options, D&& dst) noexcept {
  constexpr const char* verb = "overlay_logits";
  const view<const u8, 3> src = detail::as_const_view(img);
  const view<u8, 3> out = detail::as_output(std::forward<D>(dst));
  const auto given = detail::as_const_view(logits);
  using V = detail::bare<decltype(given)>;
  static_assert(V::rank == 3, "eidograph: overlay_logits takes logits of rank 3");
  static_assert(detail::is_blend_contract<Blend>,
                "eidograph: overlay_logits takes a blend contract such as like::numpy::blend");
  static_assert(detail::upsample_contract<Scale>,
                "eidograph: overlay_logits takes like::torch::bilinear, like::cv2::linear, like::tf::bilinear, "
                "like::tflite::bilinear, or a nearest contract of those");
  const auto planes = detail::as_planes(given, options.layout);
  if (status s = detail::check_overlay(verb, src, alpha, out); !s) return s;
  if (planes.shape(0) > colors.size()) {
    return status::failure(errc::value_error, verb, ": logits have ", planes.shape(0), " classes; the palette has ",
                           colors.size(), " colors");
  }
  const hw own = hw_of(src), size = options.size == hw(0, 0) ? own : options.size;
  upsample_crop part = options.crop;
  if (src.size() == 0) return {};
  if (status s = detail::check_upsampling(verb, planes, size, part); !s) return s;
  if (!(hw(part.height, part.width) == own)) {
    return status::failure(errc::shape_error, verb, ": img has shape ", src.shape(), "; the logits' part is ",
                           hw(part.height, part.width));
  }
  if (detail::may_overlap(out, given)) return status::failure(errc::value_error, verb, ": dst overlaps logits");

  detail::line_spans spans;
  detail::span_rows rows(src, out);
  detail::paint_set<Blend> paints(colors, alpha, src.shape(2), rows.reversed());
  if (status s = spans.prepare(own.w > planes.shape(2) ? own.w : planes.shape(2), own.w); !s) return s;
  if (status s = rows.prepare(); !s) return s;
  if (status s = paints.prepare(); !s) return s;
  return detail::upsample_lines(planes, size, scale, options.layout, part, detail::upsample_wants::labels,
                                [&](index y, index n, const auto& line) {
                                  const index count = spans.of(line);
                                  rows.paint(y, n, spans.spans(), count, paints.of(spans.spans(), count));
                                });
}
template <class S, class L, class Blend, class Scale, class D>
  requires(!std::is_same_v<detail::bare<D>, overlay_logits_options>)
status try_overlay_logits(const S& img, const L& logits, const palette& colors, f64 alpha, Blend blend,
                          const Scale& scale, D&& dst) noexcept {
  return try_overlay_logits(img, logits, colors, alpha, blend, scale, overlay_logits_options{}, std::forward<D>(dst));
}

/// The same in place.
template <class D, class L, class Blend, class Scale>
status try_overlay_logits(D&& img, const L& logits, const palette& colors, f64 alpha, Blend blend, const Scale& scale,
                          const overlay_logits_options& options) noexcept {
  const view<u8, 3> out = detail::as_output(std::forward<D>(img));
  return try_overlay_logits(out, logits, colors, alpha, blend, scale, options, out);
}
template <class D, class L, class Blend, class Scale>
status try_overlay_logits(D&& img, const L& logits, const palette& colors, f64 alpha, Blend blend,
                          const Scale& scale) noexcept {
  return try_overlay_logits(std::forward<D>(img), logits, colors, alpha, blend, scale, overlay_logits_options{});
}

#if EIDO_EXCEPTIONS
template <class S, class L, class Blend, class Scale, class D>
void overlay_logits(const S& img, const L& logits, const palette& colors, f64 alpha, Blend blend, const Scale& scale,
                    const overlay_logits_options& options, D&& dst) {
  detail::raise_if_failed(try_overlay_logits(img, logits, colors, alpha, blend, scale, options, std::forward<D>(dst)));
}
template <class S, class L, class Blend, class Scale, class D>
  requires(!std::is_same_v<detail::bare<D>, overlay_logits_options>)
void overlay_logits(const S& img, const L& logits, const palette& colors, f64 alpha, Blend blend, const Scale& scale,
                    D&& dst) {
  detail::raise_if_failed(try_overlay_logits(img, logits, colors, alpha, blend, scale, std::forward<D>(dst)));
}
template <class D, class L, class Blend, class Scale>
void overlay_logits(D&& img, const L& logits, const palette& colors, f64 alpha, Blend blend, const Scale& scale,
                    const overlay_logits_options& options) {
  detail::raise_if_failed(try_overlay_logits(std::forward<D>(img), logits, colors, alpha, blend, scale, options));
}
template <class D, class L, class Blend, class Scale>
void overlay_logits(D&& img, const L& logits, const palette& colors, f64 alpha, Blend blend, const Scale& scale) {
  detail::raise_if_failed(try_overlay_logits(std::forward<D>(img), logits, colors, alpha, blend, scale));
}
#endif

}  // namespace eido
