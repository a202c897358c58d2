// SPDX-License-Identifier: MIT
#pragma once

#include "../resize.hpp"

namespace eido::inline EIDO_ABI::detail {

/// use(y, row) for every row of a mask at an image's size, its values side by side. A mask of another size is resampled
/// row by row by the contract, so no mask of the image's size is ever held.
template <class T, class Contract, class Use>
status for_each_mask_row(const view<const T, 2>& mask, hw size, const Contract& scale, Use use) noexcept {
  if (hw_of(mask) == size) {
    const bool packed = mask.stride(1) == 1;
    buffer<T> row;
    if (status s = row.resize(packed ? 0 : size.w); !s) return s;
    for (index y = 0; y < size.h; ++y) {
      const T* const values = mask.data() + y * mask.stride(0);
      if (!packed) {
        for (index x = 0; x < size.w; ++x) row[x] = values[x * mask.stride(1)];
      }
      use(y, packed ? values : row.data());
    }
    return {};
  }
  kept_plan<T> scaled;
  if (status s = plan_for(as_image(mask), resize(size, scale), scaled); !s) return s;
  return scaled->try_run_rows(
      mask, [](index, T* row) { return row; }, use, scaled->scratch());
}

}  // namespace eido::detail
