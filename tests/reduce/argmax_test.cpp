// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/reduce/argmax.hpp>

#include <limits>
#include <string>

#include "support/pattern.hpp"

using namespace eido;

namespace {

constexpr f32 not_a_number = std::numeric_limits<f32>::quiet_NaN();
constexpr f32 inf = std::numeric_limits<f32>::infinity();

// numpy's rule in words: the first NaN, else the first of the largest
template <class At>
eido::index first_largest(eido::index count, At at) {
  for (eido::index k = 0; k < count; ++k) {
    if (at(k) != at(k)) return k;
  }
  eido::index best = 0;
  for (eido::index k = 1; k < count; ++k) best = at(k) > at(best) ? k : best;
  return best;
}

template <std::size_t N>
int argmax_of(const f32 (&x)[N]) {
  u8 out = 99;
  argmax(x, axis<0>, view<u8, 0>(&out, {}));
  return out;
}

}  // namespace

TEST_CASE("reduce/argmax: ties, NaN, infinities and signed zero as numpy") {
  CHECK(argmax_of({1, 3, 3, 2}) == 1);
  CHECK(argmax_of({5, 5, 5}) == 0);
  CHECK(argmax_of({1, not_a_number, 3, not_a_number}) == 1);
  CHECK(argmax_of({not_a_number, inf}) == 0);
  CHECK(argmax_of({inf, not_a_number}) == 1);
  CHECK(argmax_of({-inf, -inf}) == 0);
  CHECK(argmax_of({-0.0f, 0.0f}) == 0);
  CHECK(argmax_of({0.0f, -0.0f}) == 0);
  CHECK(argmax_of({-3, -1, -2}) == 1);
  CHECK(argmax_of({7}) == 0);
}

TEST_CASE("reduce/argmax: every axis of planes, interleaved and turned arrays agrees with the rule") {
  eido_test::pattern random(5);
  for (int round = 0; round < 60; ++round) {
    const eido::index a = random.between(1, 9), b = random.between(1, 40), c = random.between(1, 300);
    std::vector<f32> values(static_cast<std::size_t>(a * b * c));
    for (auto& v : values) {
      const u32 pick = random.next() % 40;
      v = pick == 0 ? not_a_number : pick == 1 ? -inf : static_cast<f32>(static_cast<i32>(pick % 7)) - 3.0f;
    }
    const view<const f32, 3> x(values.data(), {a, b, c});
    const view<const f32, 3> y = round % 2 ? x : flip(flip(x, axis<1>), axis<0>);
    std::vector<u16> out(static_cast<std::size_t>(a * b * c));

    const view<u16, 2> first(out.data(), {b, c});
    argmax(y, axis<0>, first);
    for (eido::index i = 0; i < b; ++i) {
      for (eido::index j = 0; j < c; ++j) {
        REQUIRE(first.at(i, j) == first_largest(a, [&](eido::index k) { return y.at(k, i, j); }));
      }
    }
    const view<u16, 2> last(out.data(), {a, b});
    argmax(y, axis<-1>, last);
    for (eido::index i = 0; i < a; ++i) {
      for (eido::index j = 0; j < b; ++j) {
        REQUIRE(last.at(i, j) == first_largest(c, [&](eido::index k) { return y.at(i, j, k); }));
      }
    }
    const view<u16, 2> middle(out.data(), {a, c});
    argmax(transpose(y, axes<2, 0, 1>), axis<2>, transpose(middle));
    for (eido::index i = 0; i < a; ++i) {
      for (eido::index j = 0; j < c; ++j) {
        REQUIRE(middle.at(i, j) == first_largest(b, [&](eido::index k) { return y.at(i, k, j); }));
      }
    }
  }
}

TEST_CASE("reduce/argmax: what cannot be is named and nothing is written") {
  const std::vector<f32> values(300);
  u8 out[3] = {9, 9, 9};
  CHECK(try_argmax(view<const f32, 2>(values.data(), {3, 100}), axis<1>, view<u8, 1>(out, {2})).code() ==
        errc::shape_error);
  CHECK(try_argmax(view<const f32, 2>(values.data(), {3, 0}), axis<1>, out).code() == errc::value_error);
  const status many = try_argmax(view<const f32, 2>(values.data(), {300, 1}), axis<0>, view<u8, 1>(out, {1}));
  CHECK(std::string(many.message()) ==
        "argmax: axis 0 has 300 positions, more than the index type can name (its largest value is 255)");
  CHECK(out[0] == 9);
  i16 wide[1];
  CHECK(try_argmax(view<const f32, 2>(values.data(), {300, 1}), axis<0>, wide).ok());
  CHECK(try_argmax(view<const f32, 2>(values.data(), {3, 0}), axis<0>, view<u8, 1>(out, {0})).ok());
}
