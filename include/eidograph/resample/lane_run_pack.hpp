// SPDX-License-Identifier: MIT
#pragma once

#include "axis_table.hpp"
#include "lane_runs.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Packs an axis as kernels::lane_runs, with a weight for each tap of a value; or, with `rest`, for the second of two
/// taps, the first's being the rest of 1.
template <class Weight>
class lane_run_packer {
 public:
  lane_run_packer(const axis_table& table, int taps, index channels, index lanes, bool rest = false) noexcept
      : table_(table),
        taps_(taps),
        rest_(rest && taps == 2 ? 1 : 0),
        channels_(channels),
        lanes_(lanes),
        values_(table.outputs * channels) {
    padded_ = (values_ + lanes - 1) / lanes * lanes;
  }

  index padded() const noexcept { return padded_; }
  /// Of the memory that pack wants; false where they do not fit an index.
  bool bytes(index& out) const noexcept {
    constexpr index weight = static_cast<index>(sizeof(Weight));
    if (padded_ > (std::numeric_limits<index>::max)() / 2 / (taps_ * (weight + 1))) return false;
    out = padded_ / lanes_ * static_cast<index>(sizeof(index)) + padded_ * ((taps_ - rest_) * weight + taps_);
    return true;
  }

  /// Into memory that begins at a multiple of 8. tap(x, k) is tap k of output x, a pixel and a weight; pixels do not
  /// fall from tap to tap, nor from output to output. False, and nothing of use made, where a register's taps do not
  /// lie in one run, or a weight is not the rest.
  template <class Tap>
  bool pack(unsigned char* to, Tap tap) noexcept {
    const index lowest = table_.lowest * channels_, furthest = table_.highest * channels_ - lanes_;
    if (furthest < lowest || furthest > (std::numeric_limits<i32>::max)() / 2) return false;
    const index padded = padded_, last = taps_ - 1;
    weights = reinterpret_cast<Weight*>(to);
    index* const begin = reinterpret_cast<index*>(weights + (taps_ - rest_) * padded);
    u8* const lane = reinterpret_cast<u8*>(begin + padded / lanes_);
    index place[most_taps][most_lanes];
    for (index r = 0, x = 0, c = 0; r < padded; r += lanes_) {
      index low = furthest, high = 0;
      for (index i = 0; i < lanes_; ++i) {
        Weight weight[most_taps];
        for (index k = 0; k < taps_; ++k) {
          const auto [pixel, factor] = tap(x, k);
          place[k][i] = pixel * channels_ + c;
          weight[k] = factor;
          if (k >= rest_) weights[(k - rest_) * padded + r + i] = factor;
        }
        if (rest_ > 0 && weight[0] != 1 - weight[last]) return false;
        if (place[0][i] < low) low = place[0][i];
        if (place[last][i] > high) high = place[last][i];
        if (++c < channels_) continue;
        c = 0;
        if (x + 1 < table_.outputs) ++x;  // a register's rest repeats the last output
      }
      if (high - low >= lanes_) return false;
      begin[r / lanes_] = low;
      for (index k = 0; k < taps_; ++k) {
        for (index i = 0; i < lanes_; ++i) lane[k * padded + r + i] = static_cast<u8>(place[k][i] - low);
      }
    }
    runs = {values_, padded, begin, lane};
    return true;
  }

  kernels::lane_runs runs{};
  Weight* weights = nullptr;  // [taps][padded], or [1][padded]

 private:
  static constexpr index most_taps = 6, most_lanes = 16;

  const axis_table& table_;
  index taps_, rest_, channels_, lanes_, values_, padded_;
};

}  // namespace eido::detail
