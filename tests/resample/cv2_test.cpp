// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>
#include <eidograph/threads.hpp>
#include <eidograph/view/axes.hpp>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
namespace cv2 = like::cv2;

namespace {

template <class F>
void for_each_mode(F f) {
  f(cv2::nearest);
  f(cv2::nearest_exact);
  f(cv2::linear);
  f(cv2::linear_exact);
  f(cv2::area);
  f(cv2::cubic);
  f(cv2::lanczos4);
}

/// Source and destination that touch pages nobody may read, on either side.
template <class T, class Contract>
void stay_inside(Contract contract, eido::index channels, hw from, hw to) {
  using guard = eido_test::guarded<T>;
  const auto values = eido_test::random_values<T>(from.h * from.w * channels, 3);
  std::vector<T> expected(static_cast<std::size_t>(to.h * to.w * channels));
  resize(view<const T, 3>(values.data(), {from.h, from.w, channels}), contract,
         view<T, 3>(expected.data(), {to.h, to.w, channels}));
  for (const auto side : {guard::side::behind, guard::side::before}) {
    guard src(from.h * from.w * channels, side), dst(to.h * to.w * channels, side);
    std::memcpy(src.data(), values.data(), values.size() * sizeof(T));
    resize(view<const T, 3>(src.data(), {from.h, from.w, channels}), contract,
           view<T, 3>(dst.data(), {to.h, to.w, channels}));
    CHECK(dst.intact());
    CHECK(dst.values() == expected);
  }
}

}  // namespace

TEST_CASE("resample/cv2: nothing is read or written outside of the image, on every tier") {
  eido_test::for_each_target([] {
    for_each_mode([](auto contract) {
      for (eido::index channels = 1; channels <= 4; ++channels) {
        for (const auto& [from, to] :
             {std::pair(hw(13, 37), hw(31, 90)), std::pair(hw(3, 22), hw(4, 61)), std::pair(hw(40, 90), hw(7, 13)),
              std::pair(hw(9, 70), hw(18, 35)), std::pair(hw(8, 66), hw(4, 33)), std::pair(hw(9, 99), hw(3, 33)),
              std::pair(hw(2, 1), hw(3, 5))}) {
          stay_inside<u8>(contract, channels, from, to);
          stay_inside<f32>(contract, channels, from, to);
        }
      }
    });
  });
}

TEST_CASE("resample/cv2: wide images have the same pixels on every tier and in bands") {
  const auto same = [](auto contract, auto tag, eido::index channels, hw from, hw to) {
    using T = decltype(tag);
    const auto values = eido_test::random_values<T>(from.h * from.w * channels, 9);
    const view<const T, 3> src(values.data(), {from.h, from.w, channels});
    std::vector<T> first;
    eido_test::for_each_target([&] {
      for (const int bands : {1, 3}) {
        std::vector<T> made(static_cast<std::size_t>(to.h * to.w * channels));
        resize(src, contract, view<T, 3>(made.data(), {to.h, to.w, channels}), {.threads = threads(bands)});
        if (first.empty()) first = made;
        CHECK(made == first);
      }
    });
  };
  for_each_mode([&](auto contract) {
    for (eido::index channels = 1; channels <= 4; channels += eido_test::slow ? 2 : 1) {
      for (const auto& [from, to] :
           {std::pair(hw(7, 500), hw(9, 1111)), std::pair(hw(9, 2000), hw(4, 150)), std::pair(hw(8, 400), hw(4, 200)),
            std::pair(hw(9, 603), hw(3, 201)), std::pair(hw(40, 700), hw(2, 70)), std::pair(hw(40, 701), hw(3, 59)),
            std::pair(hw(30, 9000), hw(7, 11)), std::pair(hw(7, 500), hw(40, 3001)),
            std::pair(hw(8, 6000), hw(4, 3))}) {
        same(contract, u8(), channels, from, to);
        same(contract, f32(), channels, from, to);
      }
    }
  });
}

