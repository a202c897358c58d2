// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/overlay.hpp>
#include <eidograph/view/axes.hpp>

#include <limits>
#include <string>

#include "support/pattern.hpp"

using namespace eido;
namespace pillow = like::pillow;

namespace {

// (img * (1 - a) + color * a).astype(uint8), each step rounded to f32
u8 blended(u8 value, u8 tint, f32 a) {
  volatile f32 keep = 1.0f - a, kept = static_cast<f32>(value) * keep, laid = static_cast<f32>(tint) * a;
  volatile f32 sum = kept + laid;
  return static_cast<u8>(sum);
}

struct scene {
  std::vector<u8> values;
  view<u8, 3> img;
  explicit scene(eido::index h, eido::index w)
      : values(eido_test::random_values<u8>(h * w * 3, 8)), img(values.data(), {h, w, 3}) {}
};

const color tint(250, 3, 128);

}  // namespace

TEST_CASE("overlay/soft: a mask of the image's size blends as numpy writes it") {
  scene s(7, 9);
  const auto before = s.values;
  f32 mask[7][9];
  eido_test::pattern random(2);
  for (auto& row : mask) {
    for (auto& m : row) m = static_cast<f32>(random.next() % 1025) / 1024.0f;
  }
  overlay(s.img, mask, tint, 0.6f, like::numpy::blend, pillow::bilinear);
  for (eido::index y = 0; y < 7; ++y) {
    for (eido::index x = 0; x < 9; ++x) {
      volatile f32 a = 0.6f * mask[y][x];
      for (eido::index c = 0; c < 3; ++c) {
        const u8 was = before[static_cast<std::size_t>((y * 9 + x) * 3 + c)];
        REQUIRE(s.img(y, x, c) == blended(was, tint.value[c], a));
      }
    }
  }
}

TEST_CASE("overlay/soft: a small mask is scaled first, to a destination as in place, u8 as its value / 255") {
  scene s(31, 40), copy_of(31, 40);
  std::vector<f32> mask = eido_test::random_values<f32>(12 * 10, 4);
  for (auto& m : mask) m = (m + 64) / 128;
  const view<const f32, 2> low(mask.data(), {12, 10});

  std::vector<f32> full(31 * 40);
  resize(low, pillow::bilinear, view<f32, 2>(full.data(), {31, 40}));
  overlay(copy_of.img, view<const f32, 2>(full.data(), {31, 40}), tint, 0.5f, like::numpy::blend, pillow::bilinear);

  std::vector<u8> out(31 * 40 * 3);
  overlay(s.img, low, tint, 0.5f, like::numpy::blend, pillow::bilinear, view<u8, 3>(out.data(), {31, 40, 3}));
  CHECK(out == copy_of.values);
  CHECK(s.values != out);  // the image itself is left alone
  overlay(s.img, low, tint, 0.5f, like::numpy::blend, pillow::bilinear);
  CHECK(out == s.values);

  u8 byte_mask[31][40];
  f32 float_mask[31][40];
  for (int i = 0; i < 31 * 40; ++i) {
    byte_mask[i / 40][i % 40] = static_cast<u8>(i);
    float_mask[i / 40][i % 40] = static_cast<f32>(i & 255) / 255.0f;
  }
  scene a(31, 40), b(31, 40);
  overlay(a.img, byte_mask, tint, 0.3f, like::numpy::blend, pillow::bilinear);
  overlay(b.img, float_mask, tint, 0.3f, like::numpy::blend, pillow::bilinear);
  CHECK(a.values == b.values);
}

TEST_CASE("overlay/soft: values beyond 0..1 and NaN stay inside a byte") {
  scene s(1, 3);
  const f32 mask[1][3] = {{5.0f, -5.0f, std::numeric_limits<f32>::quiet_NaN()}};
  overlay(s.img, mask, color(255, 255, 255), 1.0f, like::numpy::blend, pillow::bilinear);
  CHECK(s.img(0, 0, 0) == 255);
  CHECK(s.img(0, 2, 0) == 0);
}

TEST_CASE("overlay/labels: palette, background untouched, nearest scale, any strides") {
  scene s(8, 6);
  const auto before = s.values;
  const u8 labels[4][3] = {{0, 1, 2}, {0, 0, 3}, {20, 1, 0}, {2, 2, 2}};
  const auto bgr = flip(s.img, axis<2>);  // a palette in the order of the view
  overlay(bgr, labels, palette::voc(), 0.25f, like::numpy::blend, pillow::nearest);
  for (eido::index y = 0; y < 8; ++y) {
    for (eido::index x = 0; x < 6; ++x) {
      const int label = labels[y / 2][x / 2];
      for (eido::index c = 0; c < 3; ++c) {
        const u8 was = before[static_cast<std::size_t>((y * 6 + x) * 3 + 2 - c)];
        const u8 wanted = label == 0 ? was : blended(was, palette::voc()[label].value[c], 0.25f);
        REQUIRE(bgr(y, x, c) == wanted);
      }
    }
  }
  CHECK(palette::voc()[15] == color(192, 128, 128));  // person
  CHECK(palette::voc()[255] == color(224, 224, 192));
}

TEST_CASE("overlay: what does not fit is named, and the image is as it was") {
  scene s(4, 4);
  const auto before = s.values;
  i32 labels[2][2] = {{0, 1}, {2, 0}};
  const palette two({color(0, 0, 0), color(9, 9, 9)});
  const status outside = try_overlay(s.img, labels, two, 0.5f, like::numpy::blend, pillow::nearest);
  CHECK(std::string(outside.message()) == "overlay: label 2 at (1, 0) is outside the palette of 2 colors");
  CHECK(outside.code() == errc::index_error);
  labels[1][0] = -1;
  CHECK(try_overlay(s.img, labels, two, 0.5f, like::numpy::blend, pillow::nearest).code() == errc::index_error);
  const f32 mask[2][2]{};
  CHECK(try_overlay(s.img, mask, tint, 1.5f, like::numpy::blend, pillow::bilinear).code() == errc::value_error);
  CHECK(try_overlay(s.img, mask, tint, std::numeric_limits<f32>::quiet_NaN(), like::numpy::blend, pillow::bilinear)
            .code() == errc::value_error);
  CHECK(
      try_overlay(s.img, view<const f32, 2>(nullptr, {0, 3}), tint, 1, like::numpy::blend, pillow::bilinear).code() ==
      errc::shape_error);
  std::vector<u8> two_channels(4 * 4 * 2);
  CHECK(try_overlay(view<u8, 3>(two_channels.data(), {4, 4, 2}), mask, tint, 1, like::numpy::blend, pillow::bilinear)
            .code() == errc::shape_error);
  CHECK(try_overlay(view<u8, 3>(s.values.data(), {2, 4, 3}), mask, tint, 1, like::numpy::blend, pillow::bilinear,
                    view<u8, 3>(s.values.data() + 3, {2, 4, 3}))
            .code() == errc::value_error);
  const view<u8, 2> green(s.values.data() + 1, {4, 4}, {12, 3});  // a channel of the image itself
  CHECK(try_overlay(s.img, green, tint, 1, like::numpy::blend, pillow::bilinear).code() == errc::value_error);
  CHECK(try_overlay(s.img, green, palette::voc(), 1, like::numpy::blend, pillow::nearest).code() == errc::value_error);
  CHECK(s.values == before);
}
