// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view/reshape.hpp>

#include <limits>
#include <string>
#include <vector>

#include "support/pattern.hpp"
#include "view/positions.hpp"

using namespace eido;

namespace {

/// The address of every element, in C order.
template <class T, int R>
std::vector<const T*> addresses(const view<T, R>& v) {
  std::vector<const T*> out;
  eido_test::for_each_position(v.shape(), [&](const index_array<R>& p) { out.push_back(&eido_test::element(v, p)); });
  return out;
}

/// Whether strides exist that visit these addresses in this shape, found out one axis at a time: every element must be
/// the first one plus the steps of its position, the step of an axis being what its second element shows.
template <class T, int R>
bool has_strides(const std::vector<const T*>& elements, const index_array<R>& shape) {
  if (elements.empty()) return true;
  index_array<R> steps;
  const index_array<R> c = detail::c_strides(shape);
  for (int k = 0; k < R; ++k) {
    if (shape[k] > 1) steps[k] = elements[static_cast<std::size_t>(c[k])] - elements[0];
  }
  return addresses(view<const T, R>(elements[0], shape, steps)) == elements;
}

/// All ways to write n as R factors, in any order.
template <int R, class F>
void for_each_shape(eido::index n, F f, index_array<R> shape = {}, int axis = 0) {
  if (axis == R) {
    if (n == 1) f(shape);
    return;
  }
  for (eido::index extent = 1; extent <= n; ++extent) {
    if (n % extent != 0) continue;
    shape[axis] = extent;
    for_each_shape<R>(n / extent, f, shape, axis + 1);
  }
}

template <int R, class T, int From>
int check_all_shapes(const view<T, From>& v) {
  int refused = 0;
  const auto elements = addresses(v);
  for_each_shape<R>(v.size(), [&](const index_array<R>& shape) {
    view<T, R> out;
    const status s = try_reshape(v, shape, out);
    REQUIRE(s.ok() == has_strides(elements, shape));
    if (s.ok()) {
      REQUIRE(out.shape() == shape);
      REQUIRE(addresses(out) == elements);
    } else {
      REQUIRE(s.code() == errc::shape_error);
      ++refused;
    }
  });
  return refused;
}

}  // namespace

TEST_CASE("view/reshape: a view where one exists, refused where none does, for every shape of many layouts") {
  std::vector<i32> memory(2000);
  i32* const middle = memory.data() + 1000;
  eido_test::pattern random(3);
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    index_array<4> shape, strides;
    eido::index step = random.between(1, 2);
    for (int k = 3; k >= 0; --k) {
      shape[k] = random.between(1, 3);
      strides[k] = random.between(0, 9) == 0 ? -step : step;
      step *= shape[k] * (random.between(0, 3) == 0 ? 2 : 1);
    }
    if (random.between(0, 3) == 0) std::swap(strides[0], strides[3]);
    if (random.between(0, 5) == 0) strides[static_cast<int>(random.between(0, 3))] = 0;
    const view<i32, 4> v(middle, shape, strides);
    refused += check_all_shapes<1>(v) + check_all_shapes<2>(v) + check_all_shapes<3>(v);
  }
  CHECK(refused > 100);
}

TEST_CASE("view/reshape: one extent may be left open") {
  i32 a[24];
  const view<i32, 1> v(a, {24});
  CHECK(reshape(v, {2, -1, 4}).shape() == index_array(2, 3, 4));
  CHECK(reshape(v, {-1}).shape() == index_array(24));
  CHECK(reshape(v, index_array(-1, 8)).shape() == index_array(3, 8));
  CHECK(reshape(a, {4, 6}).strides() == index_array(6, 1));
}

TEST_CASE("view/reshape: rank 0, axes of one element, and empty arrays") {
  i32 a[1];
  CHECK(reshape(view<i32, 0>(a, {}), {1, 1}).shape() == index_array(1, 1));
  CHECK(reshape(a, index_array<0>()).data() == a);
  const view<i32, 2> nothing(a, {0, 3});
  CHECK(reshape(nothing, {5, 0, 2}).size() == 0);
  CHECK(reshape(nothing, {3, -1}).shape() == index_array(3, 0));
  CHECK_THROWS_WITH(reshape(nothing, {0, -1}), "reshape: cannot reshape array of size 0 into shape (0, -1)");
}

TEST_CASE("view/reshape: what does not fit is an error that names the shapes") {
  i32 a[24];
  const view<i32, 2> v(a, {4, 6});
  CHECK_THROWS_WITH(reshape(v, {5, 5}), "reshape: cannot reshape array of size 24 into shape (5, 5)");
  CHECK_THROWS_WITH(reshape(v, {5, -1}), "reshape: cannot reshape array of size 24 into shape (5, -1)");
  CHECK_THROWS_WITH(reshape(v, {-1, -1}), "reshape: cannot reshape array of size 24 into shape (-1, -1)");
  CHECK_THROWS_WITH(reshape(v, {-2, -12}), "reshape: cannot reshape array of size 24 into shape (-2, -12)");
  constexpr eido::index huge = std::numeric_limits<eido::index>::max() / 2 + 1;
  const std::string message = "reshape: cannot reshape array of size 24 into shape (" + std::to_string(huge) + ", 8)";
  CHECK_THROWS_WITH(reshape(v, {huge, 8}), message.c_str());
  CHECK_THROWS_WITH(
      reshape(view<i32, 2>(a, {4, 5}, {6, 1}), {20}),
      "reshape: an array of shape (4, 5) and strides (6, 1) cannot be seen in shape (20,) without a copy: "
      "reshape(copy(x), ...)");
}
