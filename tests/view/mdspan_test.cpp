// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <array>
#include <vector>

#if __has_include(<mdspan>)
#include <mdspan>
#endif

using namespace eido;
using namespace eido::literals;

namespace {

/// What of std::mdspan a view needs, and no more.
template <class T, std::size_t R>
class span_of_many {
 public:
  struct extents_type {
    std::array<u32, R> sizes;
    u32 extent(std::size_t i) const { return sizes[i]; }
  };
  span_of_many(T* data, std::array<u32, R> sizes, std::array<u32, R> strides)
      : data_(data), extents_{sizes}, strides_(strides) {}
  static constexpr std::size_t rank() { return R; }
  T* data_handle() const { return data_; }
  const extents_type& extents() const { return extents_; }
  u32 stride(std::size_t i) const { return strides_[i]; }

 private:
  T* data_;
  extents_type extents_;
  std::array<u32, R> strides_;
};

}  // namespace

TEST_CASE("view/mdspan: a look-alike is an array, also as a temporary") {
  std::vector<i32> numbers(12);
  const span_of_many<i32, 2> span(numbers.data(), {3, 4}, {4, 1});
  const auto v = view_of(span);
  static_assert(std::is_same_v<decltype(view_of(span)), view<i32, 2>>);
  CHECK(v.shape() == index_array(3, 4));
  CHECK(v.strides() == index_array(4, 1));
  v["1, 2:"_s] = 5;
  CHECK(numbers[6] == 5);
  CHECK(numbers[7] == 5);
  CHECK(numbers[8] == 0);
  CHECK(transpose(span_of_many<const i32, 2>(numbers.data(), {3, 4}, {4, 1})).shape() == index_array(4, 3));
}

#if defined(__cpp_lib_mdspan)
TEST_CASE("view/mdspan: std::mdspan, of every layout with strides") {
  std::vector<i32> numbers(24);
  const std::mdspan cube(numbers.data(), 2, 3, 4);
  CHECK(view_of(cube).strides() == index_array(12, 4, 1));
  const std::mdspan<const i32, std::extents<int, 4, std::dynamic_extent>, std::layout_left> left(numbers.data(), 6);
  CHECK(view_of(left).shape() == index_array(4, 6));
  CHECK(view_of(left).strides() == index_array(1, 4));
  const std::layout_stride::mapping mapping(std::dextents<int, 2>(2, 3), std::array<int, 2>{10, 2});
  const std::mdspan<i32, std::dextents<int, 2>, std::layout_stride> strided(numbers.data(), mapping);
  CHECK(view_of(strided).strides() == index_array(10, 2));
}
#endif
