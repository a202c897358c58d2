// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "axis_table.hpp"
#include "q22_digits.hpp"
#include "q22_kernels.hpp"
#include "wide_windows.hpp"

// Weights of the arithmetic q22 for few taps, in windows.

namespace eido::inline EIDO_ABI::detail {

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
        table_.highest > (std::numeric_limits<i32>::max)() / 4 || values_ > (std::numeric_limits<index>::max)() / 64) {
      return false;
    }
    walk at(*this);
    for (index left = values_; left > 0; left -= 8) {
      const index first = at.least(), begin = at.x;
      at.skip((left < 8 ? left : 8) - 1);
      const index before = at.x > begin ? first_of(at.x - 1) * channels_ + channels_ - 1 : 0, last = at.byte();
      if ((before > last ? before : last) + channels_ - first > 15) return false;
      at.skip(1);
    }
    for (index x = 0; x < table_.outputs; ++x) {
      const i32* const w = table_.weights<i32>(x);
      i16_sums sums;
      for (i32 k = 0, n = table_.count(x); k < n; ++k) {
        const i32 part = q22_parts(w[k]).a;
        if (part < -128 || part > 127) return false;
        sums.add(part);
      }
      if (!sums.fit()) return false;
    }
    return true;
  }

  /// For each output.
  index bytes_each() const noexcept {
    const index tables = blocks_ * (4 + 16 + pairs_ * 48), flat = (blocks_ + 1) * (32 + pairs_ * 48);
    return (head + tables + flat + table_.outputs - 1) / table_.outputs;
  }

  /// may_be_wide: on this tier.
  void pack(bool may_be_wide, unsigned char* to) const noexcept {
    u8* const places = to + head;
    u8* const a = places + 16 * blocks_;
    i16* const b_low = reinterpret_cast<i16*>(a + 16 * pairs_ * blocks_);
    i16* const b_high = b_low + 8 * pairs_ * blocks_;
    i32* const offset = reinterpret_cast<i32*>(b_high + 8 * pairs_ * blocks_);
    std::memset(places, 0, static_cast<std::size_t>(16 * (1 + 3 * pairs_) * blocks_));
    const index furthest = table_.highest * channels_ - 16 - beyond();
    for (index b = 0; b < blocks_; ++b) offset[b] = static_cast<i32>(furthest);
    const flat_tables flat(reinterpret_cast<u8*>(offset + blocks_), pairs_, 8 * (blocks_ + 1));
    const bool mixed = flatten(flat);
    walk at(*this);
    for (index block = 0, value = 0; value < values_; ++block, value += 8, at.skip(8)) {
      const index slot = slot_of(block), least = at.least(), from = least < furthest ? least : furthest;
      offset[slot] = static_cast<i32>(from);
      for (int half = 0; half < 2; ++half) {
        u64 four;
        std::memcpy(&four, flat.first + value + 4 * half, 8);
        four -= static_cast<u16>(from) * in_four;
        four |= (four + static_cast<u64>(channels_) * in_four) << 8;
        std::memcpy(places + 16 * slot + 8 * half, &four, 8);
      }
      if (mixed) std::memcpy(b_low + 8 * slot, flat.second_b + value, 16);
      for (index p = 0, place = slot; p < pairs_; ++p, place += blocks_) {
        std::memcpy(a + 16 * place, flat.a(p) + value, 16);
        if (mixed) continue;
        std::memcpy(b_low + 8 * place, flat.b(p) + value, 16);
        std::memcpy(b_high + 8 * place, flat.b(p) + value + 4, 16);
      }
    }
    const window_widener widener(offset, blocks_, table_.highest * channels_ - 64 - beyond());
    const bool wide = may_be_wide && widener.fits();
    if (wide) widener.widen(places, 1);
    *reinterpret_cast<kernels::q22_windows*>(to) = {
        blocks_, values_, 2 * channels_, static_cast<int>(pairs_), wide, mixed, offset, places, a, b_low, b_high};
  }

 private:
  static constexpr index head = (static_cast<index>(sizeof(kernels::q22_windows)) + 63) / 64 * 64;
  static constexpr u64 in_four = 0x0001000100010001;

  /// What goes into the tables, value after value, with room for a block more. Of pairs of taps a are bytes, b words.
  struct flat_tables {
    u16 *first, *second_b, *all_a;
    u32* all_b;
    index room;

    flat_tables(u8* at, index pairs, index values) noexcept
        : first(reinterpret_cast<u16*>(at)),
          second_b(first + values),
          all_a(second_b + values),
          all_b(reinterpret_cast<u32*>(all_a + pairs * values)),
          room(values) {}
    u16* a(index pair) const noexcept { return all_a + pair * room; }
    u32* b(index pair) const noexcept { return all_b + pair * room; }
  };

  /// Fills them, four values for every output, of which the next output overwrites those that are not its own. Says
  /// whether all weights are those of q22_mix.
  bool flatten(const flat_tables& to) const noexcept {
    const flat_tables flat = to;  // which no store changes, as these:
    const index outputs = table_.outputs, channels = channels_, pairs = pairs_, furthest = table_.highest - 2 * pairs;
    const index* const firsts = table_.firsts();
    const i32* const counts = table_.counts();
    const auto put = [](auto* at, u64 four) { std::memcpy(at, &four, 8); };
    bool mixed = pairs == 1;
    for (index x = 0, value = 0; x < outputs; ++x, value += channels) {
      const index first = firsts[x] < furthest ? firsts[x] : furthest;
      const i32* const w = table_.weights<i32>(x) - (firsts[x] - first);
      const index from = firsts[x] - first, end = from + counts[x];
      put(flat.first + value, static_cast<u16>(first * channels) * in_four + 0x0003000200010000);
      for (index p = 0; p < pairs; ++p) {
        const index k = 2 * p;
        const q22_parts one(k >= from && k < end ? w[k] : 0), two(k + 1 >= from && k + 1 < end ? w[k + 1] : 0);
        const u32 a = (static_cast<u32>(one.a) & 255) | (static_cast<u32>(two.a) & 255) << 8;
        const u64 b = static_cast<u16>(one.b) | static_cast<u64>(static_cast<u16>(two.b)) << 16;
        put(flat.a(p) + value, a * in_four);
        put(flat.b(p) + value, b << 32 | b);
        put(flat.b(p) + value + 2, b << 32 | b);
        if (p == 0) put(flat.second_b + value, (b >> 16) * in_four);
        mixed = mixed && kernels::q22_mixes(one.a, one.b, two.a, two.b);
      }
    }
    return mixed;
  }

  /// Bytes from the first two taps to the last two.
  index beyond() const noexcept { return 2 * (pairs_ - 1) * channels_; }

  index first_of(index x) const noexcept {
    const index first = table_.first(x), furthest = table_.highest - 2 * pairs_;
    return first < furthest ? first : furthest;
  }

  /// The values one after the other: channel c of output x.
  struct walk {
    const q22_window_packer& packer;
    index x = 0, c = 0;

    explicit walk(const q22_window_packer& p) noexcept : packer(p) {}
    void skip(index values) noexcept {
      for (c += values; c >= packer.channels_; c -= packer.channels_) ++x;
    }
    /// Of the first tap.
    index byte() const noexcept { return packer.first_of(x) * packer.channels_ + c; }
    /// The first byte that a block beginning here reads: outputs look further and further, channels begin anew.
    index least() const noexcept {
      const index next = c > 0 && x + 1 < packer.table_.outputs ? packer.first_of(x + 1) * packer.channels_ : byte();
      return next < byte() ? next : byte();
    }
  };

  index slot_of(index block) const noexcept {
    const index i = block & (2 * in_register_ - 1);
    return block - i + i % 2 * in_register_ + i / 2;
  }

  const axis_table& table_;
  index channels_, in_register_, pairs_, values_, blocks_;
};

}  // namespace eido::detail
