// SPDX-License-Identifier: MIT
#pragma once

#include "cv2_rows.hpp"
#include "lane_run_pack.hpp"
#include "tap_sum_pack.hpp"
#include "wide_windows.hpp"

// Tables in the form that the kernels of OpenCV's modes read.

namespace eido::inline EIDO_ABI::detail {

/// A value of a row: its pixel and channel.
struct cv2_spot {
  index x, c;

  /// The value `count` further.
  cv2_spot after(index count, index channels) const noexcept {
    cv2_spot s{x, c + count};
    for (; s.c >= channels; ++s.x) s.c -= channels;
    return s;
  }
};

/// How blocks of 4 values, or of one pixel each where 4 values are too far apart, find their taps: see cv2_windows.
template <class A>
class cv2_window_packer {
 public:
  static constexpr int Taps = A::taps;

  cv2_window_packer(const cv2_taps<i32, Taps>* taps, const axis_table& table, index row_bytes, index channels) noexcept
      : taps_(taps), table_(table), row_bytes_(row_bytes), channels_(channels), values_(table.outputs * channels) {
    const index steps[] = {8, 4, channels < 4 ? channels : 4};
    for (int i = in_parts && kernels::cv2_has_pairs() ? 0 : 1; i < 3; ++i) {
      step_ = steps[i];
      if (i == 2 || close()) break;
    }
    constexpr index most = kernels::cv2_windows::most_blocks;
    blocks_ = ((values_ + step_ - 1) / step_ + most - 1) / most * most;
  }

  index bytes() const noexcept {
    return head +
           blocks_ * (windows * static_cast<index>(sizeof(i32)) + pairs * (16 + 16 * static_cast<index>(sizeof(i16))));
  }

  void pack(unsigned char* to) const noexcept {
    u8* const places = to + head;
    i16* const weights = reinterpret_cast<i16*>(places + 16 * pairs * blocks_);
    i32* const offset = reinterpret_cast<i32*>(weights + 16 * pairs * blocks_);
    std::memset(places, 128, static_cast<std::size_t>(16 * pairs * blocks_));
    std::memset(weights, 0, static_cast<std::size_t>(16 * pairs * blocks_) * sizeof(i16));
    const index furthest = row_bytes_ - 16, blocks = blocks_;
    for (index b = 0; b < windows * blocks; ++b) offset[b] = static_cast<i32>(furthest);
    each_block([&, this](index b, cv2_spot first, index count) {
      index from[windows];
      for (int w = 0; w < windows; ++w) {
        const index begin = reach_of(first, count, w).first;
        from[w] = begin < furthest ? begin : furthest;
        offset[w * blocks + b] = static_cast<i32>(from[w]);
      }
      cv2_spot s = first;
      for (index i = 0, n; i < count; i += n, ++s.x, s.c = 0) {  // n values of a pixel
        n = count - i < channels_ - s.c ? count - i : channels_ - s.c;
        if constexpr (in_parts) {
          if (step_ == 8) {
            pack_pair(16 * b + 2 * i, s, n, from[0], places, reinterpret_cast<u8*>(weights));
            continue;
          }
        }
        for (int p = 0; p < pairs; ++p) {
          pack_two(8 * (p * blocks + b) + 2 * i, s, n, 2 * p, from[2 * p / in_window], places, weights);
        }
      }
    });
    *reinterpret_cast<kernels::cv2_windows*>(to) = {blocks_, values_, step_,  widen(offset, places),
                                                    offset,  places,  weights};
  }

 private:
  static constexpr int pairs = Taps / 2, windows = Taps > 4 ? 2 : 1;
  static constexpr bool in_parts = requires { A::parts; }, high_bytes = A::high_bytes;
  static constexpr int in_window = Taps / windows;
  static constexpr index head = (static_cast<index>(sizeof(kernels::cv2_windows)) + 63) / 64 * 64;

  struct reach {
    index first, last;
  };

  index place(cv2_spot s, int tap) const noexcept { return (table_.first(s.x) + taps_[s.x].at[tap]) * channels_ + s.c; }

