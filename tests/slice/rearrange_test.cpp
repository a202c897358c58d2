// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <cstring>
#include <limits>
#include <string>
#include <vector>

using namespace eido;
using namespace eido::literals;

namespace {

constexpr i32 numbers[24] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};
constexpr view<const i32, 3> cube(numbers, {2, 4, 3});

template <class T, int R>
constexpr bool is(const view<T, R>& v, const index_array<R>& shape, const index_array<R>& strides) {
  return v.data() == numbers && v.shape() == shape && v.strides() == strides;
}

static_assert(is(rearrange<"h w c -> c h w">(cube), {3, 2, 4}, {1, 12, 3}));
static_assert(is(rearrange<"h w c -> 1 c h w">(cube), {1, 3, 2, 4}, {0, 1, 12, 3}));
static_assert(is(rearrange<"b (h p) w -> b h p w">(cube, length<"p">(2)), {2, 2, 2, 3}, {12, 6, 3, 1}));
static_assert(is(rearrange<"b (h p) w -> p b (h w)">(cube, length<"h">(1)), {4, 2, 3}, {3, 12, 1}));
static_assert(is(rearrange<"... -> (...)">(cube), {24}, {1}));
static_assert(is(rearrange<"... c -> c ...">(cube), {3, 2, 4}, {1, 12, 3}));
static_assert(is(rearrange<"b ... -> b (...) 1">(cube), {2, 12, 1}, {12, 1, 0}));
static_assert(is(rearrange<"h w c->(h w)c">(cube), {8, 3}, {3, 1}));
static_assert(is(repeat<"h w c -> h w c 3">(cube), {2, 4, 3, 3}, {12, 3, 1, 0}));
static_assert(is(repeat<"h w c -> n h w c">(cube, length<"n">(5)), {5, 2, 4, 3}, {0, 12, 3, 1}));
static_assert(std::is_same_v<decltype(repeat<"a -> a 2">(view<i32, 1>())), view<const i32, 2>>);
static_assert(std::is_same_v<decltype(rearrange<"a -> a 1">(view<i32, 1>())), view<i32, 2>>);

template <class F>
std::string message_of(F f) {
  try {
    f();
  } catch (const error& e) {
    CHECK(e.code() == errc::shape_error);
    return e.what();
  }
  return "no error";
}

detail::pattern_syntax syntax_of(const char* text) {
  return detail::pattern_parser({text, text + std::strlen(text)}).p.syntax;
}

}  // namespace

TEST_CASE("slice/rearrange: errors name the axis and the sizes") {
  CHECK(message_of([] { rearrange<"b (h p) w -> b h p w">(cube, length<"p">(3)); }) ==
        "rearrange: can't divide axis 1, \"(h p)\", of length 4 in chunks of 3");
  CHECK(message_of([] { rearrange<"b (h p) w -> b h p w">(cube, length<"p">(3), length<"h">(2)); }) ==
        "rearrange: axis 1, \"(h p)\", has length 4, but its lengths multiply to 6");
  CHECK(message_of([] { rearrange<"... w -> w ...">(cube, length<"w">(5)); }) ==
        "rearrange: axis 2, \"w\", has length 3, but its lengths multiply to 5");
  CHECK(message_of([] { rearrange<"b 1 w -> b w">(cube); }) ==
        "rearrange: axis 1, \"1\", has length 4, but its lengths multiply to 1");
  CHECK(message_of([] { rearrange<"b (h p) w -> b h p w">(cube, length<"p">(-2)); }) ==
        "rearrange: length<\"p\"> = -2; expected 0 or more");
  CHECK(message_of([] { rearrange<"b (h p) w -> b h p w">(cube, length<"p">(0)); }) ==
        "rearrange: can't divide axis 1, \"(h p)\", of length 4 in chunks of 0");
  CHECK(message_of([] { rearrange<"b h w -> b (w h)">(cube); }) ==
        "rearrange: the elements of \"(w h)\" are not evenly spaced, only a copy can have this shape: "
        "rearrange<...>(x, dst)");
  CHECK(
      message_of([] { repeat<"b h w -> b (2 h) w">(cube); }) ==
      "repeat: the elements of \"(2 h)\" are not evenly spaced, only a copy can have this shape: repeat<...>(x, dst)");
}

