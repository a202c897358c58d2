// SPDX-License-Identifier: MIT
#pragma once

#include "../view/axes.hpp"
#include "../view/view_of.hpp"
#include "best_lines.hpp"
#include "upsample_engine.hpp"

// Logits as rows of labels at another size: what upsample_argmax stores and overlay_logits paints.

namespace eido::inline EIDO_ABI {

/// How logits lie: (classes, h, w) or (h, w, classes).
enum class logits_layout : u8 { chw, hwc };

/// A part of the upsampled map: the inverse of a letterbox. Height 0: all of it.
struct upsample_crop {
  index top = 0, left = 0, height = 0, width = 0;
};

namespace detail {

inline status check_crop(const char* verb, const upsample_crop& c, hw size) noexcept {
  if (c.top >= 0 && c.left >= 0 && c.height >= 0 && c.width >= 0 && c.top <= size.h - c.height &&
      c.left <= size.w - c.width) {
    return {};
  }
  return status::failure(errc::value_error, verb, ": crop = (top ", c.top, ", left ", c.left, ", height ", c.height,
                         ", width ", c.width, "); expected a part of ", size);
}

inline constexpr index most_upsampled = index(1) << 30;

/// 16-bit floats have no arithmetic of their own: they become f32, exactly.
template <class T>
inline constexpr bool only_widens = !std::is_arithmetic_v<T>;

/// Scores are f32: of f32 and what it holds exactly.
template <class T>
inline constexpr bool has_scores = std::is_same_v<T, f32> || sizeof(T) <= 2;

/// The axes of logits as (class, row, column).
template <class T>
view<const T, 3> as_planes(const view<const T, 3>& logits, logits_layout layout) noexcept {
  return layout == logits_layout::hwc ? transpose(logits, axes<2, 0, 1>) : logits;
}

/// Logits, the size that they get and the part that is wanted, which becomes all of it where it is left out.
template <class T>
status check_upsampling(const char* verb, const view<const T, 3>& planes, hw size, upsample_crop& part) noexcept {
  if (planes.size() == 0) {
    return status::failure(errc::value_error, verb, ": logits are empty: ", planes.shape(0), " classes of ",
                           hw(planes.shape(1), planes.shape(2)));
  }
  if (size.h < 1 || size.w < 1 || size.h > most_upsampled || size.w > most_upsampled) {
    return status::failure(errc::value_error, verb, ": size = ", size, "; expected sides of 1 to 2^30");
  }
  for (int axis = 0; axis < 3; ++axis) {
    if (planes.shape(axis) > most_upsampled) {
      return status::failure(errc::value_error, verb, ": logits have ", planes.shape(0), " classes of ",
                             hw(planes.shape(1), planes.shape(2)), "; expected each 1 to 2^30");
    }
  }
  if (part.height == 0 && part.width == 0) part = {0, 0, size.h, size.w};
  return check_crop(verb, part, size);
}

/// A row of labels with their values: the label at column x is number x, or number columns[x] where columns is not
/// null, and those never decrease.
template <class T>
struct label_line {
  const i32* ids;   // or, where it is null,
  const u8* bytes;  // the labels
  const T* values;  // null where no scores are asked for
  index count;      // of labels
  const index* columns;

