// SPDX-License-Identifier: MIT
#pragma once

#include "../geometry/place.hpp"
#include "epilogue.hpp"
#include "stage.hpp"

namespace eido::inline EIDO_ABI {

/// A recipe for images of one shape, with every check made, every table built and every byte allocated. A run is one
/// walk: each row that the crop leaves is resized, normalised and stored where it belongs; no image lies between.
/// T: element type of the source; Out: of the result; Planes: channels first.
template <class T, class Out, bool Planes>
class recipe_plan {
 public:
  hw source_size() const noexcept { return rows_.source_size(); }
  /// Height and width of the result.
  hw size() const noexcept { return size_; }
  index channels() const noexcept { return rows_.channels(); }
  /// Bytes of scratch memory that a run needs.
  index workspace_bytes() const noexcept { return rows_.workspace_bytes(); }
  /// Heap memory that the plan has.
  index bytes() const noexcept { return rows_.bytes(); }
  /// (h, w, channels) or, with Planes, (channels, h, w).
  index_array<3> shape() const noexcept {
    if constexpr (Planes) {
      return {channels(), size_.h, size_.w};
    } else {
      return {size_.h, size_.w, channels()};
    }
  }

  /// dst = the recipe's result, with the plan's own scratch memory. Any strides; src and dst must not overlap. An image
  /// of one channel may have rank 2. Touches no heap.
  /// Errors: errc::shape_error when one of them is not what the plan was made for, errc::value_error for an overlap.
  template <class S, class D>
  status try_run(const S& src, D&& dst) noexcept {
    return try_run(src, std::forward<D>(dst), rows_.scratch());
  }

