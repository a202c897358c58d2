// SPDX-License-Identifier: MIT
// upsample_argmax against interpolation followed by argmax, pixel for pixel, on logits that pruning may get wrong.
#include <doctest/doctest.h>
#include <eidograph/reduce/softmax.hpp>
#include <eidograph/reduce/upsample_argmax.hpp>
#include <eidograph/resize.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using eido_test::guarded;
using eido_test::pattern;

namespace {

constexpr int kinds = 13;

/// (classes, h, w): noise, ties, equal planes, planes a unit in the last place or a margin apart, NaN and infinities
/// ...
void fill(guarded<f32>& memory, const index_array<3>& shape, int kind, pattern& random) {
  constexpr f32 none = std::numeric_limits<f32>::quiet_NaN(), inf = std::numeric_limits<f32>::infinity();
  const f32 special[] = {none, inf, -inf, 3e38f, -3e38f, 0.0f, -0.0f};
  const eido::index plane = shape[1] * shape[2];
  const auto above = [](f32 x, u32 units) {
    for (; units > 0; --units) x = std::nextafter(x, 4.0f);
    return x;
  };
  u32 steps[8];
  for (u32& step : steps) step = 1 + random.next() % 3;
  for (eido::index i = 0; i < memory.size(); ++i) {
    const eido::index k = i / plane, y = i % plane / shape[2], x = i % shape[2];
    const f32 noise = static_cast<f32>(static_cast<i32>(random.next() % 2001) - 1000) / 250;
    const f32 slope = static_cast<f32>((k * 7 % 5 - 2) * (x - shape[2] / 2) + (k * 3 % 5 - 2) * (y - shape[1] / 2));
    const f32 before = k ? memory.data()[i - plane] : 0;
    f32 v = noise;
    switch (kind) {
      case 1: v = static_cast<f32>(random.next() % 3); break;
      case 2: v = slope; break;
      case 3: v = k ? before : noise; break;
      case 4: v = k ? std::nextafter(before, random.next() % 2 ? inf : -inf) : noise; break;
      case 5: v = slope * (1 + static_cast<f32>(k % 3) * 0x1p-21f); break;
      case 6: v = random.next() % 30 == 0 ? special[random.between(0, 6)] : noise; break;
      case 7: v = noise * 1e-41f; break;
      case 8: v = noise * 8e37f; break;
      case 9: v = 100 + slope * 1e-5f; break;
      // each class one to three units above the one before it everywhere: interpolation makes ties of some
      case 10: v = k ? above(before, steps[k % 8]) : 1 + static_cast<f32>(random.next() % 16) * 0x1p-23f; break;
      case 11: v = k ? above(before, steps[k % 8]) : 2 - static_cast<f32>(random.next() % 16) * 0x1p-23f; break;
      case 12: v = k ? above(before, steps[k % 8]) : noise * 1e-43f; break;
    }
    memory.data()[i] = v;
  }
}

/// The plain way for every contract but torch's sum of four products: planes resized, then argmax.
template <class Contract>
std::vector<f32> resized(const view<const f32, 3>& x, hw size, const Contract& contract) {
  std::vector<f32> out(static_cast<std::size_t>(x.shape(0) * size.h * size.w));
  for (eido::index k = 0; k < x.shape(0); ++k) {
    resize(x[k], contract, view<f32, 2>(out.data() + k * size.h * size.w, {size.h, size.w}));
  }
  return out;
}

/// torch, written out: two passes or four products, the latter in two orders.
std::vector<f32> torch_resized(const view<const f32, 3>& x, hw size, bool corners, bool quad) {
  const eido::index classes = x.shape(0);
  using axis_type = detail::torch_near_axis<detail::torch_filter::bilinear>;
  const auto request = [](eido::index from, eido::index to) {
    return detail::axis_request{from, 0, static_cast<f32>(from), to};
  };
  const axis_type across(request(x.shape(2), size.w), corners, quad), down(request(x.shape(1), size.h), corners, quad);
  std::vector<f32> out(static_cast<std::size_t>(classes * size.h * size.w));
  f32* to = out.data();
  for (eido::index k = 0; k < classes; ++k) {
    for (eido::index i = 0; i < size.h; ++i) {
      for (eido::index j = 0; j < size.w; ++j) {
        const detail::two_taps v = detail::two_taps_of(down, i), h = detail::two_taps_of(across, j);
        const f32 a = x.at(k, v.first, h.first), b = x.at(k, v.first, h.second), c = x.at(k, v.second, h.first),
                  d = x.at(k, v.second, h.second);
        const f32 l = h.first_weight, r = h.second_weight, u = v.first_weight, w = v.second_weight;
        using detail::fused;
        using detail::product;
        if (!quad) {
          *to++ = fused(u, fused(l, a, product(r, b)), product(w, fused(l, c, product(r, d))));
        } else if (k < classes / 8 * 8) {
          *to++ = fused(a, product(u, l), fused(b, product(u, r), fused(d, product(w, r), product(c, product(w, l)))));
        } else {
          *to++ = fused(d, product(w, r), fused(c, product(w, l), fused(a, product(u, l), product(b, product(u, r)))));
        }
      }
    }
  }
  return out;
}

bool same(f32 a, f32 b) { return std::memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b); }

