// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <array>
#include <vector>

#include "support/pattern.hpp"

using namespace eido;
using namespace eido::literals;
using numbers = std::vector<i32>;

namespace {

void count_up(numbers& a) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<i32>(i);
}

numbers counted(std::size_t n) {
  numbers out(n);
  count_up(out);
  return out;
}

}  // namespace

TEST_CASE("slice/assign: a scalar fills, converted as astype") {
  numbers a = counted(6);
  const view<i32, 2> v(a.data(), {2, 3});
  v[":, 1"_s] = 7;
  CHECK(a == numbers{0, 7, 2, 3, 7, 5});
  v["0"_s] = 2.9;
  CHECK(a == numbers{2, 2, 2, 3, 7, 5});
  v(all, range(2)) = -1;
  CHECK(a == numbers{-1, -1, 2, -1, -1, 5});
  v["..."_s] = u8(200);
  CHECK(a == numbers(6, 200));
  std::vector<u8> bytes(3);
  view_of(bytes)[":2"_s] = 258;
  CHECK(bytes == std::vector<u8>{2, 2, 0});
}

TEST_CASE("slice/assign: arrays are broadcast as numpy broadcasts") {
  numbers a(12, 0);
  const view<i32, 3> v(a.data(), {2, 2, 3});
  const numbers row{1, 2, 3};
  v["..."_s] = row;
  CHECK(a == numbers{1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3});
  const i32 column[2][1] = {{8}, {9}};
  v[":, ::-1"_s] = column;
  CHECK(a == numbers{9, 9, 9, 8, 8, 8, 9, 9, 9, 8, 8, 8});
  v["0, 0, 1:"_s] = view<const i32, 3>(row.data(), {1, 1, 2});  // axes of one element in front are dropped
  CHECK(a == numbers{9, 1, 2, 8, 8, 8, 9, 9, 9, 8, 8, 8});
  v["1, :, ::2"_s] = view<const i32, 0>(row.data(), {});
  CHECK(a == numbers{9, 1, 2, 8, 8, 8, 1, 9, 1, 1, 8, 1});
}

TEST_CASE("slice/assign: other element types are converted") {
  numbers a(3, 0);
  view_of(a)[":"_s] = std::array<f32, 3>{1.9f, -1.9f, 300.5f};
  CHECK(a == numbers{1, -1, 300});
  std::vector<u8> bytes(3);
  view_of(bytes)["::-1"_s] = a;
  CHECK(bytes == std::vector<u8>{44, 255, 1});
  std::vector<f64> reals(2);
  view_of(reals)["..."_s] = view_of(a)["1:"_s];
  CHECK(reals == std::vector<f64>{-1, 300});
}

TEST_CASE("slice/assign: source and destination may overlap") {
  numbers a = counted(6);
  const auto v = view_of(a);
  v["1:"_s] = v[":-1"_s];
  CHECK(a == numbers{0, 0, 1, 2, 3, 4});
  count_up(a);
  v[":-1"_s] = v["1:"_s];
  CHECK(a == numbers{1, 2, 3, 4, 5, 5});
  count_up(a);
  v["::-1"_s] = v;
  CHECK(a == numbers{5, 4, 3, 2, 1, 0});
  count_up(a);
  v["::2"_s] = v["1::2"_s];
  CHECK(a == numbers{1, 1, 3, 3, 5, 5});
  numbers b = counted(9);
  const view<i32, 2> square(b.data(), {3, 3});
  square["..."_s] = transpose(square);
  CHECK(b == numbers{0, 3, 6, 1, 4, 7, 2, 5, 8});
  square["..."_s] = square["1"_s];
  CHECK(b == numbers{1, 4, 7, 1, 4, 7, 1, 4, 7});
}

TEST_CASE("slice/assign: any two slices of one array, against a copy made first") {
  eido_test::pattern random(7);
  for (int round = 0; round < 500; ++round) {
    numbers a = eido_test::random_values<i32>(60, static_cast<u32>(round)), expected = a;
    const eido::index n = random.between(0, 3), y0 = random.between(0, 6 - n), y1 = random.between(0, 6 - n);
    const eido::index m = random.between(0, 5), x0 = random.between(0, 10 - 2 * m), x1 = random.between(0, 10 - m);
    const view<i32, 2> v(a.data(), {6, 10});
    for (eido::index i = 0; i < n; ++i) {
      for (eido::index j = 0; j < m; ++j) {
        expected[static_cast<std::size_t>((y0 + i) * 10 + x0 + 2 * j)] =
            a[static_cast<std::size_t>((y1 + n - 1 - i) * 10 + x1 + j)];
      }
    }
    v["{}:{}, {}:{}:2"_s(y0, y0 + n, x0, x0 + 2 * m)] = v["{}:{}, {}:{}"_s(y1, y1 + n, x1, x1 + m)]["::-1"_s];
    REQUIRE(a == expected);
  }
}

TEST_CASE("slice/assign: shapes that do not fit are an error that names both, and nothing is written") {
  numbers a = counted(6);
  const view<i32, 2> v(a.data(), {2, 3});
  CHECK_THROWS_WITH(v["..."_s] = counted(2), "could not broadcast input array from shape (2,) into shape (2, 3)");
  CHECK_THROWS_WITH(v["0"_s] = v, "could not broadcast input array from shape (2, 3) into shape (3,)");
  CHECK_THROWS_WITH(v[":, 3:"_s] = v[":, :2"_s], "could not broadcast input array from shape (2, 2) into shape (2, 0)");
  CHECK(a == counted(6));
  v[":, 3:"_s] = v[":, :1"_s];  // one element stretches to none
  CHECK(a == counted(6));
}

TEST_CASE("slice/assign: a = b on named views rebinds, as in Python") {
  numbers a = counted(4), b = counted(4);
  view<i32, 1> v = view_of(a);
  v = view_of(b)["1:"_s];
  CHECK(v.data() == b.data() + 1);
  CHECK(v.shape(0) == 3);
  CHECK(a == counted(4));
  v[":"_s] = 5;
  CHECK(b == numbers{0, 5, 5, 5});
  view<const i32, 1> reader = v;
  reader = view_of(a);
  CHECK(reader.data() == a.data());
}

TEST_CASE("slice/assign: sub-arrays and elements by integers") {
  numbers a = counted(6);
  const view<i32, 2> v(a.data(), {2, 3});
  v[1] = v[0];
  CHECK(a == numbers{0, 1, 2, 0, 1, 2});
  v[-1] = 4;
  v[0][1] = 9;
  CHECK(a == numbers{0, 9, 2, 4, 4, 4});
}
