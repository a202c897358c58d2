// SPDX-License-Identifier: MIT
// softmax, log_softmax and sigmoid: the bits of a plain model, whatever the tier, the axis and the layout; its errors.
#include <doctest/doctest.h>
#include <eidograph/reduce/softmax.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using eido_test::guarded;
using eido_test::pattern;

namespace {

constexpr f32 infinity = std::numeric_limits<f32>::infinity(), none = std::numeric_limits<f32>::quiet_NaN();

f32 stored(f32 x) {
  volatile f32 memory = x;
  return memory;
}
f32 times(f32 a, f32 b) { return stored(a * b); }
f32 plus(f32 a, f32 b) { return stored(a + b); }

/// 2^64 * e^x for x <= 0, step by step.
f32 model_exp(f32 x) {
  x = -132.5f > x ? -132.5f : x;
  const f32 sum = plus(times(x, 0x1.715476p+0f), 0x1.8p23f + 191), n = plus(sum, -(0x1.8p23f + 191));
  const f32 high = plus(x, -times(n, 0x1.62e4p-1f)), low = times(n, 0x1.7f7ep-20f), r = plus(high, -low);
  const f32 square = times(r, r);
  f32 p = plus(times(r, 0x1.123ap-7f), 0x1.5558f2p-5f);
  p = plus(times(square, 0x1.6a2406p-10f), p);
  p = plus(times(square, p), plus(times(r, 0x1.555492p-3f), 0x1.fffffcp-2f));
  p = plus(1.0f, plus(high, plus(times(square, p), -low)));
  u32 bits;
  std::memcpy(&bits, &sum, sizeof bits);
  bits <<= 23;
  f32 scale;
  std::memcpy(&scale, &bits, sizeof scale);
  return times(p, scale);
}

f32 model_log(f32 x) {
  constexpr f32 c[] = {0x1.555548p-2f,  -0x1.000006p-2f, 0x1.99a4bcp-3f,  -0x1.555c5ap-3f, 0x1.2336e4p-3f,
                       -0x1.fc1f6ap-4f, 0x1.e6f5fcp-4f,  -0x1.de4fa8p-4f, 0x1.146334p-4f};
  int exponent;
  f32 m = std::frexp(x, &exponent);  // in [0.5, 1)
  if (m < 0x1.6a09e6p-1f) m *= 2, --exponent;
  const f32 k = static_cast<f32>(exponent), f = plus(m, -1.0f), square = times(f, f);
  f32 p = c[8];
  for (int i = 7; i >= 0; --i) p = plus(times(p, f), c[i]);
  p = plus(plus(times(times(f, square), p), times(k, 0x1.7f7ep-20f)), -times(square, 0.5f));
  const f32 whole = times(k, 0x1.62e4p-1f), sum = plus(whole, f), error = plus(f, -plus(sum, -whole));
  return plus(sum, plus(error, p));
}

/// The rule for one line.
std::vector<f32> model(const std::vector<f32>& x, bool log) {
  f32 most = -infinity, part[16] = {};
  bool bad = true;
  for (f32 a : x) most = a > most ? a : most, bad = bad && a == -infinity;
  for (f32 a : x) bad = bad || a != a || a == infinity;
  if (bad) return std::vector<f32>(x.size(), none);
  std::vector<f32> made;
  for (std::size_t k = 0; k < x.size(); ++k) {
    made.push_back(model_exp(plus(x[k], -most)));
    part[k % 16] = plus(part[k % 16], made[k]);
  }
  for (int half = 8; half > 0; half /= 2) {
    for (int j = 0; j < half; ++j) part[j] = plus(part[j], part[j + half]);
  }
  if (!log) {
    const f32 scale = stored(1.0f / part[0]);
    for (f32& a : made) a = times(a, scale);
  } else {
    const f32 total = model_log(times(part[0], 0x1p-64f));
    for (std::size_t k = 0; k < x.size(); ++k) made[k] = plus(plus(x[k], -most), -total);
  }
  return made;
}

f32 model_sigmoid(f32 x) {
  if (x != x) return none;
  const f32 e = times(model_exp(-std::fabs(x)), 0x1p-64f);
  return stored((x < 0 ? e : 1.0f) / plus(1.0f, e));
}

bool same_bits(f32 a, f32 b) { return std::memcmp(&a, &b, sizeof a) == 0; }

f32 any_value(pattern& random, int kind) {
  const f32 usual = static_cast<f32>(random.between(-20000, 20000)) / 1000;
  constexpr f32 special[] = {infinity, none, -infinity, 3e38f, -3e38f, 0.0f, -0.0f, 1e-40f, -90.0f};
  if (kind == 1) return usual * 8;  // results that are denormal, or 0
  if (kind == 2) return random.next() % 200 == 0 ? special[random.between(0, 8)] : usual;
  if (kind == 3) return random.next() % 3 ? -infinity : special[random.between(2, 8)];
  return usual;
}

/// Both verbs along axis 1 of v, whose memory is x, into results that lie in another way, and in place.
void check_lines(guarded<f32>& x, const view<f32, 3>& v, pattern& random) {
  const index_array<3>& shape = v.shape();
  const auto side = random.next() % 2 ? guarded<f32>::side::behind : guarded<f32>::side::before;
  guarded<f32> soft(v.size(), side), logs(v.size(), side);
  const auto laid = [&](f32* p) -> view<f32, 3> {
    switch (random.next() % 3) {
      case 0: return {p, shape};
      case 1: return transpose(view<f32, 3>(p, {shape[1], shape[2], shape[0]}), axes<2, 0, 1>);
      default: return flip(transpose(view<f32, 3>(p, {shape[0], shape[2], shape[1]}), axes<0, 2, 1>));
    }
  };
  const view<f32, 3> to_soft = laid(soft.data()), to_logs = laid(logs.data());
  softmax(v, axis<1>, to_soft);
  log_softmax(v, axis<-2>, to_logs);
  int wrong = !soft.intact() + !logs.intact();
  const bool log_in_place = random.next() % 2;
  const std::vector<f32> before = x.values();
  if (log_in_place) {
    log_softmax(v, axis<1>, v);
  } else {
    softmax(v, axis<1>, v);
  }
  wrong += !x.intact();
  const view<const f32, 3> old(before.data() + (v.data() - x.data()), shape, v.strides());
  for (eido::index i = 0; i < shape[0]; ++i) {
    for (eido::index j = 0; j < shape[2]; ++j) {
      std::vector<f32> line;
      for (eido::index k = 0; k < shape[1]; ++k) line.push_back(old.at(i, k, j));
      const std::vector<f32> expected = model(line, false), expected_logs = model(line, true);
      for (eido::index k = 0; k < shape[1]; ++k) {
        const auto at = static_cast<std::size_t>(k);
        wrong += !same_bits(to_soft.at(i, k, j), expected[at]);
        wrong += !same_bits(to_logs.at(i, k, j), expected_logs[at]);
        wrong += !same_bits(v.at(i, k, j), log_in_place ? expected_logs[at] : expected[at]);
      }
    }
  }
  REQUIRE(wrong == 0);
}

void check_shapes(pattern& random, eido::index a, eido::index count, eido::index b) {
  guarded<f32> memory(a * count * b, random.next() % 2 ? guarded<f32>::side::behind : guarded<f32>::side::before);
  const int kind = static_cast<int>(random.between(0, 3));
  for (eido::index i = 0; i < memory.size(); ++i) memory.data()[i] = any_value(random, kind);
  f32* const p = memory.data();
  CAPTURE(kind);
  CAPTURE(a);
  CAPTURE(count);
  CAPTURE(b);
  switch (random.next() % 4) {
    case 0: return check_lines(memory, view<f32, 3>(p, {a, count, b}), random);
    case 1: return check_lines(memory, transpose(view<f32, 3>(p, {count, a, b}), axes<1, 0, 2>), random);
    case 2: return check_lines(memory, transpose(view<f32, 3>(p, {a, b, count}), axes<0, 2, 1>), random);
    default: return check_lines(memory, flip(transpose(view<f32, 3>(p, {b, count, a}))), random);
  }
}

}  // namespace

