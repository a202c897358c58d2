// SPDX-License-Identifier: MIT
#pragma once

#include "../base/exact.hpp"
#include "../base/memory.hpp"
#include "paint_tables.hpp"
#include "palette.hpp"

namespace eido::inline EIDO_ABI::detail {

using kernels::label_span;
using kernels::paint_tables;

/// Looks for ((x * 256 * scale >> 16) + offset) >> 8 == wanted[x] for all bytes x. For any scale the offsets that serve
/// byte x are an interval; scales are tried outwards from `keep`, the slope of `wanted`. Where the exact sums have ties
/// there is often none.
inline bool find_integers(const u8 (&wanted)[256], f64 keep, u16& scale, u16& offset) noexcept {
  constexpr int reach = 64;
  const int nearest = static_cast<int>(keep * 65536 + 0.5);
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

/// Makes paint_tables of one contract and alpha; what is found for a channel's value serves every color that has it.
template <class Blend>
class paint_maker {
 public:
  paint_maker(f64 alpha, index channels) noexcept : alpha_(alpha), channels_(static_cast<int>(channels)) {}

  void make(const color& paint, paint_tables& out) noexcept {
    u8 bytes[3][256];
    for (int c = 0; c < 3; ++c) {
      const u8 above = paint.value[c];
      for (int x = 0; x < 256; ++x) bytes[c][x] = Blend::mixed(static_cast<u8>(x), above, alpha_);
      if (!found_[above].known) found_[above] = find(bytes[c], 1 - alpha_);
    }
    const found each[3] = {found_[paint.value[0]], found_[paint.value[1]], found_[paint.value[2]]};
    fill(bytes, each, Blend::is_linear, out);
    if constexpr (Blend::is_linear) {
      for (int phase = 0; phase < paint_tables::phases; ++phase) {
        for (int i = 0; i < paint_tables::floats; ++i) {
          const int c = (phase + i) % channels_;
          out.keep[phase][i] = c < 3 ? Blend::keep(alpha_) : 1.0f;
          out.laid[phase][i] = c < 3 ? product(static_cast<f32>(paint.value[c]), Blend::lay(alpha_)) : 0.0f;
        }
      }
    }
  }

  /// What a contract does to pixels under no color: as if each had its own.
  void make_bare(paint_tables& out) noexcept {
    u8 bytes[3][256];
    for (int x = 0; x < 256; ++x) {
      bytes[0][x] = bytes[1][x] = bytes[2][x] = Blend::mixed(static_cast<u8>(x), static_cast<u8>(x), alpha_);
    }
    const found one = find(bytes[0], 1), each[3] = {one, one, one};
    fill(bytes, each, false, out);
  }

 private:
  struct found {
    bool known = false, integers = false;
    u16 scale = 0, offset = 0;
  };

  static found find(const u8 (&bytes)[256], f64 keep) noexcept {
    found f;
    f.known = true;
    f.integers = find_integers(bytes, keep, f.scale, f.offset);
    return f;
  }

  void fill(const u8 (&bytes)[3][256], const found (&each)[3], bool linear, paint_tables& out) const noexcept {
    for (int c = 0; c < 4; ++c) {  // the fourth channel stays
      for (int x = 0; x < 256; ++x) out.table[c][x] = c < 3 ? bytes[c][x] : static_cast<u8>(x);
    }
    for (int phase = 0; phase < paint_tables::phases; ++phase) {
      for (int i = 0; i < paint_tables::bytes; ++i) {
        const int c = (phase + i) % channels_, half = i % 16 / 8, at = i / 16 * 8 + i % 8;
        out.scale[phase][half][at] = static_cast<i16>(c < 3 ? each[c].scale : 65535);
        out.offset[phase][half][at] = static_cast<i16>(c < 3 ? each[c].offset : 1);
      }
    }
    out.best = each[0].integers && each[1].integers && each[2].integers ? paint_tables::way::integers
               : linear                                                 ? paint_tables::way::floats
                                                                        : paint_tables::way::table;
  }

  f64 alpha_;
  int channels_;
  found found_[256];
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
  while (low < high) {
    const u32 middle = low + (high - low + 1) / 2;
    if (product(alpha, float_of_bits(middle)) <= 0x1p-25f) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return float_of_bits(low);
}

}  // namespace eido::detail
