// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/numpy/tensor.hpp>
#include <eidograph/view/axes.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

using eido::errc;
using eido::f32;
using eido::i32;
using eido::index_array;
using eido::tensor;
using eido::u8;

namespace {

template <class F>
errc code_of(F&& f) {
  try {
    f();
  } catch (const eido::error& e) {
    return e.code();
  }
  return errc::ok;
}

template <class F>
std::string message_of(F&& f) {
  try {
    f();
  } catch (const eido::error& e) {
    return e.what();
  }
  return "";
}

template <class X>
std::vector<typename X::value_type> elements(const X& x) {
  return {x.begin(), x.end()};
}

tensor<u8, 3> counted(eido::index h, eido::index w, eido::index c) {
  tensor<u8, 3> t({h, w, c});
  for (std::size_t i = 0; i < t.size(); ++i) t.data()[i] = static_cast<u8>(i);
  return t;
}

tensor<i32, 1> owned() { return {1, 2, 3}; }
const tensor<i32, 2> owned_const() { return {{1, 2}, {3, 4}}; }

}  // namespace

TEST_CASE("numpy/tensor: a shape gives zeros, a shape and a value is full of it") {
  const tensor<u8, 3> zeros({4, 5, 3}), sevens({4, 5, 3}, 7);
  CHECK(zeros.size() == 60);
  CHECK(zeros.shape()[0] == 4);
  CHECK(zeros.strides()[0] == 15);
  for (u8 x : zeros) CHECK(x == 0);
  for (u8 x : sevens) CHECK(x == 7);
  const long h = 2;
  const unsigned w = 3;
  CHECK(tensor<f32, 2>({h, w}).shape()[1] == 3);
  CHECK(tensor<f32, 2>(zeros[0].shape()[0] == 5 ? index_array<2>(1, 2) : index_array<2>(9, 9)).size() == 2);
}

TEST_CASE("numpy/tensor: the default is empty, rank 0 holds one zero") {
  const tensor<f32, 2> t;
  CHECK(t.size() == 0);
  CHECK(t.shape()[0] == 0);
  CHECK(t.shape()[1] == 0);
  tensor<i32, 0> scalar;
  CHECK(scalar.size() == 1);
  CHECK(scalar() == 0);
  scalar() = 5;
  const tensor<i32, 0> copy = scalar;
  CHECK(copy() == 5);
}

TEST_CASE("numpy/tensor: nested lists give shape and elements; ragged ones are refused") {
  const tensor<f32, 2> t{{1, 2, 3}, {4, 5, 6}};
  CHECK(t.shape()[0] == 2);
  CHECK(t.shape()[1] == 3);
  CHECK(elements(t) == std::vector<f32>{1, 2, 3, 4, 5, 6});
  const tensor<i32, 3> deep{{{1}, {2}}, {{3}, {4}}, {{5}, {6}}};
  CHECK(deep.shape()[0] == 3);
  CHECK(deep(2, 1, 0) == 6);
  CHECK(tensor<u8, 1>{5}.size() == 1);
  CHECK(tensor<u8, 2>{{}, {}}.shape()[0] == 2);
  CHECK(code_of([] { tensor<f32, 2>{{1, 2}, {3}}; }) == errc::shape_error);
  CHECK(code_of([] { tensor<f32, 2>{{1}, {2, 3}}; }) == errc::shape_error);
  CHECK(code_of([] { tensor<f32, 3>{{{1}, {2}}, {{3}, {4, 5}}}; }) == errc::shape_error);
  CHECK(code_of([] { tensor<f32, 3>{{}, {{1, 2}}}; }) == errc::shape_error);
}

