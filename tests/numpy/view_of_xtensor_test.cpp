// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/containers/xarray.hpp>
#include <xtensor/containers/xtensor.hpp>
#include <xtensor/misc/xmanipulation.hpp>
#include <xtensor/views/xstrided_view.hpp>
#include <xtensor/views/xview.hpp>
#else
#include <xtensor/xadapt.hpp>
#include <xtensor/xarray.hpp>
#include <xtensor/xmanipulation.hpp>
#include <xtensor/xstrided_view.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>
#endif

#include <vector>

using namespace eido;
using namespace eido::literals;

namespace {

/// Same shape and same elements, in place.
template <class V, class X>
bool same_elements(const V& v, X& x) {
  bool same = true;
  for (eido::index i = 0; i < v.shape(0); ++i) {
    for (eido::index j = 0; j < v.shape(1); ++j) {
      same = same && &v.at(i, j) == &x(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
    }
  }
  return same && x.shape()[0] == static_cast<std::size_t>(v.shape(0)) &&
         x.shape()[1] == static_cast<std::size_t>(v.shape(1));
}

}  // namespace

TEST_CASE("view/xtensor: containers of known rank, row and column major, fixed") {
  xt::xtensor<f32, 2> rows({3, 4}, 1.0f);
  static_assert(std::is_same_v<decltype(view_of(rows)), view<f32, 2>>);
  CHECK(same_elements(view_of(rows), rows));
  xt::xtensor<f32, 2, xt::layout_type::column_major> columns({3, 4}, 1.0f);
  CHECK(same_elements(view_of(columns), columns));
  CHECK(view_of(columns).strides() == index_array(1, 3));
  xt::xtensor_fixed<i32, xt::xshape<2, 3>> fixed;
  CHECK(same_elements(view_of(fixed), fixed));
  const xt::xtensor<f32, 2>& reader = rows;
  static_assert(std::is_same_v<decltype(view_of(reader)), view<const f32, 2>>);
  CHECK(same_elements(view_of(reader), reader));
}

TEST_CASE("view/xtensor: an axis of one element, to which xtensor gives stride 0") {
  xt::xtensor<f32, 3> x({1, 4, 1}, 0.0f);
  x(0, 3, 0) = 5;
  CHECK(view_of(x).shape() == index_array(1, 4, 1));
  CHECK(view_of(x).at(0, 3, 0) == 5);
  CHECK(view_of(x).is_contiguous());
  CHECK(reshape(x, {2, 2}).at(1, 1) == 5);
}

TEST_CASE("view/xtensor: views and strided views, with their offset and negative steps") {
  xt::xtensor<i32, 2> x({5, 6}, 0);
  auto part = xt::view(x, xt::range(1, 4), xt::range(2, 6, 2));
  CHECK(same_elements(view_of(part), part));
  auto back = xt::view(x, xt::range(4, 0, -2), xt::all());
  CHECK(same_elements(view_of(back), back));
  auto strided = xt::strided_view(x, {xt::range(0, 5, 3), xt::range(1, 4)});
  CHECK(same_elements(view_of<2>(strided), strided));
  auto column = xt::view(x, xt::all(), 3);
  CHECK(view_of(column).shape() == index_array(5));
  CHECK(&view_of(column).at(2) == &x(2, 3));
}

TEST_CASE("view/xtensor: adapted memory") {
  std::vector<i32> numbers(12);
  auto adapted = xt::adapt(numbers, std::array<std::size_t, 2>{3, 4});
  CHECK(same_elements(view_of(adapted), adapted));
  view_of(adapted)["1, ::-2"_s] = std::vector<i32>{8, 9};
  CHECK(numbers == std::vector<i32>{0, 0, 0, 0, 0, 9, 0, 8, 0, 0, 0, 0});
}

TEST_CASE("view/xtensor: xarray, whose rank is checked at run time") {
  xt::xarray<f64> x = xt::zeros<f64>({2, 3});
  const auto v = view_of<2>(x);
  CHECK(same_elements(v, x));
  CHECK_THROWS_WITH(view_of<3>(x), "view_of: array has rank 2; expected 3");
  const xt::xarray<f64>& reader = x;
  static_assert(std::is_same_v<decltype(view_of<2>(reader)), view<const f64, 2>>);
}

TEST_CASE("view/xtensor: our functions, not xtensor's of the same name, take its arrays") {
  xt::xtensor<i32, 2> x({2, 3}, 0);
  x(0, 1) = 7;
  static_assert(std::is_same_v<decltype(transpose(x)), view<i32, 2>>);
  static_assert(std::is_same_v<decltype(flip(x)), view<i32, 2>>);
  CHECK(transpose(x).at(1, 0) == 7);
  CHECK(flip(x).at(1, 1) == 7);
  CHECK(rearrange<"h w -> w h 1">(x).at(1, 0, 0) == 7);
}
