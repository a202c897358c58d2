// SPDX-License-Identifier: MIT
#pragma once

#include "../convert/convert.hpp"

// An image laid into a larger (or smaller) one: what center_crop, pad and letterbox have in common.

namespace eido::inline EIDO_ABI {

/// Border widths in pixels, as OpenCV's copyMakeBorder orders them.
struct pads {
  index top, bottom, left, right;
  friend constexpr bool operator==(const pads&, const pads&) noexcept = default;

  template <class Put>
  void write_to(Put put) const {
    put("{"), put(top), put(", "), put(bottom), put(", "), put(left), put(", "), put(right), put("}");
  }
};

namespace detail {

/// Rows and columns [top, top + h) x [left, left + w) of an image, inside of it.
template <class T, int R>
constexpr view<T, R> part(const view<T, R>& v, index top, index left, index h, index w) noexcept {
  index_array<R> shape = v.shape();
  shape[0] = h;
  shape[1] = w;
  if (h == 0 || w == 0) return {v.data(), shape, v.strides()};
  return {v.data() + top * v.stride(0) + left * v.stride(1), shape, v.strides()};
}

/// What stands in a border: one value, or as many as a pixel has.
template <class T>
struct border_pixel {
  T value[4]{};
  int count = 1;

  border_pixel() noexcept = default;
  explicit border_pixel(T one) noexcept : value{one} {}
};

template <class T, int R>
void fill_part(const view<T, R>& dst, index top, index left, index h, index w, const border_pixel<T>& pixel) noexcept {
  if (h < 1 || w < 1) return;
  const view<T, R> all = part(dst, top, left, h, w), row = part(all, 0, 0, 1, w);
  if (all.size() == 0) return;  // no channels
  T* const first = all.data();
  if (!row.is_contiguous()) {
    if (pixel.count == 1) return for_each_element([one = pixel.value[0]](T& d) { d = one; }, all);
    for (int c = 0; c < pixel.count; ++c) {
      const view<T, 2> plane(first + c * all.stride(R - 1), {h, w}, {all.stride(0), all.stride(1)});
      for_each_element([one = pixel.value[c]](T& d) { d = one; }, plane);
    }
    return;
  }
  // one row, twice as long with every step, then all rows from it
  const index count = row.size();
  for (int c = 0; c < pixel.count; ++c) first[c] = pixel.value[c];
  for (index done = pixel.count; done < count; done *= 2) {
    const index more = count - done < done ? count - done : done;
    std::memcpy(first + done, first, static_cast<std::size_t>(more) * sizeof(T));
  }
  for (index y = 1; y < h; ++y) {
    std::memcpy(first + y * all.stride(0), first, static_cast<std::size_t>(count) * sizeof(T));
  }
}

/// Everything but the middle, h x w from (top, left) on.
template <class T, int R>
void fill_around(const view<T, R>& dst, index top, index left, index h, index w,
                 const border_pixel<T>& pixel) noexcept {
  const index lower = top + h, right = left + w, width = dst.shape(1);
  fill_part(dst, 0, 0, top, width, pixel);
  fill_part(dst, lower, 0, dst.shape(0) - lower, width, pixel);
  fill_part(dst, top, 0, h, left, pixel);
  fill_part(dst, top, right, h, width - right, pixel);
}

/// Pixels [first, last) of the destination's axis that lie on the source: destination i is source i + offset.
struct covered {
  index first, last;
  constexpr covered(index source, index destination, index offset) noexcept
      : first(offset < 0 ? -offset : 0), last(source - offset < destination ? source - offset : destination) {
    if (first > destination) first = destination;
    if (last < first) last = first;
  }
};

/// dst(y, x) = src(y + top, x + left), or pixel outside of src.
template <class T, int R>
void place(const view<const T, R>& src, index top, index left, const border_pixel<T>& pixel,
           const view<T, R>& dst) noexcept {
  const covered y(src.shape(0), dst.shape(0), top), x(src.shape(1), dst.shape(1), left);
  const index h = y.last - y.first, w = x.last - x.first;
  kernel_copier()(part(dst, y.first, x.first, h, w), part(src, y.first + top, x.first + left, h, w));
  fill_around(dst, y.first, x.first, h, w, pixel);
}

/// The numbers of a border as elements of an image.
template <class T, class V, int R>
status hold(const char* verb, const V* values, int count, const view<T, R>& image, border_pixel<T>& out) noexcept {
  static_assert(std::is_arithmetic_v<V>, "eidograph: a border value is a number");
  const index channels = R == 3 ? image.shape(R - 1) : 1;
  if (count != 1 && count != channels) {
    return status::failure(errc::shape_error, verb, ": value has ", count, " numbers; expected 1 or one for each of ",
                           channels, " channels");
  }
  out.count = count;
  for (int c = 0; c < count; ++c) {
    out.value[c] = cast<T>(values[c]);
    if (std::is_floating_point_v<T> || static_cast<V>(out.value[c]) == values[c]) continue;
    return status::failure(errc::value_error, verb, ": value = ", values[c],
                           "; expected a value of the image's element type");
  }
  return {};
}

template <class S, class D>
constexpr void check_image_types() {
  static_assert(std::is_same_v<typename S::value_type, typename D::value_type>,
                "eidograph: source and destination have different element types");
  static_assert(S::rank == D::rank && (S::rank == 2 || S::rank == 3),
                "eidograph: an image has rank 2 (h, w) or 3 (h, w, channels), its destination the same");
}

template <class T, int R>
status check_placement(const char* verb, const view<const T, R>& src, const view<T, R>& dst,
                       const index_array<R>& wanted) noexcept {
  if (!(dst.shape() == wanted)) {
    return status::failure(errc::shape_error, verb, ": dst has shape ", dst.shape(), "; expected ", wanted);
  }
  if (may_overlap(dst, src)) return status::failure(errc::value_error, verb, ": dst overlaps the image");
  return {};
}

}  // namespace detail
}  // namespace eido
