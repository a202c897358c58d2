// SPDX-License-Identifier: MIT
// blend, add_weighted, composite, alpha_composite, paste on every tier: hashes that the libraries wrote, and plain
// formulas on every layout between pages that may not be touched.
#include <doctest/doctest.h>
#include <eidograph/overlay.hpp>
#include <eidograph/view/axes.hpp>

#include <limits>
#include <string>

#include "overlay/blend_golden.hpp"
#include "support/guarded.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using length = eido::index;  // POSIX has an index too
using eido_test::guarded;
using eido_test::pattern;

namespace {

constexpr length golden_h = 37, golden_w = 61;

std::vector<u8> noise(u32 seed, length channels) {
  return eido_test::random_values<u8>(golden_h * golden_w * channels, seed);
}
view<const u8, 3> golden_view(const std::vector<u8>& v, length channels) {
  return {v.data(), {golden_h, golden_w, channels}};
}

std::string made(const blend_golden& g) {
  const std::string what = g.what;
  const auto a = noise(1, 3), b = noise(2, 3), mask = noise(3, 1);
  const view<const u8, 2> m(mask.data(), {golden_h, golden_w});
  std::vector<u8> values(a);
  const view<u8, 3> out(values.data(), {golden_h, golden_w, 3});
  const auto first = golden_view(a, 3), second = golden_view(b, 3);
  if (what == "pillow.blend") {
    blend(first, second, g.alpha, like::pillow::blend, out);
  } else if (what == "cv2.add_weighted") {
    add_weighted(first, 1 - g.alpha, second, g.alpha, 0, like::cv2::blend, out);
  } else if (what == "cv2.add_weighted 20") {
    add_weighted(first, g.alpha, second, g.alpha, 20, like::cv2::blend, out);
  } else if (what == "torchvision.draw_segmentation_masks") {
    auto masks = noise(4, 3);
    for (u8& x : masks) x = x < 80;
    const palette colors({color(250, 3, 128), color(9, 200, 77), color(0, 0, 255)});
    draw_segmentation_masks(first, view<const u8, 3>(masks.data(), {3, golden_h, golden_w}), colors, g.alpha,
                            like::torchvision::blend, out);
  } else if (what == "pillow.composite") {
    composite(first, second, m, like::pillow::blend, out);
  } else if (what == "pillow.paste") {
    paste(out, second, yx(-5, 11), m, like::pillow::blend);
  } else {
    REQUIRE(what == "pillow.alpha_composite");
    const auto x = noise(5, 4), y = noise(6, 4);
    values.assign(x.size(), 0);
    alpha_composite(golden_view(x, 4), golden_view(y, 4), like::pillow::blend,
                    view<u8, 3>(values.data(), {golden_h, golden_w, 4}));
  }
  return eido_test::hash_of(values);
}

/// h x w pixels in guarded memory, lying in one of several ways.
struct picture {
  guarded<u8> memory;
  view<u8, 3> img;

