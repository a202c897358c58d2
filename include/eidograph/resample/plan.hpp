// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/tier.hpp"
#include "../view/assign.hpp"
#include "cv2_rule.hpp"
#include "image.hpp"
#include "onnx_rule.hpp"
#include "pillow_rule.hpp"
#include "stream.hpp"
#include "tf_rule.hpp"
#include "torch_rule.hpp"

namespace eido::inline EIDO_ABI {

/// A resize with every check made, every table built and every byte allocated. `run` touches no heap.
/// Made by `plan(resize(hw, contract), source::rgb(h, w))`; serves any number of images of that shape.
template <class T>
class resize_plan {
 public:
  hw source_size() const noexcept { return image_; }
  hw size() const noexcept { return layout_.size; }
  index channels() const noexcept { return layout_.source.channels; }

  /// Bytes of scratch memory that a run needs: O(width x taps) for each worker, whatever the height.
  index workspace_bytes() const noexcept { return bands() * band_bytes_; }

  /// dst = the resized src, with the plan's own scratch memory. Any strides; src and dst must not overlap.
  /// Errors: errc::shape_error when one of them is not what the plan was made for; errc::value_error when they overlap,
  /// or when force_target came between.
  template <class S, class D>
  status try_run(const S& src, D&& dst) noexcept {
    return try_run(src, std::forward<D>(dst), workspace_);
  }

  /// The same with the caller's scratch memory: safe from many threads, a workspace each. Allocates only where the
  /// workspace is smaller than workspace_bytes().
  template <class S, class D>
  status try_run(const S& src, D&& dst, workspace& scratch) const noexcept {
    const view<T, 3> out = detail::as_image(detail::as_output(std::forward<D>(dst)));
    const index_array<3> wanted(layout_.size.h, layout_.size.w, layout_.source.channels);
    if (!(out.shape() == wanted)) {
      return status::failure(errc::shape_error, "resize: dst has shape ", out.shape(), "; expected ", wanted);
    }
    if (detail::may_overlap(out, detail::as_const_view(src))) {
      return status::failure(errc::value_error, "resize: dst overlaps src");
    }
    const bool packed = detail::has_packed_rows(out);
    return try_run_bands(
        src, [&](index y, T* row) { return packed ? out.data() + y * out.stride(0) : row; },
        [&](index y, const T* row) {
          if (!packed) detail::scatter_row(row, out, y);
        },
        scratch);
  }

  /// try_run_rows by the plan's workers: place and use are called for different rows at the same time.
  template <class S, class Place, class Use>
  status try_run_bands(const S& src, Place&& place, Use&& use, workspace& scratch) const noexcept {
    view<const T, 3> in;
    if (status s = check_source(src, in); !s) return s;
    if (status s = scratch.reserve(workspace_bytes()); !s) return s;
    const int count = bands();
    threads_(count, [&](int i) {
      const index h = layout_.size.h, first = h / count * i + (h % count < i ? h % count : i);
      const index next = i + 1;
      run_band(in, first, h / count * next + (h % count < next ? h % count : next), place, use,
               scratch.data() + i * band_bytes_);
    });
    return {};
  }

#if EIDO_EXCEPTIONS
  template <class S, class D>
  void run(const S& src, D&& dst) {
    detail::raise_if_failed(try_run(src, std::forward<D>(dst)));
  }
  template <class S, class D>
  void run(const S& src, D&& dst, workspace& scratch) const {
    detail::raise_if_failed(try_run(src, std::forward<D>(dst), scratch));
  }
#endif

  /// The rows of the result one after another, never the whole. Row y is made in place(y, scratch row), which returns
  /// scratch or memory of its own, and handed to use(y, row). Some rows may be placed before the first of them is used.
  template <class S, class Place, class Use>
  status try_run_rows(const S& src, Place&& place, Use&& use, workspace& scratch) const noexcept {
    view<const T, 3> in;
    if (status s = check_source(src, in); !s) return s;
    if (status s = scratch.reserve(band_bytes_); !s) return s;
    run_band(in, 0, layout_.size.h, place, use, scratch.data());
    return {};
  }

