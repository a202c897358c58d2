// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/reduce/explain_diff.hpp>
#include <limits>
#include <string>
#include <vector>

using eido::explain_diff;
using eido::f32;
using eido::f64;
using eido::i64;
using eido::i8;
using eido::index_array;
using eido::u64;
using eido::u8;

namespace {

constexpr f32 nan32 = std::numeric_limits<f32>::quiet_NaN();
constexpr f32 inf32 = std::numeric_limits<f32>::infinity();

template <class D>
std::string text_of(const D& d) {
  return eido::status::failure(eido::errc::value_error, d).message();
}

std::vector<u8> image() {
  std::vector<u8> v(4 * 5 * 3);
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<u8>(i * i);
  return v;
}

}  // namespace

TEST_CASE("reduce/explain_diff: equal arrays are the same") {
  const u8 a[2][3]{{1, 2, 3}, {4, 5, 6}}, b[2][3]{{1, 2, 3}, {4, 5, 6}};
  const auto d = explain_diff(a, b);
  CHECK(d.same());
  CHECK(d.count == 6);
  CHECK(d.differing == 0);
  CHECK(d.histogram[0] == 6);
  CHECK(d.reversed_axis == -1);
  CHECK(!d.transposed);
  CHECK(text_of(d) == "same: all 6 elements are equal");
}

TEST_CASE("reduce/explain_diff: count, first, largest, histogram") {
  const u8 a[2][4]{{10, 20, 30, 40}, {50, 60, 70, 80}}, b[2][4]{{10, 21, 28, 40}, {50, 64, 70, 0}};
  const auto d = explain_diff(a, b);
  CHECK(!d.same());
  CHECK(d.differing == 4);
  CHECK(d.first.at == index_array<2>(0, 1));
  CHECK(d.first.a == 20);
  CHECK(d.first.b == 21);
  CHECK(d.max_abs == 80);
  CHECK(d.largest.at == index_array<2>(1, 3));
  const eido::index expected[10]{4, 1, 1, 1, 0, 0, 0, 0, 1, 0};
  for (int i = 0; i < 10; ++i) CHECK(d.histogram[i] == expected[i]);
  CHECK(text_of(d) ==
        "differing: 4 of 8 (50 %), max |a - b| 80 at (1, 3): 80 and 0, first at (0, 1): 20 and 21\n"
        "|a - b|  0: 4, 1: 1, 2: 1, 3-4: 1, 65-128: 1");
}

TEST_CASE("reduce/explain_diff: every bin has its bounds") {
  const int bounds[]{0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 33, 64, 65, 128, 129};
  const int bins[]{0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9};
  for (int i = 0; i < 16; ++i) {
    const int a[1]{0}, b[1]{-bounds[i]};
    const auto d = explain_diff(a, b);
    CHECK(d.histogram[bins[i]] == 1);
  }
}

TEST_CASE("reduce/explain_diff: differences of integers are exact at the ends of their range") {
  const i64 low[1]{std::numeric_limits<i64>::min()}, high[1]{std::numeric_limits<i64>::max()};
  CHECK(explain_diff(low, high).max_abs == ~u64(0));
  const u64 none[1]{0}, all[1]{~u64(0)};
  CHECK(explain_diff(all, none).max_abs == ~u64(0));
  const i8 a[1]{-128}, b[1]{127};
  CHECK(explain_diff(a, b).max_abs == 255);
}

TEST_CASE("reduce/explain_diff: NaN equals NaN, -0 equals 0, their bits are counted apart") {
  const f32 a[5]{nan32, 0.0f, 1.0f, nan32, inf32}, b[5]{-nan32, -0.0f, nan32, 2.0f, inf32};
  const auto d = explain_diff(a, b);
  CHECK(d.differing == 2);
  CHECK(d.one_nan == 2);
  CHECK(d.other_bits == 2);
  CHECK(d.first.at == index_array<1>(2));
  CHECK(d.histogram[9] == 2);
  CHECK(text_of(d) ==
        "differing: 2 of 5 (40 %), first at (2,): 1 and nan, NaN against a number: 2\n"
        "steps apart  0: 3, more: 2\nequal values with other bits (-0, NaN): 2");
  CHECK(explain_diff(a, a).same());
}

