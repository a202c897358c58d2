// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/numpy/tensor.hpp>
#include <vector>

#include "numpy/xtensor_all.hpp"

using eido::errc;
using eido::f32;
using eido::f64;
using eido::i32;
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

const tensor<f32, 2> a{{1, 2, 3}, {4, 5, 6}};

}  // namespace

TEST_CASE("numpy/xtensor: expressions take tensors and assign to them") {
  tensor<f32, 2> b = a + a * 2;
  CHECK(b(1, 2) == 18);
  b = b - 1;
  CHECK(b(0, 0) == 2);
  b += a;
  CHECK(b(0, 0) == 3);
  b *= 2;
  CHECK(b(0, 0) == 6);
  b -= xt::ones<f32>({2, 3});
  CHECK(b(0, 0) == 5);
  b = xt::where(a > 3.f, a, 0.f);
  CHECK(b(0, 2) == 0);
  CHECK(b(1, 0) == 4);
  b = -b;
  CHECK(b(1, 0) == -4);
  CHECK(xt::all(xt::equal(a, a)));
  CHECK(a == a);
  CHECK(a != b);
}

TEST_CASE("numpy/xtensor: reductions, sorting, manipulation") {
  CHECK(xt::sum(a)() == 21);
  CHECK(xt::amax(a)() == 6);
  const tensor<f32, 1> columns = xt::sum(a, {0});
  CHECK(columns(2) == 9);
  const tensor<f32, 2> kept = xt::mean(a, {1}, xt::keep_dims);
  CHECK(kept.shape()[1] == 1);
  CHECK(kept(1, 0) == 5);
  const tensor<std::size_t, 1> best = xt::argmax(a, 1);
  CHECK(best(0) == 2);
  const tensor<f32, 2> turned = xt::transpose(a);
  CHECK(turned.shape()[0] == 3);
  CHECK(turned(2, 0) == 3);
  const tensor<f32, 2> flipped = xt::flip(a, 1);
  CHECK(flipped(0, 0) == 3);
  const tensor<f32, 2> sorted = xt::sort(flipped, 1);
  CHECK(sorted == a);
  const tensor<f32, 2> joined = xt::concatenate(xt::xtuple(a, a), 0);
  CHECK(joined.shape()[0] == 4);
  const tensor<f32, 3> stacked = xt::stack(xt::xtuple(a, a), 2);
  CHECK(stacked(1, 2, 1) == 6);
  const tensor<i32, 2> whole = xt::cast<i32>(a / 2.f);
  CHECK(whole(0, 2) == 1);
  tensor<i32, 0> total = xt::sum(whole);
  CHECK(total() == 9);
  total = 3;
  CHECK(total() == 3);
  CHECK(xt::zeros_like(a)(1, 1) == 0);
  CHECK(xt::eval(a + 1)(0, 0) == 2);
}

TEST_CASE("numpy/xtensor: its views, iterators and positions") {
  tensor<f32, 2> b = a;
  CHECK(xt::view(b, 1)(2) == 6);
  xt::view(b, xt::all(), 0) = 9;
  CHECK(b(0, 0) == 9);
  CHECK(b(1, 0) == 9);
  xt::view(b, 0) = xt::view(a, 1);
  CHECK(b(0, 1) == 5);
  CHECK(xt::strided_view(b, {xt::ellipsis(), 1})(0) == 5);
  xt::filter(b, b > 8.f) = 0;
  CHECK(b(1, 0) == 0);
  const auto positions = xt::argwhere(a > 4.f);
  CHECK(positions.size() == 2);
  CHECK(a[positions[0]] == 5);
  CHECK(b.at(0, 1) == 5);
  CHECK(b.flat(1) == 5);
  CHECK(*b.begin() == 4);
  b.fill(2);
  CHECK(xt::sum(b)() == 12);
}

TEST_CASE("numpy/xtensor: single elements of lazy expressions, broadcast too") {
  const tensor<f32, 2> row{{10, 20, 30}}, column{{1}, {2}};
  const tensor<f32, 1> line{100, 200, 300};
  const auto sum = a + row + column + line;
  CHECK(sum(1, 2) == 6 + 30 + 2 + 300);
  CHECK(sum(0, 1) == 2 + 20 + 1 + 200);
  const tensor<f32, 2> evaluated = sum;
  CHECK(evaluated(1, 2) == sum(1, 2));
}

