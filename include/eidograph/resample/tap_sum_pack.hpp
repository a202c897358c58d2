// SPDX-License-Identifier: MIT
#pragma once

#include "axis_table.hpp"
#include "tap_sums.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Tables of kernels::tap_sums of `taps` taps, whose pixels have pixel_bytes: first_of(x) is the first pixel of output
/// x, weight_of(x, k) what its tap k is multiplied by.
class tap_sum_packer {
 public:
  tap_sum_packer(index outputs, index taps, index pixel_bytes, index channels) noexcept
      : outputs_(outputs), taps_(taps), pixel_bytes_(pixel_bytes), copies_(channels > 2 ? 4 : 1) {}

  /// A multiple of 4, with counts; false where they do not fit an index.
  bool bytes(index& out) const noexcept { return multiply((taps_ + 1) * copies_ + 1, 4 * padded(), out); }

  template <class First, class WeightOf>
  kernels::tap_sums pack(unsigned char* to, First first_of, WeightOf weight_of) const noexcept {
    const index step = padded() * copies_;
    f32* const weights = reinterpret_cast<f32*>(to);
    i32* const first = reinterpret_cast<i32*>(weights + step * taps_);
    for (index x = 0; x < padded(); ++x) {
      const index at = clamped(x);
      first[x] = static_cast<i32>(first_of(at) * pixel_bytes_);
      for (index k = 0; k < taps_; ++k) {
        const f32 weight = weight_of(at, k);
        f32* const all = weights + k * step + x * copies_;
        for (index i = 0; i < copies_; ++i) all[i] = weight;
      }
    }
    return {outputs_, taps_, step, first, weights, nullptr};
  }
  /// How many taps outputs have, behind what was packed there.
  template <class CountOf>
  void pack_counts(unsigned char* to, CountOf count_of, kernels::tap_sums& sums) const noexcept {
    i32* const count = reinterpret_cast<i32*>(to) + padded() * (copies_ * taps_ + 1);
    for (index x = 0; x < padded(); ++x) {
      for (index i = 0; i < copies_; ++i) count[x * copies_ + i] = count_of(clamped(x));
    }
    sums.count = count;
  }

 private:
  static constexpr index most = kernels::tap_sums::most_lanes;
  index padded() const noexcept { return (outputs_ + most - 1) / most * most; }
  index clamped(index x) const noexcept { return x < outputs_ ? x : outputs_ - 1; }

  index outputs_, taps_, pixel_bytes_, copies_;
};

/// The weights of a table again, as tap_sums.
inline status pack_tap_sums(axis_table& table, index pixel_bytes, index channels, bool with_counts = false) noexcept {
  constexpr index head = 64;
  static_assert(sizeof(kernels::tap_sums) <= head);
  const tap_sum_packer packer(table.outputs, table.most_taps, pixel_bytes, channels);
  index bytes = 0;
  if (!packer.bytes(bytes)) {
    return status::failure(errc::memory_error, "resize: ", table.most_taps, " weights for each output are too many");
  }
  if (status s = table.reserve_whole(head + bytes); !s) return s;
  unsigned char* const to = table.packed(0) + head;
  kernels::tap_sums& sums = *reinterpret_cast<kernels::tap_sums*>(table.packed(0));
  sums = packer.pack(
      to, [&](index x) { return table.first(x); },
      [&](index x, index k) { return k < table.count(x) ? table.weights<f32>(x)[k] : 0.0f; });
  if (with_counts)
    packer.pack_counts(
        to, [&](index x) { return table.count(x); }, sums);
  return {};
}

}  // namespace eido::detail