  picture(length h, length w, length channels, pattern& random)
      : memory(h * w * channels * 2, random.next() % 2 ? guarded<u8>::side::behind : guarded<u8>::side::before) {
    for (length i = 0; i < memory.size(); ++i) {
      const u32 kind = random.next() % 6;
      memory.data()[i] = kind == 0 ? u8(0) : kind == 1 ? u8(255) : static_cast<u8>(random.next());
    }
    switch (random.next() % 4) {
      case 0: img = view<u8, 3>(memory.data() + h * w * channels, {h, w, channels}); break;
      case 1: img = view<u8, 3>(memory.data(), {h, w, channels}, {w * channels * 2, channels, 1}); break;
      case 2: img = view<u8, 3>(memory.data(), {h, w, channels}, {w, 1, h * w}); break;
      default:
        img = detail::turned(view<u8, 3>(memory.data(), {h, w, channels}, {w * channels * 2, channels * 2, 2}), 1);
    }
  }
  std::vector<u8> values() const {
    std::vector<u8> v;
    for (length y = 0; y < img.shape(0); ++y) {
      for (length x = 0; x < img.shape(1); ++x) {
        for (length c = 0; c < img.shape(2); ++c) v.push_back(img.at(y, x, c));
      }
    }
    return v;
  }
};

/// verb(a, b, mask, dst) into memory of its own, onto a or onto b; wanted(a, b, mask, pixel, channel) for each byte.
template <class Verb, class Wanted>
void check_pair(u32 seed, length channels, Verb verb, Wanted wanted) {
  CAPTURE(seed);
  pattern random(seed);
  const length h = random.between(1, 5), w = random.between(1, 150);
  picture a(h, w, channels, random), b(h, w, channels, random), mask(h, w, 1, random), other(h, w, channels, random);
  const auto x = a.values(), y = b.values(), m = mask.values();
  const u32 place = random.next() % 3;
  const picture& out = place == 0 ? a : place == 1 ? b : other;
  verb(a.img, b.img, view<const u8, 2>(mask.img.data(), {h, w}, {mask.img.stride(0), mask.img.stride(1)}), out.img);
  const auto got = out.values();
  length wrong = 0;
  for (length i = 0; i < h * w; ++i) {
    for (length c = 0; c < channels; ++c) {
      const auto pixel = static_cast<std::size_t>(i * channels);
      const int value = wanted(&x[pixel], &y[pixel], m[static_cast<std::size_t>(i)], c);
      wrong += got[pixel + static_cast<std::size_t>(c)] != value;
    }
  }
  CHECK(wrong == 0);
  CHECK(a.memory.intact());
  CHECK(b.memory.intact());
  CHECK(other.memory.intact());
}

int rounded_255(int t) { return (2 * t + 255) / 510; }

// straight alpha, as Pillow's AlphaComposite.c does it in integers
int over(const u8* below, const u8* above, length c, length channels) {
  const int a = above[channels - 1], b = below[channels - 1], sum = a * 255 + b * (255 - a);
  if (a == 0) return below[c];
  if (c == channels - 1) return rounded_255(sum);
  const i64 share = i64(a) * 255 * 255 * 128 / sum, rest = 255 * 128 - share;
  const i64 t = above[c] * share + below[c] * rest + (128 << 7);
  return static_cast<int>((t + (t >> 8)) >> 15);
}

}  // namespace

TEST_CASE("overlay/compose: what Pillow, OpenCV and torchvision wrote") {
  eido_test::for_each_target([] {
    for (const blend_golden& g : blend_goldens) {
      CAPTURE(g.what);
      CAPTURE(g.alpha);
      CHECK(made(g) == g.hash);
    }
  });
}

TEST_CASE("overlay/compose: blends of two images on every layout") {
  eido_test::for_each_target([] {
    for (u32 seed = 0; seed < 120; ++seed) {
      pattern random(seed);
      const f64 alpha = static_cast<f64>(random.between(-2000, 6000)) / 4000;
      const auto check = [&](auto contract) {
        check_pair(
            seed, random.between(1, 4),
            [&](const auto& a, const auto& b, const auto&, const auto& dst) {
              REQUIRE(try_blend(a, b, alpha, contract, dst).ok());
            },
            [&](const u8* a, const u8* b, u8, length c) { return contract.mixed(a[c], b[c], alpha); });
      };
      check(like::numpy::blend);
      check(like::pillow::blend);
      check(like::cv2::blend);
      check(like::torchvision::blend);
    }
  });
}

TEST_CASE("overlay/compose: composite and alpha_composite on every layout") {
  eido_test::for_each_target([] {
    for (u32 seed = 0; seed < 200; ++seed) {
      check_pair(
          seed, 1 + seed % 4,
          [](const auto& a, const auto& b, const auto& mask, const auto& dst) {
            REQUIRE(try_composite(a, b, mask, like::pillow::blend, dst).ok());
          },
          [](const u8* a, const u8* b, u8 m, length c) { return rounded_255(b[c] * (255 - m) + a[c] * m); });
      const length channels = seed % 2 ? 2 : 4;
      check_pair(
          seed, channels,
          [](const auto& a, const auto& b, const auto&, const auto& dst) {
            REQUIRE(try_alpha_composite(a, b, like::pillow::blend, dst).ok());
          },
          [&](const u8* a, const u8* b, u8, length c) { return over(a, b, c, channels); });
    }
  });
}

