// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "../base/exact.hpp"
#include "../base/memory.hpp"
#include "paint_tables.hpp"
#include "palette.hpp"

namespace eido::inline EIDO_ABI::detail {

using kernels::label_span;
using kernels::paint_tables;

/// Looks for ((x * 256 * scale >> 16) + offset) >> 8 == wanted[x] for all bytes x. For any scale the offsets that serve
/// byte x are an interval; scales are tried from the nearest to `keep` on. Where the exact sums have ties there is
/// often none.
inline bool find_integers(const u8 (&wanted)[256], f32 keep, u16& scale, u16& offset) noexcept {
  constexpr int reach = 64;
  const int nearest = static_cast<int>(std::lround(static_cast<f64>(keep) * 65536.0));
  for (int k = 0; k <= 2 * reach; ++k) {
    const int tried = nearest + (k % 2 == 0 ? -(k / 2) : (k + 1) / 2);
    if (tried < 0 || tried > 65535) continue;
    int low = 0, high = 65535;
    for (int x = 0; x < 256 && low <= high; ++x) {
      const int least = 256 * wanted[x] - static_cast<int>(static_cast<u32>(256 * x) * static_cast<u32>(tried) >> 16);
      if (least > low) low = least;
      if (least + 255 < high) high = least + 255;
    }
    if (low > high) continue;
    scale = static_cast<u16>(tried);
    offset = static_cast<u16>(low);
    return true;
  }
  return false;
}

/// Makes paint_tables of one alpha; what is found for a channel's value serves every color that has it.
template <class Blend>
class paint_maker {
 public:
  paint_maker(f32 alpha, index channels) noexcept : alpha_(alpha), keep_(Blend::keep(alpha)), channels_(channels) {}

  void make(const color& paint, paint_tables& out) noexcept {
    out.integers = true;
    for (int phase = 0; phase < paint_tables::phases; ++phase) {
      for (int i = 0; i < paint_tables::bytes; ++i) {
        const int c = (phase + i) % static_cast<int>(channels_);
        const bool paints = c < 3;  // a fourth channel stays
        const entry found = paints ? entry_of(paint.value[c]) : entry{true, true, 65535, 1};
        out.integers = out.integers && found.integers;
        out.scale[phase][i] = static_cast<i16>(found.scale);
        out.offset[phase][i] = static_cast<i16>(found.offset);
        if (i >= paint_tables::floats) continue;
        out.keep[phase][i] = paints ? keep_ : 1.0f;
        out.laid[phase][i] = paints ? product(static_cast<f32>(paint.value[c]), alpha_) : 0.0f;
      }
    }
  }

 private:
  struct entry {
    bool known = false, integers = false;
    u16 scale = 0, offset = 0;
  };

  entry entry_of(u8 value) noexcept {
    entry& found = entries_[value];
    if (found.known) return found;
    u8 wanted[256];
    const f32 laid = product(static_cast<f32>(value), alpha_);
    for (int x = 0; x < 256; ++x) wanted[x] = Blend::mix(product(static_cast<f32>(x), keep_), laid);
    found.integers = find_integers(wanted, keep_, found.scale, found.offset);
    found.known = true;
    return found;
  }

  f32 alpha_, keep_;
  index channels_;
  entry entries_[256];
};

/// The first place for a T in memory: malloc aligns for fundamental types only.
template <class T>
T* aligned_for(unsigned char* memory) noexcept {
  const auto behind = reinterpret_cast<std::uintptr_t>(memory) % alignof(T);
  return reinterpret_cast<T*>(memory + (behind == 0 ? 0 : alignof(T) - behind));
}

/// The largest mask value up to 1 that leaves every byte as it is. At a = alpha * mask <= 2^-25 the share 1 - a rounds
/// to 1 and byte + color * a is less than byte + 1. (Above it some sums are cut to byte - 1.)
inline f32 nothing_below(f32 alpha) noexcept {
  u32 low = 0, high = 0x3f800000;  // bits of 0 and 1: the mask values are in their order
  const auto value = [](u32 bits) {
    f32 m;
    std::memcpy(&m, &bits, sizeof m);
    return m;
  };
  while (low < high) {
    const u32 middle = low + (high - low + 1) / 2;
    if (product(alpha, value(middle)) <= 0x1p-25f) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return value(low);
}

}  // namespace eido::detail
