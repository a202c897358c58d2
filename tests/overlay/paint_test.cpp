// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/overlay.hpp>
#include <eidograph/view/axes.hpp>

#include <cstring>
#include <string>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using length = eido::index;  // POSIX has an index too
using eido_test::random_values;

TEST_CASE("overlay/paint: the pixels under a mask get the color") {
  constexpr length h = 7, w = 83;
  auto mask = random_values<u8>(h * w, 1);
  for (u8& m : mask) m = m < 128 ? u8(0) : m;
  const view<const u8, 2> m(mask.data(), {h, w});
  const color red(250, 3, 1);
  eido_test::for_each_target([&] {
    for (length channels = 3; channels <= 4; ++channels) {
      auto values = random_values<u8>(h * w * channels, 2);
      const auto before = values;
      const view<u8, 3> img(values.data(), {h, w, channels});
      paint(img, m, red);
      length wrong = 0;
      for (length i = 0; i < h * w * channels; ++i) {
        const length c = i % channels;
        const bool painted = c < 3 && mask[static_cast<std::size_t>(i / channels)] != 0;
        wrong += values[static_cast<std::size_t>(i)] != (painted ? red.value[c] : before[static_cast<std::size_t>(i)]);
      }
      CHECK(wrong == 0);
    }
  });
  u8 one[1][2][3] = {};
  const bool yes[1][2] = {{false, true}};
  paint(one, yes, red);
  CHECK(one[0][0][0] == 0);
  CHECK(one[0][1][0] == 250);
}

TEST_CASE("overlay/paint: colorize is palette[labels]") {
  const i16 labels[2][3] = {{0, 1, 2}, {20, 255, 15}};
  u8 out[2][3][3], bgr[2][3][3];
  colorize(labels, palette::voc(), out);
  colorize(labels, palette::voc(), flip(view_of(bgr), axis<2>));
  for (int y = 0; y < 2; ++y) {
    for (int x = 0; x < 3; ++x) {
      const color c = palette::voc()[labels[y][x]];
      for (int k = 0; k < 3; ++k) {
        CHECK(out[y][x][k] == c.value[k]);
        CHECK(bgr[y][x][2 - k] == c.value[k]);
      }
    }
  }
  const i64 outside[1][2] = {{0, -1}};
  u8 small[1][2][3] = {};
  CHECK(std::string(try_colorize(outside, palette::voc(), small).message()) ==
        "colorize: label -1 at (0, 1) is outside the palette of 256 colors");
  CHECK(try_colorize(outside, palette::voc(), out).code() == errc::shape_error);
}

TEST_CASE("overlay/paint: put_alpha adds a channel") {
  const auto img = random_values<u8>(5 * 6 * 3, 1), alpha = random_values<u8>(5 * 6, 2);
  std::vector<u8> out(5 * 6 * 4);
  put_alpha(view<const u8, 3>(img.data(), {5, 6, 3}), view<const u8, 2>(alpha.data(), {5, 6}),
            view<u8, 3>(out.data(), {5, 6, 4}));
  for (std::size_t i = 0; i < 30; ++i) {
    for (std::size_t c = 0; c < 3; ++c) CHECK(out[4 * i + c] == img[3 * i + c]);
    CHECK(out[4 * i + 3] == alpha[i]);
  }
  CHECK(try_put_alpha(view<const u8, 3>(img.data(), {5, 6, 3}), view<const u8, 2>(alpha.data(), {6, 5}),
                      view<u8, 3>(out.data(), {5, 6, 4}))
            .code() == errc::shape_error);
}

TEST_CASE("overlay/paint: where chooses per element, or per pixel for all channels") {
  const bool mask[2][2] = {{true, false}, {false, true}};
  const f32 a[2][2][3] = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
  f32 b[2][2][3] = {};
  where(mask, a, b, b);
  CHECK(b[0][0][2] == 3);
  CHECK(b[0][1][0] == 0);
  CHECK(b[1][1][1] == 11);
  const u8 each[3] = {0, 1, 0}, x[3] = {1, 2, 3}, y[3] = {4, 5, 6};
  u8 out[3];
  where(each, x, y, out);
  CHECK(out[0] == 4);
  CHECK(out[1] == 2);
  CHECK(out[2] == 6);
  const bool wide[2][3] = {};
  CHECK(try_where(wide, a, b, b).code() == errc::shape_error);
}

