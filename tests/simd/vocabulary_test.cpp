// SPDX-License-Identifier: MIT
// Every verb of every tier that runs here against its definition.
#include <algorithm>
#include <cmath>

#include "lanewise.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"

namespace eido_test {

using eido::f64;
using eido::i64;
using eido::i8;
using eido::u16;
using eido::u64;

namespace {

/// In a variable that the compiler must store, so that nothing is fused or kept wider.
f32 stored(f32 x) {
  volatile f32 memory = x;
  return memory;
}
f32 as_f32(i32 x) {
  f32 r;
  std::memcpy(&r, &x, sizeof r);
  return r;
}
i32 wrapped(i64 x) { return static_cast<i32>(static_cast<u32>(x)); }
template <class T>
T clamped(i64 x) {
  using limits = std::numeric_limits<T>;
  return static_cast<T>(x < (limits::min)() ? (limits::min)() : x > (limits::max)() ? (limits::max)() : x);
}
bool never_a_number(f32 x) { return x != x; }

}  // namespace

TEST_CASE("simd/vocabulary: arithmetic of f32 rounds once an operation") {
  for (const verbs& t : all_tiers()) {
    check_lanes<f32>("add", t, t.add_f32, [](f32 a, f32 b, f32) { return stored(a + b); });
    check_lanes<f32>("sub", t, t.sub_f32, [](f32 a, f32 b, f32) { return stored(a - b); });
    check_lanes<f32>("mul", t, t.mul_f32, [](f32 a, f32 b, f32) { return stored(a * b); });
    check_lanes<f32>("div", t, t.div_f32, [](f32 a, f32 b, f32) { return stored(a / b); });
    check_lanes<f32>("muladd", t, t.muladd, [](f32 a, f32 b, f32 c) { return stored(stored(a * b) + c); });
    check_lanes<f32>("min", t, t.min_f32, [](f32 a, f32 b, f32) { return a < b ? a : b; });
    check_lanes<f32>("max", t, t.max_f32, [](f32 a, f32 b, f32) { return a > b ? a : b; });
    check_verb<f32, u8, u8, f32>("set_f32", t, t.set_f32, 0,
                                 [](int, const f32* a, const u8*, const u8*) { return a[0]; });
  }
}

TEST_CASE("simd/vocabulary: arithmetic of f64 rounds once an operation") {
  for (const verbs& t : all_tiers()) {
    pattern p(23);
    int wrong = 0;
    const auto differ = [](f64 a, f64 b) { return std::memcmp(&a, &b, sizeof a) != 0; };
    for (int round = 0; round < cases(5000); ++round) {
      volatile f64 a[8], b[8], c[8];
      f64 x[8], y[8], z[8], made[8];
      f32 small[8], cut[8];
      for (int i = 0; i < 8; ++i) {
        const auto number = [&p] {
          return std::ldexp(
              static_cast<f64>(p.between(-(1 << 26), 1 << 26)) * 0x1p27 + static_cast<f64>(p.between(0, (1 << 27) - 1)),
              static_cast<int>(p.between(-80, -30)));
        };
        x[i] = number(), y[i] = number(), z[i] = number();
        a[i] = x[i];
        b[i] = y[i];
        c[i] = z[i];
        small[i] = round % 7 ? static_cast<f32>(x[i]) : static_cast<f32>(i) * 1e-45f;
      }
      const int n = t.lanes / 2;
      const auto check = [&](verb f, const void* from, auto right) {
        f(from, y, z, made);
        for (int i = 0; i < n; ++i) wrong += differ(made[i], right(i));
      };
      check(t.copy_f64, x, [&](int i) -> f64 { return a[i]; });
      check(t.add_f64, x, [&](int i) -> f64 { return a[i] + b[i]; });
      check(t.sub_f64, x, [&](int i) -> f64 { return a[i] - b[i]; });
      check(t.mul_f64, x, [&](int i) -> f64 { return a[i] * b[i]; });
      check(t.div_f64, x, [&](int i) -> f64 { return a[i] / b[i]; });
      check(t.set_f64, x, [&](int) -> f64 { return a[0]; });
      check(t.load_f32_f64, small, [&](int i) { return static_cast<f64>(small[i]); });
      check(t.muladd_f64, x, [&](int i) -> f64 {
        volatile f64 product = a[i] * b[i];
        return product + c[i];
      });
      t.store_f64_f32(x, nullptr, nullptr, cut);
      for (int i = 0; i < n; ++i) wrong += !same(cut[i], static_cast<f32>(x[i]));
    }
    INFO("tier ", t.tier);
    CHECK(wrong == 0);
  }
}

TEST_CASE("simd/vocabulary: two registers of f64") {
  for (const verbs& t : all_tiers()) {
    pattern p(31);
    int wrong = 0;
    for (int round = 0; round < cases(5000); ++round) {
      f32 small[16], cut[16];
      f64 wide[16], made[16], sums[16];
      i32 words[16];
      for (int i = 0; i < 16; ++i) {
        draw(p, small[i]);
        if (small[i] != small[i]) small[i] = 0;
        wide[i] =
            std::ldexp(static_cast<f64>(p.between(-(1 << 30), 1 << 30)) + 1e-3, static_cast<int>(p.between(-60, 9)));
        sums[i] = p.between(0, 3) ? static_cast<f64>(p.between(-20, 4 * 65540)) / 4 : 2e9 * (p.between(0, 1) ? 1 : -1);
        if (p.between(0, 3) == 0) sums[i] = std::nextafter(sums[i], 0.0);
      }
      t.load_2_f64(small, nullptr, nullptr, made);
      for (int i = 0; i < t.lanes; ++i) wrong += made[i] != static_cast<f64>(small[i]);
      t.widen_f64(small, nullptr, nullptr, made);
      for (int i = 0; i < t.lanes; ++i) wrong += made[i] != static_cast<f64>(small[i]);
      t.store_2_f64(wide, nullptr, nullptr, cut);
      for (int i = 0; i < t.lanes; ++i) wrong += !same(cut[i], static_cast<f32>(wide[i]));
      t.round_u16(sums, nullptr, nullptr, words);
      for (int i = 0; i < t.lanes; ++i) {
        const f64 rounded = std::floor(sums[i] + 0.5);
        wrong += words[i] != static_cast<i32>(rounded < 0 ? 0 : rounded > 65535 ? 65535 : rounded);
      }
    }
    INFO("tier ", t.tier);
    CHECK(wrong == 0);
  }
}

TEST_CASE("simd/vocabulary: fma rounds once, also where there is no such instruction") {
#if EIDO_WASM
  constexpr bool library_rounds_once = false;  // WASI's fmaf does not; the hash below is of one that does
#else
  constexpr bool library_rounds_once = true;
#endif
  for (const verbs& t : all_tiers()) {
    if (library_rounds_once) {
      check_lanes<f32>("fma", t, t.fma, [](f32 a, f32 b, f32 c) { return std::fma(a, b, c); });
    }
    // Sums next to a tie of f32, by less than a double can tell: a rounding to double in between gets these wrong.
    pattern p(7);
    int wrong = 0, naive_wrong = 0;
    std::vector<f32> first_lanes;
    for (int round = 0; round < 10000; ++round) {
      f32 a[16], b[16], c[16], made[16];
      for (int i = 0; i < 16; ++i) {
        const int scale = static_cast<int>(p.between(-60, 40)), far = static_cast<int>(p.between(28, 50));
        const f32 sign = p.between(0, 1) ? 1.0f : -1.0f;
        if (p.between(0, 1)) {  // the product has 24 or 25 bits, the other number is almost nothing
          a[i] = std::ldexp(static_cast<f32>(2 * p.between(2048, 4095) + 1), scale);
          b[i] = static_cast<f32>(2 * p.between(1024, 2047) + 1);
          c[i] = std::ldexp(sign, scale - far);
        } else {  // the product is half a unit of the other number, and almost nothing less
          a[i] = std::ldexp(1.0f + 0x1p-23f, scale);
          b[i] = sign * (1.0f - 0x1p-23f);
          c[i] = std::ldexp(static_cast<f32>(p.between(1 << 23, (1 << 24) - 1)), scale + 1);
        }
      }
      t.fma(a, b, c, made);
      first_lanes.insert(first_lanes.end(), made, made + 4);
      for (int i = 0; i < t.lanes; ++i) {
        const f32 right = std::fma(a[i], b[i], c[i]);
        wrong += !same(made[i], right);
        naive_wrong +=
            !same(static_cast<f32>(static_cast<f64>(a[i]) * static_cast<f64>(b[i]) + static_cast<f64>(c[i])), right);
      }
    }
    INFO("fma of tier ", t.tier);
    CHECK(hash_of(first_lanes) == "df860e112b53d0a81234fd851f74cda6");
    if (library_rounds_once) {
      CHECK(wrong == 0);
      CHECK(naive_wrong > 0);
    }
  }
}

TEST_CASE("simd/vocabulary: comparisons, masks and select") {
  for (const verbs& t : all_tiers()) {
    check_mask<f32>("greater(f32)", t, t.greater_f32, [](f32 a, f32 b, f32) { return a > b; });
    check_mask<f32>("equal(f32)", t, t.equal_f32, [](f32 a, f32 b, f32) { return a == b; });
    check_mask<f32>("is_nan", t, t.is_nan, [](f32 a, f32, f32) { return never_a_number(a); });
    check_mask<i32>("greater(i32)", t, t.greater_i32, [](i32 a, i32 b, i32) { return a > b; });
    check_mask<i32>("equal(i32)", t, t.equal_i32, [](i32 a, i32 b, i32) { return a == b; });
    check_mask<i32>("both", t, t.both, [](i32 a, i32 b, i32 c) { return a > b && b > c; });
    check_mask<i32>("either", t, t.either, [](i32 a, i32 b, i32 c) { return a > b || b > c; });
    check_mask<i32>("without", t, t.without, [](i32 a, i32 b, i32 c) { return a > b && !(b > c); });
    check_verb<i32, i32, u8, u32>("any", t, t.any, 1, [&](int, const i32* a, const i32* b, const u8*) -> u32 {
      for (int i = 0; i < t.lanes; ++i) {
        if (a[i] == b[i]) return 1;
      }
      return 0;
    });
    check_lanes<i32, f32>("select(f32)", t, t.select_f32,
                          [](i32 a, i32 b, i32 c) { return a > b ? as_f32(b) : as_f32(c); });
    check_verb<f32, f32, i32, i32>("select(i32)", t, t.select_i32, 0,
                                   [](int i, const f32* a, const f32* b, const i32* c) {
                                     i32 yes;
                                     std::memcpy(&yes, &b[i], sizeof yes);
                                     return a[i] > b[i] ? yes : c[i];
                                   });
  }
}

TEST_CASE("simd/vocabulary: integers of 32 bits wrap") {
  for (const verbs& t : all_tiers()) {
    check_lanes<i32>("add", t, t.add_i32, [](i32 a, i32 b, i32) { return wrapped(i64(a) + b); });
    check_lanes<i32>("sub", t, t.sub_i32, [](i32 a, i32 b, i32) { return wrapped(i64(a) - b); });
    check_lanes<i32>("mul", t, t.mul_i32, [](i32 a, i32 b, i32) { return wrapped(i64(a) * b); });
    check_lanes<i32>("min", t, t.min_i32, [](i32 a, i32 b, i32) { return a < b ? a : b; });
    check_lanes<i32>("max", t, t.max_i32, [](i32 a, i32 b, i32) { return a > b ? a : b; });
    check_lanes<i32>("bit_and", t, t.bit_and, [](i32 a, i32 b, i32) { return a & b; });
    check_lanes<i32>("bit_or", t, t.bit_or, [](i32 a, i32 b, i32) { return a | b; });
    constexpr int steps[] = {0, 1, 8, 22, 31};
    for (int k = 0; k < 5; ++k) {
      const int n = steps[k];
      check_lanes<i32>("shift_left", t, t.shift_left[k], [n](i32 a, i32, i32) { return wrapped(i64(u32(a)) << n); });
      check_lanes<i32>("shift_right", t, t.shift_right[k],
                       [n](i32 a, i32, i32) { return static_cast<i32>(std::floor(double(a) / std::ldexp(1.0, n))); });
    }
    check_verb<i32, u8, u8, i32>("set_i32", t, t.set_i32, 0,
                                 [](int, const i32* a, const u8*, const u8*) { return a[0]; });
    check_verb<u8, u8, u8, i32>("iota", t, t.iota, 0, [](int i, const u8*, const u8*, const u8*) { return i; });
    check_verb<i32, u8, u8, i32>("reduce_add", t, t.reduce_add, 1, [&](int, const i32* a, const u8*, const u8*) {
      i64 sum = 0;
      for (int i = 0; i < t.lanes; ++i) sum += a[i];
      return wrapped(sum);
    });
    check_verb<i32, u8, u8, i32>("reduce_min", t, t.reduce_min, 1, [&](int, const i32* a, const u8*, const u8*) {
      i32 least = a[0];
      for (int i = 0; i < t.lanes; ++i) least = a[i] < least ? a[i] : least;
      return least;
    });
  }
}

TEST_CASE("simd/vocabulary: 16-bit integers and bytes") {
  for (const verbs& t : all_tiers()) {
    check_lanes<i16>("add", t, t.add_i16, [](i16 a, i16 b, i16) { return static_cast<i16>(static_cast<u16>(a + b)); });
    check_lanes<i16>("mul", t, t.mul_i16, [](i16 a, i16 b, i16) { return static_cast<i16>(static_cast<u16>(a * b)); });
    const auto mul_high = [](i16 a, i16 b) { return static_cast<i16>(std::floor(a * (b | 1) / 65536.0)); };
    check_lanes<i16>("mul_high", t, t.mul_high, [=](i16 a, i16 b, i16) { return mul_high(a, b); });
    check_lanes<i16>("add_high", t, t.add_high,
                     [=](i16 a, i16 b, i16 c) { return static_cast<i16>(wrapped(a + mul_high(b, c))); });
    check_lanes<i16>("mul_high_u16", t, t.mul_high_u16,
                     [](i16 a, i16 b, i16) { return static_cast<i16>(u32(u16(a)) * u16(b) >> 16); });
    check_verb<i16, i16, u8, i32>("madd", t, t.madd, 0, [](int i, const i16* a, const i16* b, const u8*) {
      return wrapped(i64(a[2 * i]) * b[2 * i] + i64(a[2 * i + 1]) * b[2 * i + 1]);
    });
    check_verb<i32, i16, i16, i32>(
        "madd(acc)", t, t.madd_acc, 0, [](int i, const i32* acc, const i16* a, const i16* b) {
          return wrapped(acc[i] + i64(a[2 * i]) * b[2 * i] + i64(a[2 * i + 1]) * b[2 * i + 1]);
        });
    check_verb<i32, i16, i16, i32>("madd_pairs", t, t.madd_pairs, 0,
                                   [](int i, const i32* acc, const i16* a, const i16* b) {
                                     i64 sum = acc[i] + i64{1 << 21};
                                     for (int k = 2 * i; k < 2 * i + 2; ++k) sum += i64(a[k]) * b[k] + i64(b[k]) * b[k];
                                     return wrapped(sum);
                                   });
    check_verb<u8, u8, u8, i16>("even_u8", t, t.even_u8, 0,
                                [](int i, const u8* a, const u8*, const u8*) { return a[2 * i]; });
    check_verb<u8, u8, u8, i16>("odd_u8", t, t.odd_u8, 0,
                                [](int i, const u8* a, const u8*, const u8*) { return a[2 * i + 1]; });
    check_verb<i16, u8, u8, i16>("set_i16", t, t.set_i16, 0,
                                 [](int, const i16* a, const u8*, const u8*) { return a[0]; });
    const auto four_products = [](int i, const i32* acc, const u8* a, const u8* b) {
      i64 sum = acc[i];
      for (int k = 4 * i; k < 4 * i + 4; ++k) sum += a[k] * static_cast<i8>(b[k]);
      return wrapped(sum);
    };
    check_verb<i32, u8, u8, i32>("dot4", t, t.dot4, 0, four_products);
    check_verb<i32, u8, u8, i32>("dot4_moved", t, t.dot4_moved, 0, four_products);
    check_verb<i32, u8, i32, i32>("dot4_number", t, t.dot4_number, 0,
                                  [](int i, const i32* acc, const u8* a, const i32* b) {
                                    i64 sum = acc[i];
                                    for (int k = 0; k < 4; ++k) {
                                      sum += a[4 * i + k] * static_cast<i8>(static_cast<u32>(b[2]) >> (8 * k));
                                    }
                                    return wrapped(sum);
                                  });
    check_verb<i32, i16, i32, i32>("madd_word", t, t.madd_word, 0,
                                   [](int i, const i32* acc, const i16* a, const i32* b) {
                                     const i64 w = static_cast<i16>(b[1] >> 16) + static_cast<i16>(b[2]);
                                     return wrapped(acc[i] + i64{1 << 21} + (a[2 * i] + a[2 * i + 1]) * w);
                                   });
    check_verb<i16, i16, i32, i16>("muladd_word", t, t.muladd_word, 0,
                                   [](int i, const i16* acc, const i16* a, const i32* b) {
                                     return static_cast<i16>(wrapped(acc[i] + i64(a[i]) * (b[0] >> 16)));
                                   });
    check_verb<i32, i16, i32, i32>("multiply_word", t, t.multiply_word, 0,
                                   [](int i, const i32* acc, const i16* a, const i32* b) {
                                     return wrapped(acc[i] + i64(a[2 * i] + a[2 * i + 1]) * static_cast<i16>(b[1]));
                                   });
    check_verb<i16, i32, u8, i16>("mul_word", t, t.mul_word, 0, [](int i, const i16* a, const i32* b, const u8*) {
      return static_cast<i16>(wrapped(i64(a[i]) * (b[0] >> 16)));
    });
    check_verb<u8, u8, u8, u8>("look_up", t, t.look_up, 0, [](int i, const u8* from, const u8* where, const u8*) {
      return where[i] < 64 ? from[where[i]] : u8(0);
    });
    check_verb<u8, u8, u8, u8>(
        "permute_bytes", t, t.permute_bytes, 0,
        [&](int i, const u8* from, const u8* where, const u8*) { return from[where[i] % (4 * t.lanes)]; });
    check_verb<u8, u8, u8, u8>("permute_to_words", t, t.permute_to_words, 0,
                               [&](int i, const u8* from, const u8* where, const u8*) {
                                 return i % 2 == 0 ? from[where[i] % (4 * t.lanes)] : u8(0);
                               });
    check_verb<u8, u8, u8, u8>("look_up(256)", t, t.look_up_256, 0,
                               [](int i, const u8* from, const u8* where, const u8*) {
                                 return static_cast<u8>(from[where[i] % 64] + where[i]);
                               });
    check_verb<u8, u8, u8, u64>("unequal", t, t.unequal, 1, [&](int, const u8* a, const u8* b, const u8*) {
      u64 found = 0;
      for (int i = 0; i < 4 * t.lanes; ++i) found |= static_cast<u64>((a[i] ^ b[i]) & 1) << i;
      return found;
    });
    for (int half = 0; half < 2; ++half) {
      check_verb<u8, u8, i16, i16>("mix_u8", t, t.mix_u8[half], 0, [&](int i, const u8* a, const u8* b, const i16* w) {
        const int from = a[half * 2 * t.lanes + i], to = b[half * 2 * t.lanes + i];
        const double part = (to - from) * (w[i] & 0x7fff) / 32768.0;
        return static_cast<i16>(std::floor(128 * (from + part)));
      });
    }
    check_verb<i16, i16, u8, u8>("round_u8", t, t.round_u8, 0, [&](int i, const i16* a, const i16* b, const u8*) {
      return clamped<u8>((((i < 2 * t.lanes ? a[i] : b[i - 2 * t.lanes]) >> 2) + 2) >> 2);
    });
    check_verb<i16, i16, u8, u8>("round_blocks_u8", t, t.round_blocks_u8, 0,
                                 [](int i, const i16* a, const i16* b, const u8*) {
                                   return clamped<u8>(((i % 16 < 8 ? a : b)[i / 16 * 8 + i % 8] + 32) >> 6);
                                 });
    for (int odd = 0; odd < 2; ++odd) {
      check_verb<u8, u8, u8, u8>("even_bytes", t, odd ? t.odd_bytes : t.even_bytes, 0,
                                 [odd](int i, const u8* a, const u8* b, const u8*) {
                                   return (i % 16 < 8 ? a : b)[i / 16 * 16 + i % 8 * 2 + odd];
                                 });
    }
    check_lanes<u8>("min", t, t.min_u8, [](u8 a, u8 b, u8) { return a < b ? a : b; });
    check_lanes<u8>("max", t, t.max_u8, [](u8 a, u8 b, u8) { return a > b ? a : b; });
    check_verb<u8, u8, u8, u8>("set_u8", t, t.set_u8, 0, [](int, const u8* a, const u8*, const u8*) { return a[0]; });
  }
}

/// Bytes as floats and back in blocks: which float is of which byte is the tier's own business, the same both ways.
void check_blocks(const verbs& t) {
  CAPTURE(std::string(t.tier));
  const int n = 4 * t.lanes;
  u8 numbers[64];
  f32 order[64];
  for (int i = 0; i < 64; ++i) numbers[i] = static_cast<u8>(i);
  t.blocks_f32(numbers, nullptr, nullptr, order);
  const auto place = [&](int i) { return static_cast<int>(order[i]); };
  for (int i = 0; i < n; ++i) REQUIRE(std::count(order, order + n, static_cast<f32>(i)) == 1);

  pattern p(31);
  int wrong = 0;
  for (int round = 0; round < cases(5000); ++round) {
    f32 any[64], calm[64], bytes[64];
    u8 from[64], made[4][64];
    for (f32& x : any) draw(p, x);
    for (f32& x : calm) x = static_cast<f32>(p.between(-4000, 4000)) / (p.between(0, 1) ? 8 : 0x1p-16f);
    for (u8& x : from) x = static_cast<u8>(p.between(0, 255));
    t.blocks_f32(from, nullptr, nullptr, bytes);
    t.trunc_blocks_u8[0](any, nullptr, nullptr, made[0]);
    t.rint_blocks_u8[0](any, nullptr, nullptr, made[1]);
    t.trunc_blocks_u8[1](calm, nullptr, nullptr, made[2]);
    t.rint_blocks_u8[1](calm, nullptr, nullptr, made[3]);
    for (int i = 0; i < n; ++i) {
      const auto byte = [](f32 x, f32 rounded) {
        return static_cast<u8>(!(x > 0) ? 0.0f : rounded > 255 ? 255.0f : rounded);
      };
      wrong += bytes[i] != static_cast<f32>(from[place(i)]);
      wrong += made[0][place(i)] != byte(any[i], std::trunc(any[i]));
      wrong += made[1][place(i)] != byte(any[i], std::nearbyintf(any[i]));
      wrong += made[2][place(i)] != byte(calm[i], std::trunc(calm[i]));
      wrong += made[3][place(i)] != byte(calm[i], std::nearbyintf(calm[i]));
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("simd/vocabulary: bytes of pixels") {
  for (const verbs& t : all_tiers()) {
    const auto words = [](int i, int half) { return i / 8 * 16 + half * 8 + i % 8; };  // halves of blocks
    for (int half = 0; half < 2; ++half) {
      check_verb<u8, u8, u8, i16>("mul_u8", t, t.mul_u8[half], 0, [&](int i, const u8* a, const u8* b, const u8*) {
        return static_cast<i16>(a[words(i, half)] * b[words(i, half)]);
      });
      check_verb<u8, u8, u8, i16>("sub_u8", t, t.sub_u8[half], 0, [&](int i, const u8* a, const u8* b, const u8*) {
        return static_cast<i16>(a[words(i, half)] - b[words(i, half)]);
      });
      check_verb<i16, u8, u8, i16>("muladd_u8", t, t.muladd_u8[half], 0,
                                   [&](int i, const i16* acc, const u8* a, const u8* b) {
                                     return static_cast<i16>(acc[i] + a[words(i, half)] * b[words(i, half)]);
                                   });
    }
    check_verb<i16, i16, u8, u8>("over_255", t, t.over_255, 0, [&](int i, const i16* a, const i16* b, const u8*) {
      const auto x = static_cast<u16>((i % 16 < 8 ? a : b)[i / 16 * 8 + i % 8]);
      return static_cast<u8>(std::floor((x * 65026u >> 16) / 255.0 + 0.5));
    });
    check_verb<u8, u8, u8, i16>("add_neighbours", t, t.add_neighbours, 0, [](int i, const u8* a, const u8*, const u8*) {
      return static_cast<i16>(a[2 * i] + a[2 * i + 1]);
    });
    check_verb<i16, u8, u8, i16>("add_neighbours(acc)", t, t.add_neighbours_acc, 0,
                                 [](int i, const i16* acc, const u8* a, const u8*) {
                                   return static_cast<i16>(acc[i] + a[2 * i] + a[2 * i + 1]);
                                 });

    pattern p(29);
    int wrong = 0;
    for (int round = 0; round < cases(5000); ++round) {
      f32 any[64], inside[64];
      u8 cut[64], cut_inside[64], rounded[64];
      for (f32& x : any) {
        draw(p, x);
        if (p.between(0, 2) == 0) x = static_cast<f32>(p.between(-3, 515)) / 2;
      }
      for (f32& x : inside) x = std::nextafterf(static_cast<f32>(p.between(1, 256)), p.between(0, 1) ? 0.0f : 1.0f);
      t.trunc_u8(any, nullptr, nullptr, cut);
      t.rint_u8(any, nullptr, nullptr, rounded);
      t.trunc_u8_inside(inside, nullptr, nullptr, cut_inside);
      for (int i = 0; i < 4 * t.lanes; ++i) {
        const f32 x = !(any[i] > 0) ? 0.0f : any[i] > 255 ? 255.0f : any[i];
        wrong += cut[i] != static_cast<u8>(x);
        wrong += rounded[i] != static_cast<u8>(std::nearbyintf(x));
        wrong += cut_inside[i] != static_cast<u8>(inside[i]);
      }
    }
    INFO("trunc_u8 or rint_u8 of tier ", t.tier);
    CHECK(wrong == 0);
    check_blocks(t);
  }
}

TEST_CASE("simd/vocabulary: madd_u8 where the sums fit 16 bits") {
  for (const verbs& t : all_tiers()) {
    pattern p(13);
    int wrong = 0;
    for (int round = 0; round < cases(5000); ++round) {
      u8 a[64], b[64];
      i16 made[32], acc[32], more[32];
      for (u8& x : a) x = static_cast<u8>(p.between(0, 3) ? p.between(0, 255) : 255);
      for (u8& x : b) x = static_cast<u8>(p.between(-64, 64));
      b[0] = 128, b[1] = 0;
      for (i16& x : acc) x = static_cast<i16>(p.between(-50, 50));
      t.madd_u8(a, b, nullptr, made);
      t.madd_u8_acc(acc, a, b, more);
      for (int i = 0; i < 2 * t.lanes; ++i) {
        wrong += made[i] != a[2 * i] * static_cast<i8>(b[2 * i]) + a[2 * i + 1] * static_cast<i8>(b[2 * i + 1]);
        wrong += more[i] != acc[i] + made[i];
      }
    }
    INFO("madd_u8 of tier ", t.tier);
    CHECK(wrong == 0);
  }
}

TEST_CASE("simd/vocabulary: rows as blocks") {
  for (const verbs& t : all_tiers()) {
    INFO("tier ", t.tier);
    u8 rows[16 * 64], made[64], back[16 * 64] = {};
    i32 square[64], turned[64];
    pattern p(17);
    for (u8& x : rows) x = static_cast<u8>(p.between(0, 255));
    t.load_blocks(rows, nullptr, nullptr, made);
    t.store_blocks(made, nullptr, nullptr, back);
    int wrong = 0;
    for (int i = 0; i < 16 * 64; ++i) {
      const int row = i / 64, at = i % 64 - 3;
      const bool taken = row < t.lanes && row % 4 == 0 && at >= 0 && at < 16;
      wrong += back[i] != (taken ? rows[i] : 0);
      wrong += taken && made[4 * row + at] != rows[i];
    }
    CHECK(wrong == 0);
    for (int i = 0; i < 64; ++i) square[i] = i;
    t.transpose_blocks(square, nullptr, nullptr, turned);
    for (int i = 0; i < 4 * t.lanes; ++i) {
      const int j = i / t.lanes, lane = i % t.lanes;
      wrong += turned[i] != square[lane % 4 * t.lanes + lane / 4 * 4 + j];
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("simd/vocabulary: products of bytes round once") {
  for (const verbs& t : all_tiers()) {
    check_verb<u8, i32, u8, f32>("byte_products", t, t.byte_products, 0,
                                 [](int i, const u8* a, const i32* w, const u8* table) {
                                   const f32 weight = as_f32(w[i] & 0x3fffffff);
                                   return stored(static_cast<f32>(a[i / 4 * 16 + (table[4 * i] & 15)]) * weight);
                                 });
  }
}

TEST_CASE("simd/vocabulary: units of 12 bytes in blocks go out side by side") {
  for (const verbs& t : all_tiers()) {
    u8 from[64], to[3 * 64] = {};
    for (int i = 0; i < 64; ++i) from[i] = static_cast<u8>(i + 1);
    t.store_units(from, nullptr, nullptr, to + 64);
    int wrong = 0;
    for (int i = 0; i < 3 * 64; ++i) {
      const int at = i - 64;
      if (at < 0 || at >= 4 * t.lanes) wrong += to[i] != 0;
      if (at >= 0 && at < 3 * t.lanes) wrong += to[i] != from[at / 12 * 16 + at % 12];
    }
    INFO("store_units of tier ", t.tier);
    CHECK(wrong == 0);
  }
}

TEST_CASE("simd/vocabulary: rows become lanes, quarters of units registers") {
  for (const verbs& t : all_tiers()) {
    INFO("tier ", t.tier);
    const std::vector<u8> rows = eido_test::random_values<u8>(16 * 64, 5);
    u8 made[16 * 64];
    int wrong = 0;
    for (int k = 0; k < 2; ++k) {
      const int turn = k == 0 ? t.most_turn : t.most_turn & 1;
      t.turn_units[k](rows.data(), nullptr, nullptr, made);
      for (int i = 0; i < 16 * t.units_at_once * t.lanes; ++i) {
        const int lane = i / 4 % t.lanes, quarter = i / 4 / t.lanes % 4, unit = i / 4 / t.lanes / 4;
        const int row = lane ^ (quarter & turn), from = unit_order[4 * quarter + i % 4];
        wrong += from < 16 && made[i] != rows[static_cast<std::size_t>(64 * row + 12 * unit + from)];
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("simd/vocabulary: dot4 and madd at their extremes do not saturate") {
  for (const verbs& t : all_tiers()) {
    u8 a[64], b[64];
    i32 acc[16], made[16];
    i16 words[32];
    std::memset(a, 255, sizeof a);
    std::memset(b, 128, sizeof b);
    for (i32& x : acc) x = (std::numeric_limits<i32>::min)() + 100000;
    for (i16& x : words) x = -32768;
    INFO("tier ", t.tier);
    t.dot4(acc, a, b, made);
    for (int i = 0; i < t.lanes; ++i) CHECK(made[i] == wrapped(i64(acc[i]) + 4 * 255 * -128));
    t.madd(words, words, nullptr, made);
    for (int i = 0; i < t.lanes; ++i) CHECK(made[i] == (std::numeric_limits<i32>::min)());
  }
}

TEST_CASE("simd/vocabulary: conversions") {
  for (const verbs& t : all_tiers()) {
    check_lanes<i32, f32>("to_f32", t, t.to_f32, [](i32 a, i32, i32) { return stored(static_cast<f32>(a)); });
    for (int part = 0; part < 4; ++part) {
      check_verb<u8, u8, u8, i32>("widen_u8", t, t.widen_u8[part], 0,
                                  [&](int i, const u8* a, const u8*, const u8*) { return a[part * t.lanes + i]; });
      check_verb<u8, u8, u8, i32>(
          "widen_blocks_u8", t, t.widen_blocks_u8[part], 0,
          [&](int i, const u8* a, const u8*, const u8*) { return a[i / 4 * 16 + part * 4 + i % 4]; });
    }
    check_verb<i32, i32, u8, i16>("narrow_i16", t, t.narrow_i16, 0,
                                  [&](int i, const i32* low, const i32* high, const u8*) {
                                    return clamped<i16>(i < t.lanes ? low[i] : high[i - t.lanes]);
                                  });
    check_verb<i32, i32, i32, u8>("narrow_blocks_u8", t, t.narrow_blocks_u8, 0,
                                  [&](int i, const i32* a, const i32* b, const i32* c) {
                                    const i32* const from[4] = {a, b, c, a};
                                    return clamped<u8>(clamped<i16>(from[i / 4 % 4][i / 16 * 4 + i % 4]));
                                  });
    check_lanes<i32>("shift_add", t, t.shift_add, [](i32 a, i32 b, i32) { return wrapped(i64(a) + (b >> 8)); });
    const auto high_words = [](int i, const i32* a, const i32* b, const u8*) {
      return static_cast<i16>((i % 8 < 4 ? a : b)[i / 8 * 4 + i % 4] >> 16);
    };
    check_verb<i32, i32, u8, i16>("low_words", t, t.low_words, 0, high_words);
    check_verb<i32, i32, u8, i16>("high_words", t, t.high_words, 0, high_words);
    check_verb<i16, i16, u8, u8>("shift_blocks_u8", t, t.shift_blocks_u8, 0,
                                 [](int i, const i16* a, const i16* b, const u8*) {
                                   return clamped<u8>((i % 16 < 8 ? a : b)[i / 16 * 8 + i % 8] >> 6);
                                 });
    check_verb<i16, i16, u8, u8>("narrow_u8", t, t.narrow_u8, 0,
                                 [&](int i, const i16* low, const i16* high, const u8*) {
                                   return clamped<u8>(i < 2 * t.lanes ? low[i] : high[i - 2 * t.lanes]);
                                 });

    pattern p(3);
    int wrong = 0;
    for (int round = 0; round < cases(20000); ++round) {  // round_i32, trunc_i32: values inside of i32
      constexpr f32 edges[] = {-2147483648.0f, 2147483520.0f, -0.0f,       0.49999997f,
                               -0.49999997f,   8388607.5f,    -8388607.5f, 1e-40f};
      f32 a[16];
      for (f32& x : a) {
        const index kind = p.between(0, 3);
        x = kind == 0   ? one_of(p, edges)
            : kind == 1 ? static_cast<f32>(p.between(-2000, 2000)) / 2
            : kind == 2
                ? static_cast<f32>(p.between(-(1 << 23), 1 << 23)) / 512
                : std::ldexp(static_cast<f32>(p.between(-(1 << 23), 1 << 23)), static_cast<int>(p.between(-40, 8)));
      }
      i32 rounded[16], cut[16];
      t.round_i32(a, nullptr, nullptr, rounded);
      t.trunc_i32(a, nullptr, nullptr, cut);
      for (int i = 0; i < t.lanes; ++i) {
        wrong += rounded[i] != static_cast<i32>(std::nearbyint(double(a[i])));
        wrong += cut[i] != static_cast<i32>(std::trunc(double(a[i])));
      }
    }
    INFO("round_i32 or trunc_i32 of tier ", t.tier);
    CHECK(wrong == 0);
  }
}

TEST_CASE("simd/vocabulary: order") {
  for (const verbs& t : all_tiers()) {
    const int bytes = 4 * t.lanes;
    check_verb<u8, u8, u8, u8>("reverse(u8)", t, t.reverse_u8, 0,
                               [&](int i, const u8* a, const u8*, const u8*) { return a[bytes - 1 - i]; });
    check_verb<i32, u8, u8, i32>("reverse(i32)", t, t.reverse_i32, 0,
                                 [&](int i, const i32* a, const u8*, const u8*) { return a[t.lanes - 1 - i]; });
    check_verb<f32, i32, u8, f32>(
        "pick_lanes", t, t.pick_lanes, 0,
        [&](int i, const f32* a, const i32* where, const u8*) { return a[where[i] & (t.lanes - 1)]; });
    check_verb<u8, u8, u8, u8>("shuffle_in_blocks", t, t.shuffle_in_blocks, 0,
                               [](int i, const u8* a, const u8* table, const u8*) {
                                 return table[i] & 128 ? u8(0) : a[i / 16 * 16 + table[i] % 16];
                               });
    check_verb<u8, u8, u8, u8>("interleave_low(u8)", t, t.low_u8, 0,
                               [](int i, const u8* a, const u8* b, const u8*) { return i % 2 ? b[i / 2] : a[i / 2]; });
    check_verb<u8, u8, u8, u8>("interleave_high(u8)", t, t.high_u8, 0, [&](int i, const u8* a, const u8* b, const u8*) {
      return i % 2 ? b[bytes / 2 + i / 2] : a[bytes / 2 + i / 2];
    });
    check_verb<i32, i32, u8, i32>(
        "interleave_low(i32)", t, t.low_i32, 0,
        [](int i, const i32* a, const i32* b, const u8*) { return i % 2 ? b[i / 2] : a[i / 2]; });
    check_verb<i32, i32, u8, i32>("interleave_high(i32)", t, t.high_i32, 0,
                                  [&](int i, const i32* a, const i32* b, const u8*) {
                                    return i % 2 ? b[t.lanes / 2 + i / 2] : a[t.lanes / 2 + i / 2];
                                  });
    check_verb<u8, u8, u8, u8>("zip_low(u8)", t, t.zip_low_u8, 0, [](int i, const u8* a, const u8* b, const u8*) {
      return i % 2 ? b[i / 16 * 16 + i % 16 / 2] : a[i / 16 * 16 + i % 16 / 2];
    });
    check_verb<u8, u8, u8, u8>("zip_high(u8)", t, t.zip_high_u8, 0, [](int i, const u8* a, const u8* b, const u8*) {
      return i % 2 ? b[i / 16 * 16 + 8 + i % 16 / 2] : a[i / 16 * 16 + 8 + i % 16 / 2];
    });
    check_verb<i16, i16, u8, i16>("zip_low(i16)", t, t.zip_low_i16, 0,
                                  [](int i, const i16* a, const i16* b, const u8*) {
                                    return i % 2 ? b[i / 8 * 8 + i % 8 / 2] : a[i / 8 * 8 + i % 8 / 2];
                                  });
    check_verb<i16, i16, u8, i16>("zip_high(i16)", t, t.zip_high_i16, 0,
                                  [](int i, const i16* a, const i16* b, const u8*) {
                                    return i % 2 ? b[i / 8 * 8 + 4 + i % 8 / 2] : a[i / 8 * 8 + 4 + i % 8 / 2];
                                  });
    const auto words_at = [](const void* p, int i) {
      i16 x;
      std::memcpy(&x, static_cast<const u8*>(p) + 2 * i, sizeof x);
      return x;
    };
    check_verb<u8, u8, u8, i16>("as_i16(u8)", t, t.u8_as_i16, 0,
                                [&](int i, const u8* a, const u8*, const u8*) { return words_at(a, i); });
    check_verb<i32, u8, u8, i16>("as_i16(i32)", t, t.i32_as_i16, 0,
                                 [&](int i, const i32* a, const u8*, const u8*) { return words_at(a, i); });
    check_verb<i16, u8, u8, i32>("as_i32(i16)", t, t.i16_as_i32, 0, [](int i, const i16* a, const u8*, const u8*) {
      i32 x;
      std::memcpy(&x, a + 2 * i, sizeof x);
      return x;
    });
    check_verb<i32, u8, u8, i32>("threes_first", t, t.threes_first, 0, [&](int i, const i32* a, const u8*, const u8*) {
      const int threes = t.lanes / 4 * 3;
      return i < threes ? a[i / 3 * 4 + i % 3] : a[(i - threes) * 4 + 3];
    });
    check_verb<i16, u8, u8, u8>("as_u8(i16)", t, t.i16_as_u8, 0, [](int i, const i16* a, const u8*, const u8*) {
      u8 x[2];
      std::memcpy(x, a + i / 2, sizeof x);
      return x[i % 2];
    });
    check_verb<u8, u8, u8, i32>("as_i32", t, t.as_i32, 0, [](int i, const u8* a, const u8*, const u8*) {
      i32 x;
      std::memcpy(&x, a + 4 * i, sizeof x);
      return x;
    });
    check_lanes<f32, i32>("as_i32(f32)", t, t.f32_as_i32, [](f32 a, f32, f32) {
      i32 x;
      std::memcpy(&x, &a, sizeof x);
      return x;
    });
    check_lanes<i32, f32>("as_f32", t, t.i32_as_f32, [](i32 a, i32, i32) { return as_f32(a); });
    check_verb<i32, u8, u8, u8>("as_u8", t, t.as_u8, 0, [](int i, const i32* a, const u8*, const u8*) {
      u8 x[4];
      std::memcpy(x, a + i / 4, sizeof x);
      return x[i % 4];
    });
  }
}

TEST_CASE("simd/vocabulary: reduce_max is the largest value") {
  for (const verbs& t : all_tiers()) {
    pattern p(11);
    int wrong = 0;
    for (int round = 0; round < cases(5000); ++round) {
      f32 a[16], made = 0;
      for (f32& x : a) {
        draw(p, x);
        if (never_a_number(x)) x = -3.0f;
      }
      t.reduce_max(a, nullptr, nullptr, &made);
      f32 most = a[0];
      for (int i = 0; i < t.lanes; ++i) most = a[i] > most ? a[i] : most;
      wrong += !(made == most);  // of 0 and -0 either may win
    }
    INFO("reduce_max of tier ", t.tier);
    CHECK(wrong == 0);
  }
}

}  // namespace eido_test