struct test_case {
  index_array<3> shape;  // classes, h, w
  hw size{1, 1};
  upsample_crop crop;
  bool hwc = false;
  int kind = 0;
};

test_case any_case(pattern& random, bool large) {
  test_case c;
  c.shape = {random.between(1, large ? 40 : 12), random.between(1, 20), random.between(1, large ? 50 : 20)};
  c.size = hw(random.between(1, large ? 150 : 40), random.between(1, large ? 150 : 60));
  if (random.next() % 8 == 0) c.size.h = c.shape[1];
  if (random.next() % 8 == 0) c.size.w = c.shape[2];
  if (random.next() % 8 == 0) c.shape[1] = 2 * c.size.h, c.shape[2] = 2 * c.size.w;
  if (random.next() % 3 == 0) {
    c.crop.height = random.between(1, c.size.h), c.crop.width = random.between(1, c.size.w);
    c.crop.top = random.between(0, c.size.h - c.crop.height), c.crop.left = random.between(0, c.size.w - c.crop.width);
  }
  c.hwc = random.next() % 3 == 0;
  c.kind = static_cast<int>(random.between(0, kinds - 1));
  return c;
}

/// Runs the verb on the case's logits, in its layout, and counts what differs from argmax of the large ones.
template <class I, class Contract, class Large>
int count_wrong(const test_case& c, const Contract& contract, pattern& random, Large large_of) {
  const eido::index classes = c.shape[0], h = c.shape[1], w = c.shape[2];
  guarded<f32> planes(classes * h * w);
  fill(planes, c.shape, c.kind, random);
  const view<const f32, 3> chw(planes.data(), c.shape);
  guarded<f32> pixels(classes * h * w, guarded<f32>::side::before);
  const view<f32, 3> hwc(pixels.data(), {h, w, classes});
  for (eido::index k = 0; k < classes; ++k) {
    for (eido::index y = 0; y < h; ++y) {
      for (eido::index x = 0; x < w; ++x) hwc.at(y, x, k) = chw.at(k, y, x);
    }
  }
  const std::vector<f32> values = large_of(chw);
  const view<const f32, 3> large(values.data(), {classes, c.size.h, c.size.w});

  const bool whole = c.crop.height == 0;
  const hw part = whole ? c.size : hw(c.crop.height, c.crop.width);
  const bool scored = random.next() % 2, shares = random.next() % 3 == 0;
  std::vector<f32> softened(values.size());
  softmax(large, axis<0>, view<f32, 3>(softened.data(), large.shape()));
  const view<const f32, 3> probabilities(softened.data(), large.shape());
  guarded<I> ids(part.h * part.w);
  guarded<f32> scores(part.h * part.w);
  const view<I, 2> out(ids.data(), {part.h, part.w});
  const view<f32, 2> score(scores.data(), {part.h, part.w});
  upsample_options options;
  options.crop = c.crop;
  options.layout = c.hwc ? logits_layout::hwc : logits_layout::chw;
  if (scored) options.scores = score;
  if (shares) options.score = upsample_score::softmax;
  const view<const f32, 3> given = c.hwc ? view<const f32, 3>(pixels.data(), {h, w, classes}) : chw;
  upsample_argmax(given, c.size, contract, options, out);
  int wrong = !(ids.intact() && scores.intact());
  for (eido::index y = 0; y < part.h; ++y) {
    for (eido::index x = 0; x < part.w; ++x) {
      const auto at = [&](eido::index k) { return large.at(k, c.crop.top + y, c.crop.left + x); };
      eido::index best = 0;
      for (eido::index k = 1; k < classes; ++k) best = detail::beats<false>(at(k), at(best)) ? k : best;
      wrong += static_cast<eido::index>(out.at(y, x)) != best;
      wrong +=
          scored && !same(score.at(y, x), shares ? probabilities.at(best, c.crop.top + y, c.crop.left + x) : at(best));
    }
  }
  return wrong;
}

