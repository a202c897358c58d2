// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <cstring>
#include <limits>
#include <string>

using namespace eido;
using namespace eido::literals;

namespace {

constexpr i32 numbers[24] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};
constexpr view<const i32, 3> cube(numbers, {2, 3, 4});

template <class T, int R>
constexpr bool is(const view<T, R>& v, eido::index first, const index_array<R>& shape, const index_array<R>& strides) {
  return v.data() == numbers + first && v.shape() == shape && v.strides() == strides;
}

// np.arange(24).reshape(2, 3, 4): what numpy says, all in the compiler
static_assert(is(cube["1:3, ::2"_s], 12, {1, 2, 4}, {12, 8, 1}));
static_assert(is(cube["..., ::-1"_s], 3, {2, 3, 4}, {12, 4, -1}));
static_assert(is(cube["-1, :, 0"_s], 12, {3}, {4}));
static_assert(is(cube["None"_s], 0, {1, 2, 3, 4}, {0, 12, 4, 1}));
static_assert(is(cube["newaxis, 0, ..., None"_s], 0, {1, 3, 4, 1}, {0, 4, 1, 0}));
static_assert(is(cube["{}:{}, :, {}:{}"_s(0, 1, -3, none)], 1, {1, 3, 3}, {12, 4, 1}));
static_assert(is(cube[":, :, {}"_s(2)], 2, {2, 3}, {12, 4}));
static_assert(is(cube["5:1:-2, :, :"_s], 0, {0, 3, 4}, {12, 4, 1}));
static_assert(is(cube["1, ::-2, 3:0:-1"_s], 23, {2, 3}, {-8, -1}));
static_assert(is(cube[""_s], 0, {2, 3, 4}, {12, 4, 1}));
static_assert(is(cube[" : , : , : , "_s], 0, {2, 3, 4}, {12, 4, 1}));
static_assert(is(cube["..., :, :, :"_s], 0, {2, 3, 4}, {12, 4, 1}));
static_assert(is(cube["0, 1, 2, ..."_s], 6, {}, {}));  // rank 0, as numpy

// integers for every axis: the element
static_assert(cube["1, -1, {}"_s(3)] == 23);
static_assert(std::is_same_v<decltype(cube["0, 0, 0"_s]), const i32&>);
static_assert(std::is_same_v<decltype(cube["0, 0, 0, ..."_s]), view<const i32, 0>>);

template <class F>
std::string message_of(F f, errc code) {
  try {
    f();
  } catch (const error& e) {
    CHECK(e.code() == code);
    return e.what();
  }
  return "no error";
}

detail::slice_syntax syntax_of(const char* text) {
  detail::slice_item items[20];
  detail::slice_hole holes[20];
  return detail::slice_parser{{text, text + std::strlen(text)}, items, holes}.run();
}

}  // namespace

TEST_CASE("slice/literal: an index outside its axis is an IndexError in numpy's words") {
  CHECK(message_of([] { cube["2"_s]; }, errc::index_error) == "index 2 is out of bounds for axis 0 with size 2");
  CHECK(message_of([] { cube["..., {}"_s(-5)]; }, errc::index_error) ==
        "index -5 is out of bounds for axis 2 with size 4");
  CHECK(message_of([] { cube["0, 0, {}"_s(4)]; }, errc::index_error) ==
        "index 4 is out of bounds for axis 2 with size 4");
  CHECK(message_of([] { cube[":, 0, 0"_s]["None, {}"_s(2u)]; }, errc::index_error) ==
        "index 2 is out of bounds for axis 0 with size 2");
  CHECK(message_of([] { cube["99999999999999999999"_s]; }, errc::index_error) ==
        "index " + std::to_string(std::numeric_limits<eido::index>::max()) + " is out of bounds for axis 0 with size 2");
}

TEST_CASE("slice/literal: a hole that makes a step zero is a ValueError") {
  CHECK(message_of([] { cube["::{}"_s(0)]; }, errc::value_error) == "slice step cannot be zero");
}

