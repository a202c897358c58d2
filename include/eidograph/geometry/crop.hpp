// SPDX-License-Identifier: MIT
#pragma once

#include "place.hpp"
#include "sizes.hpp"

namespace eido::inline EIDO_ABI {

/// dst = the middle of img, of dst's height and width; where img is smaller, zeros lie around it.
/// Python: `F.center_crop(img, size)` for like::torchvision::center_crop, transformers' center_crop for
/// like::hf::center_crop, both on (h, w) or (h, w, channels) here.
/// img, dst: one element type, any strides, not overlapping.
/// Errors: errc::shape_error for other channels, errc::value_error for an overlap. Allocates nothing.
template <class S, class Contract, class D>
  requires(!std::is_same_v<Contract, hw>)
status try_center_crop(const S& img, Contract contract, D&& dst) noexcept {
  static_assert(
      requires { contract.first(index(), index()); },
      "eidograph: center_crop takes a contract such as like::torchvision::center_crop");
  const auto src = detail::as_const_view(img);
  const auto out = detail::as_output(std::forward<D>(dst));
  detail::check_image_types<detail::bare<decltype(src)>, detail::bare<decltype(out)>>();
  auto wanted = src.shape();
  wanted[0] = out.shape(0);
  wanted[1] = out.shape(1);
  if (status s = detail::check_placement("center_crop", src, out, wanted); !s) return s;
  const rect at = center_crop_rect(hw_of(src), hw_of(out), contract);
  detail::place(src, at.top, at.left, {}, out);
  return {};
}

#if EIDO_EXCEPTIONS
template <class S, class Contract, class D>
  requires(!std::is_same_v<Contract, hw>)
void center_crop(const S& img, Contract contract, D&& dst) {
  detail::raise_if_failed(try_center_crop(img, contract, std::forward<D>(dst)));
}
#endif

}  // namespace eido
