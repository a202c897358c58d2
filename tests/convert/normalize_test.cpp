// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/convert.hpp>
#include <eidograph/view/axes.hpp>

#include <cmath>
#include <limits>
#include <string>

#include "support/pattern.hpp"

using namespace eido;
constexpr auto divided = like::torchvision::normalize;

namespace {

// the three roundings of torchvision, each kept apart
f32 expected(f32 x, f32 mean, f32 std) {
  volatile f32 centred = x - mean;
  volatile f32 scaled = centred / std;
  return scaled;
}

f32 unit(u8 x) {
  volatile f32 value = static_cast<f32>(x) / 255.0f;
  return value;
}

}  // namespace

TEST_CASE("convert/normalize: bytes are divided by 255, centred and divided, every step rounded") {
  u8 img[256][1][3];
  for (int i = 0; i < 256; ++i) {
    for (auto& v : img[i][0]) v = static_cast<u8>(i);
  }
  f32 out[256][1][3];
  normalize(img, norm::imagenet, divided, out);
  int same_as_one_multiply_add = 0;
  for (int i = 0; i < 256; ++i) {
    for (int c = 0; c < 3; ++c) {
      const f32 mean = norm::imagenet.mean[c], std = norm::imagenet.std[c];
      REQUIRE(out[i][0][c] == expected(unit(static_cast<u8>(i)), mean, std));
      same_as_one_multiply_add += out[i][0][c] == static_cast<f32>(i) * (1.0f / (255.0f * std)) - mean / std;
    }
  }
  CHECK(same_as_one_multiply_add < 700);  // the shortcut gives other bits: the test can tell
}

TEST_CASE("convert/normalize: a negative std keeps the sign of zero") {
  u8 img[1][100]{};
  f32 out[1][100];
  normalize(img, norm({0.0}, {-3.0}), divided, axis<0>, out);
  int negative = 0;
  for (const f32 x : out[0]) negative += x == 0 && std::signbit(x);
  CHECK(negative == 100);
}

TEST_CASE("convert/normalize: floats, any axis, any strides, planes as destination, in place") {
  const auto values = eido_test::random_values<f32>(5 * 4 * 3, 3);
  const view<const f32, 3> hwc(values.data(), {5, 4, 3});
  std::vector<f32> planes(60), same(60);
  const view<f32, 3> chw(planes.data(), {3, 5, 4});
  normalize(hwc, norm::clip, divided, moveaxis(chw, axis<0>, axis<-1>));
  normalize(transpose(hwc, axes<2, 0, 1>), norm::clip, divided, axis<0>, view<f32, 3>(same.data(), {3, 5, 4}));
  CHECK(planes == same);
  for (eido::index c = 0; c < 3; ++c) {
    REQUIRE(chw(c, 4, 2) == expected(hwc(4, 2, c), norm::clip.mean[c], norm::clip.std[c]));
  }
  auto in_place = values;
  const view<f32, 3> v(in_place.data(), {5, 4, 3});
  normalize(v, norm::half, divided, v);
  CHECK(v(0, 0, 1) == expected(hwc(0, 0, 1), 0.5f, 0.5f));
}

TEST_CASE("convert/normalize: what does not fit is named") {
  u8 img[2][2][3]{};
  f32 out[2][2][3], other[2][3][3];
  CHECK(try_normalize(img, norm::imagenet, divided, other).code() == errc::shape_error);
  CHECK(try_normalize(img, norm({0.1, 0.2}, {1, 1}), divided, out).code() == errc::value_error);
  const status zero = try_normalize(img, norm({0.1, 0.2, 0.3}, {1, 0, 1}), divided, out);
  CHECK(std::string(zero.message()) == "normalize: std of channel 1 is 0");
  f32 line[7]{};
  CHECK(try_normalize(view<f32, 2>(line, {2, 3}), norm::half, divided, view<f32, 2>(line + 1, {2, 3})).code() ==
        errc::value_error);
}
