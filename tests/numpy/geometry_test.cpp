// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/eidograph.hpp>

using namespace eido;

TEST_CASE("numpy/geometry: results of their own have the sizes that Python gives them") {
  tensor<u8, 3> img({48, 64, 3});
  for (std::size_t i = 0; i < img.size(); ++i) img.data()[i] = static_cast<u8>(i * 7);

  CHECK(hw_of(resize_short(img, 20, like::pillow::bilinear)) == hw(20, 26));
  CHECK(hw_of(resize_short(img, 20, 21, like::torchvision::max_size, like::pillow::box)) == hw(16, 21));
  CHECK(hw_of(resize_long(img, 20, like::torchvision::long_edge, like::pillow::box)) == hw(15, 20));
  CHECK(hw_of(contain(img, hw(20, 20), like::pillow::bicubic)) == hw(15, 20));
  CHECK(hw_of(cover(img, hw(20, 20), like::pillow::bicubic)) == hw(20, 27));
  CHECK(hw_of(fit(img, hw(20, 20), like::pillow::bicubic)) == hw(20, 20));
  CHECK(fit(img, hw(20, 20), like::pillow::box) ==
        resize(img, hw(20, 20), like::pillow::box, {.box = box(8, 0, 56, 48)}));

  CHECK(thumbnail(img, hw(20, 20), like::pillow::bicubic) ==
        resize(img, hw(15, 20), like::pillow::bicubic, {.reducing_gap = 2}));
  CHECK(thumbnail(img, hw(20, 20), like::pillow::bicubic, 0) == resize(img, hw(15, 20), like::pillow::bicubic));
  CHECK(thumbnail(img, hw(48, 100), like::pillow::bicubic) == img);
  const auto middle = center_crop(img, hw(3, 5), like::hf::center_crop);
  CHECK(middle(0, 0, 1) == img(22, 29, 1));
  const auto padded = pad(img, pads{1, 0, 0, 2}, pad_mode::reflect);
  CHECK(padded.shape(0) == 49);
  CHECK(padded(0, 65, 2) == img(1, 61, 2));
  CHECK(pad(img, pads{0, 1, 0, 0}, 9)(48, 3, 1) == 9);
  CHECK(pad(img, pads{0, 1, 0, 0}, {7, 8, 9})(48, 3, 1) == 8);
  CHECK(letterbox(img, hw(99, 9), {7, 8, 9}, like::pillow::pad, like::pillow::box).image(0, 3, 2) == 9);

  const auto boxed = letterbox(img, hw(32, 32), 114, like::ultralytics::letterbox, like::pillow::bilinear);
  CHECK(boxed.pads == pads{4, 4, 0, 0});
  CHECK(boxed.scale == 0.5);
  CHECK(hw_of(boxed.image) == hw(32, 32));
  CHECK(boxed.image(3, 0, 0) == 114);
  CHECK(copy(boxed.crop(boxed.image)) == resize(img, hw(24, 32), like::pillow::bilinear));
}

TEST_CASE("numpy/geometry: what cannot be is thrown") {
  const tensor<u8, 2> img({4, 4});
  CHECK_THROWS_AS(pad(img, pads{0, -1, 0, 0}, 0), error);
  CHECK_THROWS_AS(pad(img, pads{0, 1, 0, 0}, 300), error);
  CHECK_THROWS_AS(resize_short(img, 0, like::pillow::box), error);
  CHECK_THROWS_AS(fit(img, hw(0, 3), like::pillow::box), error);
  CHECK_THROWS_AS(letterbox(img, hw(4, 0), 0, like::pillow::pad, like::pillow::box), error);
}
