// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/eidograph.hpp>

#include <type_traits>

using namespace eido;

TEST_CASE("numpy/verbs_reduce: results of their own have the shape and type that the call says") {
  tensor<f32, 3> x(index_array<3>(2, 2, 3));
  for (int i = 0; i < 12; ++i) x.data()[i] = static_cast<f32>(i * 5 % 12);  // 0 5 10 3 8 1 | 6 11 4 9 2 7
  const auto ids = argmax<u8>(x, axis<0>);
  static_assert(std::is_same_v<std::remove_const_t<decltype(ids)>, tensor<u8, 2>>);
  CHECK(ids(0, 0) == 1);
  CHECK(ids(0, 2) == 0);
  CHECK(argmin(x, axis<0>)(0, 0) == 0);
  CHECK(amax(x, axis<-1>)(1, 1) == 9.0f);
  CHECK(amin(x, axis<-1>)(1, 1) == 2.0f);
  tensor<f32, 2> most(index_array<2>(2, 3));
  amax(x, axis<1>, most);
  CHECK(most(1, 1) == 11.0f);
  amin(x, axis<1>, most);
  CHECK(most(1, 1) == 2.0f);
  const auto [where, values] = argmax_max<i32>(x, axis<1>);
  CHECK(where(0, 2) == 0);
  CHECK(values(0, 2) == 10.0f);

  const auto shares = softmax(x, axis<0>), logs = log_softmax(x, axis<0>),
             halves = sigmoid(zeros<f32>(index_array<3>(2, 2, 3)));
  static_assert(std::is_same_v<std::remove_const_t<decltype(shares)>, tensor<f32, 3>>);
  CHECK(shares(0, 1, 2) + shares(1, 1, 2) == 1.0f);
  CHECK(shares(1, 1, 2) > 0.99f);
  CHECK(logs(1, 1, 2) < 0.0f);
  CHECK(halves(1, 1, 1) == 0.5f);

  const auto [best, places] = topk<i32>(x, 2);
  CHECK((best.shape()[2] == 2 && best(0, 0, 0) == 10.0f && best(0, 0, 1) == 5.0f && places(0, 0, 0) == 2));
  CHECK(topk(x, 1, axis<0>).ids(0, 0, 0) == 1);
  CHECK_THROWS_AS(topk(x, 4), error);
  const auto above = threshold(x, 5.0f);
  CHECK((above(0, 0, 1) == 0 && above(0, 0, 2) == 1));
  const auto areas = bincount(above);
  CHECK((areas.shape()[0] == 2 && areas(0) == 6 && areas(1) == 6));
  CHECK(bincount(above, 5).shape()[0] == 5);
  CHECK(bbox_of(view_of(above)[0]) == pixel_box{1, 0, 3, 2});

  const auto map = upsample_argmax(x, hw(4, 6), like::cv2::linear);
  CHECK(map.shape()[0] == 4);
  CHECK(map(0, 0) == 1);
  CHECK(map(0, 5) == 0);
  const auto part = upsample_argmax<u16>(x, hw(4, 6), like::cv2::linear, {.crop = {1, 2, 2, 3}});
  CHECK(part.shape()[1] == 3);
  CHECK(part(0, 0) == map(1, 2));
  CHECK_THROWS_AS(upsample_argmax(x, hw(-4, 6), like::cv2::linear), error);
  CHECK_THROWS_AS(upsample_argmax(x, hw(4, 6), like::cv2::linear, {.crop = {1, 2, -2, 3}}), error);
}