  /// The same with the caller's scratch memory: safe from many threads, a workspace each.
  template <class S, class D>
  status try_run(const S& src, D&& dst, workspace& scratch) const noexcept {
    const view<Out, 3> given = as_result(detail::as_output(std::forward<D>(dst)));
    if (!(given.shape() == shape())) {
      return status::failure(errc::shape_error, "run: dst has shape ", given.shape(), "; the recipe makes ", shape());
    }
    if (detail::may_overlap(given, detail::as_const_view(src))) {
      return status::failure(errc::value_error, "run: dst overlaps src");
    }
    const view<Out, 3> out = channels_last(given), inner = detail::part(out, top_, left_, inner_.h, inner_.w);
    const detail::row_steps step{out.stride(1), out.stride(2)};
    const index skipped = rows_.skipped() * channels();
    // rows that need nothing more are made where they belong
    const bool in_place = !scales_ && !skipped && inner_.w == rows_.size().w && step.channel == 1 &&
                          step.pixel == out.shape(2) && std::is_same_v<T, Out>;
    const auto place = [&](index y, T* row) {
      if constexpr (std::is_same_v<T, Out>) {
        if (in_place) return inner.data() + y * inner.stride(0);
      }
      return row;
    };
    const auto use = [&](index y, const T* row) {
      if (!in_place) epilogue_(row + skipped, inner_.w, inner.data() + y * inner.stride(0), step);
    };
    if (status s = rows_.try_run_bands(src, place, use, scratch); !s) return s;
    if (!(inner_ == size_)) fill_border(out);
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

  /// Makes the plan; try_plan() is the public way. crop: of the resized image, or null; values: or null.
  template <class Contract>
  status make(const resize_spec<Contract>& spec, const rect* crop, const norm* values,
              const image_source<T>& source) noexcept;

 private:
  static constexpr view<Out, 3> as_result(const view<Out, 3>& v) noexcept { return v; }
  static constexpr view<Out, 3> as_result(const view<Out, 2>& v) noexcept {
    if constexpr (Planes) return {v.data(), {1, v.shape(0), v.shape(1)}, {0, v.stride(0), v.stride(1)}};
    return {v.data(), {v.shape(0), v.shape(1), 1}, {v.stride(0), v.stride(1), 1}};
  }

  static constexpr view<Out, 3> channels_last(const view<Out, 3>& v) noexcept {
    if constexpr (Planes) {
      return {v.data(), {v.shape(1), v.shape(2), v.shape(0)}, {v.stride(1), v.stride(2), v.stride(0)}};
    }
    return v;
  }

  void fill_border(const view<Out, 3>& out) const noexcept {
    for (index c = 0; c < out.shape(2); ++c) {
      const view<Out, 2> plane(out.data() + c * out.stride(2), {size_.h, size_.w}, {out.stride(0), out.stride(1)});
      detail::fill_around(plane, top_, left_, inner_.h, inner_.w, detail::border_pixel<Out>(epilogue_.zero(c)));
    }
  }

  resize_plan<T> rows_;
  detail::row_epilogue<T, Out> epilogue_;
  bool scales_ = false;
  hw size_{0, 0}, inner_{0, 0};  // of the result, and of what the image covers of it
  index top_ = 0, left_ = 0;
};

namespace detail {

inline status check_values(const norm& values, index channels) noexcept {
  if (values.channels != 1 && values.channels != channels) {
    return status::failure(errc::value_error, "normalize: norm has ", values.channels, " channels but the image has ",
                           channels);
  }
  for (int c = 0; c < values.channels; ++c) {
    if (values.std[c] == 0) return status::failure(errc::value_error, "normalize: std of channel ", c, " is 0");
  }
  return {};
}

/// f(resize_spec) for what a recipe does first. No resize is one that picks every pixel.
template <class F>
status with_resize(const no_stage&, hw image, F&& f) noexcept {
  return f(resize(image, like::pillow::nearest));
}
template <class Contract, class F>
status with_resize(const resize_spec<Contract>& stage, hw, F&& f) noexcept {
  return f(stage);
}
template <class Contract, class F>
status with_resize(const short_stage<Contract>& stage, hw image, F&& f) noexcept {
  hw size(0, 0);
  if (status s = try_short_size(image, stage.edge, size); !s) return s;
  return f(resize(size, stage.contract, stage.options));
}

/// f(resize_spec, crop of the resized image or null, values or null) for a recipe and images of a type and size.
template <class T, class R, class C, bool ToTensor, bool N, bool P, class F>
status with_stages(const recipe<R, C, ToTensor, N, P>& stages, hw image, F&& f) noexcept {
  static_assert(!ToTensor || std::is_same_v<T, u8>, "eidograph: to_tensor takes u8 images");
  static_assert(!N || std::is_same_v<T, u8> || std::is_same_v<T, f32>, "eidograph: normalize takes u8 or f32");
  return with_resize(stages.resize, image, [&](const auto& spec) {
    const norm* const values = recipe<R, C, ToTensor, N, P>::has_values ? &stages.values : nullptr;
    if constexpr (std::is_same_v<C, no_stage>) {
      return f(spec, static_cast<const rect*>(nullptr), values);
    } else {
      const rect crop = center_crop_rect(spec.size, stages.crop.size, stages.crop.contract);
      return f(spec, &crop, values);
    }
  });
}

template <class T, class Recipe>
using result_of = std::conditional_t<Recipe::has_values, f32, T>;

}  // namespace detail

template <class T, class Out, bool Planes>
template <class Contract>
status recipe_plan<T, Out, Planes>::make(const resize_spec<Contract>& spec, const rect* crop, const norm* values,
                                         const image_source<T>& source) noexcept {
  detail::check_resize_contract<Contract, T>();
  recipe_plan fresh;
  detail::axis_request x{}, y{};
  if (status s = detail::check_resize(spec.size, spec.options, source, x, y); !s) return s;
  if (values) {
    if (status s = detail::check_values(*values, source.channels); !s) return s;
  }
  const rect whole{0, 0, spec.size.h, spec.size.w}, &wanted = crop ? *crop : whole;
  if (!detail::is_image(hw(wanted.h, wanted.w))) {
    return status::failure(errc::value_error, "center_crop: size = ", hw(wanted.h, wanted.w),
                           "; expected at least 1 pixel a side");
  }
  const detail::covered rows(spec.size.h, wanted.h, wanted.top), columns(spec.size.w, wanted.w, wanted.left);
  fresh.size_ = hw(wanted.h, wanted.w);
  fresh.inner_ = hw(rows.last - rows.first, columns.last - columns.first);
  fresh.top_ = rows.first;
  fresh.left_ = columns.first;
  const detail::result_part part{rows.first + wanted.top, columns.first + wanted.left, fresh.inner_.h, fresh.inner_.w};
  if (status s = fresh.rows_.make(spec, source, &part); !s) return s;
  fresh.scales_ = values != nullptr;
  fresh.epilogue_ = detail::row_epilogue<T, Out>(source.channels, values);
  *this = std::move(fresh);
  return {};
}

/// Makes a plan of a recipe for images of one shape. Exactness: the bits of the stages one after another.
/// Errors: those of the stages: errc::value_error for sizes, channels other than 1 to 4 or other than norm's, a std of
/// 0; errc::memory_error. Allocates all that its runs need.
template <class R, class C, bool ToTensor, bool N, bool P, class T>
status try_plan(const recipe<R, C, ToTensor, N, P>& stages, const image_source<T>& source,
                recipe_plan<T, detail::result_of<T, recipe<R, C, ToTensor, N, P>>, P>& out) noexcept {
  return detail::with_stages<T>(
      stages, hw(source.h, source.w),
      [&](const auto& spec, const rect* crop, const norm* values) { return out.make(spec, crop, values, source); });
}

#if EIDO_EXCEPTIONS
template <class R, class C, bool ToTensor, bool N, bool P, class T>
auto plan(const recipe<R, C, ToTensor, N, P>& stages, const image_source<T>& source) {
  recipe_plan<T, detail::result_of<T, recipe<R, C, ToTensor, N, P>>, P> made;
  detail::raise_if_failed(try_plan(stages, source, made));
  return made;
}
#endif

}  // namespace eido
