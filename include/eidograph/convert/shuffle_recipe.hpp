// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// How packed pixels are picked out of memory at a constant step with 16-byte loads and byte shuffles: channels
/// swapped, rows mirrored, every second pixel, channels 1 to 3 of 4. Output bytes repeat their pattern after `blocks`
/// blocks of 16; a block is the sum of up to four shuffled loads, each byte coming from one of them.
struct shuffle_recipe {
  static constexpr int most_loads = 4;
  struct block {
    int used = 0;
    i32 offset[most_loads]{};    // of the load, from the source of the period's first pixel
    u8 table[most_loads][16]{};  // 128: the byte comes from another load
  };

  block block_of[3];
  int blocks = 0;         // 1 or 3
  int loads = 0;          // of every block; a block that needs fewer has tables that take nothing
  index pixels = 0;       // in a period
  index source_step = 0;  // bytes from one period to the next
  index out_step = 0;     // 16 a block; less where one load holds some whole pixels: stores then overlap
  index lowest = 0;       // loads of the first period touch [lowest, highest)
  index highest = 0;

  /// Pixels of `bytes` output bytes, byte j from `from[j]` bytes behind the pixel's source, sources `step` bytes apart.
  /// `dense`: each byte stored once.
  /// False where the pattern needs more blocks or loads than there are.
  bool make(int bytes, const i32* from, index step, bool dense) noexcept {
    if (bytes > 16 || step > 64 || step < -64) return false;
    const auto fill = [&](int b, int count) {
      i32 wanted[16];
      for (int i = 0; i < count; ++i) {
        const int at = 16 * b + i;
        wanted[i] = static_cast<i32>(at / bytes * step) + from[at % bytes];
      }
      if (!cover(wanted, count, step > 0, block_of[b])) return false;
      if (block_of[b].used > loads) loads = block_of[b].used;
      return true;
    };
    blocks = 1;
    loads = 0;
    pixels = 16 / bytes;
    out_step = pixels * bytes;
    if (dense || out_step < 12 || !fill(0, static_cast<int>(out_step)) || loads > 1) {
      blocks = bytes;
      while (blocks % 2 == 0) blocks /= 2;  // bytes / gcd(bytes, 16)
      if (blocks > 3) return false;
      loads = 0;
      pixels = 16 * blocks / bytes;
      out_step = 16 * blocks;
      for (int b = 0; b < blocks; ++b) {
        if (!fill(b, 16)) return false;
      }
    }
    source_step = pixels * step;
    for (int b = 0; b < blocks; ++b) {  // where nothing is taken, somewhere that is read anyway
      for (int k = block_of[b].used; k < loads; ++k) block_of[b].offset[k] = block_of[b].offset[0];
    }
    lowest = highest = block_of[0].offset[0];
    for (int b = 0; b < blocks; ++b) {
      for (int k = 0; k < block_of[b].used; ++k) {
        const i32 at = block_of[b].offset[k];
        if (at < lowest) lowest = at;
        if (at + 16 > highest) highest = at + 16;
      }
    }
    return true;
  }

  /// Periods of a run of n pixels that load nothing but what the run's pixels touch, [first, last) bytes, and store
  /// nothing behind its end.
  index safe_periods(index n, index first, index last) const noexcept {
    index periods = n / pixels;
    const index size = out_step / pixels * n;  // of what is stored
    while (periods > 0 && (periods - 1) * out_step + 16 * blocks > size) --periods;
    const auto stays = [&](index p) { return lowest + p * source_step >= first && highest + p * source_step <= last; };
    if (periods > 0 && !stays(0)) return 0;
    while (periods > 0 && !stays(periods - 1)) --periods;
    return periods;
  }

 private:
  // Loads begin at the lowest byte still missing when sources rise, and end at the highest when they fall: the first
  // period then touches nothing that no pixel of it touches.
  static bool cover(const i32 (&wanted)[16], int count, bool rising, block& out) noexcept {
    bool done[16]{};
    out = {};
    std::memset(out.table, 128, sizeof out.table);
    for (int left = count; left > 0;) {
      if (out.used == most_loads) return false;
      i32 edge = 0;
      bool found = false;
      for (int i = 0; i < count; ++i) {
        if (!done[i] && (!found || (rising ? wanted[i] < edge : wanted[i] > edge))) edge = wanted[i], found = true;
      }
      const i32 start = rising ? edge : edge - 15;
      u8* const table = out.table[out.used];
      for (int i = 0; i < count; ++i) {
        const bool here = !done[i] && wanted[i] >= start && wanted[i] < start + 16;
        table[i] = here ? static_cast<u8>(wanted[i] - start) : u8(128);
        if (here) done[i] = true, --left;
      }
      out.offset[out.used++] = start;
    }
    return true;
  }
};

}  // namespace eido::detail