  /// f(block, its first value, how many it has) for each block.
  template <class F>
  void each_block(F f) const noexcept {
    cv2_spot s{0, 0};
    for (index b = 0, value = 0; value < values_; ++b, value += step_, s = s.after(step_, channels_)) {
      f(b, s, values_ - value < step_ ? values_ - value : step_);
    }
  }

  /// The bytes that a window of some values' taps lies in. Places rise with the tap and, for a channel, with the pixel:
  /// the first one is of the first pixel or of the next one's first channel, and so backwards.
  reach reach_of(cv2_spot first, index count, int w) const noexcept {
    const cv2_spot last = first.after(count - 1, channels_);
    const int head_tap = w * in_window, tail_tap = head_tap + in_window - 1;
    reach r{place(first, head_tap), place(last, tail_tap)};
    if (first.x < last.x) {
      const index low = place({first.x + 1, 0}, head_tap), high = place({last.x - 1, channels_ - 1}, tail_tap);
      if (low < r.first) r.first = low;
      if (high > r.last) r.last = high;
    }
    return r;
  }

  /// Whether the taps of every block lie in 16 bytes.
  bool close() const noexcept {
    bool all = true;
    each_block([&, this](index, cv2_spot first, index count) {
      for (int w = 0; w < windows && all; ++w) {
        const reach r = reach_of(first, count, w);
        all = r.last - r.first <= 15;
      }
    });
    return all;
  }

  /// Makes windows wide, where they may be.
  bool widen(i32* offset, u8* places) const noexcept {
    const auto widener = [&](int w) { return window_widener(offset + w * blocks_, blocks_, row_bytes_ - 64); };
    bool wide = kernels::cv2_has_wide_windows() && !high_bytes;
    for (int w = 0; w < windows; ++w) wide = wide && widener(w).fits();
    for (int w = 0; w < windows && wide; ++w) {
      widener(w).widen(places + w * (pairs / windows) * 16 * blocks_, pairs / windows);
    }
    return wide;
  }

  /// Two taps of n values of a pixel as bytes, their weights in two parts.
  void pack_pair(index at, cv2_spot s, index n, index from, u8* places, u8* weights) const noexcept {
    u8 first[2], coarse[2], fine[2];
    for (int k = 0; k < 2; ++k) {
      const i32 weight = taps_[s.x].weight[k], high = A::coarse(weight);
      first[k] = static_cast<u8>(place(s, k) - from);
      coarse[k] = static_cast<u8>(high);
      fine[k] = static_cast<u8>(weight - high * A::parts);
    }
    for (const index end = at + 2 * n; at < end; at += 2) {
      std::memcpy(places + at, first, 2);
      std::memcpy(weights + at, coarse, 2);
      std::memcpy(weights + 16 * blocks_ + at, fine, 2);
      ++first[0], ++first[1];
    }
  }

  /// Taps `tap` and the next of n values of a pixel as 16-bit numbers.
  void pack_two(index at, cv2_spot s, index n, int tap, index from, u8* places, i16* weights) const noexcept {
    const auto byte = [&](int k) { return static_cast<u8>(place(s, k) - from); };
    u8 both[4] = {128, 128, 128, 128};
    both[high_bytes] = byte(tap), both[2 + high_bytes] = byte(tap + 1);
    const i16 two[2] = {static_cast<i16>(taps_[s.x].weight[tap]), static_cast<i16>(taps_[s.x].weight[tap + 1])};
    for (const index end = at + 2 * n; at < end; at += 2) {
      std::memcpy(places + 2 * at, both, sizeof both);
      std::memcpy(weights + at, two, sizeof two);
      ++both[high_bytes], ++both[2 + high_bytes];
    }
  }

