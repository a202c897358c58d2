// SPDX-License-Identifier: MIT
#pragma once

#include "../base/memory.hpp"
#include "../resample/image.hpp"
#include "../view/axes.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Rows of an image as interleaved pixels: in their own memory where they lie so, else copied to one row.
class row_source {
 public:
  explicit row_source(const view<const u8, 3>& v) noexcept : v_(v) {}

  bool packed() const noexcept { return has_packed_rows(v_); }
  index step() const noexcept { return v_.stride(0); }
  status prepare() noexcept { return packed() ? status() : row_.resize(v_.shape(1) * v_.shape(2)); }
  const u8* at(index y) noexcept {
    if (packed()) return v_.data() + y * v_.stride(0);
    gather_row(v_, y, row_.data());
    return row_.data();
  }

 private:
  view<const u8, 3> v_;
  buffer<u8> row_;
};

/// The same for rows that are written: done(y) after at(y).
class row_sink {
 public:
  explicit row_sink(const view<u8, 3>& v) noexcept : v_(v) {}

  bool packed() const noexcept { return has_packed_rows(v_); }
  index step() const noexcept { return v_.stride(0); }
  status prepare() noexcept { return packed() ? status() : row_.resize(v_.shape(1) * v_.shape(2)); }
  u8* at(index y) noexcept { return packed() ? v_.data() + y * v_.stride(0) : row_.data(); }
  void done(index y) const noexcept {
    if (!packed()) scatter_row(row_.data(), v_, y);
  }

 private:
  view<u8, 3> v_;
  buffer<u8> row_;
};

/// The rows of an image and of where it goes.
class pixel_rows {
 public:
  pixel_rows(const view<const u8, 3>& src, const view<u8, 3>& dst) noexcept
      : reversed_(src.shape(2) == 3 && src.stride(2) == -1 && dst.stride(2) == -1),
        src_(reversed_ ? turned(src, 2) : src),
        dst_(reversed_ ? turned(dst, 2) : dst) {}

  /// Whether the channels come in the opposite order: RGB seen as BGR.
  bool reversed() const noexcept { return reversed_; }

  /// Whether rows are changed where they lie.
  bool in_place() noexcept { return src_.packed() && dst_.packed() && src_.at(0) == dst_.at(0); }

  status prepare() noexcept {
    if (status s = src_.prepare(); !s) return s;
    return dst_.prepare();
  }

  /// paint(from, from's step, n, to, to's step) for n rows at a time of `rows` rows from y on.
  template <class Paint>
  void visit(index y, index rows, Paint paint) noexcept {
    if (src_.packed() && dst_.packed()) return paint(src_.at(y), src_.step(), rows, dst_.at(y), dst_.step());
    for (const index end = y + rows; y < end; ++y) {
      paint(src_.at(y), index(0), index(1), dst_.at(y), index(0));
      dst_.done(y);
    }
  }

 private:
  bool reversed_;
  row_source src_;
  row_sink dst_;
};

}  // namespace eido::detail
