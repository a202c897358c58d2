// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <array>
#include <span>
#include <limits>
#include <string>
#include <vector>

using namespace eido;

namespace {

template <class V, class T, int R>
constexpr bool is_a = std::is_same_v<V, view<T, R>>;

/// A foreign image: rows with padding, strides in elements.
struct foreign_image {
  std::array<u8, 2> sizes{2, 3};
  std::array<i32, 2> steps{4, 1};
  u8 pixels[8]{};
  const u8* data() const { return pixels; }
  u8* data() { return pixels; }
  const std::array<u8, 2>& shape() const { return sizes; }
  const std::array<i32, 2>& strides() const { return steps; }
};

/// The same with a rank that only the running program knows.
struct dynamic_image {
  std::vector<std::size_t> sizes{2, 3};
  std::vector<std::ptrdiff_t> steps{3, 1};
  std::vector<f32> pixels = std::vector<f32>(6);
  f32* data() { return pixels.data(); }
  const std::vector<std::size_t>& shape() const { return sizes; }
  const std::vector<std::ptrdiff_t>& strides() const { return steps; }
};

struct opaque_image {
  f64 pixels[2][2];
};

}  // namespace

template <>
struct eido::array_adapter<opaque_image> {
  static auto get(opaque_image& x) { return view<f64, 2>(&x.pixels[0][0], {2, 2}); }
  static auto get(const opaque_image& x) { return view<const f64, 2>(&x.pixels[0][0], {2, 2}); }
};

TEST_CASE("view/view_of: C arrays of any rank") {
  i32 table[2][3][4];
  const auto v = view_of(table);
  static_assert(is_a<decltype(view_of(table)), i32, 3>);
  CHECK(v.data() == &table[0][0][0]);
  CHECK(v.shape() == index_array(2, 3, 4));
  CHECK(&v.at(1, 2, 3) == &table[1][2][3]);
  const f32 line[5]{};
  static_assert(is_a<decltype(view_of(line)), const f32, 1>);
  CHECK(view_of(line).shape() == index_array(5));
}

TEST_CASE("view/view_of: contiguous containers have one axis") {
  std::vector<i32> numbers{1, 2, 3};
  const std::vector<i32> fixed{1, 2};
  std::array<u8, 4> bytes{};
  std::string text = "abc";
  static_assert(is_a<decltype(view_of(numbers)), i32, 1>);
  static_assert(is_a<decltype(view_of(fixed)), const i32, 1>);
  static_assert(is_a<decltype(view_of(bytes)), u8, 1>);
  static_assert(is_a<decltype(view_of(text)), char, 1>);
  CHECK(view_of(numbers).data() == numbers.data());
  CHECK(view_of(numbers).shape() == index_array(3));
  CHECK(view_of(fixed).at(1) == 2);
  CHECK(view_of(bytes).shape() == index_array(4));
  CHECK(view_of(text).at(2) == 'c');
  std::vector<i32> nothing;
  CHECK(view_of(nothing).size() == 0);
}

TEST_CASE("view/view_of: spans and views may be temporaries, they own nothing") {
  std::vector<i32> numbers{1, 2, 3};
  static_assert(is_a<decltype(view_of(std::span<const i32>(numbers))), const i32, 1>);
  static_assert(is_a<decltype(view_of(std::span<i32, 3>(numbers))), i32, 1>);
  CHECK(view_of(std::span<i32>(numbers)).data() == numbers.data());
  CHECK(view_of(view_of(numbers)).data() == numbers.data());
  static_assert(is_a<decltype(view_of(view<const u8, 2>())), const u8, 2>);
}

TEST_CASE("view/view_of: a contiguous container with a shape") {
  std::vector<i32> numbers(12);
  const auto v = view_of(numbers, {3, 4});
  static_assert(is_a<decltype(view_of(numbers, {3, 4})), i32, 2>);
  CHECK(&v.at(2, 3) == &numbers[11]);
  CHECK(view_of(numbers.data(), index_array(2, 6)).shape() == index_array(2, 6));
  CHECK_THROWS_WITH(view_of(numbers, {3, 5}), "view_of: cannot view 12 elements in shape (3, 5)");
  CHECK_THROWS_WITH(view_of(numbers, {-3, -4}), "view_of: cannot view 12 elements in shape (-3, -4)");
  constexpr eido::index huge = std::numeric_limits<eido::index>::max() / 2 + 1;
  const std::string message = "view_of: cannot view 12 elements in shape (" + std::to_string(huge) + ", 8)";
  CHECK_THROWS_WITH(view_of(numbers, {huge, 8}), message.c_str());
}

TEST_CASE("view/view_of: anything with data, shape and strides") {
  foreign_image image;
  static_assert(is_a<decltype(view_of(image)), u8, 2>);
  CHECK(view_of(image).shape() == index_array(2, 3));
  CHECK(view_of(image).strides() == index_array(4, 1));
  CHECK(view_of(image).data() == image.pixels);
  const foreign_image fixed;
  static_assert(is_a<decltype(view_of(fixed)), const u8, 2>);
  CHECK(hw_of(fixed) == hw(2, 3));
}

TEST_CASE("view/view_of: a rank known at run time is asked for, and checked") {
  dynamic_image image;
  CHECK(view_of<2>(image).shape() == index_array(2, 3));
  CHECK(view_of<2>(image).data() == image.pixels.data());
  CHECK_THROWS_WITH(view_of<3>(image), "view_of: array has rank 2; expected 3");
}

TEST_CASE("view/view_of: an adapter makes a type an array for every verb") {
  opaque_image image{{{1, 2}, {3, 4}}};
  static_assert(is_a<decltype(view_of(image)), f64, 2>);
  CHECK(flip(image).at(0, 0) == 4);
  const opaque_image fixed = image;
  static_assert(is_a<decltype(view_of(fixed)), const f64, 2>);
  CHECK(transpose(fixed).at(0, 1) == 3);
}

TEST_CASE("view/view_of: arguments that are read or written") {
  std::vector<i32> numbers{1, 2, 3};
  static_assert(is_a<decltype(detail::as_const_view(numbers)), const i32, 1>);
  static_assert(is_a<decltype(detail::as_output(numbers)), i32, 1>);
  static_assert(is_a<decltype(detail::as_output(view_of(numbers))), i32, 1>);
  static_assert(detail::rank_of<i32[2][3]> == 2);
  static_assert(std::is_same_v<detail::value_of<const std::vector<u8>>, u8>);
  CHECK(detail::as_const_view(std::vector<i32>{7}).size() == 1);  // reading a temporary is fine
}
