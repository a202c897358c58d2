// SPDX-License-Identifier: MIT
#pragma once

#include "../base/memory.hpp"
#include "../view/view.hpp"

namespace eido::inline EIDO_ABI {

/// A picture in memory, C order, owned: what `try_imread` fills where there is no `eido::tensor`. Move-only.
template <class T>
struct pixels {
  index h = 0, w = 0;
  int channels = 0;  // 1 gray, 3 RGB or BGR, 4 RGBA
  buffer<T> data;

  /// H W C. Valid as long as this object.
  view<const T, 3> as_view() const noexcept { return {data.data(), {h, w, index{channels}}}; }
};

}  // namespace eido
