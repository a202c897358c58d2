// SPDX-License-Identifier: MIT
// argmax, argmin, amax, amin, argmax_max: every element type, layout and tier against the rule in words.
#include <doctest/doctest.h>
#include <eidograph/reduce/argmax.hpp>

#include <cstring>
#include <limits>
#include <string>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using eido_test::guarded;
using eido_test::pattern;

namespace {

template <class T>
T any_value(pattern& random, int kind) {
  if constexpr (std::is_floating_point_v<T>) {
    using limits = std::numeric_limits<T>;
    const T special[] = {
        limits::quiet_NaN(),   limits::infinity(), -limits::infinity(), T(0), -T(0), limits::denorm_min(),
        -limits::denorm_min(), (limits::max)(),    limits::lowest()};
    if (kind == 1) return special[random.between(0, 8)];
    if (kind == 2) return special[random.between(1, 8)];
    if (kind == 3 && random.next() % 40 == 0) return special[0];
  } else {
    if (kind == 1) return random.next() % 2 ? (std::numeric_limits<T>::max)() : (std::numeric_limits<T>::min)();
  }
  return static_cast<T>(random.between(0, kind == 4 ? 1 : 100) - (std::is_signed_v<T> ? 50 : 0));
}

/// The first NaN, else the first of the largest (least).
template <class T, class At>
eido::index winner(eido::index count, bool least, At at) {
  for (eido::index k = 0; k < count; ++k) {
    if (at(k) != at(k)) return k;
  }
  eido::index best = 0;
  for (eido::index k = 1; k < count; ++k) best = (least ? at(k) < at(best) : at(k) > at(best)) ? k : best;
  return best;
}

template <class T>
bool same_bits(T a, T b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

/// All five verbs along axis 1 of v, which may lie in any way.
template <class T, class I>
int count_wrong(const view<const T, 3>& v, pattern& random) {
  const eido::index a = v.shape(0), count = v.shape(1), b = v.shape(2);
  guarded<I> largest(a * b), least(a * b), ids(a * b, guarded<I>::side::before);
  guarded<T> most(a * b), fewest(a * b), values(a * b, guarded<T>::side::before);
  const bool turned = random.next() % 2;  // results that lie the other way round
  const auto to = [&](auto* p) {
    using E = std::remove_pointer_t<decltype(p)>;
    return turned ? transpose(view<E, 2>(p, {b, a})) : view<E, 2>(p, {a, b});
  };
  argmax(v, axis<1>, to(largest.data()));
  argmin(v, axis<-2>, to(least.data()));
  amax(v, axis<1>, to(most.data()));
  amin(v, axis<1>, to(fewest.data()));
  argmax_max(v, axis<1>, to(ids.data()), to(values.data()));
  int wrong =
      !(largest.intact() && least.intact() && ids.intact() && most.intact() && fewest.intact() && values.intact());
  for (eido::index i = 0; i < a; ++i) {
    for (eido::index j = 0; j < b; ++j) {
      const auto at = [&](eido::index k) { return v.at(i, k, j); };
      const eido::index high = winner<T>(count, false, at), low = winner<T>(count, true, at);
      wrong += static_cast<eido::index>(to(largest.data()).at(i, j)) != high;
      wrong += static_cast<eido::index>(to(ids.data()).at(i, j)) != high;
      wrong += static_cast<eido::index>(to(least.data()).at(i, j)) != low;
      wrong += !same_bits(to(most.data()).at(i, j), at(high));
      wrong += !same_bits(to(values.data()).at(i, j), at(high));
      wrong += !same_bits(to(fewest.data()).at(i, j), at(low));
    }
  }
  return wrong;
}

template <class T>
void check_type(eido::u32 seed, int rounds) {
  pattern random(seed);
  for (int round = 0; round < eido_test::cases(rounds); ++round) {
    const bool long_lines = round % 8 == 0;
    const eido::index a = random.between(1, long_lines ? 3 : 12), count = random.between(1, long_lines ? 700 : 40);
    const eido::index b = random.between(1, long_lines ? 4 : 150);
    guarded<T> memory(a * count * b, random.next() % 2 ? guarded<T>::side::behind : guarded<T>::side::before);
    const int kind = static_cast<int>(random.between(0, 4));
    for (eido::index i = 0; i < memory.size(); ++i) memory.data()[i] = any_value<T>(random, kind);
    const T* const p = memory.data();
    const auto v = [&]() -> view<const T, 3> {
      switch (random.next() % 4) {
        case 0: return {p, {a, count, b}};
        case 1: return transpose(view<const T, 3>(p, {count, a, b}), axes<1, 0, 2>);
        case 2: return transpose(view<const T, 3>(p, {a, b, count}), axes<0, 2, 1>);
        default: return flip(transpose(view<const T, 3>(p, {b, count, a})));
      }
    }();
    CAPTURE(kind);
    CAPTURE(a);
    CAPTURE(count);
    CAPTURE(b);
    switch (random.next() % 4) {
      case 0: REQUIRE(count_wrong<T, i32>(v, random) == 0); break;
      case 1: REQUIRE(count_wrong<T, u16>(v, random) == 0); break;
      case 2: REQUIRE(count_wrong<T, i64>(v, random) == 0); break;
      default:
        if (count <= 256) REQUIRE(count_wrong<T, u8>(v, random) == 0);
    }
  }
}

}  // namespace

TEST_CASE("reduce/extremes: every element type, layout and tier agrees with the rule") {
  eido_test::for_each_target([] {
    check_type<f32>(1, 240);
    check_type<i32>(2, 80);
    check_type<u8>(3, 80);
    check_type<i8>(4, 80);
  });
  check_type<f64>(5, 120);
  check_type<i64>(6, 80);
  check_type<u16>(7, 40);
  check_type<u64>(8, 40);
}

namespace {

/// argmax_max and argmin of n rows, dense or with gaps, of `count` elements.
template <class T>
int count_wrong_rows(eido::index n, eido::index count, eido::index row, pattern& random) {
  guarded<T> x((n - 1) * row + count, random.next() % 2 ? guarded<T>::side::behind : guarded<T>::side::before);
  const int kind = static_cast<int>(random.between(0, 4));
  for (eido::index i = 0; i < x.size(); ++i) x.data()[i] = any_value<T>(random, kind);
  const view<const T, 2> v(x.data(), {n, count}, {row, 1});
  guarded<u16> ids(n), least(n, guarded<u16>::side::before);
  guarded<u8> bytes(n);
  guarded<T> values(n);
  argmax_max(v, axis<1>, view<u16, 1>(ids.data(), {n}), view<T, 1>(values.data(), {n}));
  argmin(v, axis<1>, view<u16, 1>(least.data(), {n}));
  if (count <= 256) argmax(v, axis<1>, view<u8, 1>(bytes.data(), {n}));
  int wrong = !(ids.intact() && least.intact() && values.intact() && bytes.intact());
  for (eido::index i = 0; i < n; ++i) {
    const auto at = [&](eido::index k) { return v.at(i, k); };
    const eido::index high = winner<T>(count, false, at);
    wrong += ids.data()[i] != high || least.data()[i] != winner<T>(count, true, at);
    wrong += !same_bits(values.data()[i], at(high)) || (count <= 256 && bytes.data()[i] != high);
  }
  return wrong;
}

}  // namespace

TEST_CASE("reduce/extremes: rows of every short length, few and many, dense and with gaps") {
  eido_test::for_each_target([] {
    pattern random(9);
    for (eido::index count = 1; count < 300; count += count < 70 ? 1 : 13) {
      for (const eido::index n : {random.between(1, 20), random.between(20, 70)}) {
        const eido::index row = count + (random.next() % 2 ? random.between(0, 9) : 0);
        CAPTURE(count);
        CAPTURE(n);
        CAPTURE(row);
        REQUIRE(count_wrong_rows<f32>(n, count, row, random) == 0);
        REQUIRE(count_wrong_rows<i32>(n, count, row, random) == 0);
        REQUIRE(count_wrong_rows<u8>(n, count, row, random) == 0);
        REQUIRE(count_wrong_rows<i8>(n, count, row, random) == 0);
      }
    }
  });
}

TEST_CASE("reduce/extremes: a NaN at each place of a row, and infinities beside it") {
  constexpr f32 inf = std::numeric_limits<f32>::infinity(), none = std::numeric_limits<f32>::quiet_NaN();
  eido_test::for_each_target([=] {
    for (eido::index count = 1; count <= 40; ++count) {
      std::vector<f32> x(static_cast<std::size_t>(count * (count + 1)), -inf);  // row i has its NaN at i; the last none
      for (eido::index i = 0; i < count; ++i) {
        x[static_cast<std::size_t>(i * count + count - 1)] = inf;
        x[static_cast<std::size_t>(i * count + i)] = none;
      }
      std::vector<u8> high(static_cast<std::size_t>(count + 1)), low = high;
      const view<const f32, 2> v(x.data(), {count + 1, count});
      argmax(v, axis<1>, high);
      argmin(v, axis<1>, low);
      for (eido::index i = 0; i <= count; ++i) {
        REQUIRE(high[static_cast<std::size_t>(i)] == (i < count ? i : 0));
        REQUIRE(low[static_cast<std::size_t>(i)] == (i < count ? i : 0));
      }
    }
  });
}

TEST_CASE("reduce/extremes: infinities of both signs are no NaN, and NaN is found among many planes") {
  constexpr f32 inf = std::numeric_limits<f32>::infinity(), none = std::numeric_limits<f32>::quiet_NaN();
  eido_test::for_each_target([=] {
    std::vector<f32> x(3 * 1000, 0.0f);
    x[0] = inf, x[1000] = -inf;      // position 0: their sum is NaN
    x[1500] = none, x[2500] = 9.0f;  // position 500: NaN in plane 1
    std::vector<u8> ids(1000);
    argmax(view<const f32, 2>(x.data(), {3, 1000}), axis<0>, ids);
    for (std::size_t i = 0; i < 1000; ++i) REQUIRE(ids[i] == (i == 500 ? 1 : 0));
    u16 most, least;
    std::vector<f32> row(1000, 1.0f);
    row[10] = -inf, row[20] = inf, row[30] = inf;
    argmax(row, axis<0>, view<u16, 0>(&most, {}));
    argmin(row, axis<0>, view<u16, 0>(&least, {}));
    REQUIRE(most == 20);
    REQUIRE(least == 10);
  });
}

TEST_CASE("reduce/extremes: what cannot be is named and nothing is written") {
  const std::vector<f32> x(6);
  const view<const f32, 2> v(x.data(), {2, 3});
  f32 values[3] = {7, 7, 7};
  u8 ids[3] = {7, 7, 7};
  CHECK(std::string(try_amax(v, axis<1>, values).message()) == "amax: dst has shape (3,); expected (2,)");
  CHECK(std::string(try_argmax_max(v, axis<0>, ids, view<f32, 1>(values, {2})).message()) ==
        "argmax_max: values has shape (2,); expected (3,)");
  CHECK(try_argmin(view<const f32, 2>(x.data(), {0, 3}), axis<0>, ids).code() == errc::value_error);
  f32 own[6] = {};
  CHECK(std::string(try_amin(view<f32, 2>(own, {2, 3}), axis<0>, view<f32, 1>(own + 3, {3})).message()) ==
        "amin: dst overlaps x");
  CHECK(ids[0] == 7);
  CHECK(values[0] == 7);
}
