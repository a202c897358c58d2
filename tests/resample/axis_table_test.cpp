// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

/// A rule without its estimate.
template <class Rule>
struct exact {
  Rule rule;
  detail::tap_span span(eido::index i) const noexcept { return rule.span(i); }
  void weigh(eido::index i, const detail::tap_span& s, f64* out) const noexcept { rule.weigh(i, s, out); }
};

template <detail::pillow_filter F>
void check_estimates(u32 seed) {
  eido_test::pattern p(seed);
  eido::index weights = 0, wrong = 0;
  for (int round = 0; round < 300; ++round) {
    const eido::index size = p.between(1, 900), outputs = p.between(1, round % 10 ? 300 : 3);
    const f32 low = round % 3 ? 0 : static_cast<f32>(p.between(0, 1000)) / 1001.0f * static_cast<f32>(size) / 2;
    const f32 high = round % 3 ? static_cast<f32>(size) : static_cast<f32>(size) - low / 3;
    const detail::pillow_table<F> rule(detail::axis_request{size, low, high, outputs});
    detail::axis_table fast, slow;
    REQUIRE(fast.build<detail::q22>(rule, outputs).ok());
    REQUIRE(slow.build<detail::q22>(exact<detail::pillow_table<F>>{rule}, outputs).ok());
    for (eido::index i = 0; i < outputs; ++i) {
      for (i32 k = 0; k < slow.count(i); ++k) wrong += fast.weights<i32>(i)[k] != slow.weights<i32>(i)[k];
      weights += slow.count(i);
    }
  }
  CHECK(weights > 100000);
  CHECK(wrong == 0);
}

/// One weight of a little more than half a unit of 2^-22, estimated to be a little less.
struct edge_rule {
  f64 units, off;
  detail::tap_span span(eido::index i) const noexcept { return {i, 1}; }
  void weigh(eido::index, const detail::tap_span&, f64* out) const noexcept { *out = units / (1 << 22); }
  void estimate(eido::index, const detail::tap_span&, f64* out) const noexcept { *out = units / (1 << 22) + off; }
};

}  // namespace

TEST_CASE("resample/axis_table: integer weights from estimates are those of the library's functions") {
  eido_test::for_each_target([] { check_estimates<detail::pillow_filter::lanczos>(1); });
  check_estimates<detail::pillow_filter::hamming>(2);
}

TEST_CASE("resample/axis_table: next to a rounding edge an estimate is not believed") {
  for (const f64 units : {0.5, 7.5, 4194303.5, -0.5, -17.5}) {
    for (const f64 off : {-2e-13, 2e-13}) {
      detail::axis_table table;
      REQUIRE(table.build<detail::q22>(edge_rule{units, off}, 1).ok());
      CHECK(*table.weights<i32>(0) == std::lround(units));
    }
  }
  detail::axis_table table;  // and elsewhere it is
  REQUIRE(table.build<detail::q22>(edge_rule{7.25, 1.0 / (1 << 22)}, 1).ok());
  CHECK(*table.weights<i32>(0) == 8);
}
