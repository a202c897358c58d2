// SPDX-License-Identifier: MIT
// f16 and bf16: widened exactly, and argmax and its kin over them, on every tier.
#include <doctest/doctest.h>
#include <eidograph/reduce/argmax.hpp>
#include <eidograph/reduce/softmax.hpp>
#include <eidograph/reduce/topk.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using eido_test::guarded;
using eido_test::pattern;

namespace {

/// What a half stands for, from the definition of the format.
f64 meaning(u16 h, int mantissa_bits) {
  const int exponent_bits = 15 - mantissa_bits, bias = (1 << (exponent_bits - 1)) - 1;
  const int exponent = h >> mantissa_bits & ((1 << exponent_bits) - 1), mantissa = h & ((1 << mantissa_bits) - 1);
  const f64 sign = h & 0x8000 ? -1 : 1;
  if (exponent == (1 << exponent_bits) - 1) return mantissa != 0 ? std::nan("") : sign * HUGE_VAL;
  if (exponent == 0) return sign * std::ldexp(mantissa, 1 - bias - mantissa_bits);
  return sign * std::ldexp(mantissa + (1 << mantissa_bits), exponent - bias - mantissa_bits);
}

bool same(f64 a, f64 b) { return (a != a && b != b) || (a == b && std::signbit(a) == std::signbit(b)); }

template <class T>
int mantissa_bits = std::is_same_v<T, f16> ? 10 : 7;

template <class T>
void check_extremes(u32 seed) {
  pattern random(seed);
  for (int round = 0; round < eido_test::cases(150); ++round) {
    const bool long_lines = round % 10 == 0;
    const eido::index a = random.between(1, 4), count = random.between(1, long_lines ? 5000 : 40);
    const eido::index b = random.between(1, long_lines ? 3 : 150);
    guarded<T> x(a * count * b);
    const int kind = static_cast<int>(random.between(0, 3));
    const u16 infinity = std::is_same_v<T, f16> ? 0x7c00 : 0x7f80;
    for (eido::index i = 0; i < x.size(); ++i) {
      u16 h = static_cast<u16>(random.next());
      if (kind == 1) h = static_cast<u16>(h & 0x8003);                             // zeros, denormals, ties
      if (kind == 2 && (h & 0x7fff) > infinity) h = static_cast<u16>(h & 0x83ff);  // no NaN
      if (kind == 3) h = random.next() % 9 ? u16(0x3c00) : static_cast<u16>(infinity | (h & 0x8001));
      x.data()[i].bits = h;
    }
    const auto v = [&]() -> view<const T, 3> {
      switch (random.next() % 4) {
        case 0: return {x.data(), {a, count, b}};
        case 1: return transpose(view<const T, 3>(x.data(), {count, a, b}), axes<1, 0, 2>);
        case 2: return transpose(view<const T, 3>(x.data(), {a, b, count}), axes<0, 2, 1>);
        default: return flip(transpose(view<const T, 3>(x.data(), {b, count, a})));
      }
    }();
    guarded<i32> high(a * b), low(a * b);
    guarded<T> most(a * b), least(a * b);
    const index_array<2> shape(a, b);
    argmax_max(v, axis<1>, view<i32, 2>(high.data(), shape), view<T, 2>(most.data(), shape));
    argmin(v, axis<1>, view<i32, 2>(low.data(), shape));
    amin(v, axis<1>, view<T, 2>(least.data(), shape));
    int wrong = !(high.intact() && low.intact() && most.intact() && least.intact());
    for (eido::index i = 0; i < a; ++i) {
      for (eido::index j = 0; j < b; ++j) {
        eido::index first = 0, last = 0;
        const auto value = [&](eido::index k) { return meaning(v.at(i, k, j).bits, mantissa_bits<T>); };
        for (eido::index k = 1; k < count; ++k) {
          const f64 now = value(k), max = value(first), min = value(last);
          if (now != now ? max == max : now > max) first = k;
          if (now != now ? min == min : now < min) last = k;
        }
        wrong += high.data()[i * b + j] != first || most.data()[i * b + j].bits != v.at(i, first, j).bits;
        wrong += low.data()[i * b + j] != last || least.data()[i * b + j].bits != v.at(i, last, j).bits;
      }
    }
    REQUIRE(wrong == 0);
  }
}

/// The nearest half, of two the even one, in f64.
f64 rounded(f32 x, int mantissa_bits) {
  if (x != x || std::isinf(x) || x == 0) return static_cast<f64>(x);
  const int most = mantissa_bits == 10 ? 15 : 127, e = (std::max)(std::ilogb(x), 1 - most) - mantissa_bits;
  const f64 made = std::ldexp(std::nearbyint(std::ldexp(static_cast<f64>(x), -e)), e);
  return std::fabs(made) < std::ldexp(1.0, most + 1) ? made : std::copysign(HUGE_VAL, made);
}

template <class T>
T narrowed(f32 x) {
  return {std::is_same_v<T, f16> ? detail::narrow_f16(x) : detail::narrow_bf16(x)};
}

/// The three verbs are those of f32 on widened values, rounded.
template <class T>
void check_softmax(pattern& random, eido::index a, eido::index count, eido::index b) {
  const eido::index size = a * count * b;
  guarded<T> x(size), soft(size), logs(size, guarded<T>::side::before), sigmoids(size);
  std::vector<f32> wide(static_cast<std::size_t>(size)), made = wide;
  const bool with_nan = random.next() % 4 == 0;
  for (eido::index i = 0; i < size; ++i) {
    const f32 value = static_cast<f32>(random.between(-12000, 12000)) / 1000;
    x.data()[i] = narrowed<T>(with_nan && random.next() % 50 == 0 ? std::nanf("") : value);
    wide[static_cast<std::size_t>(i)] = static_cast<f32>(x.data()[i]);
  }
  const int lies = static_cast<int>(random.between(0, 2));
  const auto laid = [&](auto* p) {
    using E = std::remove_pointer_t<decltype(p)>;
    if (lies == 0) return view<E, 3>(p, {a, count, b});
    if (lies == 1) return transpose(view<E, 3>(p, {a, b, count}), axes<0, 2, 1>);
    return flip(view<E, 3>(p, {a, count, b}));
  };
  const view<f32, 3> from = laid(wide.data()), to = laid(made.data());
  int wrong = 0;
  const auto compare = [&](const guarded<T>& results) {
    for (eido::index i = 0; i < size; ++i) {
      wrong += results.data()[i].bits != narrowed<T>(made[static_cast<std::size_t>(i)]).bits;
    }
    wrong += !results.intact();
  };
  softmax(laid(x.data()), axis<1>, laid(soft.data()));
  softmax(from, axis<1>, to);
  compare(soft);
  sigmoid(laid(x.data()), laid(sigmoids.data()));
  sigmoid(from, to);
  compare(sigmoids);
  log_softmax(laid(x.data()), axis<1>, laid(logs.data()));
  log_softmax(from, axis<1>, to);
  compare(logs);
  log_softmax(laid(x.data()), axis<1>, laid(x.data()));
  compare(x);
  REQUIRE(wrong == 0);
}

}  // namespace