TEST_CASE("resample/cv2: any strides in and out give the pixels of packed ones") {
  const auto values = eido_test::random_values<u8>(33 * 27 * 3, 3);
  const view<const u8, 3> src(values.data(), {33, 27, 3});
  std::vector<u8> planes(33 * 27 * 3);
  const auto in = moveaxis(view<u8, 3>(planes.data(), {3, 33, 27}), axis<0>, axis<-1>);
  detail::copy_elements(in, src);
  for_each_mode([&](auto contract) {
    for (const hw size : {hw(14, 50), hw(11, 9), hw(70, 13)}) {
      std::vector<u8> expected(static_cast<std::size_t>(size.h * size.w * 3)), turned(expected.size());
      resize(src, contract, view<u8, 3>(expected.data(), {size.h, size.w, 3}));
      const auto out = flip(view<u8, 3>(turned.data(), {size.h, size.w, 3}));
      resize(in, contract, out);
      std::size_t i = 0;
      bool same = true;
      for (eido::index y = 0; y < size.h; ++y) {
        for (eido::index x = 0; x < size.w; ++x) {
          for (eido::index c = 0; c < 3; ++c) same = same && out(y, x, c) == expected[i++];
        }
      }
      CHECK(same);
    }
  });
}

TEST_CASE("resample/cv2: nearest modes pick pixels of any type") {
  const auto values = eido_test::random_values<i32>(13 * 17, 5);
  const view<const i32, 2> src(values.data(), {13, 17});
  i32 out[29][5];
  resize(src, cv2::nearest, out);
  CHECK(out[28][4] == src(12, 13));  // 28 * 13 / 29, 4 * 17 / 5
  resize(src, cv2::nearest_exact, out);
  CHECK(out[28][4] == src(12, 15));  // 28.5 * 13 / 29, 4.5 * 17 / 5
}

TEST_CASE("resample/cv2: a box is refused, the whole image as a box is not") {
  const auto values = eido_test::random_values<u8>(8 * 9, 5);
  const view<const u8, 2> src(values.data(), {8, 9});
  u8 out[4][4];
  for_each_mode([&](auto contract) {
    const status s = try_resize(src, contract, out, {.box = box(0, 0, 9, 7)});
    CHECK(s.code() == errc::value_error);
    CHECK(std::string(s.message()) ==
          "resize: box = (0, 0, 9, 7); expected the whole image, only like::pillow has a box: resize a slice");
    CHECK(try_resize(src, contract, out, {.box = box(0, 0, 9, 8)}).ok());
  });
}

TEST_CASE("resample/cv2: lanczos4 rounds sums next to a half as integers do, on every tier") {
  constexpr i32 weights[8] = {-90, 210, -401, 1310, 1302, -398, 113, 2};
  constexpr eido::index n = 301;
  const auto values = eido_test::random_values<u8>(8 * n * 3, 7);
  std::vector<f32> rows[8];
  std::vector<u8> expected(n);
  for (auto& row : rows) row.resize(n);
  for (eido::index i = 0; i < n; ++i) {
    i64 sum = 1 << 21;
    for (int k = 0; k < 7; ++k) {  // up to 20 bits
      const std::size_t at = static_cast<std::size_t>(3 * (k * n + i));
      const i32 value = (values[at] | values[at + 1] << 8 | (values[at + 2] & 15) << 16) - (1 << 19);
      rows[k][static_cast<std::size_t>(i)] = static_cast<f32>(value);
      sum += static_cast<i64>(value) * weights[k];
    }
    // what is left of 2^22 becomes -16 .. 15
    const i64 wanted = (sum + (1 << 21)) / (1 << 22) * (1 << 22) + i % 32 - 16;
    const i64 last = (wanted - sum) / 2;
    rows[7][static_cast<std::size_t>(i)] = static_cast<f32>(last);
    const i64 made = (sum + 2 * last) >> 22;
    expected[static_cast<std::size_t>(i)] = static_cast<u8>(made < 0 ? 0 : made > 255 ? 255 : made);
  }
  const void* from[8];
  for (int k = 0; k < 8; ++k) from[k] = rows[k].data();
  eido_test::for_each_target([&] {
    std::vector<u8> made(n);
    kernels::cv2_down_lanczos4(from, weights, n, made.data());
    CHECK(made == expected);
  });
}
