// SPDX-License-Identifier: MIT
#pragma once

// The tests of simd/ want every tier there is.
#ifndef EIDO_EXTRA_TIERS
#define EIDO_EXTRA_TIERS 1
#endif

#include <eidograph/simd/run_tier.hpp>

#include <string>
#include <vector>

namespace eido_test {

using eido::f32;
using eido::i16;
using eido::i32;
using eido::index;
using eido::u32;
using eido::u8;

/// Loads registers from a, b and c, applies a verb and stores what it gives; a mask as its bits.
using verb = void (*)(const void* a, const void* b, const void* c, void* out);
using first_verb = void (*)(const void* from, index n, void* to);

/// Where the 12 bytes of a unit go.
inline constexpr eido::u8 unit_order[16] = {5, 0, 11, 3, 2, 7, 1, 10, 4, 9, 6, 8, 128, 128, 128, 128};

/// The vocabulary of one tier, behind pointers.
struct verbs {
  std::string tier;
  int lanes;
  bool has_fma;

  verb add_f32, sub_f32, mul_f32, div_f32, muladd, fma, min_f32, max_f32, set_f32;
  verb greater_f32, equal_f32, is_nan, greater_i32, equal_i32, both, either, without, any, select_f32, select_i32;
  verb add_i32, sub_i32, mul_i32, min_i32, max_i32, bit_and, bit_or, set_i32, iota;
  verb shift_left[5], shift_right[5];  // by 0, 1, 8, 22, 31
  verb add_f64, sub_f64, mul_f64, muladd_f64, div_f64, set_f64, copy_f64, load_f32_f64, store_f64_f32;
  verb load_2_f64, widen_f64, store_2_f64, round_u16;  // of two registers of doubles
  verb add_i16, mul_i16, mul_high, mul_high_u16, madd, madd_acc, madd_pairs, madd_u8, madd_u8_acc, even_u8, odd_u8,
      set_i16, dot4, dot4_moved, min_u8, max_u8, set_u8;
  verb to_f32, round_i32, trunc_i32, widen_u8[4], widen_blocks_u8[4], narrow_i16, narrow_u8, narrow_blocks_u8;
  verb shift_add, low_words, high_words, shift_blocks_u8;
  verb dot4_number, madd_word, muladd_word, multiply_word, mul_word, even_bytes, odd_bytes;
  verb look_up, look_up_256, permute_bytes, permute_to_words, unequal, mix_u8[2], add_high, round_u8, round_blocks_u8;
  verb load_u8_f32, trunc_u8, trunc_u8_inside, rint_u8;    // four registers of floats one after the other
  verb blocks_f32, trunc_blocks_u8[2], rint_blocks_u8[2];  // the same in an order of the tier's own; [calm]
  verb mul_u8[2], muladd_u8[2], sub_u8[2], over_255, add_neighbours, add_neighbours_acc;
  verb byte_products, store_units;
  verb turn_units[2];  // of rows of 64 bytes, ordered by unit_order; [as most_turn, and as its lowest bit]
  int units_at_once, most_turn;
  verb reverse_u8, reverse_i32, pick_lanes, shuffle_in_blocks, low_u8, high_u8, low_i32, high_i32, threes_first;
  verb as_i32, as_u8;
  verb zip_low_u8, zip_high_u8, zip_low_i16, zip_high_i16, transpose_blocks, load_blocks, store_blocks;
  verb u8_as_i16, i32_as_i16, i16_as_i32, i16_as_u8, f32_as_i32, i32_as_f32;
  verb exp_down, log_normal, stream, stream_i32, stream_u8, stream_threes, stream_channels_u8, stream_channels_i32;
  verb reduce_add, reduce_min, reduce_max;

  verb copy_f32, copy_i32, copy_i16, copy_u8, load_u8_i32, load_u8_i16, store_i32_u8;
  first_verb load_first_f32, load_first_i32, load_first_i16, load_first_u8;      // n elements to a whole register
  first_verb store_first_f32, store_first_i32, store_first_i16, store_first_u8;  // a whole register to n elements
  verb load_stepped, store_stepped;                                              // blocks 21 and 13 bytes apart
  verb split_u8[5], merge_u8[5], split_i32[5], merge_i32[5];  // [channels]; the planes lie one after the other
  verb store_rounded[5];                                      // the same, i16 by 4, then rounded by 6 bits
};

}  // namespace eido_test

#define EIDO_KERNEL_HAS_DOTS
#define EIDO_KERNEL_FILE "simd/vocabulary.kernel.hpp"
#include <eidograph/simd/foreach_tier.hpp>

namespace eido_test {

static inline verbs verbs_in_use() { EIDO_RUN_TIER(verbs_of_tier()) }

static inline std::vector<verbs> all_tiers() {
  std::vector<verbs> tiers;
  for (const char* name : eido::targets()) {
    if (!eido::try_force_target(name).ok()) continue;
    tiers.push_back(verbs_in_use());
    tiers.back().tier = name;
  }
  return tiers;
}

}  // namespace eido_test