  const cv2_taps<i32, Taps>* taps_;
  const axis_table& table_;
  index row_bytes_, channels_, values_, step_ = 4, blocks_ = 0;
};

template <class A>
status cv2_pack_windows(const cv2_taps<i32, A::taps>* taps, index row_bytes, index channels,
                        axis_table& table) noexcept {
  const cv2_window_packer<A> packer(taps, table, row_bytes, channels);
  if (status s = table.reserve_whole(packer.bytes()); !s) return s;
  packer.pack(table.packed(0));
  return {};
}

/// Tables of cv2_runs; false in `fits`, and nothing made, where the tier has no use for them, the taps of 16 values do
/// not lie in 64 bytes, or weights do not sum to 2048.
inline status cv2_pack_runs(const cv2_taps<i32, 2>* taps, index row_bytes, index channels, axis_table& table,
                            bool& fits) noexcept {
  const index values = table.outputs * channels, blocks = (values + 15) / 16;
  fits = kernels::cv2_has_runs() && values >= 16 && row_bytes >= 64;
  for (index x = 0; x < table.outputs && fits; ++x) fits = taps[x].weight[0] + taps[x].weight[1] == 2048;
  const auto first_value = [=](index b) { return 16 * b < values - 16 ? 16 * b : values - 16; };
  const auto place = [&](index x, int tap) { return (table.first(x) + taps[x].at[tap]) * channels; };
  for (index b = 0; b < blocks && fits; ++b) {
    const index value = first_value(b), x = value / channels, last = (value + 15) / channels;
    fits = place(last, 1) + channels - place(x, 0) <= 64;
  }
  if (!fits) return {};
  constexpr index head = 64;
  static_assert(sizeof(kernels::cv2_runs) <= head);
  if (status s = table.reserve_whole(head + blocks * (32 + 16 * 2 + 4)); !s) return s;
  u8* places = table.packed(0) + head;
  i16* weights = reinterpret_cast<i16*>(places + 32 * blocks);
  i32* const offset = reinterpret_cast<i32*>(weights + 16 * blocks);
  *reinterpret_cast<kernels::cv2_runs*>(table.packed(0)) = {values, offset, places, weights};
  for (index b = 0; b < blocks; ++b, places += 32, weights += 16) {
    index x = first_value(b) / channels, c = first_value(b) % channels;
    const index from = place(x, 0) < row_bytes - 64 ? place(x, 0) : row_bytes - 64;
    offset[b] = static_cast<i32>(from);
    for (int i = 0; i < 16;) {
      const i32 w = taps[x].weight[1];
      const index second = place(x, 1) - from, first = w < 2048 ? place(x, 0) - from : second;  // w has 15 bits here
      for (; c < channels && i < 16; ++c, ++i) {
        places[i] = static_cast<u8>(first + c);
        places[16 + i] = static_cast<u8>(second + c);
        weights[i] = static_cast<i16>(w < 2048 ? 16 * w : 0);
      }
      ++x, c = 0;
    }
  }
  return {};
}

/// What plain code needs of an axis that a kernel does else, in memory at a multiple of 4.
template <int Taps>
cv2_borders<Taps> cv2_keep(const buffer<cv2_taps<f32, Taps>>& taps, index outputs, unsigned char* to) noexcept {
  auto* const kept = reinterpret_cast<cv2_taps<f32, Taps>*>(to);
  for (index x = 0; x < outputs; ++x) kept[x] = taps[x];
  cv2_borders<Taps> borders{kept, 0, outputs};
  while (borders.begin < borders.end && !kept[borders.begin].inside) ++borders.begin;
  while (borders.end > borders.begin && !kept[borders.end - 1].inside) --borders.end;
  return borders;
}

/// Tables of cv2_float_runs; false in `fits`, and nothing made, where a register's taps do not lie in a run, or where a
/// register is no more than a block of cv2_pack_floats.
inline status cv2_pack_float_runs(const buffer<cv2_taps<f32, 2>>& taps, index channels, axis_table& table,
                                  bool& fits) noexcept {
  constexpr index head = (static_cast<index>(sizeof(cv2_float_runs)) + 63) / 64 * 64;
  const index lanes = kernels::float_lanes();
  lane_run_packer<f32> packer(table, 2, channels, lanes, true);
  index bytes = 0;
  fits = lanes > 4 && !table.shrinks() && packer.bytes(bytes);
  if (!fits) return {};
  if (status s = table.reserve_whole(head + bytes + table.outputs * cv2_borders<2>::bytes_each); !s) return s;
  unsigned char* const to = table.packed(0) + head;
  fits = packer.pack(
      to, [&](index x, index k) { return std::pair<index, f32>(table.first(x) + taps[x].at[k], taps[x].weight[k]); });
  if (!fits) return {};
  *reinterpret_cast<cv2_float_runs*>(table.packed(0)) = {{packer.runs, packer.weights},
                                                         cv2_keep(taps, table.outputs, to + bytes)};
  return {};
}

/// Blocks of 4 floats whose first taps lie in 16 bytes; see cv2_float_windows.
template <int Taps>
status cv2_pack_floats(const buffer<cv2_taps<f32, Taps>>& taps, index row, index channels, axis_table& table) noexcept {
  constexpr index head = (static_cast<index>(sizeof(cv2_packed_floats<Taps>)) + 63) / 64 * 64;
  const index blocks = table.outputs * channels / 4;
  const index taps_bytes = table.outputs * static_cast<index>(sizeof(cv2_taps<f32, Taps>));
  if (status s = table.reserve_whole(head + blocks * (16 * Taps + 16 + 4) + taps_bytes); !s) return s;
  f32* const weights = reinterpret_cast<f32*>(table.packed(0) + head);
  u8* const places = reinterpret_cast<u8*>(weights + 4 * Taps * blocks);
  i32* const offset = reinterpret_cast<i32*>(places + 16 * blocks);
  auto* const kept = reinterpret_cast<cv2_taps<f32, Taps>*>(offset + blocks);
  for (index x = 0; x < table.outputs; ++x) kept[x] = taps[x];
  index begin = 0, end = 0;
  cv2_spot at{0, 0};
  for (index b = 0; b < blocks; ++b) {
    cv2_spot spot[4];
    index place[4], first = row, last = 0;  // of the first taps
    bool inside = true;
    for (int i = 0; i < 4; ++i, at = at.after(1, channels)) {
      spot[i] = at;
      inside = inside && kept[at.x].inside;
      place[i] = (table.first(at.x) + kept[at.x].at[0]) * channels + at.c;
      first = place[i] < first ? place[i] : first;
      last = place[i] > last ? place[i] : last;
    }
    if (!inside || last - first > 3 || first + (Taps - 1) * channels + 4 > row) {
      if (begin != end) break;
      begin = end = b + 1;
      continue;
    }
    end = b + 1;
    offset[b] = static_cast<i32>(4 * first);
    for (int i = 0; i < 4; ++i) {
      const u8 from = static_cast<u8>(4 * (place[i] - first));
      const u8 four[4] = {from, static_cast<u8>(from + 1), static_cast<u8>(from + 2), static_cast<u8>(from + 3)};
      std::memcpy(places + 16 * b + 4 * i, four, sizeof four);
      const f32* const weight = kept[spot[i].x].weight;
      for (int k = 0; k < Taps; ++k) weights[4 * (k * blocks + b) + i] = weight[k];
    }
  }
  *reinterpret_cast<cv2_packed_floats<Taps>*>(table.packed(0)) = {
      {blocks, begin, end, Taps, static_cast<int>(channels), offset, places, weights}, kept};
  return {};
}

/// Tables of cv2_float_sums; false in `fits`, and nothing made, where a row is shorter than the taps.
template <int Taps>
status cv2_pack_float_sums(const buffer<cv2_taps<f32, Taps>>& taps, index channels, axis_table& table,
                           bool& fits) noexcept {
  constexpr index head = (static_cast<index>(sizeof(cv2_float_sums<Taps>)) + 63) / 64 * 64;
  const tap_sum_packer packer(table.outputs, Taps, channels * static_cast<index>(sizeof(f32)), channels);
  index bytes = 0;
  fits = table.highest - table.lowest >= Taps && packer.bytes(bytes);
  if (!fits) return {};
  if (status s = table.reserve_whole(head + bytes + table.outputs * cv2_borders<Taps>::bytes_each); !s) return s;
  unsigned char* const to = table.packed(0) + head;
  const auto first_of = [&](index x) {
    return table.first(x) + Taps <= table.highest ? table.first(x) : table.highest - Taps;
  };
  const kernels::tap_sums sums = packer.pack(to, first_of, [&](index x, index k) { return taps[x].weight[k]; });
  *reinterpret_cast<cv2_float_sums<Taps>*>(table.packed(0)) = {sums, cv2_keep(taps, table.outputs, to + bytes)};
  return {};
}

}  // namespace eido::detail
