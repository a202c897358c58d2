// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <array>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "view/positions.hpp"

using namespace eido;

static_assert(std::is_trivially_copyable_v<view<u8, 3>>);
static_assert(std::is_trivially_copyable_v<view<const f32, 0>>);
static_assert(std::is_nothrow_default_constructible_v<view<u8, 3>>);
static_assert(sizeof(view<u8, 3>) == 7 * sizeof(void*));

// const-correctness: only towards read-only, and only the same type and rank
static_assert(std::is_convertible_v<view<u8, 3>, view<const u8, 3>>);
static_assert(!std::is_convertible_v<view<const u8, 3>, view<u8, 3>>);
static_assert(!std::is_convertible_v<view<u8, 3>, view<const i8, 3>>);
static_assert(!std::is_convertible_v<view<u8, 3>, view<u8, 2>>);
static_assert(std::is_same_v<decltype(std::declval<view<const u8, 1>>()[0]), const u8&>);
static_assert(std::is_same_v<decltype(std::declval<const view<u8, 1>>()[0]), u8&>);  // a pointer's constness
static_assert(std::is_same_v<decltype(std::declval<view<const u8, 2>>()[0]), view<const u8, 1>>);
static_assert(std::is_same_v<decltype(std::declval<view<const u8, 2>>()(0, 0)), const u8&>);
static_assert(std::is_same_v<view<const u8, 2>::value_type, u8>);
static_assert(std::is_same_v<view<const u8, 2>::element_type, const u8>);

TEST_CASE("view/view: a shape alone means C order") {
  i32 a[24];
  const view<i32, 3> v(a, {2, 3, 4});
  CHECK(v.strides() == index_array(12, 4, 1));
  CHECK(v.size() == 24);
  CHECK(v.is_contiguous());
  CHECK(&v.at(1, 2, 3) == a + 23);
  CHECK(view<i32, 0>(a, {}).size() == 1);
  CHECK(view<i32, 0>(a, {}).is_contiguous());
  CHECK(view<i32, 2>(a, {0, 4}).size() == 0);
  CHECK(view<i32, 2>().data() == nullptr);
  CHECK(view<i32, 2>().size() == 0);
}

TEST_CASE("view/view: contiguous means one element after another in C order") {
  i32 a[24];
  CHECK(view<i32, 3>(a, {2, 1, 4}, {4, 99, 1}).is_contiguous());  // the stride of one element does not matter
  CHECK_FALSE(view<i32, 2>(a, {2, 4}, {5, 1}).is_contiguous());
  CHECK_FALSE(view<i32, 2>(a, {4, 2}, {1, 4}).is_contiguous());
  CHECK_FALSE(view<i32, 1>(a, {4}, {2}).is_contiguous());
  CHECK_FALSE(view<i32, 1>(a + 3, {4}, {-1}).is_contiguous());
  CHECK_FALSE(view<i32, 1>(a, {4}, {0}).is_contiguous());
}

TEST_CASE("view/view: sub-arrays and elements, counted from either end") {
  i32 a[24];
  const view<i32, 3> v(a + 23, {2, 3, 4}, {-12, -4, -1});
  CHECK(v[0].data() == a + 23);
  CHECK(v[-1].data() == a + 11);
  CHECK(v[1].shape() == index_array(3, 4));
  CHECK(v[1].strides() == index_array(-4, -1));
  CHECK(&v[1][2][3] == a);
  CHECK(&v(1, -1, 3) == a);
  CHECK(&v(-2, 0, -4) == a + 23);
  CHECK(&v(std::size_t(1), u8(0), i64(0)) == a + 11);
  v(0, 0, 1) = 5;
  CHECK(a[22] == 5);
  CHECK(&view<i32, 0>(a + 2, {})() == a + 2);
}

TEST_CASE("view/view: a sub-array of an empty array stays where it is") {
  CHECK(view<i32, 2>(nullptr, {5, 0})[3].data() == nullptr);
  CHECK(view<i32, 3>(nullptr, {5, 2, 0})[-1].shape() == index_array(2, 0));
}

TEST_CASE("view/view: an index outside its axis throws, in numpy's words") {
  i32 a[6]{};
  const view<i32, 2> v(a, {2, 3});
  CHECK_THROWS_WITH(v[2], "index 2 is out of bounds for axis 0 with size 2");
  CHECK_THROWS_WITH(v[-3], "index -3 is out of bounds for axis 0 with size 2");
  CHECK_THROWS_WITH(v(1, 3), "index 3 is out of bounds for axis 1 with size 3");
  CHECK_THROWS_WITH(v[1][-4], "index -4 is out of bounds for axis 0 with size 3");
  CHECK_THROWS_WITH((view<i32, 2>(a, {0, 3})[0]), "index 0 is out of bounds for axis 0 with size 0");
  try {
    v[7];
    FAIL("no error");
  } catch (const error& e) {
    CHECK(e.code() == errc::index_error);
  }
}

TEST_CASE("view/index_array: any integers, arrays and arrays of known size") {
  const std::array<std::size_t, 2> sizes{3, 4};
  CHECK(index_array<2>(sizes) == index_array(3, 4));
  CHECK(index_array<2>({3, 4}) == index_array(u8(3), i64(4)));
  CHECK(index_array<2>(3, 4) != index_array<2>(3, 5));
  CHECK(index_array<3>() == index_array(0, 0, 0));
  CHECK(index_array<0>() == index_array<0>());
  eido::index sum = 0;
  for (eido::index n : index_array(3, 4, 5)) sum += n;
  CHECK(sum == 12);
  static_assert(index_array<3>::size() == 3);
}

TEST_CASE("view/index_array: printed as numpy prints a shape") {
  const auto text = [](const auto& shape) { return std::string(status::failure(errc::ok, shape).message()); };
  CHECK(text(index_array(2, 3)) == "(2, 3)");
  CHECK(text(index_array(5)) == "(5,)");
  CHECK(text(index_array<0>()) == "()");
}

TEST_CASE("view/index_array: element counts do not overflow") {
  eido::index count = 0;
  const eido::index huge = std::numeric_limits<eido::index>::max() / 1024;
  CHECK(detail::count_elements(index_array(2, 3, 4), count));
  CHECK(count == 24);
  CHECK(detail::count_elements(index_array<0>(), count));
  CHECK(count == 1);
  CHECK(detail::count_elements(index_array(huge, huge, 0), count));
  CHECK(count == 0);
  CHECK_FALSE(detail::count_elements(index_array(huge, huge), count));
  CHECK_FALSE(detail::count_elements(index_array(2, -1), count));
  CHECK_FALSE(detail::count_elements(index_array(0, -1), count));
}

TEST_CASE("view/size: hw and wh name the two orders") {
  CHECK(hw(wh(640, 480)) == hw(480, 640));
  i32 image[4][5][3];
  CHECK(hw_of(image) == hw(4, 5));
  static_assert(!std::is_convertible_v<std::pair<int, int>, hw>);
}
