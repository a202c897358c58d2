// SPDX-License-Identifier: MIT
#pragma once

#include "../resize.hpp"
#include "blend_kernels.hpp"
#include "paints.hpp"

namespace eido::inline EIDO_ABI::detail {

inline index label_spans(const u8* labels, index n, const i32* reach, label_span* out) noexcept {
  return kernels::label_spans_u8(labels, n, reach, out);
}
inline index label_spans(const u16* labels, index n, const i32* reach, label_span* out) noexcept {
  return kernels::label_spans_u16(labels, n, reach, out);
}
inline index label_spans(const i32* labels, index n, const i32* reach, label_span* out) noexcept {
  return kernels::label_spans_i32(labels, n, reach, out);
}

/// Which of `from` elements each of `to` shows, as the contract says it: it resizes the positions themselves.
template <int Axis, class Contract>
status nearest_positions(index from, index to, const Contract& scale, buffer<i32>& out) noexcept {
  buffer<i32> positions;
  if (status s = positions.resize(from); !s) return s;
  if (status s = out.resize(to); !s) return s;
  for (index i = 0; i < from; ++i) positions[i] = static_cast<i32>(i);
  const auto line = [](auto* data, index n) {
    return view(data, Axis == 0 ? index_array<2>(n, 1) : index_array<2>(1, n));
  };
  return try_resize(line(std::as_const(positions).data(), from), scale, line(out.data(), to));
}

/// reach[i] is the first of `width` columns that shows label i of a line, or one behind it; column(x) says which label
/// column x shows, and never decreases. `labels` + 1 numbers.
template <class Column>
void reach_of(index labels, index width, Column column, i32* reach) noexcept {
  index x = 0;
  for (index i = 0; i <= labels; ++i) {
    while (x < width && column(x) < i) ++x;
    reach[i] = static_cast<i32>(x);
  }
}

/// A label map as runs of equal labels, at its own size and at the image's.
template <class L>
class label_rows {
 public:
  explicit label_rows(const view<const L, 2>& labels) noexcept : labels_(labels) {}

  template <class Contract>
  status prepare(hw size, const Contract& scale) noexcept {
    const index n = labels_.shape(1);
    if (status s = spans_.resize(n); !s) return s;
    if (status s = own_.resize(n + 1); !s) return s;
    for (index i = 0; i <= n; ++i) own_[i] = static_cast<i32>(i);
    if (!in_kernel()) {
      if (status s = row_.resize(n); !s) return s;
    }
    if (hw_of(labels_) == size) return {};
    buffer<i32> x;
    if (status s = nearest_positions<1>(n, size.w, scale, x); !s) return s;
    if (status s = nearest_positions<0>(labels_.shape(0), size.h, scale, rows_); !s) return s;
    if (status s = reach_.resize(n + 1); !s) return s;
    reach_of(
        n, size.w, [&x](index at) { return index{x[at]}; }, reach_.data());
    return {};
  }

  /// Errors: the first label that has no color.
  status check(int colors) noexcept {
    if (std::is_same_v<L, u8> && colors == palette::most) return {};
    for (index y = 0; y < labels_.shape(0); ++y) {
      if constexpr (std::is_same_v<L, u8>) {
        if (in_kernel() && kernels::largest_label(row(y), labels_.shape(1)) < colors) continue;
      }
      if (!in_kernel()) {
        for (index x = 0; x < labels_.shape(1); ++x) {
          if (status s = check(labels_.at(y, x), y, x, colors); !s) return s;
        }
        continue;
      }
      index x = 0;
      const index count = find(y, own_.data());
      for (index i = 0; i < count; ++i) {
        if (status s = check(labels_.at(y, x), y, x, colors); !s) return s;
        x = spans_[i].end;
      }
    }
    return {};
  }

  /// use(y, rows, spans, count) for all rows of the image, those that show the same labels together.
  template <class Use>
  void visit(index height, Use use) noexcept {
    const bool scaled = rows_.size() > 0;
    for (index y = 0, end = 0; y < height; y = end) {
      end = y + 1;
      while (scaled && end < height && rows_[end] == rows_[y]) ++end;
      const index count = find(scaled ? rows_[y] : y, scaled ? reach_.data() : own_.data());
      use(y, end - y, static_cast<const label_span*>(spans_.data()), count);
    }
  }

 private:
  static constexpr bool has_kernel = std::is_same_v<L, u8> || std::is_same_v<L, u16> || std::is_same_v<L, i32>;

  bool in_kernel() const noexcept { return has_kernel && (labels_.stride(1) == 1 || labels_.shape(1) == 1); }

  const L* row(index y) const noexcept { return labels_.data() + y * labels_.stride(0); }

  static status check(L label, index y, index x, int colors) noexcept {
    if (label >= L(0) && static_cast<u64>(label) < static_cast<u64>(colors)) return {};
    return status::failure(errc::index_error, "overlay: label ", label, " at (", y, ", ", x,
                           ") is outside the palette of ", colors, " colors");
  }

  index find(index y, const i32* reach) noexcept {
    const index n = labels_.shape(1);
    if constexpr (has_kernel) {
      if (in_kernel()) return label_spans(row(y), n, reach, spans_.data());
    }
    for (index x = 0; x < n; ++x) row_[x] = static_cast<u8>(labels_.at(y, x));
    return label_spans(std::as_const(row_).data(), n, reach, spans_.data());
  }

  view<const L, 2> labels_;
  buffer<label_span> spans_;
  buffer<i32> own_, reach_, rows_;
  buffer<u8> row_;
};

}  // namespace eido::detail
