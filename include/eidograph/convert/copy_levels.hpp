// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::kernels {

/// One loop of a strided copy, in bytes.
struct copy_level {
  index extent, dst, src;
};

}  // namespace eido::kernels

namespace eido::inline EIDO_ABI::detail {

using kernels::copy_level;

/// The loops of a strided copy, outermost first, the smallest destination step innermost.
struct copy_levels {
  static constexpr int most = 8;

  copy_level level[most];
  int depth = 0;

  copy_levels() = default;
  copy_levels(const copy_level* loops, int count) noexcept : depth(count) {
    for (int i = 0; i < count; ++i) level[i] = loops[i];
  }

  const copy_level& inner(int k = 0) const noexcept { return level[depth - 1 - k]; }

  /// The loops without number k.
  copy_levels without(int k) const noexcept {
    copy_levels rest;
    for (int i = 0; i < depth; ++i) {
      if (i != k) rest.level[rest.depth++] = level[i];
    }
    return rest;
  }
  copy_levels without_inner() const noexcept { return without(depth - 1); }

  /// How many positions there are.
  index size() const noexcept {
    index n = 1;
    for (int k = 0; k < depth; ++k) n *= level[k].extent;
    return n;
  }

  /// f(dst, src) at every position.
  template <class F>
  void for_each(u8* dst, const u8* src, F&& f) const noexcept {
    index position[most]{};
    for (;;) {
      f(dst, src);
      int k = depth - 1;
      for (; k >= 0; --k) {
        dst += level[k].dst;
        src += level[k].src;
        if (++position[k] < level[k].extent) break;
        dst -= level[k].dst * level[k].extent;
        src -= level[k].src * level[k].extent;
        position[k] = 0;
      }
      if (k < 0) return;
    }
  }
};

}  // namespace eido::detail
