// SPDX-License-Identifier: MIT
// Results of their own are what the same verbs write into memory of the caller's. docs/from-python.md compares them
// with Python.
#include <doctest/doctest.h>
#include <eidograph/eidograph.hpp>

#include <algorithm>

#include "support/pattern.hpp"

using namespace eido;
using namespace eido::literals;

namespace {

tensor<u8, 3> image(eido::index channels, u32 seed) {
  tensor<u8, 3> made({13, 17, channels});
  const auto values = eido_test::random_values<u8>(13 * 17 * channels, seed);
  std::copy(values.begin(), values.end(), made.data());
  return made;
}

tensor<u8, 2> plane(u32 seed) {
  const auto made = image(1, seed);
  return copy(made["..., 0"_s]);
}

}  // namespace

TEST_CASE("numpy/overlay: blends have the shape of their first image") {
  const auto a = image(3, 1), b = image(3, 2);
  const auto mask = plane(3);
  auto made = zeros_like(a);
  blend(a, b, 0.3, like::pillow::blend, made);
  CHECK(blend(a, b, 0.3, like::pillow::blend) == made);
  add_weighted(a, 0.3, b, 0.8, 4, like::cv2::blend, made);
  CHECK(add_weighted(a, 0.3, b, 0.8, 4, like::cv2::blend) == made);
  composite(a, b, mask, like::pillow::blend, made);
  CHECK(composite(a, b, mask, like::pillow::blend) == made);
  where(mask, a, b, made);
  const tensor<u8, 3> chosen = where(mask, a, b);  // eido's, for arrays that are not const too
  CHECK(chosen == made);
  const auto over = put_alpha(a, mask), under = image(4, 5);
  auto laid = zeros_like(under);
  alpha_composite(under, over, like::pillow::blend, laid);
  CHECK(alpha_composite(under, over, like::pillow::blend) == laid);
  CHECK(over["..., :3"_s].shape() == a.shape());
}

TEST_CASE("numpy/overlay: colors of labels and values") {
  const auto values = plane(4);
  tensor<u8, 3> made({13, 17, 3});
  colorize(values, palette::voc(), made);
  CHECK(colorize(values, palette::voc()) == made);
  colormap(values, cmap::turbo, made);
  CHECK(colormap(values, cmap::turbo) == made);

  const auto img = image(3, 6);
  tensor<u8, 3> masks({2, 13, 17});
  for (std::size_t i = 0; i < masks.size(); ++i) masks.data()[i] = i % 3 == 0;
  const palette two({color(1, 2, 3), color(200, 100, 0)});
  draw_segmentation_masks(img, masks, two, 0.7, like::torchvision::blend, made);
  CHECK(draw_segmentation_masks(img, masks, two, 0.7, like::torchvision::blend) == made);
  CHECK_THROWS_AS(colorize(values, two), eido::error);
}

TEST_CASE("numpy/recipe: transform(img) is what its plan makes") {
  const auto img = image(3, 7);
  constexpr auto transform = compose(resize(hw(9, 8), like::pillow::bilinear), to_tensor(like::torchvision::to_tensor),
                                     normalize(norm::imagenet, like::torchvision::normalize));
  tensor<f32, 3> made({3, 9, 8});
  auto prepared = plan(transform, source::rgb(13, 17));
  prepared.run(img, made);
  const tensor<f32, 3> called = transform(img);
  CHECK(called == made);
  CHECK(transform(img["::2, ::-1"_s]).shape() == index_array<3>(3, 9, 8));

  const auto gray = img["..., 0"_s];
  const tensor<u8, 2> small = compose(resize(hw(5, 6), like::pillow::box))(gray);
  CHECK(small == resize(gray, hw(5, 6), like::pillow::box));
  CHECK(compose(to_chw())(gray).shape() == index_array<3>(1, 13, 17));
  CHECK_THROWS_AS(transform(gray), eido::error);  // three means for one channel
}

TEST_CASE("numpy/recipe: what a thread keeps of recipes that differ in one number is never taken for another") {
  const tensor<u8, 3> wide = image(3, 5), tall = eido::copy(transpose(wide, axes<1, 0, 2>));
  const auto check = [](const auto& transform, const tensor<u8, 3>& img) {
    auto made = plan(transform, source::rgb(view_of(img).shape(0), view_of(img).shape(1)));
    auto wanted = empty<f32>(made.shape());
    made.run(img, wanted);
    CHECK(transform(img) == wanted);
  };
  const norm other({0.5, 0.5, 0.5}, {0.5, 0.5, 0.25});
  for (int twice = 0; twice < 3; ++twice) {
    for (const tensor<u8, 3>* img : {&wide, &tall}) {
      for (const norm& values : {norm::half, other}) {
        for (const eido::index edge : {16, 17}) {
          check(compose(resize_short(20, like::pillow::bilinear),
                        center_crop(hw(edge, edge), like::torchvision::center_crop),
                        to_tensor(like::torchvision::to_tensor), normalize(values, like::torchvision::normalize)),
                *img);
        }
        check(compose(resize_short(20, like::pillow::bilinear), to_tensor(like::torchvision::to_tensor),
                      normalize(values, like::torchvision::normalize)),
              *img);
      }
    }
  }
}
