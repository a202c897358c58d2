// SPDX-License-Identifier: MIT
// topk against a stable sort, for all element types and layouts.
#include <doctest/doctest.h>
#include <eidograph/reduce/topk.hpp>

#include <algorithm>
#include <cmath>
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
    const T special[] = {limits::quiet_NaN(), limits::infinity(), -limits::infinity(), T(0), -T(0)};
    if (kind == 0) return special[random.between(0, 4)];
  }
  return static_cast<T>(random.between(0, kind == 1 ? 3 : 100));
}

/// Of an array of shape (a, count, b), along its middle.
template <class T, class I>
void check_topk(pattern& random, eido::index a, eido::index count, eido::index b, eido::index k) {
  guarded<T> x(a * count * b), values(a * k * b + 1);
  guarded<I> ids(a * k * b + 1, guarded<I>::side::before);
  const int kind = static_cast<int>(random.between(0, 2));
  for (eido::index i = 0; i < x.size(); ++i) x.data()[i] = any_value<T>(random, kind);
  const bool turned = random.next() % 2, other = random.next() % 2;
  const auto laid = [](auto* p, eido::index i, eido::index j, eido::index l, bool last) {
    using E = std::remove_pointer_t<decltype(p)>;
    return last ? transpose(view<E, 3>(p, {i, l, j}), axes<0, 2, 1>) : flip(view<E, 3>(p, {i, j, l}));
  };
  const view<T, 3> v = laid(x.data(), a, count, b, turned), most = laid(values.data(), a, k, b, other);
  const view<I, 3> where = laid(ids.data(), a, k, b, turned);
  topk(v, axis<1>, most, where);
  int wrong = !values.intact() + !ids.intact();
  for (eido::index i = 0; i < a; ++i) {
    for (eido::index j = 0; j < b; ++j) {
      std::vector<eido::index> order;
      for (eido::index l = 0; l < count; ++l) order.push_back(l);
      std::stable_sort(order.begin(), order.end(), [&](eido::index l, eido::index m) {
        const T first = v.at(i, l, j), second = v.at(i, m, j);
        return first != first ? second == second : first > second;
      });
      for (eido::index l = 0; l < k; ++l) {
        const eido::index from = order[static_cast<std::size_t>(l)];
        const T expected = v.at(i, from, j), made = most.at(i, l, j);
        wrong += static_cast<eido::index>(where.at(i, l, j)) != from || std::memcmp(&made, &expected, sizeof made) != 0;
      }
    }
  }
  REQUIRE(wrong == 0);
}

}  // namespace

TEST_CASE("reduce/topk: a stable sort from the largest on, NaN first") {
  pattern random(1);
  const auto check = [&]<class T, class I>(T, I) {
    const eido::index count = random.between(1, 67);
    check_topk<T, I>(random, random.between(1, 5), count, random.between(1, 5), random.between(0, count));
  };
  for (int round = 0; round < eido_test::cases(300); ++round) {
    check(f32(), i64());
    check(f64(), u8());
    check(u8(), i32());
    check(i64(), u16());
    check(i16(), i8());
  }
}

TEST_CASE("reduce/topk: many short lines, and long ones, on every tier") {
  eido_test::for_each_target([] {
    pattern random(2);
    for (eido::index count = 1; count < 90; ++count) {
      const eido::index k = random.between(1, count < 20 ? count : 20);
      check_topk<f32, i64>(random, random.between(1, 3), count, random.between(1, 150), k);
    }
    for (int round = 0; round < eido_test::cases(60); ++round) {
      const eido::index count = random.between(100, 700), k = random.between(1, round % 2 ? 9 : count);
      check_topk<f32, u16>(random, random.between(1, 2), count, random.between(1, 3), k);
    }
  });
}

TEST_CASE("reduce/topk: signed zeros are equal, and infinities of both signs are no NaN") {
  constexpr f32 inf = std::numeric_limits<f32>::infinity();
  eido_test::for_each_target([=] {
    std::vector<f32> x(4 * 40, -inf), values(2 * 40);
    std::vector<u8> ids(2 * 40);
    for (std::size_t i = 0; i < 40; ++i) x[2 * 40 + i] = i % 2 ? 0.0f : -0.0f, x[3 * 40 + i] = i % 2 ? -0.0f : 0.0f;
    x[0] = inf;
    topk(view<const f32, 2>(x.data(), {4, 40}), axis<0>, view<f32, 2>(values.data(), {2, 40}),
         view<u8, 2>(ids.data(), {2, 40}));
    for (std::size_t i = 0; i < 40; ++i) {
      REQUIRE((ids[i] == (i ? 2 : 0) && ids[40 + i] == (i ? 3 : 2)));
      REQUIRE(std::signbit(values[40 + i]) == (i ? i % 2 == 1 : true));
    }
  });
}

TEST_CASE("reduce/topk: what cannot be is named and nothing is written") {
  const f32 x[2][3] = {{1, 2, 3}, {6, 5, 4}};
  f32 values[2][4] = {};
  i32 ids[2][4] = {};
  CHECK(std::string(try_topk(x, axis<1>, values, ids).message()) ==
        "topk: k = 4; axis 1 of an array of shape (2, 3) has 3 positions");
  const view<f32, 2> two(&values[0][0], {2, 2});
  CHECK(std::string(try_topk(x, axis<1>, two, view<i32, 2>(&ids[0][0], {2, 1})).message()) ==
        "topk: values has shape (2, 2); expected (2, 1)");
  f32 own[6] = {1, 2, 3, 4, 5, 6};
  const view<f32, 2> in(own, {2, 3});
  CHECK(
      std::string(try_topk(in, axis<-1>, view<f32, 2>(own + 4, {2, 1}), view<i32, 2>(&ids[0][0], {2, 1})).message()) ==
      "topk: values overlaps x");
  const std::vector<f32> many(300);
  u8 few;
  CHECK(try_topk(many, axis<0>, view<f32, 1>(own, {1}), view<u8, 1>(&few, {1})).code() == errc::value_error);
  CHECK((ids[0][0] == 0 && values[0][0] == 0 && own[4] == 5));
  CHECK(try_topk(x, axis<0>, view<f32, 2>(own, {0, 3}), view<i32, 2>(&ids[0][0], {0, 3})).ok());
}
