// SPDX-License-Identifier: MIT
// overlay_logits against upsample_argmax followed by overlay, byte for byte.
#include <doctest/doctest.h>
#include <eidograph/core.hpp>

#include <cstring>
#include <string>
#include <vector>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using eido_test::guarded;
using eido_test::pattern;

namespace {

/// An image and logits that lie in memory as one case says, and the bytes that overlay_logits is to make of them.
struct scene {
  eido::index classes, h, w, lh, lw;
  hw map{1, 1};
  upsample_crop crop;
  bool hwc, reversed;
  eido::index channels, gap;
  guarded<f32> logits;
  guarded<u8> pixels, result;
  palette colors;

  explicit scene(pattern& random, bool large)
      : classes(random.between(1, large ? 30 : 8)),
        h(random.between(1, large ? 90 : 30)),
        w(random.between(1, large ? 140 : 67)),
        lh(random.between(1, 20)),
        lw(random.between(1, 30)),
        hwc(random.next() % 3 == 0),
        reversed(random.next() % 3 == 0),
        channels(reversed || random.next() % 2 ? 3 : 4),
        gap(random.next() % 2 ? random.between(1, 9) : 0),
        logits(classes * lh * lw),
        pixels((h - 1) * (w * channels + gap) + w * channels),
        result(pixels.size(), guarded<u8>::side::before),
        colors(palette::random(static_cast<int>(classes + random.between(0, 3)), random.next())) {
    map = hw(h, w);
    if (random.next() % 2) {
      crop = {random.between(0, 9), random.between(0, 9), h, w};
      map = hw(crop.top + h + random.between(0, 9), crop.left + w + random.between(0, 9));
    }
    if (random.next() % 2) colors = colors.with_background();
    const bool ties = random.next() % 2;
    for (eido::index i = 0; i < logits.size(); ++i) {
      const f32 noise = static_cast<f32>(static_cast<i32>(random.next() % 2001) - 1000) / 250;
      logits.data()[i] = ties ? static_cast<f32>(static_cast<i32>(noise)) : noise;
    }
    for (eido::index i = 0; i < pixels.size(); ++i) {
      pixels.data()[i] = static_cast<u8>(random.next());
      result.data()[i] = pixels.data()[i];
    }
  }

  view<u8, 3> image(u8* data) const {
    const eido::index row = w * channels + gap;
    if (reversed) return {data + 2, {h, w, channels}, {row, channels, -1}};
    return {data, {h, w, channels}, {row, channels, 1}};
  }
  view<const f32, 3> values() const {
    return hwc ? view<const f32, 3>(logits.data(), {lh, lw, classes})
               : view<const f32, 3>(logits.data(), {classes, lh, lw});
  }
  overlay_logits_options options() const {
    return {hwc ? logits_layout::hwc : logits_layout::chw, crop.height ? map : hw(0, 0), crop};
  }
};

template <class Blend, class Scale>
void check(Blend blend, const Scale& scale, u32 seed, int rounds) {
  pattern random(seed);
  for (int round = 0; round < eido_test::cases(rounds); ++round) {
    scene s(random, round % 5 == 0);
    CAPTURE(round);
    const f64 alpha = static_cast<f64>(random.next() % 101) / 100;
    std::vector<u8> wanted(s.pixels.data(), s.pixels.data() + s.pixels.size()),
        labels(static_cast<std::size_t>(s.h * s.w));
    const view<u8, 2> m(labels.data(), {s.h, s.w});
    upsample_argmax(s.values(), s.map, scale, {.layout = s.options().layout, .crop = s.crop}, m);
    overlay(s.image(wanted.data()), m, s.colors, alpha, blend, like::cv2::nearest);

    const auto same = [&](const guarded<u8>& bytes) {
      return bytes.intact() && std::memcmp(bytes.data(), wanted.data(), wanted.size()) == 0;
    };
    overlay_logits(view<const u8, 3>(s.image(s.pixels.data())), s.values(), s.colors, alpha, blend, scale, s.options(),
                   s.image(s.result.data()));
    REQUIRE(same(s.result));
    overlay_logits(s.image(s.pixels.data()), s.values(), s.colors, alpha, blend, scale, s.options());
    REQUIRE(same(s.pixels));
  }
}

}  // namespace

