// SPDX-License-Identifier: MIT
// overlay on every tier against the formula, pixel by pixel, between pages that may not be touched.
#include <doctest/doctest.h>
#include <eidograph/overlay.hpp>
#include <eidograph/view/axes.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using length = eido::index;  // POSIX has an length too
using eido_test::guarded;
using eido_test::pattern;
namespace pillow = like::pillow;

namespace {

// (img * (1 - a) + color * a).astype(uint8), each step rounded to f32
u8 blended(u8 value, u8 paint, f32 a) {
  volatile f32 keep = 1.0f - a, kept = static_cast<f32>(value) * keep, laid = static_cast<f32>(paint) * a;
  volatile f32 sum = kept + laid;
  return sum != sum || sum <= 0 ? u8(0) : sum >= 255 ? u8(255) : static_cast<u8>(sum);
}

f32 unit(pattern& random) { return static_cast<f32>(random.next() % 1000001) / 1000000.0f; }

f32 any_alpha(pattern& random) {
  constexpr f32 round[] = {0, 1, 0.5f, 0.6f, 0.1f, 0.35f, 1.0f / 3, 0.25f};
  return random.next() % 2 ? round[random.next() % 8] : unit(random);
}

color any_color(pattern& random) {
  const auto channel = [&] { return static_cast<int>(random.next() % 256); };
  const int a = channel(), b = channel(), c = channel();
  return color(a, b, c);
}

/// Runs of one value, as masks have them: make() gives the next value.
template <class T, class Make>
void fill_runs(T* values, length n, length longest, pattern& random, Make make) {
  for (length at = 0; at < n;) {
    const length end = (std::min)(n, at + random.between(1, longest));
    for (const T x = make(); at < end; ++at) values[at] = x;
  }
}

/// An image in guarded memory, of any layout: packed, rows apart, channels backwards, upside down, every second pixel.
struct picture {
  guarded<u8> memory;
  view<u8, 3> img;