TEST_CASE("reduce/half: f32 is rounded to the nearest f16 and bf16") {
  eido_test::for_each_target([] {
    std::vector<f32> x;
    for (u32 bits = 0; bits < 0xffffffffu - 40000; bits += 39989) x.push_back(detail::float_of_bits(bits));
    for (u32 h = 0; h < 65536; ++h) {  // halves, the middles between them, and what is beside those
      for (const bool ieee : {false, true}) {
        const f32 here = ieee ? detail::widen_f16(static_cast<u16>(h)) : detail::widen_bf16(static_cast<u16>(h));
        const f32 next =
            ieee ? detail::widen_f16(static_cast<u16>(h + 1)) : detail::widen_bf16(static_cast<u16>(h + 1));
        const f32 middle = here / 2 + next / 2;
        for (f32 one : {here, middle, std::nextafter(middle, here), std::nextafter(middle, next)}) x.push_back(one);
      }
    }
    for (f32 one : {65504.0f, 65519.996f, 65520.0f, 65536.0f, 3.4e38f, HUGE_VALF, std::nanf("")}) x.push_back(one);
    const auto n = static_cast<eido::index>(x.size());
    std::vector<u16> ieee(x.size()), brain(x.size());
    kernels::narrow_f16(x.data(), n, ieee.data());
    kernels::narrow_bf16(x.data(), n, brain.data());
    int wrong = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      wrong += !same(meaning(ieee[i], 10), rounded(x[i], 10)) || ieee[i] != detail::narrow_f16(x[i]);
      wrong += !same(meaning(brain[i], 7), rounded(x[i], 7)) || brain[i] != detail::narrow_bf16(x[i]);
    }
    REQUIRE(wrong == 0);
  });
}

