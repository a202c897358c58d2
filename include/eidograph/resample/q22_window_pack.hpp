// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "axis_table.hpp"
#include "q22_digits.hpp"
#include "q22_kernels.hpp"

// Weights of the arithmetic q22 for few taps, in windows.

namespace eido::inline EIDO_ABI::detail {

/// Whether sums of bytes times what was added stay inside of 16 bits, whatever the bytes are.
class i16_sums {
 public:
  void add(i32 a) noexcept { (a < 0 ? below_ : above_) += a; }
  bool fit() const noexcept { return 255 * above_ <= 32767 && 255 * below_ >= -32768; }

 private:
  i32 above_ = 0, below_ = 0;
};

/// Packs an axis as kernels::q22_windows. Taps behind the last of an output have weight 0; where they would lie behind
/// the row, the output's first tap is moved back instead.
class q22_window_packer {
 public:
  /// in_register: blocks of a register, a power of 2.
  q22_window_packer(const axis_table& table, index channels, index in_register) noexcept
      : table_(table),
        channels_(channels),
        in_register_(in_register),
        pairs_((table.most_taps + 1) / 2),
        values_(table.outputs * channels),
        blocks_((values_ + 16 * in_register - 1) / (16 * in_register) * 2 * in_register) {}

  /// Whether the taps of every block lie close together, rows are long enough and sums of weights small enough.
  bool fits() const noexcept {
    const index pixels = table_.highest - table_.lowest;
    if (pairs_ > kernels::q22_windows::most_pairs || pixels < 2 * pairs_ || pixels * channels_ < 16 + beyond() ||
        table_.highest > (std::numeric_limits<i32>::max)() / 4) {
      return false;
    }
    index first = 0, last = 0;
    bool close = true;
    each_value([&](index, index, int i, index byte) {
      if (i == 0) first = last = byte;
      first = byte < first ? byte : first;
      last = byte > last ? byte : last;
      close = close && last + channels_ - first <= 15;
    });
    if (!close) return false;
    for (index x = 0; x < table_.outputs; ++x) {
      i16_sums sums;
      for (i32 k = 0; k < table_.count(x); ++k) {
        const i32 part = q22_parts(table_.weights<i32>(x)[k]).a;
        if (part < -128 || part > 127) return false;
        sums.add(part);
      }
      if (!sums.fit()) return false;
    }
    return true;
  }

  /// For each output.
  index bytes_each() const noexcept {
    return (head + blocks_ * (4 + 16 + pairs_ * 48) + table_.outputs - 1) / table_.outputs;
  }

  void pack(unsigned char* to) const noexcept {
    u8* const places = to + head;
    u8* const a = places + 16 * blocks_;
    i16* const b_low = reinterpret_cast<i16*>(a + 16 * pairs_ * blocks_);
    i16* const b_high = b_low + 8 * pairs_ * blocks_;
    i32* const offset = reinterpret_cast<i32*>(b_high + 8 * pairs_ * blocks_);
    std::memset(places, 0, static_cast<std::size_t>(16 * (1 + 3 * pairs_) * blocks_));
    const i32 furthest = static_cast<i32>(table_.highest * channels_ - 16 - beyond());
    for (index b = 0; b < blocks_; ++b) offset[b] = furthest;
    each_value([&](index, index slot, int, index byte) {
      i32& least = offset[slot];
      least = byte < least ? static_cast<i32>(byte) : least;
    });
    const bool mixed = mixes();
    const index pairs = pairs_, blocks = blocks_, channels = channels_;  // not read again behind each store of bytes
    cut_weights w{};
    index cut_of = -1;
    each_value([=, this](index x, index slot, int i, index byte) mutable {
      if (x != cut_of) w = cut(cut_of = x);
      const index place = byte - offset[slot];
      const u8 two[2] = {static_cast<u8>(place), static_cast<u8>(place + channels)};
      std::memcpy(places + 16 * slot + 2 * i, two, 2);
      if (mixed) b_low[8 * slot + i] = w.b[1];
      i16* const b = (i < 4 ? b_low : b_high - 8) + 2 * i;
      for (index p = 0, at = slot; p < pairs; ++p, at += blocks) {
        std::memcpy(a + 16 * at + 2 * i, w.a + 2 * p, 2);
        if (!mixed) std::memcpy(b + 8 * at, w.b + 2 * p, 4);
      }
    });
    *reinterpret_cast<kernels::q22_windows*>(to) = {
        blocks_, values_, 2 * channels_, static_cast<int>(pairs_), mixed, offset, places, a, b_low, b_high};
  }

 private:
  static constexpr index head = (static_cast<index>(sizeof(kernels::q22_windows)) + 63) / 64 * 64;

  /// The weights of an output.
  struct cut_weights {
    u8 a[2 * kernels::q22_windows::most_pairs];
    i16 b[2 * kernels::q22_windows::most_pairs];
  };

  /// Bytes from the first two taps to the last two.
  index beyond() const noexcept { return 2 * (pairs_ - 1) * channels_; }

  index first_of(index x) const noexcept {
    const index first = table_.first(x), furthest = table_.highest - 2 * pairs_;
    return first < furthest ? first : furthest;
  }
  i32 weight(index x, index tap) const noexcept {
    const index k = tap - (table_.first(x) - first_of(x));
    return k >= 0 && k < table_.count(x) ? table_.weights<i32>(x)[k] : 0;
  }

  cut_weights cut(index x) const noexcept {
    cut_weights w{};
    for (index k = 0; k < 2 * pairs_; ++k) {
      const q22_parts parts(weight(x, k));
      w.a[k] = static_cast<u8>(parts.a);
      w.b[k] = parts.b;
    }
    return w;
  }

  /// f(output, where its block stands in the tables, number there, byte of the first tap) for every value, in order.
  template <class F>
  void each_value(F f) const noexcept {
    const index outputs = table_.outputs, channels = channels_;
    index block = 0, slot = 0;
    int i = 0;
    for (index x = 0; x < outputs; ++x) {
      const index byte = first_of(x) * channels;
      for (index c = 0; c < channels; ++c) {
        f(x, slot, i, byte + c);
        if (++i == 8) i = 0, slot = slot_of(++block);
      }
    }
  }
  index slot_of(index block) const noexcept {
    const index i = block & (2 * in_register_ - 1);
    return block - i + i % 2 * in_register_ + i / 2;
  }

  bool mixes() const noexcept {
    for (index x = 0; x < table_.outputs; ++x) {
      const q22_parts first(weight(x, 0)), second(weight(x, 1));
      if (pairs_ > 1 || !kernels::q22_mixes(first.a, first.b, second.a, second.b)) return false;
    }
    return true;
  }

  const axis_table& table_;
  index channels_, in_register_, pairs_, values_, blocks_;
};

}  // namespace eido::detail