template <class Contract>
void check_contract(const Contract& contract, eido::u32 seed, int rounds) {
  pattern random(seed);
  for (int round = 0; round < eido_test::cases(rounds); ++round) {
    test_case c = any_case(random, round % 6 == 0);
    CAPTURE(c.kind);
    CAPTURE(c.shape[0]);
    CAPTURE(c.shape[1]);
    CAPTURE(c.shape[2]);
    CAPTURE(c.size.h);
    CAPTURE(c.size.w);
    const auto large = [&](const view<const f32, 3>& x) { return resized(x, c.size, contract); };
    if (round % 2) {
      REQUIRE(count_wrong<u8>(c, contract, random, large) == 0);
    } else {
      REQUIRE(count_wrong<u16>(c, contract, random, large) == 0);
    }
  }
}

template <class Contract>
void check_torch(const Contract& contract, eido::u32 seed, int rounds) {
  pattern random(seed);
  for (int round = 0; round < eido_test::cases(rounds); ++round) {
    const test_case c = any_case(random, round % 3 == 0);
    const eido::index classes = c.shape[0];
    const bool quad = c.size.h + c.size.w <= 128 || classes == 3 || (classes > 3 && c.hwc && !contract.planes);
    CAPTURE(c.kind);
    CAPTURE(classes);
    CAPTURE(quad);
    const auto large = [&](const view<const f32, 3>& x) { return torch_resized(x, c.size, contract.corners, quad); };
    REQUIRE(count_wrong<u8>(c, contract, random, large) == 0);
  }
}

}  // namespace

TEST_CASE("reduce/upsample_argmax: equals interpolation followed by argmax, cv2 and tf") {
  eido_test::for_each_target([] {
    check_contract(like::cv2::linear, 1, 250);
    check_contract(like::tf::bilinear, 2, 120);
    check_contract(like::tf::bilinear.align_corners(), 3, 60);
    check_contract(like::tflite::bilinear, 13, 60);
    check_contract(like::tflite::bilinear.align_corners(), 14, 30);
  });
}

TEST_CASE("reduce/upsample_argmax: equals interpolation followed by argmax, torch") {
  eido_test::for_each_target([] {
    check_torch(like::torch::bilinear, 4, 200);
    check_torch(like::torch::bilinear.align_corners(), 5, 100);
    check_torch(like::torch::bilinear.contiguous(), 6, 60);
  });
}

TEST_CASE("reduce/upsample_argmax: nearest contracts show the labels of the pixels that they pick") {
  check_contract(like::cv2::nearest, 7, 60);
  check_contract(like::cv2::nearest_exact, 8, 60);
  check_contract(like::torch::nearest, 9, 60);
  check_contract(like::torch::nearest_exact, 10, 60);
  check_contract(like::tf::nearest, 11, 60);
  check_contract(like::tflite::nearest, 15, 30);
}

