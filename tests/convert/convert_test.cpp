// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/convert.hpp>
#include <eidograph/view/axes.hpp>

#include <cfenv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

template <class T, class S>
T cast_of(S x) {
  T out{};
  astype(view<const S, 1>(&x, {1}), view<T, 1>(&out, {1}));
  return out;
}

template <class T, class S>
T saturated_of(S x) {
  T out{};
  saturate(view<const S, 1>(&x, {1}), view<T, 1>(&out, {1}));
  return out;
}

constexpr f32 inf = std::numeric_limits<f32>::infinity();
constexpr f32 not_a_number = std::numeric_limits<f32>::quiet_NaN();

}  // namespace

TEST_CASE("convert/astype: integers wrap, floats are cut, and what does not fit is clamped") {
  CHECK(cast_of<u8>(300) == 44);
  CHECK(cast_of<u8>(-1) == 255);
  CHECK(cast_of<i8>(200) == -56);
  CHECK(cast_of<i32>(i64(1) << 32) == 0);
  CHECK(cast_of<u8>(254.99f) == 254);
  CHECK(cast_of<u8>(255.99f) == 255);
  CHECK(cast_of<u8>(256.0f) == 255);
  CHECK(cast_of<u8>(-0.99f) == 0);
  CHECK(cast_of<u8>(-1.2f) == 0);
  CHECK(cast_of<i8>(-128.9f) == -128);
  CHECK(cast_of<i8>(-2.7f) == -2);
  CHECK(cast_of<u8>(not_a_number) == 0);
  CHECK(cast_of<i32>(not_a_number) == 0);
  CHECK(cast_of<i32>(inf) == std::numeric_limits<i32>::max());
  CHECK(cast_of<i32>(-inf) == std::numeric_limits<i32>::min());
  CHECK(cast_of<i32>(2147483520.0f) == 2147483520);
  CHECK(cast_of<i32>(-2147483648.0f) == std::numeric_limits<i32>::min());
  CHECK(cast_of<i64>(9.3e18) == std::numeric_limits<i64>::max());
  CHECK(cast_of<u64>(1.8e19) == 18000000000000000000u);
  CHECK(cast_of<f32>(16777217) == 16777216.0f);
  CHECK(cast_of<f32>(0.1) == 0.1f);
  CHECK(cast_of<bool>(0.5f) == true);
  CHECK(cast_of<u8>(true) == 1);
}

TEST_CASE("convert/saturate: nearest, ties to even, clamped") {
  CHECK(saturated_of<u8>(300) == 255);
  CHECK(saturated_of<u8>(-1) == 0);
  CHECK(saturated_of<i8>(u8(200)) == 127);
  CHECK(saturated_of<u8>(i64(-5)) == 0);
  CHECK(saturated_of<i32>(u64(1) << 40) == std::numeric_limits<i32>::max());
  CHECK(saturated_of<i16>(i64(-1) << 40) == std::numeric_limits<i16>::min());
  CHECK(saturated_of<u8>(0.5f) == 0);
  CHECK(saturated_of<u8>(1.5f) == 2);
  CHECK(saturated_of<u8>(2.5f) == 2);
  CHECK(saturated_of<u8>(254.5f) == 254);
  CHECK(saturated_of<u8>(255.5f) == 255);
  CHECK(saturated_of<u8>(0.49999997f) == 0);
  CHECK(saturated_of<i8>(-2.5f) == -2);
  CHECK(saturated_of<i8>(-3.5f) == -4);
  CHECK(saturated_of<u8>(not_a_number) == 0);
  CHECK(saturated_of<i32>(inf) == std::numeric_limits<i32>::max());
}

TEST_CASE("convert/saturate: rounding agrees with the C library everywhere, in any rounding mode") {
  const auto agree = [](f32 x) { return detail::rint(x) == std::nearbyint(x) || x != x; };
  for (u32 step = 0; step < 400000; ++step) {
    const u32 bits = step * 10737u;
    f32 x;
    std::memcpy(&x, &bits, sizeof x);
    REQUIRE(agree(x));
  }
  for (i32 k = -2000; k <= 2000; ++k) REQUIRE(agree(static_cast<f32>(k) / 2.0f));
  const f64 large[] = {4503599627370495.5, 4503599627370496.5, -4503599627370495.5, 1e300, 0.5, -0.5, -1.5};
  for (const f64 x : large) CHECK(detail::rint(x) == std::nearbyint(x));
  std::fesetround(FE_UPWARD);
  const u8 half = saturated_of<u8>(2.5f), below = saturated_of<u8>(3.2f);
  std::fesetround(FE_TONEAREST);
  CHECK(half == 2);
  CHECK(below == 3);
}