TEST_CASE("slice/literal: no integer is too large for a bound or a step") {
  constexpr eido::index most = (std::numeric_limits<eido::index>::max)(),
                        least = (std::numeric_limits<eido::index>::min)();
  CHECK(is(cube["{}:{}"_s(least, most)], 0, {2, 3, 4}, {12, 4, 1}));
  CHECK(is(cube["-99999999999999999999:99999999999999999999"_s], 0, {2, 3, 4}, {12, 4, 1}));
  CHECK(is(cube["{}:{}:-1"_s(~u64(0), least)], 12, {2, 3, 4}, {-12, 4, 1}));
  CHECK(cube["::{}"_s(most)].shape() == index_array(1, 3, 4));
  CHECK(cube["::{}"_s(least)].data() == numbers + 12);
  CHECK(cube["::{}, ::{}"_s(most, least)]["::{}, ::{}"_s(least, most)].shape() == index_array(1, 1, 4));
}

TEST_CASE("slice/literal: filled literals are values that can be kept and used again") {
  const auto rows = "{}:{}"_s(1, 3);
  const auto backwards = "..., ::-1"_s;
  CHECK(is(cube[rows], 12, {1, 3, 4}, {12, 4, 1}));
  CHECK(is(cube["0"_s][rows], 4, {2, 4}, {4, 1}));
  CHECK(is(cube[backwards][backwards], 0, {2, 3, 4}, {12, 4, 1}));
}

TEST_CASE("slice/literal: an empty result keeps its pointer inside the array") {
  view<const i32, 2> none_at_all(nullptr, {5, 0});
  CHECK(none_at_all["3"_s].data() == nullptr);
  CHECK(none_at_all["4::-1, None"_s].data() == nullptr);
  CHECK(cube["1:, 3:"_s].data() == numbers);
}

TEST_CASE("slice/literal: rank 0 takes what numpy takes") {
  const view<const i32, 0> scalar(numbers + 5, {});
  CHECK(scalar[""_s].at() == 5);
  CHECK(scalar["..."_s]() == 5);
  CHECK(scalar["None"_s].shape() == index_array(1));
}

TEST_CASE("slice/literal: what Python's grammar refuses is refused") {
  using enum detail::slice_syntax;
  for (const char* good : {"",      "  ",          "1",       "-1",  "+1",          ":",    "::",
                           "1:2:3", " 1 : 2 : 3 ", "...",     "1,",  "None:5:None", "None", "newaxis",
                           "{}",    "{ }:{}:{}",   "\t1,\n2", "007", ":,...,:",     "::{}", "::1"}) {
    CAPTURE(std::string(good));
    CHECK(syntax_of(good) == ok);
  }
  for (const char* bad :
       {"a", "1:b", "1.5", "..", ".", "*", "1:2;", "(1)", "[1]", "none", "0x10", "1_000", ":-a", "\xc3\xa9"}) {
    CAPTURE(std::string(bad));
    CHECK(syntax_of(bad) != ok);
  }
  CHECK(syntax_of(",") == missing_item);
  CHECK(syntax_of("1,,2") == missing_item);
  CHECK(syntax_of("1 2") == missing_comma);
  CHECK(syntax_of("... 1") == missing_comma);
  CHECK(syntax_of("{}{}") == missing_comma);
  CHECK(syntax_of("-") == missing_digits);
  CHECK(syntax_of("- 1") == missing_digits);
  CHECK(syntax_of("1:-") == missing_digits);
  CHECK(syntax_of("-{}") == missing_digits);
  CHECK(syntax_of("{0}") == unclosed_hole);
  CHECK(syntax_of("{") == unclosed_hole);
  CHECK(syntax_of("1:2:3:4") == too_many_parts);
  CHECK(syntax_of(":::") == too_many_parts);
  CHECK(syntax_of("..., ...") == second_ellipsis);
  CHECK(syntax_of("::0") == zero_step);
  CHECK(syntax_of("1:2:-0") == zero_step);
  CHECK(syntax_of("1:2:x") == unexpected_character);
}