TEST_CASE("numpy/tensor: impossible shapes are errors") {
  const eido::index huge = (std::numeric_limits<eido::index>::max)() / 2;
  CHECK(code_of([] { tensor<u8, 2>({3, -1}); }) == errc::shape_error);
  CHECK(code_of([] { tensor<u8, 2>({0, -1}); }) == errc::shape_error);
  CHECK(code_of([&] { tensor<u8, 2>({huge, 3}); }) == errc::memory_error);
  CHECK(code_of([&] { tensor<f32, 1>(index_array<1>(huge)); }) == errc::memory_error);
  CHECK(code_of([&] { tensor<u8, 3>({0, huge, 3}); }) == errc::memory_error);
  CHECK(message_of([] { tensor<u8, 2>({3, -1}); }).find("(3, -1)") != std::string::npos);
  tensor<u8, 2> t({2, 2}, 1);
  CHECK(code_of([&] { t.resize({huge, 3}); }) == errc::memory_error);
  CHECK(t.size() == 4);
}

TEST_CASE("numpy/tensor: copies of views and other arrays, in their order") {
  const tensor<u8, 3> img = counted(2, 3, 4);
  const tensor<u8, 2> row = img[1];
  CHECK(elements(row) == std::vector<u8>{12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23});
  const tensor<u8, 3> turned = eido::transpose(img, eido::axes<2, 0, 1>);
  CHECK(turned.shape()[0] == 4);
  CHECK(turned(3, 1, 2) == img(1, 2, 3));
  i32 plain[2][2]{{1, 2}, {3, 4}};
  const tensor<i32, 2> from_array = plain;
  CHECK(from_array(1, 0) == 3);
  const tensor<f32, 1> from_vector = std::vector<f32>{1, 2};
  CHECK(from_vector(1) == 2);
  tensor<u8, 3> t = img;
  t = eido::flip(t, eido::axis<0>);  // from itself
  CHECK(t(0, 0, 0) == 12);
  CHECK(t(1, 2, 3) == 11);
}

TEST_CASE("numpy/tensor: copying is deep, moving leaves an empty tensor") {
  tensor<u8, 3> a = counted(2, 3, 1);
  tensor<u8, 3> b = a;
  b(0, 0, 0) = 99;
  CHECK(a(0, 0, 0) == 0);
  b = a;  // same shape: no allocation
  CHECK(b(0, 0, 0) == 0);
  const u8* const elements_of_a = a.data();
  tensor<u8, 3> c = std::move(a);
  CHECK(c.data() == elements_of_a);
  CHECK(a.size() == 0);
  CHECK(a.shape()[0] == 0);
  CHECK(a.strides()[0] == 0);
  a = c;
  CHECK(a(1, 2, 0) == 5);
  b = std::move(a);
  CHECK(a.size() == 0);
  CHECK(b(1, 2, 0) == 5);
  tensor<u8, 3>& same = b;
  b = same;
  CHECK(b.size() == 6);
  b = std::move(same);
  CHECK(b.size() == 6);
  tensor<i32, 0> scalar = 4;
  const tensor<i32, 0> moved = std::move(scalar);
  CHECK(moved() == 4);
  CHECK(scalar() == 0);
  static_assert(std::is_nothrow_move_constructible_v<tensor<u8, 3>>);
  static_assert(std::is_nothrow_move_assignable_v<tensor<u8, 3>>);
}

TEST_CASE("numpy/tensor: t[i] is the sub-array, an element for rank 1") {
  tensor<u8, 3> img = counted(2, 3, 4);
  const tensor<u8, 3>& read_only = img;
  static_assert(std::is_same_v<decltype(img[0]), eido::view<u8, 2>>);
  static_assert(std::is_same_v<decltype(read_only[0]), eido::view<const u8, 2>>);
  CHECK(img[-1].data() == img.data() + 12);
  CHECK(img[1][2][3] == 23);
  img[0][0][0] = 50;
  CHECK(img(0, 0, 0) == 50);
  tensor<i32, 1> line{1, 2, 3};
  static_assert(std::is_same_v<decltype(line[0]), i32&>);
  line[-1] = 9;
  CHECK(line(2) == 9);
  CHECK(message_of([&] { line[3]; }) == "index 3 is out of bounds for axis 0 with size 3");
  CHECK(code_of([&] { img[2]; }) == errc::index_error);
}

