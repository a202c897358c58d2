// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view/axes.hpp>

#include <string>
#include <vector>

#include "view/positions.hpp"

using namespace eido;
using eido_test::is_rearranged;
template <int R>
using at = index_array<R>;

namespace {

// A padded array, backwards along its second axis: strides that are not C order.
struct padded_cube {
  std::vector<i32> memory = std::vector<i32>(60);
  view<i32, 3> v{memory.data() + 8, {2, 3, 4}, {30, -4, 1}};
};

}  // namespace

TEST_CASE_FIXTURE(padded_cube, "view/axes: expand_dims and squeeze") {
  CHECK(expand_dims(v, axis<0>).shape() == index_array(1, 2, 3, 4));
  CHECK(expand_dims(v, axis<2>).shape() == index_array(2, 3, 1, 4));
  CHECK(expand_dims(v, axis<-1>).shape() == index_array(2, 3, 4, 1));
  CHECK(expand_dims(v, axis<-4>).shape() == index_array(1, 2, 3, 4));
  CHECK(is_rearranged(expand_dims(v, axis<1>), v, [](at<4> p) { return at<3>(p[0], p[2], p[3]); }));
  const auto with_axis = expand_dims(v, axis<2>);
  CHECK(is_rearranged(squeeze(with_axis, axis<2>), v, [](at<3> p) { return p; }));
  CHECK(is_rearranged(squeeze(with_axis, axis<-2>), v, [](at<3> p) { return p; }));
  CHECK_THROWS_WITH(squeeze(v, axis<1>), "squeeze: axis 1 of an array of shape (2, 3, 4) does not have size 1");
  view<i32, 2> out;
  CHECK(try_squeeze(v, axis<-1>, out).code() == errc::shape_error);
  CHECK(out.data() == nullptr);
}

TEST_CASE_FIXTURE(padded_cube, "view/axes: transpose") {
  CHECK(is_rearranged(transpose(v), v, [](at<3> p) { return at<3>(p[2], p[1], p[0]); }));
  CHECK(is_rearranged(transpose(v, axes<2, 0, 1>), v, [](at<3> p) { return at<3>(p[1], p[2], p[0]); }));
  CHECK(is_rearranged(transpose(v, axes<-2, -1, 0>), v, [](at<3> p) { return at<3>(p[2], p[0], p[1]); }));
  CHECK(transpose(v, axes<2, 0, 1>).shape() == index_array(4, 2, 3));
  i32 line[3];
  CHECK(transpose(line).shape() == index_array(3));
}

TEST_CASE_FIXTURE(padded_cube, "view/axes: moveaxis") {
  CHECK(is_rearranged(moveaxis(v, axis<0>, axis<2>), v, [](at<3> p) { return at<3>(p[2], p[0], p[1]); }));
  CHECK(is_rearranged(moveaxis(v, axis<-1>, axis<0>), v, [](at<3> p) { return at<3>(p[1], p[2], p[0]); }));
  CHECK(is_rearranged(moveaxis(v, axis<2>, axis<1>), v, [](at<3> p) { return at<3>(p[0], p[2], p[1]); }));
  CHECK(is_rearranged(moveaxis(v, axis<1>, axis<1>), v, [](at<3> p) { return p; }));
}

TEST_CASE_FIXTURE(padded_cube, "view/axes: flip") {
  CHECK(is_rearranged(flip(v, axis<0>), v, [](at<3> p) { return at<3>(1 - p[0], p[1], p[2]); }));
  CHECK(is_rearranged(flip(v, axis<-1>), v, [](at<3> p) { return at<3>(p[0], p[1], 3 - p[2]); }));
  CHECK(is_rearranged(flip(v), v, [](at<3> p) { return at<3>(1 - p[0], 2 - p[1], 3 - p[2]); }));
  CHECK(is_rearranged(flip(flip(v)), v, [](at<3> p) { return p; }));
  view<i32, 2> nothing(nullptr, {3, 0});
  CHECK(flip(nothing).shape() == index_array(3, 0));
  CHECK(flip(nothing, axis<1>).data() == nullptr);
}

TEST_CASE_FIXTURE(padded_cube, "view/axes: rot90 turns the first two axes, any number of times") {
  for (int k : {1, 5, -3, -7}) {
    CHECK(rot90(v, k).shape() == index_array(3, 2, 4));
    CHECK(is_rearranged(rot90(v, k), v, [](at<3> p) { return at<3>(p[1], 2 - p[0], p[2]); }));
  }
  for (int k : {2, -2, 6}) {
    CHECK(is_rearranged(rot90(v, k), v, [](at<3> p) { return at<3>(1 - p[0], 2 - p[1], p[2]); }));
  }
  for (int k : {3, -1, 7}) {
    CHECK(is_rearranged(rot90(v, k), v, [](at<3> p) { return at<3>(1 - p[1], p[0], p[2]); }));
  }
  for (int k : {0, 4, -4}) CHECK(is_rearranged(rot90(v, k), v, [](at<3> p) { return p; }));
  const i32 small[2][2] = {{1, 2}, {3, 4}};  // np.rot90([[1, 2], [3, 4]]) is [[2, 4], [1, 3]]
  CHECK(rot90(small).at(0, 0) == 2);
  CHECK(rot90(small).at(0, 1) == 4);
  CHECK(rot90(small).at(1, 0) == 1);
}

TEST_CASE("view/axes: read-only stays read-only, and everything works in the compiler") {
  static constexpr i32 table[2][3] = {{1, 2, 3}, {4, 5, 6}};
  static_assert(std::is_same_v<decltype(flip(table)), view<const i32, 2>>);
  static constexpr i32 line[6] = {1, 2, 3, 4, 5, 6};
  constexpr view<const i32, 2> v(line, {2, 3});
  static_assert(transpose(v).at(2, 1) == 6);
  static_assert(flip(v, axis<0>).at(0, 0) == 4);
  static_assert(rot90(v).at(0, 0) == 3);
  static_assert(moveaxis(v, axis<0>, axis<1>).at(2, 0) == 3);
  static_assert(expand_dims(v, axis<0>).at(0, 1, 1) == 5);
  CHECK(rot90(v, 2).at(0, 0) == 6);
}