TEST_CASE("reduce/half: softmax, log_softmax and sigmoid are those of f32, rounded") {
  eido_test::for_each_target([] {
    pattern random(3);
    for (int round = 0; round < eido_test::cases(40); ++round) {
      const eido::index count = random.between(1, round % 8 == 0 ? 700 : 40);
      check_softmax<f16>(random, random.between(1, 3), count, random.between(1, 80));
      check_softmax<bf16>(random, random.between(1, 3), count, random.between(1, 80));
    }
    check_softmax<f16>(random, 2, 5000, 1);
    check_softmax<bf16>(random, 1, 5001, 2);
  });
}

TEST_CASE("reduce/half: every f16 and bf16 is widened exactly") {
  eido_test::for_each_target([] {
    std::vector<u16> all(65536 + 13);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<u16>(i);
    std::vector<f32> ieee(all.size()), brain(all.size());
    const auto n = static_cast<eido::index>(all.size());
    kernels::widen_f16(all.data(), n, ieee.data());
    kernels::widen_bf16(all.data(), n, brain.data());
    int wrong = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const f32 one = static_cast<f32>(f16{all[i]}), other = static_cast<f32>(bf16{all[i]});
      wrong += !same(static_cast<f64>(ieee[i]), meaning(all[i], 10)) || std::memcmp(&one, &ieee[i], sizeof one) != 0;
      wrong +=
          !same(static_cast<f64>(brain[i]), meaning(all[i], 7)) || std::memcmp(&other, &brain[i], sizeof other) != 0;
    }
    REQUIRE(wrong == 0);
    for (eido::index size = 0; size < 68; ++size) {
      guarded<u16> from(size + 1);
      guarded<f32> to(size, guarded<f32>::side::before);
      for (eido::index i = 0; i <= size; ++i) from.data()[i] = static_cast<u16>(size * 997 + i * 31);
      kernels::widen_f16(from.data() + 1, size, to.data());
      for (eido::index i = 0; i < size; ++i) {
        wrong += !same(static_cast<f64>(to.data()[i]), meaning(from.data()[i + 1], 10));
      }
      wrong += !to.intact();
    }
    REQUIRE(wrong == 0);
  });
}

TEST_CASE("reduce/half: argmax, argmin, amax, amin compare what halves stand for") {
  eido_test::for_each_target([] {
    check_extremes<f16>(1);
    check_extremes<bf16>(2);
  });
}

TEST_CASE("reduce/half: topk") {
  const f16 x[5] = {{0x3c00}, {0x7e00}, {0x4000}, {0xc000}, {0x4000}};  // 1 NaN 2 -2 2
  f16 values[4];
  u8 ids[4];
  topk(x, axis<0>, values, ids);
  CHECK((ids[0] == 1 && ids[1] == 2 && ids[2] == 4 && ids[3] == 0));
  CHECK((values[1].bits == 0x4000 && values[3].bits == 0x3c00));
}
