// SPDX-License-Identifier: MIT
#pragma once

#include "cv2_rows.hpp"

// Tables in the form that the kernels of OpenCV's modes read.

namespace eido::inline EIDO_ABI::detail {

/// How blocks of 4 values, or of one pixel each where 4 values are too far apart, find their taps: see cv2_windows.
template <int Taps>
class cv2_window_packer {
 public:
  cv2_window_packer(const cv2_taps<i32, Taps>* taps, const axis_table& table, index row_bytes, index channels) noexcept
      : taps_(taps), table_(table), row_bytes_(row_bytes), channels_(channels), values_(table.outputs * channels) {
    step_ = 4;
    for (index b = 0; b * step_ < values_; ++b) {
      for (int w = 0; w < windows; ++w) {
        const reach r = reach_of(b, w);
        if (r.last - r.first > 15) {
          step_ = channels < 4 ? channels : 4;
          b = values_;
          break;
        }
      }
    }
    constexpr index most = kernels::cv2_windows::most_blocks;
    blocks_ = ((values_ + step_ - 1) / step_ + most - 1) / most * most;
  }

  index bytes() const noexcept {
    return head +
           blocks_ * (windows * static_cast<index>(sizeof(i32)) + pairs * (16 + 8 * static_cast<index>(sizeof(i16))));
  }

  void pack(unsigned char* to) const noexcept {
    u8* const places = to + head;
    i16* const weights = reinterpret_cast<i16*>(places + 16 * pairs * blocks_);
    i32* const offset = reinterpret_cast<i32*>(weights + 8 * pairs * blocks_);
    *reinterpret_cast<kernels::cv2_windows*>(to) = {blocks_, values_, step_, offset, places, weights};
    std::memset(places, 128, static_cast<std::size_t>(16 * pairs * blocks_));
    std::memset(weights, 0, static_cast<std::size_t>(8 * pairs * blocks_) * sizeof(i16));
    for (index b = 0; b < blocks_; ++b) {
      for (int w = 0; w < windows; ++w) pack_window(b, w, places, weights, offset);
    }
  }

 private:
  static constexpr int pairs = Taps / 2, windows = Taps > 4 ? 2 : 1;
  static constexpr int in_window = Taps / windows;
  static constexpr index head = (static_cast<index>(sizeof(kernels::cv2_windows)) + 63) / 64 * 64;

  struct reach {
    index first, last;
  };

  index place(index value, int tap) const noexcept {
    const index x = value / channels_;
    return (table_.first(x) + taps_[x].at[tap]) * channels_ + value % channels_;
  }
  index end_of(index b) const noexcept { return (b + 1) * step_ < values_ ? (b + 1) * step_ : values_; }

  /// The bytes that a block's taps lie in. Places rise with the tap and the pixel.
  reach reach_of(index b, int w) const noexcept {
    reach r{row_bytes_, 0};
    for (index value = b * step_; value < end_of(b); ++value) {
      const index first = place(value, w * in_window), last = place(value, w * in_window + in_window - 1);
      if (first < r.first) r.first = first;
      if (last > r.last) r.last = last;
    }
    return r;
  }

  void pack_window(index b, int w, u8* places, i16* weights, i32* offset) const noexcept {
    const index furthest = row_bytes_ - 16, first = reach_of(b, w).first, from = first < furthest ? first : furthest;
    offset[w * blocks_ + b] = static_cast<i32>(from);
    for (index value = b * step_; value < end_of(b); ++value) {
      for (int k = w * in_window; k < (w + 1) * in_window; ++k) {
        const index at = (k / 2 * blocks_ + b) * 8 + (value - b * step_) * 2 + k % 2;
        places[2 * at] = static_cast<u8>(place(value, k) - from);
        weights[at] = static_cast<i16>(taps_[value / channels_].weight[k]);
      }
    }
  }