  /// The same for those who need parts of rows only, where makes_parts(): use(y, parts), see row_stream.
  bool makes_parts() const noexcept { return layout_.makes_parts(); }
  template <class S, class Use>
  status try_run_parts(const S& src, Use&& use, workspace& scratch) const noexcept {
    view<const T, 3> in;
    if (status s = check_source(src, in); !s) return s;
    if (status s = scratch.reserve(band_bytes_); !s) return s;
    detail::row_stream<T> stream(layout_, in, scratch.data(), first_row_);
    for (index y = 0; y < layout_.size.h; ++y) use(y, stream.parts_of(first_row_ + y));
    return {};
  }

  /// The plan's own scratch memory, for the runs above: reserved when the plan is made.
  workspace& scratch() noexcept { return workspace_; }

  /// Makes the plan; try_plan() is the public way. With `packed` it is for images only whose pixels lie side by side,
  /// and has no memory to copy rows of them to.
  template <class Contract>
  status make(const resize_spec<Contract>& spec, const image_source<T>& source,
              const detail::result_part* part = nullptr, bool packed = false) noexcept;

  /// Heap memory that the plan has.
  index bytes() const noexcept { return layout_.x.bytes() + layout_.y.bytes() + workspace_.size(); }

  /// Of a plan for a part of the result: how many columns its rows have in front of the part. They are whole rows
  /// where the contract does not make columns alone.
  index skipped() const noexcept { return skipped_; }

 private:
  template <class S>
  status check_source(const S& src, view<const T, 3>& in) const noexcept {
    in = detail::as_image(detail::as_const_view(src));
    if (const detail::tier now = detail::active_tier(); now != tier_) {  // whose kernels read other tables
      return status::failure(errc::value_error, "resize: the plan was made for target = ", name_of(tier_),
                             "; expected that of now, ", name_of(now), ": make it after force_target");
    }
    const index_array<3> wanted(image_.h, image_.w, layout_.source.channels);
    if (in.shape() == wanted) return {};
    return status::failure(errc::shape_error, "resize: src has shape ", in.shape(), "; the plan is for ", wanted);
  }

  /// Output rows [y, last).
  template <class Place, class Use>
  void run_band(const view<const T, 3>& in, index y, index last, Place& place, Use& use,
                unsigned char* scratch) const noexcept {
    const int batch = layout_.batch();
    detail::row_stream<T> stream(layout_, in, scratch + batch * row_bytes(), first_row_ + y);
    T* made[detail::most_rows];
    while (y < last) {
      const int count = last - y < batch ? static_cast<int>(last - y) : batch;
      for (int i = 0; i < count; ++i) made[i] = place(y + i, reinterpret_cast<T*>(scratch + i * row_bytes()));
      stream.produce(first_row_ + y, count, made);
      for (int i = 0; i < count; ++i, ++y) use(y, static_cast<const T*>(made[i]));
    }
  }

  /// One for each worker, of 16 rows or more.
  int bands() const noexcept {
    const index most = layout_.size.h / 16;
    return most < 2 ? 1 : most < threads_.workers() ? static_cast<int>(most) : threads_.workers();
  }

  // one output row, rounded up so that what follows is aligned
  index row_bytes() const noexcept { return (layout_.output_row() * static_cast<index>(sizeof(T)) + 63) / 64 * 64; }

  static const char* name_of(detail::tier t) noexcept { return detail::tier_names[static_cast<int>(t)]; }

