// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Windows of 16 bytes, four of them in a register, made wide where the 64 bytes from the first one on hold them all:
/// see kernels' register_windows. A run of 64 bytes begins at `furthest` at most. Numbers of 128 and more are no
/// places.
class window_widener {
 public:
  window_widener(i32* offset, index blocks, index furthest) noexcept
      : offset_(offset), blocks_(blocks), furthest_(furthest) {}

  bool fits() const noexcept {
    bool all = furthest_ >= 0;
    for (index b = 0; b < blocks_ && all; b += in_register) {
      i32 last = offset_[b];
      for (index i = 1; i < in_register; ++i) last = offset_[b + i] > last ? offset_[b + i] : last;
      all = last - begin_of(b) <= 48;
    }
    return all;
  }

  /// Places are those of `tables` tables, one after the other.
  void widen(u8* places, int tables) const noexcept {
    for (index b = 0; b < blocks_; b += in_register) {
      const i32 begin = begin_of(b);
      for (index i = 0; i < in_register; ++i) {
        const u8 skip = static_cast<u8>(offset_[b + i] - begin);
        u8* at = places + 16 * (b + i);
        for (int t = 0; t < tables; ++t, at += 16 * blocks_) {
          for (int k = 0; k < 16; ++k) at[k] = static_cast<u8>(at[k] + (at[k] < 128 ? skip : 0));
        }
      }
      offset_[b] = begin;
    }
  }

 private:
  static constexpr index in_register = 4;

  i32 begin_of(index b) const noexcept {
    i32 first = offset_[b];
    for (index i = 1; i < in_register; ++i) first = offset_[b + i] < first ? offset_[b + i] : first;
    return first < furthest_ ? first : static_cast<i32>(furthest_);
  }

  i32* offset_;
  index blocks_, furthest_;
};

}  // namespace eido::detail