namespace {

using eido_test::guarded;
using eido_test::pattern;

/// An image that ends at a page nobody may touch: pixels side by side, or with gaps and mirrored channels.
template <class T>
struct picture {
  length h, w, channels;
  bool gaps;
  guarded<T> memory;

  picture(length rows, length columns, length c, bool apart, pattern& random)
      : h(rows), w(columns), channels(c), gaps(apart), memory(rows * columns * (c + (apart ? 2 : 0))) {
    for (length i = 0; i < memory.size(); ++i) memory.data()[i] = static_cast<T>(random.next());
  }
  view<T, 3> all() {
    if (!gaps) return {memory.data(), {h, w, channels}};
    const length pixel = channels + 2;
    return {memory.data() + channels, {h, w, channels}, {w * pixel, pixel, -1}};
  }
};

/// Runs of equal values, short and long.
void fill_runs(guarded<u8>& memory, int values, pattern& random) {
  for (length i = 0; i < memory.size();) {
    const u8 value = static_cast<u8>(random.next() % static_cast<u32>(values));
    for (length n = random.next() % 3 ? random.between(1, 9) : random.between(1, 200); n > 0 && i < memory.size();
         --n) {
      memory.data()[i++] = value;
    }
  }
}

template <class T>
void check_where(pattern& random, length w) {
  const length h = random.between(1, 3), channels = random.between(1, 6);
  const bool gaps = random.next() % 4 == 0, in_place = random.next() % 3 == 0;
  picture<T> a(h, w, channels, gaps && random.next() % 2, random), b(h, w, channels, gaps, random),
      out(h, w, channels, gaps, random);
  guarded<u8> mask(h * w);
  fill_runs(mask, random.next() % 2 ? 2 : 256, random);
  std::vector<T> wanted;
  for (length i = 0; i < h * w * channels; ++i) {
    const length y = i / channels / w, x = i / channels % w, c = i % channels;
    wanted.push_back((mask.data()[y * w + x] ? a : b).all()(y, x, c));
  }
  const view<const u8, 2> m(mask.data(), {h, w});
  picture<T>& to = in_place ? b : out;
  where(m, a.all(), b.all(), to.all());
  length wrong = !to.memory.intact();
  for (length i = 0; i < h * w * channels; ++i) {
    wrong += to.all()(i / channels / w, i / channels % w, i % channels) != wanted[static_cast<std::size_t>(i)];
  }
  REQUIRE(wrong == 0);
}

}  // namespace

TEST_CASE("overlay/paint: where, put_alpha and colorize in all widths, layouts and types, on every tier") {
  eido_test::for_each_target([] {
    pattern random(5);
    for (length w = 1; w <= 67; ++w) {
      check_where<u8>(random, w);
      check_where<i16>(random, w);
      check_where<f32>(random, w);
      check_where<f64>(random, 4 * w);

      const length h = random.between(1, 3), wide = random.next() % 4 ? w : 5 * w;
      const bool gaps = random.next() % 3 == 0;
      picture<u8> img(h, wide, 3, gaps, random), made(h, wide, 4, gaps && random.next() % 2, random),
          colored(h, wide, 3, random.next() % 3 == 0, random);
      guarded<u8> labels(h * wide);
      fill_runs(labels, 256, random);
      const view<const u8, 2> m(labels.data(), {h, wide});
      put_alpha(img.all(), m, made.all());
      const palette voc = palette::voc();
      colorize(m, voc, colored.all());
      length wrong = !made.memory.intact() + !colored.memory.intact();
      for (length i = 0; i < h * wide; ++i) {
        const length y = i / wide, x = i % wide;
        for (length c = 0; c < 3; ++c) {
          wrong += made.all()(y, x, c) != img.all()(y, x, c);
          wrong += colored.all()(y, x, c) != voc[m(y, x)].value[c];
        }
        wrong += made.all()(y, x, 3) != m(y, x);
      }
      REQUIRE(wrong == 0);
    }
  });
}

TEST_CASE("overlay/paint: a palette of run-time length") {
  const std::vector<color> colors = {color(1, 2, 3), color(4, 5, 6)};
  const palette made(colors.data(), 2);
  CHECK(made.size() == 2);
  CHECK(made[1] == color(4, 5, 6));
  palette kept = made;
  CHECK(std::string(palette::try_make(colors.data(), 257, kept).message()) ==
        "palette: count = 257; expected 1 to 256");
  CHECK(palette::try_make(colors.data(), 0, kept).code() == errc::value_error);
  CHECK(kept.size() == 2);
  CHECK_THROWS_AS(palette(colors.data(), -1), error);
}
