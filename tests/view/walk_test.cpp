// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view/axes.hpp>
#include <eidograph/view/walk.hpp>

#include <set>
#include <vector>

#include "support/pattern.hpp"
#include "view/positions.hpp"

using namespace eido;

namespace {

template <int R, class... V>
int count_runs(const V&... v) {
  int runs = 0;
  detail::loop_nest<R, static_cast<int>(sizeof...(V))>(v...).for_each_run(
      [&](eido::index, const auto&, const auto&) { ++runs; });
  return runs;
}

}  // namespace

TEST_CASE("view/walk: every element once, with its partners at the same position, whatever the strides") {
  std::vector<i32> memory(4000);
  eido_test::pattern random(11);
  for (int round = 0; round < 500; ++round) {
    index_array<4> shape, strides[3];
    for (int k = 0; k < 4; ++k) shape[k] = random.between(round % 10 == 0 ? 0 : 1, 3);
    for (auto& s : strides) {  // C order of a permutation of the axes, signs and gaps at random
      int order[4] = {0, 1, 2, 3};
      for (int k = 3; k > 0; --k) std::swap(order[k], order[random.between(0, k)]);
      eido::index step = random.between(1, 2);
      for (int k : order) {
        s[k] = random.between(0, 3) == 0 ? -step : step;
        step *= shape[k] > 0 ? shape[k] : 1;
      }
    }
    strides[1][static_cast<int>(random.between(0, 3))] = 0;  // a source may be stretched
    const view<i32, 4> dst(memory.data() + 2000, shape, strides[0]);
    const view<const i32, 4> a(memory.data() + 2000, shape, strides[1]), b(memory.data() + 2000, shape, strides[2]);
    std::set<std::vector<const i32*>> expected, seen;
    eido_test::for_each_position(shape, [&](const index_array<4>& p) {
      expected.insert({&eido_test::element(dst, p), &eido_test::element(a, p), &eido_test::element(b, p)});
    });
    eido::index calls = 0;
    detail::for_each_element(
        [&](i32& d, const i32& x, const i32& y) {
          seen.insert({&d, &x, &y});
          ++calls;
        },
        dst, a, b);
    REQUIRE(seen == expected);
    REQUIRE(calls == dst.size());
  }
}

TEST_CASE("view/walk: axes that lie behind one another become one run") {
  i32 a[120];
  const view<i32, 4> whole(a, {2, 3, 4, 5});
  CHECK(count_runs<4>(whole) == 1);
  CHECK(count_runs<4>(whole, view<const i32, 4>(whole)) == 1);
  CHECK(count_runs<4>(transpose(whole), transpose(whole)) == 1);
  CHECK(count_runs<4>(flip(whole), flip(whole)) == 1);
  CHECK(count_runs<4>(whole, flip(whole, axis<0>)) == 2);
  CHECK(count_runs<3>(view<i32, 3>(a, {2, 3, 4}, {60, 5, 1})) == 6);  // rows with gaps
  CHECK(count_runs<2>(view<i32, 2>(a, {1, 1})) == 1);
  CHECK(count_runs<0>(view<i32, 0>(a, {})) == 1);
  CHECK(count_runs<2>(view<i32, 2>(a, {3, 0})) == 0);
}

TEST_CASE("view/walk: the destination's smallest stride is innermost") {
  i32 a[12], b[12];
  const view<i32, 2> rows(a, {3, 4}), columns(b, {3, 4}, {1, 3});
  detail::loop_nest<2, 2>(columns, rows).for_each_run([](eido::index count, const auto&, const auto& stride) {
    CHECK(count == 3);
    CHECK(stride[0] == 1);
    CHECK(stride[1] == 4);
  });
}
