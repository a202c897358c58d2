// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <cmath>
#include <vector>

#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

/// A rule without its shape, so that nothing is estimated.
template <class Rule>
struct exact {
  Rule rule;
  detail::tap_span span(eido::index i) const noexcept { return rule.span(i); }
  void weigh(eido::index i, const detail::tap_span& s, f64* out) const noexcept { rule.weigh(i, s, out); }
};

/// How many weights two tables have, and how many of them differ.
struct comparison {
  eido::index weights = 0, wrong = 0;

  void add(const detail::axis_table& fast, const detail::axis_table& slow) {
    for (eido::index i = 0; i < slow.outputs; ++i) {
      for (i32 k = 0; k < slow.count(i); ++k) wrong += fast.weights<i32>(i)[k] != slow.weights<i32>(i)[k];
      weights += slow.count(i);
    }
  }
  void check() const {
    CHECK(weights > 100000);
    CHECK(wrong == 0);
  }
};

template <detail::pillow_filter F>
void check_estimates(u32 seed) {
  eido_test::pattern p(seed);
  comparison tables;
  for (int round = 0; round < 300; ++round) {
    const eido::index size = p.between(1, 900), outputs = p.between(1, round % 10 ? 300 : 3);
    const f32 low = round % 3 ? 0 : static_cast<f32>(p.between(0, 1000)) / 1001.0f * static_cast<f32>(size) / 2;
    const f32 high = round % 3 ? static_cast<f32>(size) : static_cast<f32>(size) - low / 3;
    const detail::pillow_table<F> rule(detail::axis_request{size, low, high, outputs});
    detail::axis_table fast, slow;
    REQUIRE(fast.build<detail::q22>(rule, outputs).ok());
    REQUIRE(slow.build<detail::q22>(exact<detail::pillow_table<F>>{rule}, outputs).ok());
    tables.add(fast, slow);
  }
  tables.check();
}

/// torch's bits of a weight, which depend on the largest one, and the weights.
template <detail::torch_filter F>
void check_torch_estimates(u32 seed) {
  eido_test::pattern p(seed);
  comparison tables;
  for (int round = 0; round < 300; ++round) {
    const eido::index size = p.between(1, 900), outputs = p.between(1, round % 10 ? 300 : 3);
    const detail::axis_request request{size, 0, static_cast<f32>(size), outputs};
    const bool corners = p.between(0, 1) == 1;
    detail::torch_u8_table<F> rule(request, corners);
    detail::torch_u8_axis<F> measured(request, corners);
    REQUIRE(rule.look(outputs).ok());
    REQUIRE(measured.measure(outputs).ok());
    CHECK(rule.bits() == measured.bits());
    CHECK(rule.spread == doctest::Approx(measured.spread).epsilon(1e-12));
    detail::axis_table fast, slow;
    fast.shift = slow.shift = measured.bits();
    REQUIRE(fast.build<detail::torch_q22>(rule, outputs).ok());
    REQUIRE(slow.build<detail::torch_q22>(measured, outputs).ok());
    tables.add(fast, slow);
  }
  tables.check();
}

}  // namespace

TEST_CASE("resample/axis_table: integer weights from estimates are those of the library's functions") {
  eido_test::for_each_target([] {
    check_estimates<detail::pillow_filter::bilinear>(1);
    check_estimates<detail::pillow_filter::hamming>(2);
    check_estimates<detail::pillow_filter::bicubic>(3);
    check_estimates<detail::pillow_filter::lanczos>(4);
    check_torch_estimates<detail::torch_filter::bilinear_aa>(5);
    check_torch_estimates<detail::torch_filter::bicubic_aa>(6);
    check_torch_estimates<detail::torch_filter::lanczos_aa>(7);
  });
}

TEST_CASE("resample/axis_table: next to a rounding edge an estimate is not believed") {
  eido_test::for_every_target([] {
    constexpr f64 unit = 1 << 22;
    const f64 near[] = {0.5, 7.5 - 9e-7, 4194303.5 + 9e-7, -0.5, -17.5 - 9e-7}, sure[] = {7.25, -3.75, 0.4999, 0, 9e6};
    const kernels::filter_functions f = kernels::filters_in_use();
    std::vector<i32> counts(static_cast<std::size_t>(f.outputs), 4);
    counts[0] = 5;
    const auto written = [&](int i, int k) { return k < counts[static_cast<std::size_t>(i)]; };
    for (int lane = 0; lane < f.outputs; ++lane) {
      for (int tap = 0; tap < 5; ++tap) {
        std::vector<f64> weights(static_cast<std::size_t>(5 * f.outputs));
        std::vector<i32> out(weights.size(), -1);
        for (int i = 0; i < f.outputs; ++i) {
          for (int k = 0; k < 5 && written(i, k); ++k) {
            weights[static_cast<std::size_t>(k * f.outputs + i)] = (i == lane && k == tap ? near : sure)[k] / unit;
          }
        }
        const u32 doubtful = f.round(weights.data(), counts.data(), f.outputs, 5, unit, 2, out.data(), 5);
        CHECK(doubtful == (written(lane, tap) ? u32(1) << lane : 0));
        for (int i = 0; i < f.outputs; ++i) {
          for (int k = 0; k < 5; ++k) {
            if (i == lane && k == tap) continue;
            CHECK(out[static_cast<std::size_t>(5 * i + k)] == (written(i, k) ? 2 * std::lround(sure[k]) : -1));
          }
        }
      }
    }
  });
}