TEST_CASE("reduce/softmax: every size, layout and tier has the bits of the model") {
  eido_test::for_each_target([] {
    pattern random(1);
    for (eido::index n = 1; n <= 67; ++n) {
      check_shapes(random, 1, n, random.between(1, 150));
      check_shapes(random, random.between(1, 3), random.between(1, 40), n);
    }
    for (int round = 0; round < eido_test::cases(40); ++round) {
      check_shapes(random, random.between(1, 3), random.between(60, 700), random.between(1, 70));
    }
    for (int round = 0; round < eido_test::cases(12); ++round) {
      check_shapes(random, 1, random.between(2500, 11000), random.between(1, 20));
    }
  });
}

TEST_CASE("reduce/softmax: results that go past the caches") {
  eido_test::for_each_target([] {
    constexpr eido::index count = 33, n = 16 * 8000;
    pattern random(2);
    std::vector<f32> x(count * n), made(count * n + 16);
    for (f32& a : x) a = any_value(random, 0);
    x[5 * n + 4000] = none;
    for (const bool log : {false, true}) {
      const view<f32, 2> dst(made.data() + (log ? 3 : 0), {count, n});
      const view<const f32, 2> src(x.data(), {count, n});
      const status s = log ? try_log_softmax(src, axis<0>, dst) : try_softmax(src, axis<0>, dst);
      REQUIRE(s.ok());
      int wrong = 0;
      for (eido::index j = 0; j < n; j += j < 100 || j > n - 100 ? 1 : 39) {
        std::vector<f32> line;
        for (eido::index k = 0; k < count; ++k) line.push_back(src.at(k, j));
        const std::vector<f32> expected = model(line, log);
        for (eido::index k = 0; k < count; ++k)
          wrong += !same_bits(dst.at(k, j), expected[static_cast<std::size_t>(k)]);
      }
      REQUIRE(wrong == 0);
    }
  });
}

