// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>
#include <eidograph/view/axes.hpp>

#include <limits>
#include <string>
#include <vector>

#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

TEST_CASE("resample/torch: .contiguous() is torch's other order, for 4 channels and large outputs only") {
  const auto values = eido_test::random_values<f32>(40 * 30 * 4, 3);
  const view<const f32, 3> four(values.data(), {40, 30, 4}), three(values.data(), {40, 30, 3});
  const auto differ = [](const auto& image, hw size) {
    std::vector<f32> a(static_cast<std::size_t>(size.h * size.w * image.shape(2))), b(a.size());
    resize(image, like::torch::bilinear, view<f32, 3>(a.data(), {size.h, size.w, image.shape(2)}));
    resize(image, like::torch::bilinear.contiguous(), view<f32, 3>(b.data(), {size.h, size.w, image.shape(2)}));
    return a != b;
  };
  CHECK(differ(four, hw(65, 64)));
  CHECK_FALSE(differ(four, hw(64, 64)));
  CHECK_FALSE(differ(three, hw(65, 64)));
}

TEST_CASE(
    "resample/torch: infinity times a weight of 0 is NaN, as in torch; antialiased axes of unchanged size are kept") {
  f32 img[3][3] = {{1, 1, 1}, {1, std::numeric_limits<f32>::infinity(), 1}, {1, 1, 1}}, out[3][3];
  resize(img, like::torch::bilinear, out);
  CHECK(out[1][1] != out[1][1]);
  CHECK(out[1][2] == 1.0f);
  resize(img, like::torch::bilinear_aa, out);
  CHECK(out[1][1] == img[1][1]);
}

TEST_CASE("resample/torch: a box is refused, the whole image is none") {
  u8 img[4][5] = {}, out[2][2];
  const resize_options part{.box = box(1, 0, 5, 4)}, whole{.box = box(0, 0, 5, 4)};
  const status s = try_resize(img, like::torch_u8::bilinear, out, part);
  CHECK(s.code() == errc::value_error);
  CHECK(std::string(s.message()) ==
        "resize: box = (1, 0, 5, 4); expected the whole image, only like::pillow has a box: resize a slice");
  CHECK(try_resize(img, like::torch::nearest, out, part).code() == errc::value_error);
  CHECK(try_resize(img, like::tflite::bilinear, out, part).code() == errc::value_error);
  CHECK(try_resize(img, like::tf::nearest, out, part).code() == errc::value_error);
  CHECK(try_resize(img, like::torch_u8::bilinear, out, whole).ok());
}

TEST_CASE("resample/torch: strided images give the pixels of packed ones") {
  const auto values = eido_test::random_values<f32>(3 * 21 * 34, 8);
  const auto image = moveaxis(view<const f32, 3>(values.data(), {3, 21, 34}), axis<0>, axis<-1>);
  std::vector<f32> packed(21 * 34 * 3), a(50 * 90 * 3), b(a.size());
  const view<f32, 3> copy(packed.data(), {21, 34, 3});
  detail::copy_elements(copy, image);
  const view<f32, 3> turned = flip(view<f32, 3>(b.data(), {50, 90, 3}));
  for (const auto contract : {like::torch::bilinear, like::torch::bilinear.align_corners()}) {
    resize(copy, contract, view<f32, 3>(a.data(), {50, 90, 3}));
    resize(image, contract, turned);
    const view<const f32, 3> expected(a.data(), {50, 90, 3});
    int wrong = 0;
    for (eido::index y = 0; y < 50; ++y) {
      for (eido::index x = 0; x < 90; ++x) {
        for (eido::index c = 0; c < 3; ++c) wrong += turned(y, x, c) != expected(y, x, c);
      }
    }
    CHECK(wrong == 0);
  }
}
