// SPDX-License-Identifier: MIT
// threshold, bincount and bbox_of against their rules, for several types and layouts, on every tier.
#include <doctest/doctest.h>
#include <eidograph/reduce/mask.hpp>

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
view<T, 2> in_some_way(T* p, eido::index h, eido::index w, int way) {
  switch (way) {
    case 0: return {p, {h, w}};
    case 1: return transpose(view<T, 2>(p, {w, h}));
    case 2: return flip(view<T, 2>(p, {h, w}));
    default: return flip(transpose(view<T, 2>(p, {w, h})), axis<0>);
  }
}

template <class T>
void check_threshold(pattern& random, T t) {
  const eido::index h = random.between(1, 4), w = random.between(1, 67);
  guarded<T> x(h * w);
  guarded<u8> made(h * w, guarded<u8>::side::before);
  for (eido::index i = 0; i < x.size(); ++i) x.data()[i] = static_cast<T>(random.between(0, 9));
  if constexpr (std::is_floating_point_v<T>) {
    x.data()[0] = std::numeric_limits<T>::quiet_NaN();
    x.data()[h * w / 2] = std::numeric_limits<T>::infinity();
  }
  const view<T, 2> v = in_some_way(x.data(), h, w, static_cast<int>(random.between(0, 3)));
  const view<u8, 2> out = in_some_way(made.data(), h, w, static_cast<int>(random.between(0, 3)));
  threshold(v, t, out);
  int wrong = !made.intact();
  for (eido::index i = 0; i < h; ++i) {
    for (eido::index j = 0; j < w; ++j) wrong += out.at(i, j) != (v.at(i, j) > t ? 1 : 0);
  }
  REQUIRE(wrong == 0);
}

template <class T, class C>
void check_bincount(pattern& random) {
  const eido::index h = random.between(0, 20), w = random.between(1, 67), most = random.between(0, 40);
  guarded<T> x(h * w);
  guarded<C> counts(most + 3);
  for (eido::index i = 0; i < x.size(); ++i) x.data()[i] = static_cast<T>(random.between(0, most));
  const view<T, 2> v = in_some_way(x.data(), h, w, static_cast<int>(random.between(0, 3)));
  const view<C, 1> all(counts.data(), {most + 3});
  const bool backwards = random.next() % 2;
  bincount(v, backwards ? flip(all) : all);
  int wrong = !counts.intact();
  for (eido::index k = 0; k < most + 3; ++k) {
    eido::index n = 0;
    for (eido::index i = 0; i < x.size(); ++i) n += static_cast<eido::index>(x.data()[i]) == k;
    wrong += static_cast<eido::index>(counts.data()[backwards ? most + 2 - k : k]) != n;
  }
  REQUIRE(wrong == 0);
}

template <class T>
void check_bbox(pattern& random) {
  const eido::index h = random.between(1, 30), w = random.between(1, 67);
  guarded<T> x(h * w);
  for (eido::index i = 0; i < x.size(); ++i) x.data()[i] = T(0);
  const view<T, 2> v = in_some_way(x.data(), h, w, static_cast<int>(random.between(0, 3)));
  pixel_box expected{w, h, 0, 0};
  for (eido::index n = random.between(0, 4); n > 0; --n) {
    const eido::index i = random.between(0, h - 1), j = random.between(0, w - 1);
    v.at(i, j) = static_cast<T>(random.between(1, 9));
    expected.left = (std::min)(expected.left, j), expected.upper = (std::min)(expected.upper, i);
    expected.right = (std::max)(expected.right, j + 1), expected.lower = (std::max)(expected.lower, i + 1);
  }
  if (expected.right == 0) expected = {};
  const pixel_box made = bbox_of(v);
  REQUIRE(made == expected);
  REQUIRE(made.empty() == (expected.right == 0));
}

}  // namespace

TEST_CASE("reduce/mask: threshold is x > t, and NaN is not") {
  eido_test::for_each_target([] {
    pattern random(1);
    for (int round = 0; round < 200; ++round) check_threshold<f32>(random, 4.0f);
  });
  pattern random(2);
  for (int round = 0; round < 100; ++round) {
    check_threshold<u8>(random, 3);
    check_threshold<f64>(random, 4.5);
    check_threshold<i32>(random, -1);
  }
  u8 own[5] = {0, 3, 4, 5, 255};
  threshold(own, 3, own);
  CHECK((own[1] == 0 && own[2] == 1 && own[4] == 1));
  f32 x[3] = {}, nan = std::numeric_limits<f32>::quiet_NaN();
  threshold(x, nan, view<u8, 1>(own, {3}));
  CHECK((own[0] == 0 && own[2] == 0));
}

TEST_CASE("reduce/mask: bincount counts labels") {
  pattern random(3);
  for (int round = 0; round < 200; ++round) {
    check_bincount<u8, i64>(random);
    check_bincount<i32, u16>(random);
    check_bincount<u16, i32>(random);
    check_bincount<i64, u64>(random);
  }
  u8 all[256];
  i32 counts[256];
  for (int i = 0; i < 256; ++i) all[i] = static_cast<u8>(255 - i), counts[i] = 7;
  bincount(all, counts);
  CHECK((counts[0] == 1 && counts[255] == 1));
}

TEST_CASE("reduce/mask: bbox_of has the edges of what is not 0") {
  pattern random(4);
  for (int round = 0; round < 400; ++round) {
    check_bbox<u8>(random);
    check_bbox<f32>(random);
    check_bbox<i64>(random);
  }
  const f32 nan[1][3] = {{0, std::numeric_limits<f32>::quiet_NaN(), -0.0f}};
  CHECK(bbox_of(nan) == pixel_box{1, 0, 2, 1});
  CHECK(bbox_of(nan).size() == hw(1, 1));
  CHECK(bbox_of(view<const f32, 2>(&nan[0][0], {0, 3})) == pixel_box{});
}

TEST_CASE("reduce/mask: what cannot be is named and nothing is written") {
  const i32 labels[2][2] = {{0, 1}, {-4, 9}}, large[2] = {2, 9};
  i64 counts[5] = {7, 7, 7, 7, 7};
  const u8 bytes[3] = {1, 5, 0}, many[300] = {};
  CHECK(std::string(try_bincount(labels, counts).message()) == "bincount: labels has a negative value, -4");
  CHECK(std::string(try_bincount(large, counts).message()) == "bincount: labels has the value 9; dst has 5 counts");
  CHECK(std::string(try_bincount(bytes, counts).message()) == "bincount: labels has the value 5; dst has 5 counts");
  u8 few[1] = {7};
  CHECK(try_bincount(many, few).code() == errc::value_error);
  CHECK(try_bincount(view<const i64, 1>(counts, {2}), view<i64, 1>(counts + 1, {4})).code() == errc::value_error);
  CHECK((counts[0] == 7 && counts[1] == 7 && few[0] == 7));
  u8 own[5] = {};
  CHECK(try_threshold(bytes, 1, own).code() == errc::shape_error);
  CHECK(try_threshold(view<const u8, 1>(own, {3}), 1, view<u8, 1>(own + 1, {3})).code() == errc::value_error);
}
