// SPDX-License-Identifier: MIT
#pragma once

#include "resample/kept_plan.hpp"
#include "resample/reduce.hpp"

// Resizing, equal to a named Python library bit for bit. The contract is in the call and never defaulted:
//   eido::resize(img, like::pillow::bicubic, dst);                      into memory of yours, its size is the size
//   auto small = eido::resize(img, eido::hw(224, 224), like::pillow::bicubic);   a tensor (numpy/)
//   auto plan = eido::plan(eido::resize(eido::hw(224, 224), like::pillow::bicubic), eido::source::rgb(h, w));
//   plan.run(img, dst);                                                 tables and checks done once

namespace eido::inline EIDO_ABI {
namespace detail {

template <class Contract, class T>
constexpr void check_resize_contract() {
  static_assert(
      requires { &resize_rule<Contract, T>::lay_out; },
      "eidograph: resize is not proved for this pair of contract and element type (the filters of like::pillow "
      "take u8, u16, i32 and f32 images, those of like::cv2 u8 and f32, of like::torch_u8 u8, of like::torch, "
      "like::tf and like::onnx f32, of like::tflite u8, i8 and f32, the nearest ones any arithmetic type)");
}

/// A plan for this image, or for others of its shape whose pixels lie side by side if its do.
template <class Contract, class T>
status plan_for(const view<const T, 3>& image, const resize_spec<Contract>& spec, kept_plan<T>& out) noexcept {
  check_resize_contract<Contract, T>();
  const image_source<T> source{image.shape(0), image.shape(1), image.shape(2)};
  const bool packed = has_packed_rows(image);
  return out.find(plan_key(spec, source, packed),
                  [&](resize_plan<T>& fresh) { return fresh.make(spec, source, nullptr, packed); });
}

}  // namespace detail

/// A resize to `size` as a stage of a plan.
template <detail::resize_contract Contract>
constexpr resize_spec<Contract> resize(hw size, Contract contract, const resize_options& options = {}) noexcept {
  return {size, contract, options};
}

/// Makes a plan for images of one shape. Python: nothing; Pillow computes its tables at every call.
/// Errors: errc::value_error for an empty or oversized image or size, channels other than 1 to 4, a box that is NaN,
/// empty or outside the image, a reducing_gap below 1; a box or gap that the library does not have; errc::memory_error.
/// Allocates all that its runs need.
template <class Contract, class T>
status try_plan(const resize_spec<Contract>& spec, const image_source<T>& source, resize_plan<T>& out) noexcept {
  detail::check_resize_contract<Contract, T>();
  return out.make(spec, source);
}

/// dst = src resized to dst's height and width. Python: `Image.fromarray(src).resize((w, h), resample, box,
/// reducing_gap)` for `like::pillow`.
/// src, dst: (h, w) or (h, w, 1 to 4) of one element type and channel count, any strides, not overlapping.
/// Exactness: every bit of the library that the contract names; see the contract for versions and element types.
/// Errors: as try_plan; errc::shape_error for channels that differ. dst is untouched then.
/// Allocates tables and a few rows, which the thread keeps for its next calls of the same sizes; see forget_plans.
template <class S, detail::resize_contract Contract, class D>
status try_resize(const S& src, Contract contract, D&& dst, const resize_options& options = {}) noexcept {
  const auto in = detail::as_image(detail::as_const_view(src));
  const auto out = detail::as_image(detail::as_output(std::forward<D>(dst)));
  using T = typename detail::bare<decltype(out)>::value_type;
  static_assert(std::is_same_v<T, typename detail::bare<decltype(in)>::value_type>,
                "eidograph: resize writes the element type that it reads");
  detail::kept_plan<T> made;
  if (status s = detail::plan_for(in, resize(hw_of(out), contract, options), made); !s) return s;
  return made->try_run(in, out);
}

#if EIDO_EXCEPTIONS
template <class Contract, class T>
resize_plan<T> plan(const resize_spec<Contract>& spec, const image_source<T>& source) {
  resize_plan<T> made;
  detail::raise_if_failed(try_plan(spec, source, made));
  return made;
}

template <class S, detail::resize_contract Contract, class D>
void resize(const S& src, Contract contract, D&& dst, const resize_options& options = {}) {
  detail::raise_if_failed(try_resize(src, contract, std::forward<D>(dst), options));
}
#endif

}  // namespace eido
