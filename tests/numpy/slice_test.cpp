// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/numpy/create.hpp>
#include <eidograph/numpy/print.hpp>
#include <eidograph/slice/literal.hpp>
#include <eidograph/slice/select.hpp>
#include <type_traits>

using eido::f32;
using eido::i32;
using eido::range;
using eido::tensor;
using eido::to_string;
using eido::u8;
using namespace eido::literals;

namespace {

tensor<i32, 2> counted() {
  tensor<i32, 2> t({3, 4});
  for (int i = 0; i < 12; ++i) t.data()[i] = i;
  return t;
}

}  // namespace

TEST_CASE("numpy/slice: literals give views into the tensor") {
  tensor<i32, 2> t = counted();
  const tensor<i32, 2>& read_only = t;
  CHECK(to_string(t["1:, ::2"_s]) == "[[ 4  6]\n [ 8 10]]");
  CHECK(to_string(t["..., ::-1"_s]) == "[[ 3  2  1  0]\n [ 7  6  5  4]\n [11 10  9  8]]");
  CHECK(to_string(read_only["{}"_s(-1)]) == "[ 8  9 10 11]");
  CHECK(to_string(t[":, None, 0"_s]) == "[[0]\n [4]\n [8]]");
  static_assert(std::is_same_v<decltype(t["1:"_s]), eido::view<i32, 2>>);
  static_assert(std::is_same_v<decltype(read_only["1:"_s]), eido::view<const i32, 2>>);
  static_assert(std::is_same_v<decltype(t["1, 2"_s]), i32&>);
  t["1, 2"_s] = 60;
  CHECK(t(1, 2) == 60);
  CHECK(t["2:, 1:"_s].data() == t.data() + 9);
}

TEST_CASE("numpy/slice: the same without literals") {
  tensor<i32, 2> t = counted();
  const tensor<i32, 2>& read_only = t;
  CHECK(to_string(t(range(1, 3), eido::all)) == "[[ 4  5  6  7]\n [ 8  9 10 11]]");
  CHECK(to_string(read_only(-1, range(0, 4, 2))) == "[ 8 10]");
  CHECK(to_string(read_only(eido::ellipsis, 1)) == "[1 5 9]");
  static_assert(std::is_same_v<decltype(read_only(0, eido::all)), eido::view<const i32, 1>>);
}

TEST_CASE("numpy/slice: slices become tensors, and tensors of themselves") {
  tensor<u8, 3> img({4, 5, 3});
  for (int i = 0; i < 60; ++i) img.data()[i] = static_cast<u8>(i);
  const tensor<u8, 3> crop = img["1:3, ::2, ::-1"_s];
  CHECK(crop.size() == 18);
  CHECK(crop(1, 2, 0) == img(2, 4, 2));
  img = img["::-1"_s];
  CHECK(img(0, 0, 0) == 45);
  img["..."_s] = img["::-1, ::-1"_s];
  CHECK(img(0, 0, 0) == 12);
}

TEST_CASE("numpy/slice: assignment fills, broadcasts, evaluates") {
  tensor<f32, 2> t({2, 3});
  t["..."_s] = 7;
  CHECK(to_string(t) == "[[7. 7. 7.]\n [7. 7. 7.]]");
  t[":, 1"_s] = tensor<f32, 1>{1, 2};
  CHECK(to_string(t) == "[[7. 1. 7.]\n [7. 2. 7.]]");
  t["1"_s] = t["0"_s];
  CHECK(to_string(t) == "[[7. 1. 7.]\n [7. 1. 7.]]");
  t["..."_s] = t * 10.f + 1.f;
  CHECK(to_string(t) == "[[71. 11. 71.]\n [71. 11. 71.]]");
  t["0, 1:"_s] = tensor<f32, 1>{1, 2} + 0.5f;
  CHECK(to_string(t) == "[[71.   1.5  2.5]\n [71.  11.  71. ]]");
  CHECK_THROWS_AS((t["0"_s] = t + 1.f), const eido::error&);
}
