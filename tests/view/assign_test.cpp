// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view/assign.hpp>
#include <eidograph/view/axes.hpp>

#include <cstring>
#include <string>
#include <vector>

#include "support/pattern.hpp"
#include "view/positions.hpp"

using namespace eido;

TEST_CASE("view/assign: copy_elements equals the element formula, whatever the strides and types") {
  eido_test::pattern random(5);
  const auto source = eido_test::random_values<i32>(4000, 1);
  for (int round = 0; round < 300; ++round) {
    index_array<3> shape, to, from;
    eido::index step[2] = {random.between(1, 2), random.between(1, 2)};
    for (int k = 2; k >= 0; --k) {
      shape[k] = random.between(0, 5) == 0 ? 1 : random.between(1, 6);
      to[k] = random.between(0, 4) == 0 ? -step[0] : step[0];
      from[k] = random.between(0, 4) == 0 ? 0 : random.between(0, 4) == 0 ? -step[1] : step[1];
      step[0] *= shape[k] + (random.between(0, 2) == 0 ? 1 : 0);
      step[1] *= shape[k];
    }
    if (round % 3 == 0) std::swap(to[0], to[2]), std::swap(shape[0], shape[2]);
    std::vector<i32> same(4000, -1), expected = same;
    std::vector<u8> bytes(4000, 99), expected_bytes = bytes;
    const view<const i32, 3> src(source.data() + 2000, shape, from);
    eido_test::for_each_position(shape, [&](const index_array<3>& p) {
      eido_test::element(view<i32, 3>(expected.data() + 2000, shape, to), p) = eido_test::element(src, p);
      eido_test::element(view<u8, 3>(expected_bytes.data() + 2000, shape, to), p) =
          static_cast<u8>(eido_test::element(src, p));
    });
    detail::copy_elements(view<i32, 3>(same.data() + 2000, shape, to), src);
    detail::copy_elements(view<u8, 3>(bytes.data() + 2000, shape, to), src);
    REQUIRE(same == expected);
    REQUIRE(bytes == expected_bytes);
  }
}

TEST_CASE("view/assign: broadcast stretches axes of one element and adds axes in front") {
  i32 a[12];
  const view<i32, 2> v(a, {1, 4});
  view<i32, 3> out;
  CHECK(detail::broadcast(v, index_array(2, 3, 4), out));
  CHECK(out.shape() == index_array(2, 3, 4));
  CHECK(out.strides() == index_array(0, 0, 1));
  CHECK(detail::broadcast(v, index_array(2, 1, 4), out));
  CHECK(detail::broadcast(v, index_array(0, 0, 4), out));
  CHECK_FALSE(detail::broadcast(v, index_array(2, 3, 1), out));
  CHECK_FALSE(detail::broadcast(v, index_array(2, 3, 8), out));
  view<i32, 1> line;
  CHECK(detail::broadcast(v, index_array(4), line));  // an axis of one element in front is dropped
  CHECK_FALSE(detail::broadcast(view<i32, 2>(a, {2, 4}), index_array(4), line));
}

TEST_CASE("view/assign: overlap is never missed") {
  i32 a[100];
  eido_test::pattern random(9);
  int overlapping = 0;
  for (int round = 0; round < 2000; ++round) {
    view<i32, 2> v[2];
    for (auto& x : v) {
      x = view<i32, 2>{a + random.between(0, 40),
                       {random.between(0, 3), random.between(0, 4)},
                       {random.between(1, 10), random.between(1, 3)}};
      if (random.between(0, 1) == 1) x = flip(x, axis<0>);
      if (random.between(0, 1) == 1) x = flip(x, axis<1>);
    }
    bool shared = false;
    eido_test::for_each_position(v[0].shape(), [&](const index_array<2>& p) {
      eido_test::for_each_position(v[1].shape(), [&](const index_array<2>& q) {
        shared = shared || &eido_test::element(v[0], p) == &eido_test::element(v[1], q);
      });
    });
    if (shared) REQUIRE(detail::may_overlap(v[0], v[1]));
    overlapping += shared;
  }
  CHECK(overlapping > 100);
  CHECK_FALSE(detail::may_overlap(view<i32, 1>(a, {10}), view<i32, 1>(a + 10, {10})));
  CHECK_FALSE(detail::may_overlap(view<i32, 1>(a, {10}), view<i32, 1>(a + 19, {10}, {-1})));
  CHECK_FALSE(detail::may_overlap(view<i32, 1>(a, {0}), view<i32, 1>(a, {10})));
  CHECK(detail::may_overlap(view<i32, 1>(a, {10}), view<u8, 1>(reinterpret_cast<u8*>(a) + 39, {1})));
}

TEST_CASE("view/assign: the same place in the same order may be worked on in place") {
  i32 a[6];
  u32* const other = reinterpret_cast<u32*>(a);
  CHECK(detail::same_place(view<i32, 1>(a, {6}), view<const u32, 1>(other, {6})));
  CHECK_FALSE(detail::same_place(view<i32, 1>(a, {6}), view<i32, 1>(a, {5})));
  CHECK_FALSE(detail::same_place(view<i32, 1>(a, {3}), view<i32, 1>(a, {3}, {2})));
  CHECK_FALSE(detail::same_place(view<i32, 1>(a, {3}), view<const u8, 1>(reinterpret_cast<u8*>(a), {3})));
}

TEST_CASE("view/assign: try_assign says why and writes nothing") {
  i32 a[2][3] = {{1, 2, 3}, {4, 5, 6}};
  const i32 two[2] = {7, 8};
  const status s = detail::try_assign(view_of(a), two);
  CHECK(s.code() == errc::shape_error);
  CHECK(std::string(s.message()) == "could not broadcast input array from shape (2,) into shape (2, 3)");
  CHECK(a[0][0] == 1);
  CHECK(detail::try_assign(transpose(a), two).ok());
  CHECK(a[0][2] == 7);
  CHECK(a[1][0] == 8);
}
