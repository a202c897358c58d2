// SPDX-License-Identifier: MIT
#pragma once

#include "../resize.hpp"
#include "sizes.hpp"

namespace eido::inline EIDO_ABI {

/// dst = the largest part of img that has dst's aspect ratio, resized. Python: `ImageOps.fit(img, size, method, bleed,
/// centering)` for `like::pillow`. Types, exactness, errors, allocation: as resize.
template <class S, detail::resize_contract Contract, class D>
status try_fit(const S& img, Contract contract, D&& dst, const fit_options& options = {}) noexcept {
  const hw image = hw_of(img), size = hw_of(dst);
  resize_options whole;
  if (detail::is_image(image) && detail::is_image(size)) whole.box = fit_box(image, size, options);
  return try_resize(img, contract, std::forward<D>(dst), whole);
}

#if EIDO_EXCEPTIONS
template <class S, detail::resize_contract Contract, class D>
void fit(const S& img, Contract contract, D&& dst, const fit_options& options = {}) {
  detail::raise_if_failed(try_fit(img, contract, std::forward<D>(dst), options));
}
#endif

}  // namespace eido