TEST_CASE("reduce/upsample_argmax: bytes as TFLite mixes and rounds them") {
  eido_test::for_each_target([] {
    pattern random(16);
    for (int round = 0; round < eido_test::cases(300); ++round) {
      const bool large = round % 6 == 0, corners = random.next() % 3 == 0, hwc = random.next() % 2;
      const eido::index classes = random.between(1, large ? 60 : 12), h = random.between(1, 20),
                        w = random.between(1, large ? 50 : 20);
      const hw size(random.between(1, large ? 150 : 40), random.between(1, large ? 150 : 60));
      const like::tflite::resize_contract<detail::tf_filter::bilinear> contract =
          corners ? like::tflite::bilinear.align_corners() : like::tflite::bilinear;
      guarded<i8> memory(classes * h * w);
      const int spread = 1 << random.between(0, 8);  // ties, up to all values
      const eido::index slope = random.between(-9, 9);
      for (eido::index i = 0; i < memory.size(); ++i) {
        const eido::index k = hwc ? i % classes : i / (h * w), x = hwc ? i / classes % w : i % w;
        const eido::index v =
            static_cast<eido::index>(random.next()) % spread - spread / 2 + slope * (k % 3 - 1) * (x - w / 2);
        memory.data()[i] = static_cast<i8>(v < -128 ? -128 : v > 127 ? 127 : v);
      }
      const view<const i8, 3> logits =
          hwc ? view<const i8, 3>(memory.data(), {h, w, classes}) : view<const i8, 3>(memory.data(), {classes, h, w});
      const view<const i8, 3> planes = hwc ? view<const i8, 3>(transpose(logits, axes<2, 0, 1>)) : logits;
      std::vector<i8> values(static_cast<std::size_t>(classes * size.h * size.w));
      const view<i8, 3> resized_planes(values.data(), {classes, size.h, size.w});
      for (eido::index k = 0; k < classes; ++k) resize(planes[k], contract, resized_planes[k]);
      std::vector<u8> wanted(static_cast<std::size_t>(size.h * size.w));
      argmax(resized_planes, axis<0>, view<u8, 2>(wanted.data(), {size.h, size.w}));

      guarded<u8> ids(size.h * size.w);
      guarded<f32> scores(size.h * size.w);
      upsample_options options;
      options.layout = hwc ? logits_layout::hwc : logits_layout::chw;
      if (random.next() % 2) options.scores = view<f32, 2>(scores.data(), {size.h, size.w});
      upsample_argmax(logits, size, contract, options, view<u8, 2>(ids.data(), {size.h, size.w}));
      REQUIRE(ids.intact());
      REQUIRE(std::memcmp(ids.data(), wanted.data(), wanted.size()) == 0);
      for (eido::index i = 0; options.scores.data() && i < scores.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        REQUIRE(scores.data()[i] == static_cast<f32>(values[wanted[at] * wanted.size() + at]));
      }
    }
  });
}

namespace {

/// A contract's rule with margins of a test.
template <class Contract>
struct thin : detail::upsample_rule<Contract> {
  static inline detail::upsample_margins margins;