TEST_CASE("numpy/tensor: t(i, j, k) counts from the end and checks bounds") {
  tensor<u8, 3> img = counted(2, 3, 4);
  const tensor<u8, 3>& read_only = img;
  CHECK(img(-1, -1, -1) == 23);
  CHECK(read_only(1u, 0L, short{2}) == 14);
  img(0, 1, -4) = 77;
  CHECK(img.data()[4] == 77);
  CHECK(code_of([&] { img(0, 3, 0); }) == errc::index_error);
  CHECK(code_of([&] { img(0, -4, 0); }) == errc::index_error);
  CHECK(code_of([&] { img(0, 0, std::size_t(-2) / 2); }) == errc::index_error);
  CHECK(message_of([&] { read_only(0, 0, 4); }) == "index 4 is out of bounds for axis 2 with size 4");
  CHECK(code_of([] { tensor<u8, 2>()(0, 0); }) == errc::index_error);
  CHECK(code_of([&] { img(1, 2); }) == errc::index_error);
  CHECK(code_of([&] { img(); }) == errc::index_error);
}

TEST_CASE("numpy/tensor: positions as lists, as xtensor has them, are checked too") {
  tensor<u8, 3> img = counted(2, 3, 4);
  const tensor<u8, 3>& read_only = img;
  CHECK(img[{1, 2, 3}] == 23);
  CHECK(read_only[{0, 0, 1}] == 1);
  img[index_array<3>(0, 0, 0)] = 8;
  CHECK(img.data()[0] == 8);
  CHECK(code_of([&] { img[{0, 3, 0}]; }) == errc::index_error);
  CHECK(code_of([&] { img[{0, 0}]; }) == errc::index_error);
}

TEST_CASE("numpy/tensor: temporaries give elements, by value") {
  static_assert(std::is_same_v<decltype(owned()[0]), i32>);
  static_assert(std::is_same_v<decltype(owned_const()(0, 1)), i32>);
  CHECK(owned()[-1] == 3);
  CHECK(owned_const()(1, 0) == 3);
}

TEST_CASE("numpy/tensor: resize and reshape keep the rank") {
  tensor<i32, 2> t{{1, 2, 3}, {4, 5, 6}};
  t.reshape({3, -1});
  CHECK(t.shape()[1] == 2);
  CHECK(t(2, 1) == 6);
  CHECK(t(1, 0) == 3);
  CHECK(code_of([&] { t.reshape({4, -1}); }) == errc::shape_error);
  t.resize({5, 1});
  CHECK(t.size() == 5);
  CHECK(code_of([&] { t.resize(std::vector<int>{1, 2, 3}); }) == errc::shape_error);
  CHECK(code_of([&] { t.resize({-1, 3}); }) == errc::shape_error);
  CHECK(code_of([] { tensor<i32, 2>::from_shape(std::vector<int>{1, 2, 3}); }) == errc::shape_error);
  CHECK(tensor<i32, 2>::from_shape(std::vector<int>{1, 2}).size() == 2);
}

TEST_CASE("numpy/tensor: what the verbs see of it") {
  tensor<u8, 3> img = counted(2, 3, 1);
  const tensor<u8, 3>& read_only = img;
  static_assert(std::is_same_v<decltype(eido::view_of(img)), eido::view<u8, 3>>);
  static_assert(std::is_same_v<decltype(eido::view_of(read_only)), eido::view<const u8, 3>>);
  CHECK(eido::view_of(img).is_contiguous());
  CHECK(eido::hw_of(img) == eido::hw(2, 3));
  CHECK(eido::detail::try_assign(eido::view_of(img)[0], 3).ok());
  CHECK(elements(img) == std::vector<u8>{3, 3, 3, 3, 4, 5});
}

TEST_CASE("numpy/tensor: memory begins at a cache line, large memory at a huge page") {
  const auto place = [](const auto& t) { return reinterpret_cast<std::uintptr_t>(t.data()); };
  for (const eido::index n : {1, 100, 4096, (1 << 22) - 1}) CHECK(place(tensor<u8, 1>(index_array<1>(n))) % 64 == 0);
  tensor<f32, 1> large(index_array<1>(1 << 20));
  CHECK(place(large) % (1 << 21) == 0);
  large.resize(std::array<std::size_t, 1>{3});
  CHECK(place(large) % 64 == 0);
}