  index column(index x) const noexcept { return columns ? columns[x] : x; }
  i32 label(index x) const noexcept { return bytes ? bytes[column(x)] : ids[column(x)]; }
};

/// Nearest: each source row that shows is one line for all the rows that show it.
template <class PickX, class PickY, class T, class Use>
status pick_lines(const view<const T, 3>& planes, PickX pick_x, PickY pick_y, const upsample_crop& part, bool scores,
                  Use& use) noexcept {
  const index w = planes.shape(2);
  memory_parts parts;
  index* columns = nullptr;
  i32* ids = nullptr;
  T* values = nullptr;
  const auto take = [&] {
    columns = parts.take<index>(part.width);
    ids = parts.take<i32>(w);
    values = parts.take<T>(w);
  };
  take();
  if (status s = parts.allocate(); !s) return s;
  take();
  for (index x = 0; x < part.left + part.width; ++x) {
    const index at = pick_x(x);
    if (x >= part.left) columns[x - part.left] = at;
  }
  const label_line<T> line{ids, nullptr, scores ? values : nullptr, w, columns};
  index first = 0, shown = -1;  // rows from `first` on show this one
  for (index y = 0; y < part.top + part.height; ++y) {
    const index row = pick_y(y);
    if (y < part.top || row == shown) continue;
    if (shown >= 0) use(first, y - part.top - first, line);
    first = y - part.top, shown = row;
    best_lines<false>(planes.data() + row * planes.stride(1),
                      line_layout{planes.shape(0), planes.stride(0), w, planes.stride(2)},
                      best_output<T, i32>{ids, 1, scores ? values : nullptr, 1});
  }
  use(first, part.height - first, line);
  return {};
}

/// The rows of an upsampler whose columns and rows are set.
template <class T, class Use>
void run_lines(upsampler<T>& up, index width, Use& use) noexcept {
  up.run([&](index row, const i32* ids, const u8* bytes, const f32* values) {
    use(row, index(1), label_line<f32>{ids, bytes, values, width, nullptr});
  });
}

/// Nearest, where every class is looked at as an f32: for shares, and of 16-bit floats.
template <class PickX, class PickY, class T, class Use>
status pick_widened(const view<const T, 3>& planes, PickX pick_x, PickY pick_y, const upsample_crop& part,
                    upsample_wants wants, Use& use) noexcept {
  upsample_form form;
  form.kernel = kernels::upsample_pick;
  upsampler up(planes, form, part.height, part.width, wants);
  if (status s = up.allocate(); !s) return s;
  for (index i = -part.left; i < part.width; ++i) {
    const index at = pick_x(i + part.left);
    if (i >= 0) up.set_column(i, {at, at, 1, 0});
  }
  for (index i = -part.top; i < part.height; ++i) {
    const index at = pick_y(i + part.top);
    if (i >= 0) up.set_row(i, {at, at, 1, 0});
  }
  run_lines(up, part.width, use);
  return {};
}

template <class Rule, class Contract, class T, class Use>
status mix_lines(const view<const T, 3>& planes, const Contract& contract, const axis_request& x, const axis_request& y,
                 bool hwc, const upsample_crop& part, upsample_wants wants, Use& use) noexcept {
  upsample_form form;
  if (status s = Rule::form(contract, x, y, planes.shape(0), hwc, form); !s) return s;
  upsampler up(planes, form, part.height, part.width, wants);
  if (status s = up.allocate(); !s) return s;
  for (index i = 0; i < part.width; ++i) up.set_column(i, Rule::across(contract, form, x, part.left + i));
  for (index i = 0; i < part.height; ++i) up.set_row(i, Rule::down(contract, form, y, part.top + i));
  run_lines(up, part.width, use);
  return {};
}

/// use(y, n, line): rows y to y + n - 1 of the part show this line of labels; all rows in order, after everything that
/// can fail. Everything is checked.
template <class Contract, class T, class Use>
status upsample_lines(const view<const T, 3>& planes, hw size, const Contract& contract, logits_layout layout,
                      const upsample_crop& part, upsample_wants wants, Use use) noexcept {
  static_assert(upsample_contract<Contract>,
                "eidograph: logits are upsampled by like::torch::bilinear, like::cv2::linear, like::tf::bilinear, "
                "like::tflite::bilinear, or a nearest contract of those");
  const auto axis_of = [](index from, index to) { return axis_request{from, 0, static_cast<f32>(from), to}; };
  const axis_request across = axis_of(planes.shape(2), size.w), down = axis_of(planes.shape(1), size.h);
  const bool hwc = layout == logits_layout::hwc;
  const auto pick = [&](auto pick_x, auto pick_y) {
    if constexpr (has_scores<T>) {
      if (only_widens<T> || wants == upsample_wants::shares) {
        return pick_widened(planes, pick_x, pick_y, part, wants, use);
      }
    }
    if constexpr (!only_widens<T>) {
      return pick_lines(planes, pick_x, pick_y, part, wants != upsample_wants::labels, use);
    }
  };
  if constexpr (upsample_rule<Contract>::picks) {
    using rule = upsample_rule<Contract>;
    return pick(rule::picker(contract, across, down, planes.shape(0), hwc),
                rule::picker(contract, down, across, planes.shape(0), hwc));
  } else {
    using mixed = std::conditional_t<only_widens<T>, f32, T>;
    static_assert(
        requires { upsample_rule<Contract, mixed>::picks; },
        "eidograph: this contract interpolates floats of 32 bits or less; like::tflite::bilinear i8 too");
    using rule = upsample_rule<Contract, mixed>;
    const auto same = [](index i) { return i; };
    if (rule::is_copy(across, down)) return pick(same, same);
    return mix_lines<rule>(planes, contract, across, down, hwc, part, wants, use);
  }
}

}  // namespace detail
}  // namespace eido