  picture(length h, length w, length channels, int layout, pattern& random)
      : memory(h * (w * channels * (layout == 4 ? 2 : 1) + (layout == 1 ? 7 : 0)) - (layout == 1 ? 7 : 0),
               random.next() % 2 ? guarded<u8>::side::behind : guarded<u8>::side::before) {
    const length pixel = channels * (layout == 4 ? 2 : 1);
    img = view<u8, 3>(memory.data(), {h, w, channels}, {w * pixel + (layout == 1 ? 7 : 0), pixel, 1});
    if (layout == 2) img = detail::turned(img, 2);
    if (layout == 3) img = detail::turned(img, 0);
    if (layout == 4 && h * w > 0) img = detail::turned(img, 1);
    for (length i = 0; i < memory.size(); ++i) memory.data()[i] = static_cast<u8>(random.next());
  }
};

/// lay(src, dst) on layouts of all kinds, in place or not; wanted(y, x, c, before) is what it has to give.
template <class Lay, class Wanted>
void check_layouts(length h, length w, pattern& random, Lay lay, Wanted wanted) {
  const length channels = random.between(3, 4);
  const int layout = static_cast<int>(random.next() % 5);
  picture from(h, w, channels, layout, random);
  picture to(h, w, channels, random.next() % 2 ? layout : static_cast<int>(random.next() % 5), random);
  const bool in_place = random.next() % 2 == 0;
  const std::vector<u8> before = from.memory.values();
  const picture& out = in_place ? from : to;
  lay(from.img, out.img);
  REQUIRE(from.memory.intact());
  REQUIRE(to.memory.intact());
  if (!in_place) REQUIRE(from.memory.values() == before);
  const view<const u8, 3> was(before.data() + (from.img.data() - from.memory.data()), from.img.shape(),
                              from.img.strides());
  length wrong = 0;
  for (length y = 0; y < h; ++y) {
    for (length x = 0; x < w; ++x) {
      for (length c = 0; c < channels; ++c) {
        wrong += out.img.at(y, x, c) != (c == 3 ? was.at(y, x, 3) : wanted(y, x, c, was.at(y, x, c)));
      }
    }
  }
  CAPTURE(layout);
  CAPTURE(channels);
  CAPTURE(in_place);
  REQUIRE(wrong == 0);
}

template <class T>
void check_soft(u32 seed) {
  CAPTURE(seed);
  pattern random(seed);
  const length h = random.between(1, 4), w = random.between(1, 300);
  const color paint = any_color(random);
  const f32 alpha = any_alpha(random);
  const bool wild = random.next() % 4 == 0;
  constexpr f32 inf = std::numeric_limits<f32>::infinity();
  const f32 odd[] = {-0.0f, -0.25f, 1.5f, inf, -inf, std::numeric_limits<f32>::quiet_NaN(), 1e-40f, 1e30f};
  guarded<T> mask(h * w);
  fill_runs(mask.data(), h * w, random.between(1, 150), random, [&]() -> T {
    const u32 kind = random.next() % 4;
    if (kind < 2) return std::is_same_v<T, u8> ? static_cast<T>(255 * kind) : static_cast<T>(kind);
    if constexpr (std::is_same_v<T, u8>) {
      return static_cast<u8>(random.next());
    } else {
      if (kind == 3) return unit(random);
      return wild ? odd[random.next() % 8] : std::ldexp(unit(random), -24);
    }
  });
  const view<const T, 2> m(mask.data(), {h, w});
  check_layouts(
      h, w, random,
      [&](const view<u8, 3>& src, const view<u8, 3>& dst) {
        REQUIRE(try_overlay(src, m, paint, alpha, like::numpy::blend, pillow::bilinear, dst).ok());
      },
      [&](length y, length x, length c, u8 before) {
        volatile f32 share = static_cast<f32>(m.at(y, x));
        if (std::is_same_v<T, u8>) share = share / 255.0f;
        volatile f32 a = alpha * share;
        return blended(before, paint.value[c], a);
      });
}

/// A small mask, with areas of 0, of 1 and of values that change nothing, against the scaled mask.
template <class Contract>
void check_scaled(u32 seed, const Contract& scale) {
  CAPTURE(seed);
  pattern random(seed);
  const length mh = random.between(1, 9), mw = random.between(1, 40), h = random.between(1, 30),
               w = random.between(1, 500);
  const color paint = any_color(random);
  const f32 alpha = any_alpha(random);
  const bool wild = random.next() % 4 == 0;
  std::vector<f32> mask(static_cast<std::size_t>(mh * mw)), scaled(static_cast<std::size_t>(h * w));
  for (length y = 0; y < mh; ++y) {
    f32* const row = mask.data() + y * mw;
    if (y > 0 && random.next() % 3 > 0) {
      std::copy(row - mw, row, row);
      continue;
    }
    fill_runs(row, mw, 30, random, [&]() -> f32 {
      const u32 kind = random.next() % 5;
      if (kind < 2) return static_cast<f32>(kind);
      if (kind == 2) return std::ldexp(unit(random), -static_cast<int>(random.between(20, 140)));
      if (kind == 3) return unit(random);
      return wild ? -0.25f : 1.0f - 0x1p-24f * static_cast<f32>(random.next() % 3);
    });
  }
  const view<const f32, 2> m(mask.data(), {mh, mw}), shown(scaled.data(), {h, w});
  resize(m, scale, view<f32, 2>(scaled.data(), {h, w}));
  check_layouts(
      h, w, random,
      [&](const view<u8, 3>& src, const view<u8, 3>& dst) {
        REQUIRE(try_overlay(src, m, paint, alpha, like::numpy::blend, scale, dst).ok());
      },
      [&](length y, length x, length c, u8 before) {
        volatile f32 a = alpha * shown.at(y, x);
        return blended(before, paint.value[c], a);
      });
}

template <class L>
void check_labels(u32 seed) {
  CAPTURE(seed);
  pattern random(seed);
  const length lh = random.between(1, 5), lw = random.between(1, 200);
  const bool scaled = random.next() % 2 == 0;
  const length h = scaled ? random.between(1, 9) : lh, w = scaled ? random.between(1, 500) : lw;
  const f32 alpha = any_alpha(random);
  color few[30];
  for (color& c : few) c = any_color(random);
  const bool background = random.next() % 2 == 0;
  const palette colors = background ? palette(few).with_background() : palette(few);
  guarded<L> labels(lh * lw);
  fill_runs(labels.data(), lh * lw, random.between(1, 120), random,
            [&] { return static_cast<L>(random.next() % 3 == 0 ? 0 : random.next() % 30); });
  view<const L, 2> map(labels.data(), {lh, lw});
  if (random.next() % 4 == 0) map = detail::turned(map, 1);
  std::vector<i32> own(static_cast<std::size_t>(lh * lw)), shown(static_cast<std::size_t>(h * w));
  for (length i = 0; i < lh * lw; ++i) own[static_cast<std::size_t>(i)] = static_cast<i32>(map.at(i / lw, i % lw));
  resize(view<const i32, 2>(own.data(), {lh, lw}), pillow::nearest, view<i32, 2>(shown.data(), {h, w}));
  check_layouts(
      h, w, random,
      [&](const view<u8, 3>& src, const view<u8, 3>& dst) {
        REQUIRE(try_overlay(src, map, colors, alpha, like::numpy::blend, pillow::nearest, dst).ok());
      },
      [&](length y, length x, length c, u8 before) {
        const length label = shown[static_cast<std::size_t>(y * w + x)];
        if (label == 0 && !background) return before;
        return blended(before, colors[label].value[c], alpha);
      });
}

}  // namespace