TEST_CASE("reduce/explain_diff: floats are measured in steps and in |a - b|") {
  const f32 a[4]{1.0f, 0.0f, -1e-45f, inf32}, b[4]{1.0f + 3 * 1.1920929e-7f, 1e-45f, 1e-45f, 1.0f};
  const auto d = explain_diff(a, b);
  CHECK(d.histogram[1] == 1);
  CHECK(d.histogram[2] == 1);
  CHECK(d.histogram[3] == 1);
  CHECK(d.histogram[9] == 1);
  CHECK(d.max_abs == std::numeric_limits<f64>::infinity());
  CHECK(d.largest.at == index_array<1>(3));
  const f64 low[1]{-std::numeric_limits<f64>::max()}, high[1]{std::numeric_limits<f64>::max()};
  CHECK(explain_diff(low, high).histogram[9] == 1);
}

TEST_CASE("reduce/explain_diff: shapes that differ are reported") {
  const auto v = image();
  const auto d = explain_diff(eido::view(v.data(), index_array(4, 5, 3)), eido::view(v.data(), index_array(5, 4, 3)));
  CHECK(!d.same());
  CHECK(!d.same_shape());
  CHECK(d.count == 0);
  CHECK(text_of(d) == "shapes differ: (4, 5, 3) and (5, 4, 3)");
}

TEST_CASE("reduce/explain_diff: hints at reversed and transposed axes") {
  const auto v = image();
  const auto a = eido::view(v.data(), index_array(4, 5, 3));
  const auto bgr = explain_diff(a, eido::flip(a, eido::axis<-1>));
  CHECK(bgr.reversed_axis == 2);
  CHECK(text_of(bgr).find("\nhint: b equals a with axis 2 reversed (RGB and BGR?)") != std::string::npos);
  CHECK(explain_diff(a, eido::flip(a, eido::axis<0>)).reversed_axis == 0);

  const auto chw = explain_diff(a, eido::transpose(a, eido::axes<2, 0, 1>));
  CHECK(chw.transposed);
  CHECK(chw.order == index_array<3>(2, 0, 1));
  CHECK(text_of(chw) == "shapes differ: (4, 5, 3) and (3, 4, 5)\nhint: b equals transpose(a, (2, 0, 1))");
  CHECK(explain_diff(a, eido::transpose(a, eido::axes<1, 0, 2>)).order == index_array<3>(1, 0, 2));
  CHECK(explain_diff(a, eido::transpose(a, eido::axes<1, 2, 0>)).order == index_array<3>(1, 2, 0));

  const auto batch = eido::view(v.data(), index_array(2, 2, 5, 3));
  CHECK(explain_diff(batch, eido::transpose(batch, eido::axes<0, 3, 1, 2>)).order == index_array<4>(0, 3, 1, 2));
  const auto square = eido::view(v.data(), index_array(7, 7));
  CHECK(explain_diff(square, eido::transpose(square)).transposed);

  const auto other = image();
  auto changed = other;
  changed[7] ^= 1;
  const auto none = explain_diff(a, eido::view(changed.data(), index_array(4, 5, 3)));
  CHECK(none.reversed_axis == -1);
  CHECK(!none.transposed);
}

TEST_CASE("reduce/explain_diff: any strides, empty arrays, scalars") {
  const auto v = image();
  const auto a = eido::view(v.data(), index_array(4, 5, 3));
  const auto d = explain_diff(eido::flip(a), eido::flip(a));
  CHECK(d.same());
  CHECK(d.count == 60);
  const eido::view<const u8, 2> empty(v.data(), {3, 0});
  CHECK(explain_diff(empty, empty).same());
  const eido::view<const u8, 0> x(v.data() + 1, {}), y(v.data() + 2, {});
  CHECK(explain_diff(x, y).max_abs == 3);
}