TEST_CASE("numpy/xtensor: to and from its own containers") {
  const xt::xtensor<f32, 2> own = a;
  CHECK(own(1, 2) == 6);
  tensor<f32, 2> back = own;
  CHECK(back == a);
  const xt::xarray<f32> dynamic = a;
  CHECK(dynamic.dimension() == 2);
  back = dynamic + 1;
  CHECK(back(0, 0) == 2);
  const xt::xtensor<f32, 2, xt::layout_type::column_major> fortran = a;
  back = fortran;
  CHECK(back == a);
  CHECK(back.strides()[0] == 3);
  const xt::xtensor_fixed<f32, xt::xshape<2, 3>> fixed = a;
  back = fixed * 2;
  CHECK(back(1, 2) == 12);
  std::vector<f32> memory{1, 2, 3, 4};
  const tensor<f32, 2> adapted = xt::adapt(memory, std::array<std::size_t, 2>{2, 2});
  CHECK(adapted(1, 0) == 3);
  const tensor<u8, 2> bytes = own;
  CHECK(bytes(1, 2) == 6);
}

TEST_CASE("numpy/xtensor: another rank, known at run time only, is an error and changes nothing") {
  const xt::xarray<f64> cube = xt::ones<f64>({2, 3, 4});
  const xt::xarray<f64> line = xt::ones<f64>({3});
  CHECK(code_of([&] { tensor<f64, 2> t = cube; }) == errc::shape_error);
  CHECK(code_of([&] { tensor<f64, 2> t = line; }) == errc::shape_error);
  CHECK(code_of([&] { tensor<f64, 2> t = cube + 1; }) == errc::shape_error);
  CHECK(code_of([&] { tensor<f64, 1> t = xt::strided_view(cube, {xt::ellipsis(), 0}); }) == errc::shape_error);
  tensor<f64, 2> t{{1, 2}, {3, 4}};
  CHECK(code_of([&] { t = cube; }) == errc::shape_error);
  CHECK(code_of([&] { xt::noalias(t) = cube; }) == errc::shape_error);
  CHECK(code_of([&] { xt::noalias(t) += cube; }) == errc::shape_error);
  CHECK(code_of([&] { t = cube * cube; }) == errc::shape_error);
  CHECK(t == tensor<f64, 2>{{1, 2}, {3, 4}});
  CHECK(code_of([&] { tensor<f64, 0> s = line; }) == errc::shape_error);
  const tensor<f64, 3> fits = cube + 1;
  CHECK(fits(1, 2, 3) == 2);
}

TEST_CASE("numpy/xtensor: computed assignment broadcasts and may grow the tensor, as xtensor's") {
  tensor<f32, 2> t{{1, 2, 3}};
  xt::noalias(t) += a;
  CHECK(t.shape()[0] == 2);
  CHECK(t(1, 2) == 9);
  t += tensor<f32, 1>{1, 1, 1};
  CHECK(t(1, 2) == 10);
}

TEST_CASE("numpy/xtensor: lazy expressions are assigned through views") {
  tensor<f32, 3> t({2, 2, 3});
  CHECK(eido::detail::try_assign(t[1], a + 1).ok());
  CHECK(t(1, 0, 0) == 2);
  CHECK(t(0, 0, 0) == 0);
  CHECK(eido::detail::try_assign(eido::view_of(t), xt::sum(a)).ok());
  CHECK(t(0, 1, 1) == 21);
  CHECK(eido::detail::try_assign(eido::view_of(t), xt::sum(a, {1})).code() == errc::shape_error);
  tensor<u8, 2> bytes({2, 3});
  CHECK(eido::detail::try_assign(eido::view_of(bytes), a * 100.f).ok());
  CHECK(bytes(1, 2) == 255);  // 600 clamped, as every float to u8 here
  CHECK(eido::detail::try_assign(eido::view_of(bytes), xt::xtensor<f32, 2>(a)).ok());
  CHECK(bytes(1, 2) == 6);
}
