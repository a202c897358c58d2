// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <limits>

#include "axis_table.hpp"
#include "q22_digits.hpp"
#include "q22_kernels.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Packs an axis as kernels::q22_fours.
class q22_four_packer {
 public:
  explicit q22_four_packer(const axis_table& table) noexcept
      : table_(table), fours_((table.outputs + 7) / 8 * 2), parts_((table.most_taps + 3) / 4) {}

  /// Whether the taps of every four outputs lie in 16 pixels, and their weights fit.
  bool fits() const noexcept {
    if (parts_ > kernels::q22_fours::most_parts || table_.outputs < 8 || table_.highest - table_.lowest < 16 ||
        table_.highest > (std::numeric_limits<i32>::max)()) {
      return false;
    }
    for (index four = 0; four < fours_; ++four) {
      const index x = output_of(four);
      if (table_.first(x + 3) + table_.count(x + 3) - table_.first(x) > 16) return false;
    }
    for (index x = 0; x < table_.outputs; ++x) {
      for (i32 k = 0; k < table_.count(x); ++k) {
        if (!q22_digits(table_.weights<i32>(x)[k]).fit()) return false;
      }
    }
    return true;
  }

  /// For each output.
  index bytes_each() const noexcept {
    return (head + fours_ * (parts_ * table_bytes + 16 + 4) + table_.outputs - 1) / table_.outputs;
  }

  void pack(i32 bias, unsigned char* to) const noexcept {
    u8* const tables = to + head;
    i32* const starts = reinterpret_cast<i32*>(tables + fours_ * parts_ * table_bytes);
    i32* const from = starts + 4 * fours_;
    std::memset(tables, 0, static_cast<std::size_t>(fours_ * parts_ * table_bytes));
    const index furthest = table_.highest - 16;
    for (index four = 0; four < fours_; ++four) {
      const index x = output_of(four), first = table_.first(x) < furthest ? table_.first(x) : furthest;
      from[four] = static_cast<i32>(first - table_.lowest);
      for (index i = 0; i < 4; ++i) {
        u32 all = 0;
        for (i32 k = 0; k < table_.count(x + i); ++k) {
          const i32 w = table_.weights<i32>(x + i)[k];
          const q22_digits digits(w);
          u8* const lane = tables + (four * parts_ + k / 4) * table_bytes + 4 * i + k % 4;
          lane[0] = static_cast<u8>(table_.first(x + i) + k - first);
          lane[16] = static_cast<u8>(digits.a);
          lane[32] = static_cast<u8>(digits.b);
          lane[48] = static_cast<u8>(digits.c);
          all += static_cast<u32>(w) * static_cast<u32>(bias);
        }
        starts[4 * four + i] = static_cast<i32>(all);
      }
    }
    *reinterpret_cast<kernels::q22_fours*>(to) = {fours_ / 2, static_cast<int>(parts_), tables, starts, from};
  }

 private:
  static constexpr index table_bytes = 64;
  static constexpr index head = (static_cast<index>(sizeof(kernels::q22_fours)) + 63) / 64 * 64;

  /// The first output of a four; the last eight may repeat some.
  index output_of(index four) const noexcept {
    const index x = four / 2 * 8;
    return (x + 8 <= table_.outputs ? x : table_.outputs - 8) + four % 2 * 4;
  }

  const axis_table& table_;
  index fours_, parts_;
};

}  // namespace eido::detail
