// SPDX-License-Identifier: MIT
#pragma once

#include "axis_table.hpp"
#include "lane_runs.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Packs an axis as kernels::lane_runs, with a weight for each tap of a value.
template <class Weight>
class lane_run_packer {
 public:
  lane_run_packer(const axis_table& table, int taps, index channels, index lanes) noexcept
      : table_(table), taps_(taps), channels_(channels), lanes_(lanes), values_(table.outputs * channels) {
    padded_ = (values_ + lanes - 1) / lanes * lanes;
  }

  index padded() const noexcept { return padded_; }
  /// Of the memory that pack wants; false where they do not fit an index.
  bool bytes(index& out) const noexcept {
    constexpr index numbers = static_cast<index>(sizeof(Weight) + sizeof(i32));
    if (padded_ > (std::numeric_limits<index>::max)() / 2 / (taps_ * numbers)) return false;
    out = padded_ / lanes_ * static_cast<index>(sizeof(index)) + taps_ * padded_ * numbers;
    return true;
  }

  /// Into memory that begins at a multiple of 8. tap(x, k) is tap k of output x, a pixel and a weight; pixels do not
  /// fall from tap to tap, nor from output to output. False, and nothing of use made, where a register's taps do not
  /// lie in one run.
  template <class Tap>
  bool pack(unsigned char* to, Tap tap) noexcept {
    const index lowest = table_.lowest * channels_, furthest = table_.highest * channels_ - lanes_;
    if (furthest < lowest || furthest > (std::numeric_limits<i32>::max)() / 2) return false;
    weights = reinterpret_cast<Weight*>(to);
    index* const begin = reinterpret_cast<index*>(weights + taps_ * padded_);
    i32* const lane = reinterpret_cast<i32*>(begin + padded_ / lanes_);
    const index channels = channels_, padded = padded_;
    for (index i = 0, x = 0; i < padded; ++x) {  // a register's rest repeats the last output
      for (index k = 0, at = i; k < taps_; ++k, at += padded) {
        const auto [pixel, weight] = tap(x < table_.outputs ? x : table_.outputs - 1, k);
        for (index c = 0; c < channels && i + c < padded; ++c) {
          weights[at + c] = weight;
          lane[at + c] = static_cast<i32>(pixel * channels + c);
        }
      }
      i += channels;
    }
    for (index r = 0; r < padded; r += lanes_) {
      const i32 *const first = lane + r, *const last = first + (taps_ - 1) * padded;
      i32 low = static_cast<i32>(furthest), high = 0;
      for (index i = 0; i < lanes_; ++i) {
        if (first[i] < low) low = first[i];
        if (last[i] > high) high = last[i];
      }
      if (high - low >= lanes_) return false;
      begin[r / lanes_] = low;
      for (index k = 0; k < taps_; ++k) {
        for (i32 *at = lane + k * padded + r, *const end = at + lanes_; at != end; ++at) *at -= low;
      }
    }
    runs = {values_, padded, begin, lane};
    return true;
  }

  kernels::lane_runs runs{};
  Weight* weights = nullptr;  // [taps][padded]

 private:
  const axis_table& table_;
  index taps_, channels_, lanes_, values_, padded_;
};

}  // namespace eido::detail