TEST_CASE("slice/rearrange: lengths beyond any memory are refused, not computed with") {
  const view<const i32, 1> nothing(numbers, {0});
  constexpr eido::index huge = std::numeric_limits<eido::index>::max() / 2 + 1;
  const char* const message = "rearrange: the lengths multiply to more than an index holds";
  CHECK(message_of([&] { rearrange<"(a b c) -> b c a">(nothing, length<"a">(huge), length<"b">(4)); }) == message);
  CHECK(message_of([&] {
          rearrange<"(a b c) -> b c a">(nothing, length<"a">(0), length<"b">(huge), length<"c">(4));
        }) == message);
  CHECK(message_of([&] { rearrange<"(a b) -> b a">(nothing, length<"a">(~u64(0)), length<"b">(2)); }) == message);
}

TEST_CASE("slice/rearrange: empty arrays have every shape") {
  const view<const i32, 2> nothing(numbers, {0, 3});
  CHECK(rearrange<"a b -> (b a)">(nothing).shape() == index_array(0));
  CHECK(rearrange<"(a p) b -> a p b">(nothing, length<"p">(2)).shape() == index_array(0, 2, 3));
  CHECK(message_of([&] { rearrange<"(a p) b -> a p b">(nothing, length<"p">(0)); }) ==
        "rearrange: can't divide axis 0, \"(a p)\", of length 0 in chunks of 0");
  i32 untouched = 7;
  rearrange<"a b -> (b a)">(nothing, view<i32, 1>(&untouched, {0}));
  CHECK(untouched == 7);
}

TEST_CASE("slice/rearrange: into a destination, also where no view can have the shape") {
  std::vector<i32> out(24, -1);
  const view<i32, 2> dst(out.data(), {2, 12});
  rearrange<"b h w -> b (w h)">(cube, dst);
  for (eido::index b = 0; b < 2; ++b) {
    for (eido::index h = 0; h < 4; ++h) {
      for (eido::index w = 0; w < 3; ++w) REQUIRE(dst.at(b, w * 4 + h) == cube.at(b, h, w));
    }
  }
  // two tiles beside each other, written through a strided destination of another element type
  std::vector<f32> wide(60, -1);
  const view<f32, 2> canvas = view<f32, 2>(wide.data(), {5, 12})[":-1, ::2"_s];
  rearrange<"b h w -> h (b w)">(cube, canvas);
  for (eido::index i = 0; i < 4; ++i) {
    for (eido::index j = 0; j < 6; ++j) REQUIRE(canvas.at(i, j) == static_cast<f32>(cube.at(j / 3, i, j % 3)));
  }
  CHECK(wide[1] == -1);
  CHECK(wide[48] == -1);
}

TEST_CASE("slice/rearrange: the destination may be the source") {
  std::vector<i32> a(numbers, numbers + 16);
  const view<i32, 2> square(a.data(), {4, 4});
  rearrange<"h w -> w h">(square, square);
  for (eido::index i = 0; i < 4; ++i) {
    for (eido::index j = 0; j < 4; ++j) REQUIRE(square.at(i, j) == static_cast<i32>(4 * j + i));
  }
}

TEST_CASE("slice/rearrange: a destination of another shape is refused") {
  std::vector<i32> out(24, -1);
  CHECK(message_of([&] {
          rearrange<"b h w -> w (b h)">(cube, view<i32, 2>(out.data(), {2, 12}));
        }) == "rearrange: dst has shape (2, 12); expected (3, 8)");
  CHECK(message_of([&] {
          repeat<"b h w -> (b 2) (h w)">(cube, view<i32, 2>(out.data(), {2, 12}));
        }) == "repeat: dst has shape (2, 12); expected (4, 12)");
  CHECK(out == std::vector<i32>(24, -1));
}

TEST_CASE("slice/rearrange: arrays that own their elements, and temporaries that are only read") {
  std::vector<i32> line(numbers, numbers + 6);
  CHECK(rearrange<"(h w) -> w h">(line, length<"w">(3)).data() == line.data());
  i32 table[3][2];
  rearrange<"(h w) -> w h">(std::vector<i32>(line), length<"w">(3), table);
  CHECK(table[2][1] == 5);
  CHECK(table[0][1] == 3);
}

