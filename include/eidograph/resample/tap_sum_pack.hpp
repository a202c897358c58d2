// SPDX-License-Identifier: MIT
#pragma once

#include "axis_table.hpp"
#include "tap_sums.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Tables of kernels::tap_sums of `taps` taps, whose pixels have pixel_bytes: first_of(x) is the first pixel of output
/// x, weight_of(x, k) what its tap k is multiplied by, count_of(x), if it is given, how many it has.
class tap_sum_packer {
 public:
  tap_sum_packer(index outputs, index taps, index pixel_bytes, index channels) noexcept
      : outputs_(outputs), taps_(taps), pixel_bytes_(pixel_bytes), copies_(channels > 2 ? 4 : 1) {}

  /// A multiple of 4, with counts; false where they do not fit an index.
  bool bytes(index& out) const noexcept { return multiply((taps_ + 1) * copies_ + 1, 4 * padded(), out); }

  template <class First, class WeightOf>
  kernels::tap_sums pack(unsigned char* to, First first_of, WeightOf weight_of) const noexcept {
    return pack(to, first_of, weight_of, [this](index) { return static_cast<i32>(taps_); });
  }
  template <class First, class WeightOf, class CountOf>
  kernels::tap_sums pack(unsigned char* to, First first_of, WeightOf weight_of, CountOf count_of) const noexcept {
    const index step = padded() * copies_;
    f32* const weights = reinterpret_cast<f32*>(to);
    i32* const first = reinterpret_cast<i32*>(weights + step * taps_);
    i32* const count = first + padded();
    for (index x = 0; x < padded(); ++x) {
      const index at = x < outputs_ ? x : outputs_ - 1;
      first[x] = static_cast<i32>(first_of(at) * pixel_bytes_);
      for (index i = 0; i < copies_; ++i) count[x * copies_ + i] = count_of(at);
      for (index k = 0; k < taps_; ++k) {
        const f32 weight = weight_of(at, k);
        f32* const all = weights + k * step + x * copies_;
        for (index i = 0; i < copies_; ++i) all[i] = weight;
      }
    }
    return {outputs_, taps_, step, first, weights, count};
  }

 private:
  static constexpr index most = kernels::tap_sums::most_lanes;
  index padded() const noexcept { return (outputs_ + most - 1) / most * most; }

  index outputs_, taps_, pixel_bytes_, copies_;
};

/// The weights of a table again, as tap_sums.
inline status pack_tap_sums(axis_table& table, index pixel_bytes, index channels) noexcept {
  constexpr index head = 64;
  static_assert(sizeof(kernels::tap_sums) <= head);
  const tap_sum_packer packer(table.outputs, table.most_taps, pixel_bytes, channels);
  index bytes = 0;
  if (!packer.bytes(bytes)) {
    return status::failure(errc::memory_error, "resize: ", table.most_taps, " weights for each output are too many");
  }
  if (status s = table.reserve_whole(head + bytes); !s) return s;
  *reinterpret_cast<kernels::tap_sums*>(table.packed(0)) = packer.pack(
      table.packed(0) + head, [&](index x) { return table.first(x); },
      [&](index x, index k) { return k < table.count(x) ? table.weights<f32>(x)[k] : 0.0f; },
      [&](index x) { return table.count(x); });
  return {};
}

}  // namespace eido::detail
