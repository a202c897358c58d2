// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <cmath>
#include <eidograph/numpy/create.hpp>
#include <limits>
#include <vector>

using eido::arange;
using eido::errc;
using eido::f32;
using eido::f64;
using eido::i32;
using eido::i64;
using eido::tensor;
using eido::u8;

namespace {

template <class T, int R>
std::vector<T> elements(const tensor<T, R>& t) {
  return {t.begin(), t.end()};
}

template <class F>
errc code_of(F&& f) {
  try {
    f();
  } catch (const eido::error& e) {
    return e.code();
  }
  return errc::ok;
}

}  // namespace

TEST_CASE("numpy/create: zeros, ones, full, empty take a shape") {
  const int h = 2;
  const eido::index w = 3;
  CHECK(elements(eido::zeros<u8>({h, w})) == std::vector<u8>(6, 0));
  CHECK(elements(eido::ones<f32>({h, w})) == std::vector<f32>(6, 1));
  CHECK(elements(eido::full<i32>({h, w}, -4)) == std::vector<i32>(6, -4));
  static_assert(std::is_same_v<decltype(eido::empty<u8>({h, w, 3})), tensor<u8, 3>>);
  CHECK(eido::empty<u8>({h, w, 3}).size() == 18);
  CHECK(eido::zeros<u8>({5}).size() == 5);
  CHECK(eido::zeros<u8>(eido::index_array(std::size_t(2), 3)).shape()[1] == 3);
  CHECK(code_of([] { eido::zeros<u8>({2, -3}); }) == errc::shape_error);
}

TEST_CASE("numpy/create: like another array") {
  const tensor<u8, 2> a{{1, 2, 3}, {4, 5, 6}};
  const auto zeros = zeros_like(a);
  static_assert(std::is_same_v<decltype(zeros), const tensor<u8, 2>>);
  CHECK(elements(zeros) == std::vector<u8>(6, 0));
  CHECK(elements(full_like(a[0], 9)) == std::vector<u8>{9, 9, 9});
  CHECK(eido::zeros_like(std::vector<f32>(4)).size() == 4);
}

TEST_CASE("numpy/create: arange counts as numpy") {
  CHECK(elements(arange<i32>(4)) == std::vector<i32>{0, 1, 2, 3});
  CHECK(elements(arange<i64>(2, 11, 3)) == std::vector<i64>{2, 5, 8});
  CHECK(elements(arange<i64>(10, 0, -4)) == std::vector<i64>{10, 6, 2});
  CHECK(arange<i32>(3, 3).size() == 0);
  CHECK(arange<i32>(3, 0).size() == 0);
  CHECK(elements(arange<u8>(250, 260)) == std::vector<u8>{250, 251, 252, 253, 254, 255, 0, 1, 2, 3});
  CHECK(elements(arange<f64>(0, 1, 0.25)) == std::vector<f64>{0, 0.25, 0.5, 0.75});
  CHECK(arange<f64>(0, 0.3, 0.1).size() == 3);
  CHECK(arange<f64>(1, 1.3, 0.1).size() == 4);  // 1.3 is among them, as in numpy
  CHECK(arange<i64>(std::numeric_limits<i64>::min(), std::numeric_limits<i64>::max(), i64(1) << 62).size() == 4);
  CHECK(code_of([] { arange<i32>(0, 3, 0); }) == errc::value_error);
  CHECK(code_of([] { arange<f64>(0, std::numeric_limits<f64>::infinity()); }) == errc::value_error);
  CHECK(code_of([] { arange<f64>(0, std::nan("")); }) == errc::value_error);
}

TEST_CASE("numpy/create: arange has numpy's bits") {
  // [x.hex() for x in np.arange(1, 1.3, 0.1)], and of np.arange(0.1, 0.9, 0.1, dtype=np.float32)
  CHECK(elements(arange<f64>(1, 1.3, 0.1)) ==
        std::vector<f64>{1, 0x1.199999999999ap+0, 0x1.3333333333334p+0, 0x1.4cccccccccccep+0});
  CHECK(elements(arange<f32>(0.1, 0.9, 0.1)) == std::vector<f32>{0x1.99999ap-4f, 0x1.99999ap-3f, 0x1.333334p-2f,
                                                                 0x1.99999ap-2f, 0.5f, 0x1.333334p-1f, 0x1.666668p-1f,
                                                                 0x1.99999ap-1f});
  CHECK(std::signbit(arange<f64>(-0.0, 2)(0)));
}