TEST_CASE("convert/copy: any strides, broadcast, overlap") {
  auto values = eido_test::random_values<u8>(6 * 5 * 3, 1);
  const view<u8, 3> src(values.data(), {6, 5, 3});
  std::vector<u8> out(6 * 5 * 3);
  const view<u8, 3> planes(out.data(), {3, 6, 5});
  copy(transpose(src, axes<2, 0, 1>), planes);
  for (eido::index y = 0; y < 6; ++y) {
    for (eido::index x = 0; x < 5; ++x) {
      for (eido::index c = 0; c < 3; ++c) REQUIRE(planes(c, y, x) == src(y, x, c));
    }
  }
  const u8 rgb[3] = {1, 2, 3};
  copy(rgb, src);  // broadcast over the pixels
  CHECK(src(5, 4, 0) == 1);
  CHECK(src(0, 3, 2) == 3);

  int line[6] = {0, 1, 2, 3, 4, 5};
  copy(view<int, 1>(line, {5}), view<int, 1>(line + 1, {5}));  // as numpy: read before written
  CHECK(line[5] == 4);
  CHECK(line[1] == 0);
  copy(flip(line), line);
  CHECK(line[0] == 4);
  CHECK(line[5] == 0);

  CHECK(try_copy(rgb, view<u8, 2>(values.data(), {3, 2})).code() == errc::shape_error);
  CHECK(std::string(try_copy(rgb, view<u8, 2>(values.data(), {3, 2})).message()) ==
        "could not broadcast input array from shape (3,) into shape (3, 2)");
}

namespace {

/// dst, whose rows are `room` elements apart and lie where nothing is aligned, becomes src; what is between the rows
/// stays.
template <class T>
int count_wrong_of_large(const view<const T, 3>& src, eido::index room) {
  const eido::index h = src.shape(0), w = src.shape(1), channels = src.shape(2);
  std::vector<T> memory(static_cast<std::size_t>(h * room + 3), T(7));
  const view<T, 3> dst(memory.data() + 3, {h, w, channels}, {room, channels, 1});
  copy(src, dst);
  int wrong = memory[0] != T(7) || memory[2] != T(7);
  const eido::index step = src.stride(1), across = src.stride(2);  // by pointers: this may not be optimised
  for (eido::index y = 0; y < h; ++y) {
    const T* row = memory.data() + 3 + y * room;
    eido::index from = y * src.stride(0);
    for (eido::index x = 0; x < w; ++x, from += step) {
      const T* const end = row + channels;
      for (eido::index at = from; row < end; at += across) wrong += *row++ != src.data()[at];
    }
    for (eido::index i = w * channels; i < room; ++i) wrong += *row++ != T(7);
  }
  return wrong;
}

/// Every order that has a kernel, of a picture of at least 16 MiB.
template <class T>
void check_large_copies(eido::index channels, eido::index padding) {
  const eido::index w = 1931, h = (eido::index(17) << 20) / (w * channels * static_cast<eido::index>(sizeof(T)));
  const eido::index row = w * channels;
  std::vector<T> memory(static_cast<std::size_t>(h * row));
  for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = static_cast<T>(i * 2654435761u >> 13);
  const T* const first = memory.data();
  const view<const T, 3> upright(first, {h, w, channels});
  const view<const T, 3> upside_down(first + (h - 1) * row, {h, w, channels}, {-row, channels, 1});
  const view<const T, 3> mirrored(first + (w - 1) * channels, {h, w, channels}, {row, -channels, 1});
  const view<const T, 3> swapped(first + channels - 1, {h, w, channels}, {row, channels, -1});
  CAPTURE(channels);
  CAPTURE(sizeof(T));
  const view<const T, 3> merged(first, {h, w, channels}, {w, 1, h * w});
  for (const auto& src : {upright, upside_down, mirrored, swapped, merged})
    CHECK(count_wrong_of_large(src, row + padding) == 0);
  // planes, which the destination keeps apart by `padding`
  const view<const T, 3> planes(first, {channels, 1, h * w}, {1, 1, channels});
  std::vector<T> out(static_cast<std::size_t>(channels * (h * w + padding)));
  const view<T, 3> apart(out.data(), {channels, 1, h * w}, {h * w + padding, h * w, 1});
  copy(planes, apart);
  int wrong = 0;
  for (eido::index c = 0; c < channels; ++c) {
    const T *made = out.data() + c * (h * w + padding), *const end = made + h * w;
    for (eido::index at = c; made < end; at += channels) wrong += *made++ != first[at];
  }
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("convert/copy: results that go past the caches") {
  eido_test::for_each_target([] {
    check_large_copies<u32>(3, 0);
    if (targets().count < 3 || eido_test::slow) return;  // an old CPU, perhaps an emulated one
    for (const eido::index channels : {1, 3, 4}) check_large_copies<u8>(channels, 1);
    check_large_copies<u16>(3, 1);
    check_large_copies<u32>(1, 1);
    check_large_copies<u32>(3, 1);
    check_large_copies<u32>(4, 8);
  });
}

TEST_CASE("convert/saturate: in place, but not half in place") {
  f32 x[4] = {0.5f, 1.5f, 300, -1};
  saturate(x, x);
  CHECK(x[3] == -1);  // floats are left as they are
  i32 ints[4] = {1, 2, 3, 4};
  CHECK(try_saturate(view<i32, 1>(ints, {3}), view<i32, 1>(ints + 1, {3})).code() == errc::value_error);
  i32 three[3];
  CHECK(try_saturate(ints, three).code() == errc::shape_error);
}