TEST_CASE("overlay/logits: equals upsample_argmax followed by overlay") {
  eido_test::for_each_target([] {
    check(like::numpy::blend, like::cv2::linear, 1, 60);
    check(like::pillow::blend, like::torch::bilinear, 2, 40);
    check(like::cv2::blend, like::torch::bilinear.align_corners(), 3, 20);
    check(like::torchvision::blend, like::tf::bilinear, 4, 20);
    check(like::numpy::blend, like::cv2::nearest, 5, 20);
    check(like::numpy::blend, like::torch::nearest_exact, 6, 20);
    check(like::pillow::blend, like::tf::nearest, 7, 20);
  });
}

TEST_CASE("overlay/logits: integers for nearest contracts; four ways to call; label 0 stays") {
  const i8 logits[2][1][2] = {{{3, -1}}, {{3, 0}}};
  const u8 before[2][4][3] = {{{9, 9, 9}, {8, 8, 8}, {7, 7, 7}, {6, 6, 6}},
                              {{5, 5, 5}, {4, 4, 4}, {3, 3, 3}, {2, 2, 2}}};
  u8 after[2][4][3] = {}, again[2][4][3] = {}, part[1][2][3] = {};
  const palette two({color(1, 1, 1), color(100, 120, 140)});
  overlay_logits(before, logits, two, 1.0, like::numpy::blend, like::torch::nearest, after);
  for (int y = 0; y < 2; ++y) {
    for (int x = 0; x < 4; ++x) {
      CHECK(after[y][x][0] == (x < 2 ? before[y][x][0] : 100));
      CHECK(after[y][x][2] == (x < 2 ? before[y][x][2] : 140));
    }
  }
  std::memcpy(again, before, sizeof again);
  overlay_logits(again, logits, two, 1.0, like::numpy::blend, like::torch::nearest);
  CHECK(std::memcmp(again, after, sizeof again) == 0);
  overlay_logits(part, logits, two, 1.0, like::numpy::blend, like::torch::nearest,
                 {.size = hw(2, 4), .crop = {1, 1, 1, 2}});
  CHECK(part[0][0][1] == 0);
  CHECK(part[0][1][1] == 120);
}

TEST_CASE("overlay/logits: what cannot be is named and nothing is written") {
  std::vector<f32> x(5 * 2 * 3);
  const view<const f32, 3> logits(x.data(), {5, 2, 3});
  std::vector<u8> memory(4 * 6 * 3, 7);
  const view<u8, 3> img(memory.data(), {4, 6, 3});
  const palette five = palette::random(5, 1);
  const auto message = [&](const palette& colors, f64 alpha, const overlay_logits_options& options) {
    return std::string(
        try_overlay_logits(img, logits, colors, alpha, like::numpy::blend, like::cv2::linear, options).message());
  };
  CHECK(message(palette::random(4, 1), 0.5, {}) == "overlay_logits: logits have 5 classes; the palette has 4 colors");
  CHECK(message(five, 1.5, {}) == "overlay_logits: alpha = 1.5; expected 0 to 1");
  CHECK(message(five, 0.5, {.size = hw(8, 8)}) ==
        "overlay_logits: img has shape (4, 6, 3); the logits' part is hw(8, 8)");
  CHECK(message(five, 0.5, {.size = hw(8, 8), .crop = {5, 0, 4, 6}}) ==
        "overlay_logits: crop = (top 5, left 0, height 4, width 6); expected a part of hw(8, 8)");
  CHECK(message(five, 0.5, {.size = hw(0, 8)}) == "overlay_logits: size = hw(0, 8); expected sides of 1 to 2^30");
  CHECK(
      try_overlay_logits(img, view<const f32, 3>(nullptr, {0, 2, 3}), five, 0.5, like::numpy::blend, like::cv2::linear)
          .code() == errc::value_error);
  CHECK(try_overlay_logits(view<u8, 3>(memory.data(), {4, 6, 2}, {18, 3, 1}), logits, five, 0.5, like::numpy::blend,
                           like::cv2::linear)
            .code() == errc::shape_error);
  u8* const inside = reinterpret_cast<u8*>(x.data());
  CHECK(try_overlay_logits(view<u8, 3>(inside, {2, 2, 3}), logits, five, 0.5, like::numpy::blend, like::cv2::linear)
            .code() == errc::value_error);
  for (const u8 v : memory) CHECK(v == 7);
}