TEST_CASE("slice/repeat: repeated elements, seen and written") {
  const auto seen = repeat<"b h w -> b 2 h w">(cube);
  CHECK(seen.at(1, 0, 3, 2) == 23);
  CHECK(seen.at(1, 1, 3, 2) == 23);
  std::vector<i32> out(24);
  const view<i32, 2> dst(out.data(), {4, 6});
  repeat<"h w -> (h 2) (w n)">(cube["0, :2"_s], length<"n">(2), dst);  // each pixel a block of 2 x 2
  for (eido::index i = 0; i < 4; ++i) {
    for (eido::index j = 0; j < 6; ++j) REQUIRE(dst.at(i, j) == cube.at(0, i / 2, j / 2));
  }
}

TEST_CASE("slice/rearrange: the try_ forms") {
  view<const i32, 3> seen;
  CHECK(try_rearrange_view<"h w c -> c h w">(cube, seen).ok());
  CHECK(is(seen, {3, 2, 4}, {1, 12, 3}));
  CHECK(try_rearrange_view<"(h p) w c -> p h (w c)">(cube, length<"p">(3), seen).code() == errc::shape_error);
  CHECK(is(seen, {3, 2, 4}, {1, 12, 3}));  // as it was
  CHECK(try_repeat_view<"h w c -> h (w c) 2">(cube, seen).ok());
  CHECK(is(seen, {2, 12, 2}, {12, 1, 0}));
  std::vector<i32> out(24);
  CHECK(try_rearrange<"(h p) w c -> p h (w c)">(cube, length<"p">(2), view<i32, 3>(out.data(), {2, 1, 12})).ok());
  CHECK(out[12] == 12);
  CHECK(try_rearrange<"h w c -> c (h w)">(cube, view<i32, 2>(out.data(), {8, 3})).code() == errc::shape_error);
  CHECK(try_repeat<"h w c -> (h w c) 1">(cube, view<i32, 2>(out.data(), {24, 1})).ok());
  CHECK(out[23] == 23);
}

TEST_CASE("slice/rearrange: what einops's grammar refuses is refused") {
  using enum detail::pattern_syntax;
  for (const char* good : {"a -> a", "->", " -> 1", "() -> ", "a1 B_c->B_c a1", "(a b)c -> c(a b)", "a (1 b) -> (b) a",
                           "... -> ...", "a... -> ...a", "a ... -> (... a)", "(a) (b 1 c) -> a b c ()"}) {
    CAPTURE(std::string(good));
    CHECK(syntax_of(good) == ok);
  }
  CHECK(syntax_of("a b") == missing_arrow);
  CHECK(syntax_of("a - b") == unexpected_character);
  CHECK(syntax_of("a -> b > c") == unexpected_character);
  CHECK(syntax_of("a, b -> b") == unexpected_character);
  CHECK(syntax_of("a -> a -> a") == second_arrow);
  CHECK(syntax_of("(a b -> a b") == parentheses);
  CHECK(syntax_of("a b) -> a b") == parentheses);
  CHECK(syntax_of("a b -> (a b") == parentheses);
  CHECK(syntax_of("((a) b) -> a b") == nested_parentheses);
  CHECK(syntax_of("1a -> 1a") == bad_name);
  CHECK(syntax_of("_a -> _a") == bad_name);
  CHECK(syntax_of("a_ -> a_") == bad_name);
  CHECK(syntax_of("a a -> a") == repeated_axis);
  CHECK(syntax_of("a b -> a b a") == repeated_axis);
  CHECK(syntax_of("a .. -> a ..") == ellipsis_dots);
  CHECK(syntax_of("... a ... -> a ...") == second_ellipsis);
  CHECK(syntax_of("a ... -> ... (...) a") == second_ellipsis);
  CHECK(syntax_of("(a ...) -> a ...") == ellipsis_in_left_group);
  CHECK(syntax_of("a 2 -> a") == anonymous_axis);
  CHECK(syntax_of("a -> a 0") == anonymous_axis);
  std::string many;
  for (int i = 0; i < 33; ++i) many += "a" + std::to_string(i) + " ";
  CHECK(syntax_of((many + "->").c_str()) == too_many_axes);
  CHECK(syntax_of(("(" + many + ")->").c_str()) == too_many_axes);
}
