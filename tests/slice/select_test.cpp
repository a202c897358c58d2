// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <limits>
#include <string>
#include <vector>

using namespace eido;
using namespace eido::literals;

namespace {

struct cube_of_numbers {
  std::vector<i32> numbers = std::vector<i32>(24);
  view<i32, 3> v{numbers.data(), {2, 3, 4}};

  cube_of_numbers() {
    for (int i = 0; i < 24; ++i) numbers[static_cast<std::size_t>(i)] = i;
  }
};

template <class T, int R, class U>
bool same(const view<T, R>& a, const view<U, R>& b) {
  return a.data() == b.data() && a.shape() == b.shape() && a.strides() == b.strides();
}

}  // namespace

TEST_CASE_FIXTURE(cube_of_numbers, "slice/select: items say the same as the literal") {
  CHECK(same(v(range(1, 3), range(none, none, 2)), v["1:3, ::2"_s]));
  CHECK(same(v(ellipsis, range(none, none, -1)), v["..., ::-1"_s]));
  CHECK(same(v(-1, all, 0), v["-1, :, 0"_s]));
  CHECK(same(v(newaxis), v["None"_s]));
  CHECK(same(v(none, ellipsis, none), v["None, ..., None"_s]));
  CHECK(same(v(0), v["0"_s]));
  CHECK(same(v(), v[""_s]));
  CHECK(same(v(range(2)), v[":2"_s]));
  CHECK(same(v(range(none)), v[":"_s]));
  CHECK(same(v(all, range(2, 0, -1)), v[":, 2:0:-1"_s]));
  CHECK(same(v(0, 0, 1, ellipsis), v["0, 0, 1, ..."_s]));
}

TEST_CASE_FIXTURE(cube_of_numbers, "slice/select: integers for every axis are the element") {
  v(1, 2, -1) = 99;
  CHECK(numbers[23] == 99);
  v["0, 0, {}"_s(1)] = 98;
  CHECK(numbers[1] == 98);
  static_assert(std::is_same_v<decltype(v(0, 0, 0)), i32&>);
  static_assert(std::is_same_v<decltype(v["0, 0, 0"_s]), i32&>);
}

TEST_CASE_FIXTURE(cube_of_numbers, "slice/select: bounds of any integer type") {
  CHECK(same(v(range(u8(1), std::size_t(2)), range(i16(-2), i64(3))), v["1:2, -2:3"_s]));
  CHECK(same(v(range(0, ~std::size_t(0))), v));  // too large for an index: cut, not taken for -1
  CHECK(same(v(range(~u64(0), none, -1)), v["::-1"_s]));
  const std::string message =
      "index " + std::to_string(std::numeric_limits<eido::index>::max()) + " is out of bounds for axis 0 with size 2";
  CHECK_THROWS_WITH(v(~u64(0), all), message.c_str());
}

TEST_CASE_FIXTURE(cube_of_numbers, "slice/select: errors are numpy's") {
  CHECK_THROWS_WITH(v(2, all), "index 2 is out of bounds for axis 0 with size 2");
  CHECK_THROWS_WITH(v(newaxis, all, ellipsis, -5), "index -5 is out of bounds for axis 2 with size 4");
  CHECK_THROWS_WITH(v(range(0, 1, 0)), "slice step cannot be zero");
  CHECK_THROWS_WITH(v(range(0, 1, 0), 7), "slice step cannot be zero");  // the first one that is wrong
  CHECK_THROWS_WITH(v(7, range(0, 1, 0)), "index 7 is out of bounds for axis 0 with size 2");
}

TEST_CASE_FIXTURE(cube_of_numbers, "slice/try_slice: the same without exceptions, from items and from literals") {
  view<i32, 2> out;
  CHECK(try_slice(v, 1, range(1, none), out).ok());
  CHECK(same(out, v["1, 1:"_s]));
  CHECK(try_slice(v, "0, {}:"_s(2), out).ok());
  CHECK(same(out, v["0, 2:"_s]));
  view<const i32, 3> whole;
  CHECK(try_slice(v, whole).ok());
  CHECK(same(whole, v));
  view<i32, 0> element;
  CHECK(try_slice(v, "1, 1, 1"_s, element).ok());
  CHECK(element.at() == 17);
  view<const i32, 1> from_vector;
  CHECK(try_slice(numbers, range(none, none, -1), from_vector).ok());
  CHECK(from_vector.at(0) == 23);
}

TEST_CASE_FIXTURE(cube_of_numbers, "slice/try_slice: a failure says why and leaves the output as it was") {
  view<i32, 2> out = v["0"_s];
  const status index_status = try_slice(v, "{}"_s(5), out);
  CHECK(index_status.code() == errc::index_error);
  CHECK(std::string(index_status.message()) == "index 5 is out of bounds for axis 0 with size 2");
  CHECK(same(out, v["0"_s]));
  const status step_status = try_slice(v, 0, range(none, none, 0), all, out);
  CHECK(step_status.code() == errc::value_error);
  CHECK(std::string(step_status.message()) == "slice step cannot be zero");
  CHECK(same(out, v["0"_s]));
}
