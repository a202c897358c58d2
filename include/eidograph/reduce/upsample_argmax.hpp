// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "argmax.hpp"
#include "upsample_lines.hpp"

namespace eido::inline EIDO_ABI {

/// What scores are of the winner: its interpolated logit, or its probability.
enum class upsample_score : u8 { logit, softmax };

struct upsample_options {
  logits_layout layout = logits_layout::chw;
  upsample_crop crop{};
  /// Where the winner's score goes: the shape of the result, any strides; no data: nowhere.
  view<f32, 2> scores{};
  upsample_score score = upsample_score::logit;
};

namespace detail {

/// Rows y to y + n - 1 of ids and scores get one line.
template <class T, class I>
void store_line(const label_line<T>& line, index y, index n, const view<I, 2>& ids,
                const view<f32, 2>& scores) noexcept {
  const index w = ids.shape(1);
  for (index row = y; row < y + n; ++row) {
    I* const to = ids.data() + row * ids.stride(0);
    if (std::is_same_v<I, u8> && line.bytes && !line.columns && ids.stride(1) == 1) {
      std::memcpy(to, line.bytes, static_cast<std::size_t>(w));
    } else {
      for (index x = 0; x < w; ++x) to[x * ids.stride(1)] = static_cast<I>(line.label(x));
    }
    if constexpr (has_scores<T>) {
      for (index x = 0; line.values && x < w; ++x) scores.at(row, x) = static_cast<f32>(line.values[line.column(x)]);
    }
  }
}

}  // namespace detail

/// dst = the class with the largest interpolated logit at each pixel of the upsampled map, without the upsampled
/// logits. Python: `F.interpolate(logits[None], (h, w), mode="bilinear")[0].argmax(0)` for like::torch::bilinear,
///         `np.stack([cv2.resize(p, (w, h)) for p in logits]).argmax(0)` for like::cv2::linear.
///
/// logits: (classes, h, w), or (h, w, classes) with layout::hwc, any strides. f32; f16 and bf16, which become f32 first
/// (`logits.float()`); i8 for like::tflite::bilinear; for nearest contracts any integer or float.
/// size: of the whole map, larger or smaller. dst: any integer type, (h, w) of the map or of the crop.
///
/// Contracts: like::torch::bilinear, like::cv2::linear, like::tf::bilinear, like::tflite::bilinear, and the nearest
/// ones of those libraries. i8 is mixed by TFLite's integers and each class rounded to i8, as in a quantized model,
/// before classes are compared.
///
/// Exactness: equals interpolation followed by argmax, label for label: ties to the first class, NaN as numpy. Where
/// one class is ahead at all corners of a cell by more than rounding can take away the label is known without
/// arithmetic; elsewhere only classes race that can win. Scores are the winner's logit; or with upsample_score::softmax
/// its probability, 1 / the sum of exp(logit - the winner's), which looks at every class and equals the largest of
/// softmax over the interpolated logits bit for bit. Memory: classes * (w + 1) * a few, whatever the size of dst.
///
/// Errors: errc::shape_error for another dst or scores shape; errc::value_error for empty logits or sizes, more classes
/// than dst's type can name, a crop outside of the map, overlap; errc::memory_error. Allocates its tables.
template <class L, class Contract, class D>
status try_upsample_argmax(const L& logits, hw size, const Contract& contract, const upsample_options& options,
                           D&& dst) noexcept {
  static_assert(detail::upsample_contract<Contract>,
                "eidograph: upsample_argmax takes like::torch::bilinear, like::cv2::linear, like::tf::bilinear, "
                "like::tflite::bilinear, or a nearest contract of those");
  const auto given = detail::as_const_view(logits);
  const auto ids = detail::as_output(std::forward<D>(dst));
  using V = detail::bare<decltype(given)>;
  using T = typename V::value_type;
  using I = typename detail::bare<decltype(ids)>::value_type;
  static_assert(V::rank == 3, "eidograph: upsample_argmax takes logits of rank 3");
  static_assert(detail::bare<decltype(ids)>::rank == 2, "eidograph: upsample_argmax's dst has rank 2");
  static_assert(std::is_integral_v<I> && !std::is_same_v<I, bool>, "eidograph: argmax writes an integer type");
  const auto planes = detail::as_planes(given, options.layout);
  upsample_crop part = options.crop;
  if (status s = detail::check_upsampling("upsample_argmax", planes, size, part); !s) return s;
  const index_array<2> shape(part.height, part.width);
  const auto refuse = [&](const char* name, const auto& v) {
    if (!(v.shape() == shape)) {
      return status::failure(errc::shape_error, "upsample_argmax: ", name, " has shape ", v.shape(), "; expected ",
                             shape);
    }
    if (detail::may_overlap(v, given)) {
      return status::failure(errc::value_error, "upsample_argmax: ", name, " overlaps logits");
    }
    return status();
  };
  if (status s = refuse("dst", ids); !s) return s;
  const int axis_of_classes = options.layout == logits_layout::hwc ? 2 : 0;
  if (status s = detail::check_names<I>("upsample_argmax", axis_of_classes, planes.shape(0)); !s) return s;
  const bool scored = options.scores.data() != nullptr;
  if (scored) {
    if (status s = refuse("scores", options.scores); !s) return s;
    if (detail::may_overlap(options.scores, ids)) {
      return status::failure(errc::value_error, "upsample_argmax: scores overlaps dst");
    }
    if constexpr (!detail::has_scores<T>) {
      return status::failure(errc::value_error, "upsample_argmax: scores are of logits that f32 holds exactly");
    }
  }
  using wants = detail::upsample_wants;
  const wants what = !scored ? wants::labels : options.score == upsample_score::softmax ? wants::shares : wants::values;
  return detail::upsample_lines(
      planes, size, contract, options.layout, part, what,
      [&](index y, index n, const auto& line) { detail::store_line(line, y, n, ids, options.scores); });
}
template <class L, class Contract, class D>
status try_upsample_argmax(const L& logits, hw size, const Contract& contract, D&& dst) noexcept {
  return try_upsample_argmax(logits, size, contract, upsample_options{}, std::forward<D>(dst));
}

#if EIDO_EXCEPTIONS
template <class L, class Contract, class D>
void upsample_argmax(const L& logits, hw size, const Contract& contract, const upsample_options& options, D&& dst) {
  detail::raise_if_failed(try_upsample_argmax(logits, size, contract, options, std::forward<D>(dst)));
}
template <class L, class Contract, class D>
void upsample_argmax(const L& logits, hw size, const Contract& contract, D&& dst) {
  detail::raise_if_failed(try_upsample_argmax(logits, size, contract, std::forward<D>(dst)));
}
#endif

}  // namespace eido
