// SPDX-License-Identifier: MIT
#pragma once

#include "../base/memory.hpp"
#include "../view/axes.hpp"

namespace eido::inline EIDO_ABI::detail {

/// The rows of an image and of where it goes as interleaved pixels: in their own memory where they lie so, else by way
/// of one row.
class pixel_rows {
 public:
  pixel_rows(const view<const u8, 3>& src, const view<u8, 3>& dst) noexcept : src_(src), dst_(dst) {
    if (src.shape(2) == 3 && src.stride(2) == -1 && dst.stride(2) == -1) {  // RGB seen as BGR
      src_ = turned(src, 2);
      dst_ = turned(dst, 2);
      reversed_ = true;
    }
  }

  /// Whether the channels come in the opposite order.
  bool reversed() const noexcept { return reversed_; }

  status prepare() noexcept { return packed(dst_) ? status() : row_.resize(dst_.shape(1) * dst_.shape(2)); }

  /// paint(from, from's step, n, to, to's step) for n rows at a time of `rows` rows from y on.
  template <class Paint>
  void visit(index y, index rows, Paint paint) noexcept {
    if (packed(src_) && packed(dst_)) {
      return paint(src_.data() + y * src_.stride(0), src_.stride(0), rows, dst_.data() + y * dst_.stride(0),
                   dst_.stride(0));
    }
    for (const index end = y + rows; y < end; ++y) {
      u8* const to = packed(dst_) ? dst_.data() + y * dst_.stride(0) : row_.data();
      const u8* from = src_.data() + y * src_.stride(0);
      if (!packed(src_)) {
        gather(from, to);
        from = to;
      }
      paint(from, index(0), index(1), to, index(0));
      if (!packed(dst_)) scatter(to, dst_.data() + y * dst_.stride(0));
    }
  }

 private:
  template <class T>
  static bool packed(const view<T, 3>& v) noexcept {
    return v.stride(2) == 1 && (v.stride(1) == v.shape(2) || v.shape(1) == 1);
  }
  void gather(const u8* row, u8* to) const noexcept {
    for (index x = 0; x < src_.shape(1); ++x) {
      for (index c = 0; c < src_.shape(2); ++c) *to++ = row[x * src_.stride(1) + c * src_.stride(2)];
    }
  }
  void scatter(const u8* from, u8* row) const noexcept {
    for (index x = 0; x < dst_.shape(1); ++x) {
      for (index c = 0; c < dst_.shape(2); ++c) row[x * dst_.stride(1) + c * dst_.stride(2)] = *from++;
    }
  }

  view<const u8, 3> src_;
  view<u8, 3> dst_;
  buffer<u8> row_;
  bool reversed_ = false;
};

}  // namespace eido::detail