  detail::tier tier_ = detail::active_tier();
  detail::resize_layout<T> layout_;
  hw image_{0, 0};
  index first_row_ = 0, skipped_ = 0;
  index band_bytes_ = 0;
  executor threads_;
  workspace workspace_;
};

namespace detail {

/// Sizes and box of a resize, checked; the axes as requests.
template <class T>
status check_resize(hw size, const resize_options& options, const image_source<T>& source, axis_request& x,
                    axis_request& y) noexcept {
  constexpr index most = (std::numeric_limits<i32>::max)();
  if (source.h < 1 || source.w < 1 || source.h > most || source.w > most) {
    return status::failure(errc::value_error, "resize: image size = ", hw(source.h, source.w),
                           "; expected at least 1 pixel and at most ", most, " a side");
  }
  if (source.channels < 1 || source.channels > 4) {
    return status::failure(errc::value_error, "resize: image has ", source.channels, " channels; expected 1 to 4");
  }
  if (size.h < 1 || size.w < 1 || size.h > most || size.w > most) {
    return status::failure(errc::value_error, "resize: size = ", size, "; expected at least 1 pixel and at most ", most,
                           " a side");
  }
  // Before tables of that many entries are built: no address space has more than 2^48 bytes.
  constexpr index room = sizeof(index) == 8 ? static_cast<index>(i64(1) << 48) : (std::numeric_limits<index>::max)();
  index bytes = 0;
  if (!multiply(size.h, size.w, bytes) || !multiply(bytes, source.channels * static_cast<index>(sizeof(T)), bytes) ||
      bytes > room) {
    return status::failure(errc::memory_error, "resize: a result of size = ", size, " does not fit into memory");
  }
  const f32 h = static_cast<f32>(source.h), w = static_cast<f32>(source.w);
  const box& given = options.box;
  x = {source.w, 0, w, size.w};
  y = {source.h, 0, h, size.h};
  if (!given.whole) {
    x.low = static_cast<f32>(given.left), x.high = static_cast<f32>(given.right);
    y.low = static_cast<f32>(given.upper), y.high = static_cast<f32>(given.lower);
  }
  if (!x.has_pixels() || !y.has_pixels()) {
    return status::failure(errc::value_error, "resize: box = ", given,
                           "; expected left < right and upper < lower inside (0, 0, ", w, ", ", h, ")");
  }
  // written so that a NaN fails
  if (options.reducing_gap != 0 && !(options.reducing_gap >= 1)) {
    return status::failure(errc::value_error, "resize: reducing_gap = ", options.reducing_gap,
                           "; expected 1 or more, or 0 for none");
  }
  return {};
}

/// Whether a contract has a reducing_gap.
template <class Contract, class T>
inline constexpr bool reduces_first = requires { &resize_rule<Contract, T>::reduce_first; };

/// What reducing_gap does before the passes, in the layout; the requests are then of the means.
template <class Contract, class T>
status reduce_first(const resize_spec<Contract>& spec, axis_request& x, axis_request& y,
                    resize_layout<T>& out) noexcept {
  const resize_options& options = spec.options;
  if (options.reducing_gap == 0) return {};
  if constexpr (reduces_first<Contract, T>) {
    return resize_rule<Contract, T>::reduce_first(spec.contract, options, x, y, out);
  } else {
    return status::failure(errc::value_error, "resize: reducing_gap = ", options.reducing_gap,
                           "; expected 0, only like::pillow has one");
  }
}

}  // namespace detail

template <class T>
template <class Contract>
status resize_plan<T>::make(const resize_spec<Contract>& spec, const image_source<T>& source,
                            const detail::result_part* part, bool packed) noexcept {
  resize_plan fresh;
  detail::axis_request x{}, y{};
  if (status s = detail::check_resize(spec.size, spec.options, source, x, y); !s) return s;
  fresh.layout_.source = source;
  fresh.layout_.size = spec.size;
  constexpr bool columns = requires { detail::resize_rule<Contract, T>::makes_columns; };
  fresh.image_ = hw(source.h, source.w);
  if (status s = detail::reduce_first(spec, x, y, fresh.layout_); !s) return s;
  if (part && columns) fresh.layout_.x.table.want(part->left, part->w);
  if (status s = detail::resize_rule<Contract, T>::lay_out(spec.contract, x, y, fresh.layout_); !s) return s;
  fresh.layout_.share_rows();
  fresh.layout_.as_they_are = packed && !fresh.layout_.alpha;
  if (part) {
    fresh.first_row_ = part->top;
    fresh.skipped_ = columns ? 0 : part->left;
    if (columns) fresh.layout_.x.keep_outputs(part->left, part->w);
    fresh.layout_.size = hw(part->h, columns ? part->w : spec.size.w);
  }
  if (status s = detail::pack_picks(fresh.layout_); !s) return s;
  index bytes = 0, rows = 0;
  if (!detail::row_stream<T>::scratch_bytes(fresh.layout_, bytes) ||
      !detail::multiply(fresh.layout_.batch(), fresh.row_bytes(), rows) ||
      rows > (std::numeric_limits<index>::max)() - 64 - bytes) {
    return status::failure(errc::memory_error, "resize: rows of ", hw(source.h, source.w), " are too large");
  }
  fresh.threads_ = spec.options.threads;
  const index band = (rows + bytes + 63) / 64 * 64;
  if (!detail::multiply(band, fresh.bands(), bytes)) {
    return status::failure(errc::memory_error, "resize: scratch memory for ", fresh.bands(), " workers is too large");
  }
  fresh.band_bytes_ = band;
  if (status s = fresh.workspace_.reserve(bytes); !s) return s;
  *this = std::move(fresh);
  return {};
}

}  // namespace eido
