// SPDX-License-Identifier: MIT
#pragma once

#include "../view/assign.hpp"
#include "argmax.hpp"
#include "upsample_engine.hpp"

namespace eido::inline EIDO_ABI {

/// How logits lie: (classes, h, w) or (h, w, classes).
enum class logits_layout : u8 { chw, hwc };

/// A part of the upsampled map: the inverse of a letterbox. Height 0: all of it.
struct upsample_crop {
  index top = 0, left = 0, height = 0, width = 0;
};

struct upsample_options {
  logits_layout layout = logits_layout::chw;
  upsample_crop crop{};
  /// Where the winner's interpolated value goes: the shape of the result, any strides; no data: nowhere.
  view<f32, 2> scores{};
};

namespace detail {

inline status check_crop(const upsample_crop& c, hw size) noexcept {
  if (c.top >= 0 && c.left >= 0 && c.height >= 0 && c.width >= 0 && c.top <= size.h - c.height &&
      c.left <= size.w - c.width) {
    return {};
  }
  return status::failure(errc::value_error, "upsample_argmax: crop = (top ", c.top, ", left ", c.left, ", height ",
                         c.height, ", width ", c.width, "); expected a part of ", size);
}

inline constexpr index most_upsampled = index(1) << 30;

/// Nearest: the rows of labels that the output shows, each made once.
template <class PickX, class PickY, class T, class I>
status pick_labels(const view<const T, 3>& logits, PickX pick_x, PickY pick_y, const upsample_crop& part,
                   const view<I, 2>& ids, const view<f32, 2>& scores) noexcept {
  const index w = logits.shape(2);
  memory_parts parts;
  index* from = nullptr;
  I* labels = nullptr;
  T* values = nullptr;
  const auto take = [&] {
    from = parts.take<index>(part.width);
    labels = parts.take<I>(w);
    values = parts.take<T>(w);
  };
  take();
  if (status s = parts.allocate(); !s) return s;
  take();
  for (index x = 0; x < part.left + part.width; ++x) {
    const index at = pick_x(x);
    if (x >= part.left) from[x - part.left] = at;
  }
  for (index y = 0, have = -1; y < part.top + part.height; ++y) {
    const index row = pick_y(y);
    if (y < part.top) continue;
    if (row != have) {
      have = row;
      best_lines<false>(logits.data() + row * logits.stride(1),
                        line_layout{logits.shape(0), logits.stride(0), w, logits.stride(2)},
                        best_output<T, I>{labels, 1, scores.data() ? values : nullptr, 1});
    }
    for (index x = 0; x < part.width; ++x) {
      ids.at(y - part.top, x) = labels[from[x]];
      if constexpr (std::is_same_v<T, f32>) {
        if (scores.data()) scores.at(y - part.top, x) = values[from[x]];
      }
    }
  }
  return {};
}

template <class Rule, class Contract, class I>
status mix_labels(const logits_view& logits, const Contract& contract, const axis_request& x, const axis_request& y,
                  bool hwc, const upsample_crop& part, const view<I, 2>& ids, const view<f32, 2>& scores) noexcept {
  upsample_form form;
  if (status s = Rule::form(contract, x, y, logits.shape(0), hwc, form); !s) return s;
  upsampler up(logits, form, part.height, part.width, scores.data() != nullptr);
  if (status s = up.allocate(); !s) return s;
  for (index i = 0; i < part.width; ++i) up.set_column(i, Rule::across(contract, form, x, part.left + i));
  for (index i = 0; i < part.height; ++i) up.set_row(i, Rule::down(contract, form, y, part.top + i));
  up.run([&](index row, const i32* found, const f32* values) {
    I* const out = ids.data() + row * ids.stride(0);
    if constexpr (std::is_same_v<I, u8>) {
      if (ids.stride(1) == 1) {
        kernels::upsample_narrow(found, part.width, out);
      } else {
        for (index i = 0; i < part.width; ++i) out[i * ids.stride(1)] = static_cast<I>(found[i]);
      }
    } else {
      for (index i = 0; i < part.width; ++i) out[i * ids.stride(1)] = static_cast<I>(found[i]);
    }
    for (index i = 0; values && i < part.width; ++i) scores.at(row, i) = values[i];
  });
  return {};
}

}  // namespace detail

/// dst = the class with the largest interpolated logit at each pixel of the upsampled map, without the upsampled
/// logits. Python: `F.interpolate(logits[None], (h, w), mode="bilinear")[0].argmax(0)` for like::torch::bilinear,
///         `np.stack([cv2.resize(p, (w, h)) for p in logits]).argmax(0)` for like::cv2::linear.
/// logits: (classes, h, w), or (h, w, classes) with layout::hwc, any strides; f32, for nearest contracts any integer or
/// float. size: of the whole map, larger or smaller. dst: any integer type, (h, w) of the map or of the crop.
/// Contracts: like::torch::bilinear, like::cv2::linear, like::tf::bilinear, and the nearest ones of those three.
/// Exactness: equals interpolation followed by argmax, label for label: ties to the first class, NaN as numpy. Where
/// one class is ahead at all corners of a cell by more than rounding can take away the label is known without
/// arithmetic; elsewhere only classes race that can win. Memory: classes * (w + 1) * a few, whatever the size of dst.
/// Errors: errc::shape_error for another dst or scores shape; errc::value_error for empty logits or sizes, more classes
/// than dst's type can name, a crop outside of the map, overlap, like::cv2::linear at exactly half the size;
/// errc::memory_error. Allocates its tables.
template <class L, class Contract, class D>
status try_upsample_argmax(const L& logits, hw size, const Contract& contract, const upsample_options& options,
                           D&& dst) noexcept {
  static_assert(detail::upsample_contract<Contract>,
                "eidograph: upsample_argmax takes like::torch::bilinear, like::cv2::linear, like::tf::bilinear, or a "
                "nearest contract of those");
  const auto given = detail::as_const_view(logits);
  const auto ids = detail::as_output(std::forward<D>(dst));
  using V = detail::bare<decltype(given)>;
  using T = typename V::value_type;
  using I = typename detail::bare<decltype(ids)>::value_type;
  static_assert(V::rank == 3, "eidograph: upsample_argmax takes logits of rank 3");
  static_assert(detail::bare<decltype(ids)>::rank == 2, "eidograph: upsample_argmax's dst has rank 2");
  static_assert(std::is_integral_v<I> && !std::is_same_v<I, bool>, "eidograph: argmax writes an integer type");
  const bool hwc = options.layout == logits_layout::hwc;
  const auto x = hwc ? transpose(given, axes<2, 0, 1>) : given;
  if (x.size() == 0) {
    return status::failure(errc::value_error, "upsample_argmax: logits have shape ", given.shape(), "; expected some");
  }
  if (size.h < 1 || size.w < 1 || size.h > detail::most_upsampled || size.w > detail::most_upsampled ||
      x.shape(1) > detail::most_upsampled || x.shape(2) > detail::most_upsampled) {
    return status::failure(errc::value_error, "upsample_argmax: size = ", size, "; expected sides of 1 to 2^30");
  }
  upsample_crop part = options.crop;
  if (part.height == 0 && part.width == 0) part = {0, 0, size.h, size.w};
  if (status s = detail::check_crop(part, size); !s) return s;
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
  if (status s = detail::check_names<I>("upsample_argmax", hwc ? 2 : 0, x.shape(0)); !s) return s;
  if (options.scores.data()) {
    if (status s = refuse("scores", options.scores); !s) return s;
    if (detail::may_overlap(options.scores, ids)) {
      return status::failure(errc::value_error, "upsample_argmax: scores overlaps dst");
    }
    if constexpr (!std::is_same_v<T, f32>) {
      return status::failure(errc::value_error, "upsample_argmax: scores are of f32 logits only");
    }
  }
  const auto axis_of = [](index from, index to) { return detail::axis_request{from, 0, static_cast<f32>(from), to}; };
  const auto across = axis_of(x.shape(2), size.w), down = axis_of(x.shape(1), size.h);
  using rule = detail::upsample_rule<Contract>;
  if constexpr (rule::picks) {
    return detail::pick_labels(x, rule::picker(contract, across, down, x.shape(0), hwc),
                               rule::picker(contract, down, across, x.shape(0), hwc), part, ids, options.scores);
  } else {
    static_assert(std::is_same_v<T, f32>, "eidograph: this contract interpolates f32 logits");
    if (rule::is_copy(across, down)) {
      const auto same = [](index i) { return i; };
      return detail::pick_labels(x, same, same, part, ids, options.scores);
    }
    return detail::mix_labels<rule>(x, contract, across, down, hwc, part, ids, options.scores);
  }
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