TEST_CASE("overlay/blend: soft masks on every tier, layout and alpha") {
  eido_test::for_each_target([] {
    for (u32 seed = 0; seed < 400; ++seed) {
      check_soft<f32>(seed);
      check_soft<u8>(seed + 1000);
    }
  });
}

TEST_CASE("overlay/blend: soft masks that are scaled, with areas of nothing and of 1") {
  const u32 cases = static_cast<u32>(eido_test::cases(120));
  eido_test::for_each_target([cases] {
    for (u32 seed = 0; seed < cases; ++seed) {
      check_scaled(seed, pillow::bilinear);
      check_scaled(seed + 1000, pillow::lanczos);
      check_scaled(seed + 2000, like::torch::bilinear);
      check_scaled(seed + 3000, like::torch::bicubic);
      check_scaled(seed + 4000, like::cv2::linear);
      check_scaled(seed + 5000, like::cv2::nearest);
    }
  });
}

TEST_CASE("overlay/blend: labels of every type on every tier, scaled or not") {
  const u32 cases = static_cast<u32>(eido_test::cases(150));
  eido_test::for_each_target([cases] {
    for (u32 seed = 0; seed < cases; ++seed) {
      check_labels<u8>(seed);
      check_labels<u16>(seed + 1000);
      check_labels<i32>(seed + 2000);
      check_labels<i64>(seed + 3000);
    }
  });
}

TEST_CASE("overlay/blend: the integers are the float formula for every byte and color, or are not used") {
  int found = 0, all = 0;
  pattern random(5);
  for (int round = 0; round < eido_test::cases(40); ++round) {
    const f32 alpha = any_alpha(random);
    detail::paint_maker<like::numpy::blend_contract> maker(alpha, 3);
    for (int value = 0; value < 256; ++value) {
      detail::paint_tables tables;
      maker.make(color(value, value, value), tables);
      ++all;
      if (tables.best != detail::paint_tables::way::integers) continue;
      ++found;
      int wrong = 0;
      for (u32 x = 0; x < 256; ++x) {
        const u32 kept = x * 256 * static_cast<u16>(tables.scale[0][0][0]) >> 16;
        wrong += (kept + static_cast<u16>(tables.offset[0][0][0])) >> 8 !=
                 blended(static_cast<u8>(x), static_cast<u8>(value), alpha);
      }
      REQUIRE(wrong == 0);
    }
  }
  CHECK(found > all * 3 / 4);
}

TEST_CASE("overlay/blend: the mask value up to which a pixel stays is the last of which that can be said") {
  for (const f32 alpha : {1.0f, 0.6f, 0.5f, 0.1f, 1e-6f, 1e-30f, 0.0f}) {
    const f32 most = detail::nothing_below(alpha);
    const auto changed = [&](f32 m) {
      volatile f32 a = alpha * m;
      int count = 0;
      for (int x = 0; x < 256; ++x) {
        for (int c = 0; c < 256; ++c) count += blended(static_cast<u8>(x), static_cast<u8>(c), a) != x;
      }
      return count;
    };
    CAPTURE(alpha);
    CHECK(changed(most) == 0);
    if (most < 1) CHECK(changed(std::nextafter(most, 2.0f)) > 0);
  }
}