TEST_CASE("reduce/softmax: torch's rules for infinities and NaN, and exact cases") {
  eido_test::for_each_target([] {
    const f32 x[6][3] = {{-infinity, -infinity, -infinity}, {1, infinity, 2}, {none, 1, 2},
                         {-infinity, 5, -infinity},         {7, 7, 7},        {1e30f, -1e30f, 1e30f}};
    f32 made[6][3], logs[6][3];
    softmax(x, axis<1>, made);
    log_softmax(x, axis<1>, logs);
    for (int i = 0; i < 3; ++i) {
      for (int k = 0; k < 3; ++k) REQUIRE((same_bits(made[i][k], none) && same_bits(logs[i][k], none)));
    }
    REQUIRE((made[3][0] == 0 && made[3][1] == 1 && made[3][2] == 0));
    REQUIRE((logs[3][0] == -infinity && same_bits(logs[3][1], 0.0f)));
    REQUIRE((made[4][0] == 1.0f / 3 && made[4][1] == made[4][0] && made[4][2] == made[4][0]));
    REQUIRE((made[5][0] == 0.5f && made[5][1] == 0 && made[5][2] == 0.5f));
  });
}

TEST_CASE("reduce/softmax: the stated errors") {
  pattern random(3);
  f64 worst = 0, worst_log = 0;
  for (int round = 0; round < eido_test::cases(3000); ++round) {
    f32 x[21], soft[21], logs[21];
    f64 sum = 0;
    for (f32& a : x) a = static_cast<f32>(random.between(-800, 0)) / 64;  // x - max is exact
    x[random.between(0, 20)] = 0;
    softmax(x, axis<0>, soft);
    log_softmax(x, axis<0>, logs);
    for (f32 a : x) sum += std::exp(static_cast<f64>(a));
    for (int k = 0; k < 21; ++k) {
      const f64 truth = std::exp(static_cast<f64>(x[k])) / sum, log_truth = static_cast<f64>(x[k]) - std::log(sum);
      worst = (std::max)(worst, std::fabs(static_cast<f64>(soft[k]) - truth) / truth);
      worst_log = (std::max)(worst_log, std::fabs(static_cast<f64>(logs[k]) - log_truth));
    }
  }
  CHECK(worst < 5 * 0x1p-24);
  CHECK(worst_log < 16 * 0x1p-24);
}

TEST_CASE("reduce/softmax: sigmoid has the bits of the model") {
  eido_test::for_each_target([] {
    pattern random(4);
    int wrong = 0;
    for (eido::index n = 1; n <= 67; ++n) {
      guarded<f32> x(n), made(n, n % 2 ? guarded<f32>::side::behind : guarded<f32>::side::before);
      for (eido::index i = 0; i < n; ++i) x.data()[i] = any_value(random, static_cast<int>(n % 4));
      sigmoid(view<const f32, 1>(x.data(), {n}), view<f32, 1>(made.data(), {n}));
      for (eido::index i = 0; i < n; ++i) wrong += !same_bits(made.data()[i], model_sigmoid(x.data()[i]));
      wrong += !made.intact();
      const std::vector<f32> before = x.values();
      const view<f32, 1> backwards = flip(view<f32, 1>(x.data(), {n}));
      sigmoid(view<const f32, 1>(before.data(), {n}), backwards);
      for (eido::index i = 0; i < n; ++i) {
        wrong += !same_bits(x.data()[n - 1 - i], model_sigmoid(before[static_cast<std::size_t>(i)]));
      }
    }
    std::vector<f32> x(3 * 1000), made(1000);
    for (f32& a : x) a = any_value(random, 1);
    sigmoid(view<const f32, 2>(x.data(), {2, 500}, {1500, 3}), view<f32, 2>(made.data(), {2, 500}));
    for (std::size_t i = 0; i < 1000; ++i) wrong += !same_bits(made[i], model_sigmoid(x[3 * i]));
    REQUIRE(wrong == 0);
  });
}

TEST_CASE("reduce/softmax: what cannot be is named and nothing is written") {
  f32 x[2][3] = {{1, 2, 3}, {4, 5, 6}}, y[3][2] = {};
  CHECK(std::string(try_softmax(x, axis<0>, y).message()) == "softmax: x has shape (2, 3) but dst has shape (3, 2)");
  const view<f32, 2> v(&x[0][0], {2, 2}), w(&x[0][1], {2, 2});
  CHECK(std::string(try_log_softmax(v, axis<1>, w).message()) ==
        "log_softmax: dst overlaps x without being the same elements");
  CHECK(try_sigmoid(x, y).code() == errc::shape_error);
  CHECK(try_sigmoid(v, w).code() == errc::value_error);
  CHECK((x[0][1] == 2 && x[1][2] == 6 && y[0][0] == 0));
  CHECK(try_softmax(view<const f32, 2>(&x[0][0], {0, 3}), axis<0>, view<f32, 2>(&y[0][0], {0, 3})).ok());
}