TEST_CASE("overlay/compose: alpha_composite for every two alphas") {
  std::vector<u8> below(256 * 256 * 4), above(below), out(below.size());
  pattern(3).fill(below);
  pattern(4).fill(above);
  for (std::size_t i = 0; i < 256 * 256; ++i) {
    below[4 * i + 3] = static_cast<u8>(i);
    above[4 * i + 3] = static_cast<u8>(i / 256);
  }
  eido_test::for_each_target([&] {
    alpha_composite(view<const u8, 3>(below.data(), {256, 256, 4}), view<const u8, 3>(above.data(), {256, 256, 4}),
                    like::pillow::blend, view<u8, 3>(out.data(), {256, 256, 4}));
    int wrong = 0;
    for (std::size_t i = 0; i < out.size(); i += 4) {
      for (std::size_t c = 0; c < 4; ++c) wrong += out[i + c] != over(&below[i], &above[i], static_cast<length>(c), 4);
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE("overlay/compose: paste cuts off what sticks out") {
  u8 img[3][4] = {}, patch[2][3] = {{1, 2, 3}, {4, 5, 6}}, mask[2][3];
  std::memset(mask, 255, sizeof mask);
  const auto pasted = [&](length y, length x) {
    std::memset(img, 0, sizeof img);
    paste(img, patch, yx(y, x), mask, like::pillow::blend);
    std::string text;
    for (const auto& row : img) {
      for (const u8 v : row) text += static_cast<char>('0' + v);
    }
    return text;
  };
  CHECK(pasted(0, 0) == "123045600000");
  CHECK(pasted(-1, -1) == "560000000000");
  CHECK(pasted(2, 3) == "000000000001");
  CHECK(pasted(3, 0) == "000000000000");
  CHECK(pasted(-2, 1) == "000000000000");
  CHECK(pasted((std::numeric_limits<length>::min)(), 0) == "000000000000");
  CHECK(pasted((std::numeric_limits<length>::max)(), 0) == "000000000000");
}

TEST_CASE("overlay/compose: what does not fit is named") {
  u8 a[2][3][3] = {}, b[2][4][3] = {}, two[2][3][2] = {}, mask[2][3] = {}, out[2][3][3] = {};
  const auto text = [](const status& s) { return std::string(s.message()); };
  CHECK(text(try_blend(a, b, 0.5, like::pillow::blend, out)) ==
        "blend: b has shape (2, 4, 3) but dst has shape (2, 3, 3)");
  const f64 inf = std::numeric_limits<f64>::infinity();
  CHECK(text(try_blend(a, a, inf, like::pillow::blend, out)) == "blend: alpha = inf; expected a number");
  CHECK(try_add_weighted(a, 1, a, inf - inf, 0, like::cv2::blend, out).code() == errc::value_error);
  CHECK(text(try_composite(b, b, mask, like::pillow::blend, b)) ==
        "composite: mask has shape (2, 3); expected hw(2, 4)");
  CHECK(text(try_alpha_composite(a, a, like::pillow::blend, out)) ==
        "alpha_composite: dst has 3 channels; expected 4 or 2");
  CHECK(try_alpha_composite(two, two, like::pillow::blend, two).ok());
  CHECK(text(try_paste(a, two, yx(0, 0), mask, like::pillow::blend)) == "paste: patch has 2 channels; img has 3");
  const view<u8, 2> red(&out[0][0][0], {2, 3}, {9, 3});
  CHECK(text(try_composite(a, a, red, like::pillow::blend, out)) == "composite: dst overlaps mask");
}