  const cv2_taps<i32, Taps>* taps_;
  const axis_table& table_;
  index row_bytes_, channels_, values_, step_ = 4, blocks_ = 0;
};

/// `bytes` of packed memory for a whole table.
inline status cv2_reserve(axis_table& table, index bytes) noexcept {
  return table.reserve_packed((bytes + table.outputs - 1) / table.outputs);
}

template <int Taps>
status cv2_pack_windows(const cv2_taps<i32, Taps>* taps, index row_bytes, index channels, axis_table& table) noexcept {
  const cv2_window_packer<Taps> packer(taps, table, row_bytes, channels);
  if (status s = cv2_reserve(table, packer.bytes()); !s) return s;
  packer.pack(table.packed(0));
  return {};
}

/// Blocks of 4 floats whose first taps lie in 16 bytes; see cv2_float_windows.
template <int Taps>
status cv2_pack_floats(const buffer<cv2_taps<f32, Taps>>& taps, index row, index channels, axis_table& table) noexcept {
  constexpr index head = (static_cast<index>(sizeof(cv2_packed_floats<Taps>)) + 63) / 64 * 64;
  const index blocks = table.outputs * channels / 4;
  const index taps_bytes = table.outputs * static_cast<index>(sizeof(cv2_taps<f32, Taps>));
  if (status s = cv2_reserve(table, head + blocks * (16 * Taps + 16 + 4) + taps_bytes); !s) return s;
  f32* const weights = reinterpret_cast<f32*>(table.packed(0) + head);
  u8* const places = reinterpret_cast<u8*>(weights + 4 * Taps * blocks);
  i32* const offset = reinterpret_cast<i32*>(places + 16 * blocks);
  auto* const kept = reinterpret_cast<cv2_taps<f32, Taps>*>(offset + blocks);
  for (index x = 0; x < table.outputs; ++x) kept[x] = taps[x];
  const auto place = [&](index value) {
    const index x = value / channels;
    return (table.first(x) + kept[x].at[0]) * channels + value % channels;
  };
  index begin = 0, end = 0;
  for (index b = 0; b < blocks; ++b) {
    index first = row, last = 0;
    bool inside = true;
    for (index value = 4 * b; value < 4 * b + 4; ++value) {
      inside = inside && kept[value / channels].inside;
      first = place(value) < first ? place(value) : first;
      last = place(value) > last ? place(value) : last;
    }
    if (!inside || last - first > 3 || first + (Taps - 1) * channels + 4 > row) {
      if (begin != end) break;
      begin = end = b + 1;
      continue;
    }
    end = b + 1;
    offset[b] = static_cast<i32>(4 * first);
    for (index i = 0; i < 16; ++i) places[16 * b + i] = static_cast<u8>(4 * (place(4 * b + i / 4) - first) + i % 4);
    for (int k = 0; k < Taps; ++k) {
      for (index i = 0; i < 4; ++i) weights[4 * (k * blocks + b) + i] = kept[(4 * b + i) / channels].weight[k];
    }
  }
  *reinterpret_cast<cv2_packed_floats<Taps>*>(table.packed(0)) = {
      {blocks, begin, end, Taps, static_cast<int>(channels), offset, places, weights}, kept};
  return {};
}

/// The weights of a table again, four times each: see cv2_sums.
inline status cv2_pack_sums(axis_table& table) noexcept {
  const index n = table.outputs, taps = table.most_taps;
  index weights_bytes = 0;
  if (!multiply(taps, 16, weights_bytes)) {
    return status::failure(errc::memory_error, "resize: ", taps, " weights for each output are too many");
  }
  if (status s = table.reserve_packed(weights_bytes + static_cast<index>(sizeof(index))); !s) return s;
  f32* const weights = reinterpret_cast<f32*>(table.packed(0));
  index* const first = reinterpret_cast<index*>(weights + 4 * taps * n);
  for (index x = 0; x < n; ++x) {
    first[x] = table.first(x);
    for (index k = 0; k < taps; ++k) {
      f32* const four = weights + 4 * (k * n + x);
      four[0] = four[1] = four[2] = four[3] = k < table.count(x) ? table.weights<f32>(x)[k] : 0.0f;
    }
  }
  return {};
}

}  // namespace eido::detail