  static status form(const Contract& contract, const detail::axis_request& x, const detail::axis_request& y,
                     eido::index classes, bool hwc, detail::upsample_form& out) noexcept {
    const status s = detail::upsample_rule<Contract>::form(contract, x, y, classes, hwc, out);
    out.margins = margins;
    return s;
  }
};

/// How many labels of near ties become wrong by such margins.
template <class Contract>
int wrong_by(const Contract& contract, const detail::upsample_margins& margins) {
  thin<Contract>::margins = margins;
  pattern random(77);
  int wrong = 0;
  for (int round = 0; round < 120; ++round) {
    const index_array<3> shape(random.between(2, 12), random.between(2, 20), random.between(2, 20));
    const hw size(random.between(2, 80), random.between(2, 90));
    if (size == hw(shape[1], shape[2])) continue;
    guarded<f32> memory(shape[0] * shape[1] * shape[2]);
    fill(memory, shape, 10 + round % 3, random);
    const view<const f32, 3> planes(memory.data(), shape);
    const auto labels = [&](bool pruned) {
      std::vector<u8> out;
      const auto use = [&](eido::index, eido::index n, const detail::label_line<f32>& line) {
        for (; n > 0; --n) out.insert(out.end(), line.bytes, line.bytes + line.count);
      };
      const auto axis_of = [](eido::index from, eido::index to) {
        return detail::axis_request{from, 0, static_cast<f32>(from), to};
      };
      const auto x = axis_of(shape[2], size.w), y = axis_of(shape[1], size.h);
      const upsample_crop all{0, 0, size.h, size.w};
      // with scores nothing is taken for granted, but classes are left out: so without, by margins beyond all values
      const detail::upsample_margins kept = thin<Contract>::margins;
      if (!pruned) thin<Contract>::margins = {1e30f, 1, 1e30f, 1};
      REQUIRE(detail::mix_lines<thin<Contract>>(planes, contract, x, y, false, all, detail::upsample_wants::labels, use)
                  .ok());
      thin<Contract>::margins = kept;
      return out;
    };
    const std::vector<u8> full = labels(false), pruned = labels(true);
    for (std::size_t i = 0; i < full.size(); ++i) wrong += full[i] != pruned[i];
  }
  return wrong;
}

template <class Contract>
void check_margins(const Contract& contract) {
  const detail::upsample_margins right;
  CHECK(wrong_by(contract, right) == 0);
  auto thinner = right;
  thinner.ahead = 0x1p-24f;
  CHECK(wrong_by(contract, thinner) > 0);
  thinner = right, thinner.below = 0x1p-24f;
  CHECK(wrong_by(contract, thinner) > 0);
  thinner = right, thinner.more_ahead = 0;
  CHECK(wrong_by(contract, thinner) > 0);
  thinner = right, thinner.more_below = 0;
  CHECK(wrong_by(contract, thinner) > 0);
}

}  // namespace

TEST_CASE("reduce/upsample_argmax: the margins of pruning are needed") {
  check_margins(like::cv2::linear);
  check_margins(like::torch::bilinear);
}

TEST_CASE("reduce/upsample_argmax: many classes") {
  eido_test::for_each_target([] {
    pattern random(12);
    for (int kind = 0; kind < kinds; kind += eido_test::slow ? 3 : 1) {
      test_case c;
      c.shape = {1000, 4, 5}, c.size = hw(17, 40), c.kind = kind;
      CAPTURE(kind);
      const auto large = [&](const view<const f32, 3>& x) { return resized(x, c.size, like::cv2::linear); };
      REQUIRE(count_wrong<u16>(c, like::cv2::linear, random, large) == 0);
    }
  });
}

TEST_CASE("reduce/upsample_argmax: what cannot be is named and nothing is written") {
  const std::vector<f32> x(300 * 4);
  const view<const f32, 3> logits(x.data(), {300, 2, 2});
  std::vector<u8> memory(16, 7);
  const view<u8, 2> out(memory.data(), {4, 4});
  const auto message = [](const status& s) { return std::string(s.message()); };
  CHECK(message(try_upsample_argmax(logits, hw(4, 4), like::torch::bilinear, out)) ==
        "upsample_argmax: axis 0 has 300 positions, more than the index type can name (its largest value is 255)");
  const view<const f32, 3> few(x.data(), {3, 2, 2});
  CHECK(message(try_upsample_argmax(few, hw(4, 5), like::torch::bilinear, out)) ==
        "upsample_argmax: dst has shape (4, 4); expected (4, 5)");
  CHECK(message(try_upsample_argmax(few, hw(4, 4), like::torch::bilinear, {.crop = {1, 0, 4, 4}}, out)) ==
        "upsample_argmax: crop = (top 1, left 0, height 4, width 4); expected a part of hw(4, 4)");
  CHECK(try_upsample_argmax(few, hw(0, 4), like::cv2::linear, view<u8, 2>(memory.data(), {0, 4})).code() ==
        errc::value_error);
  for (const u8 v : memory) CHECK(v == 7);
}
