// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <cmath>
#include <cstring>
#include <limits>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
namespace pillow = like::pillow;

namespace {

/// Images at the end and at the beginning of memory give what they give in the middle of other values.
template <class T>
void check_edges() {
  using block = eido_test::guarded<T>;
  eido_test::for_each_target([] {
    int wrong = 0;
    for (const auto side : {block::side::behind, block::side::before}) {
      for (eido::index channels = 1; channels <= 4; ++channels) {
        for (const auto& [from, to] :
             {std::pair(hw(3, 1), hw(5, 1)), std::pair(hw(9, 7), hw(4, 3)), std::pair(hw(5, 21), hw(17, 50)),
              std::pair(hw(33, 40), hw(7, 9)), std::pair(hw(60, 23), hw(2, 22)), std::pair(hw(2, 90), hw(2, 16)),
              std::pair(hw(20, 64), hw(20, 63)), std::pair(hw(18, 33), hw(3, 33))}) {
          const std::vector<T> values = eido_test::random_values<T>(from.h * from.w * channels, 9);
          block src(from.h * from.w * channels, side), dst(to.h * to.w * channels, side);
          std::memcpy(src.data(), values.data(), values.size() * sizeof(T));
          std::vector<T> padded(static_cast<std::size_t>((from.h + 2) * (from.w + 8) * channels), T(255));
          const eido::index stride = (from.w + 8) * channels;
          for (eido::index y = 0; y < from.h; ++y) {
            std::memcpy(padded.data() + (y + 1) * stride + 4 * channels, src.data() + y * from.w * channels,
                        static_cast<std::size_t>(from.w * channels) * sizeof(T));
          }
          std::vector<T> inside(static_cast<std::size_t>(to.h * to.w * channels));
          const view<T, 3> a(src.data(), {from.h, from.w, channels}), made(dst.data(), {to.h, to.w, channels});
          const view<T, 3> b(padded.data() + stride + 4 * channels, {from.h, from.w, channels}, {stride, channels, 1});
          resize(a, pillow::lanczos, made);
          resize(b, pillow::lanczos, view<T, 3>(inside.data(), {to.h, to.w, channels}));
          wrong += !dst.intact() || dst.values() != inside;
          // a box that leaves pixels out on all sides
          if (from.w < 20) continue;
          const resize_options part{.box = box(3.25, 1, static_cast<f64>(from.w) - 2.5, static_cast<f64>(from.h))};
          resize(a, pillow::bicubic, made, part);
          resize(b, pillow::bicubic, view<T, 3>(inside.data(), {to.h, to.w, channels}), part);
          wrong += !dst.intact() || dst.values() != inside;
        }
      }
    }
    CHECK(wrong == 0);
  });
}

/// An image of floats that grows along x, some of them infinite, no numbers or -0, against the sums by hand.
template <detail::pillow_filter F>
void check_odd_floats(like::pillow::resize_contract<F> contract) {
  eido::index values = 0, wrong = 0;
  for (u32 seed = 0; seed < 60; ++seed) {
    eido_test::pattern p(seed);
    const eido::index w = p.between(1, 60), to = p.between(w, 12 * w), channels = p.between(1, 4);
    std::vector<f32> src = eido_test::random_values<f32>(w * channels, seed);
    constexpr f32 inf = std::numeric_limits<f32>::infinity(), nan = std::numeric_limits<f32>::quiet_NaN();
    const f32 odd[] = {inf, -inf, nan, -0.0f};
    for (f32& x : src) x = p.between(0, 9) < 4 ? odd[p.between(0, 3)] : x;
    std::vector<f32> made(static_cast<std::size_t>(to * channels));
    resize(view<const f32, 3>(src.data(), {1, w, channels}), contract, view<f32, 3>(made.data(), {1, to, channels}));
    if (w == to) continue;
    const detail::pillow_axis<F> axis(detail::axis_request{w, 0, static_cast<f32>(w), to});
    std::vector<f64> weights(static_cast<std::size_t>(w));
    for (eido::index x = 0; x < to; ++x) {
      const detail::tap_span span = axis.span(x);
      axis.weigh(x, span, weights.data());
      for (eido::index c = 0; c < channels; ++c, ++values) {
        f64 sum = 0;
        for (i32 k = 0; k < span.count; ++k) {
          const f64 from = src[static_cast<std::size_t>((span.first + k) * channels + c)];
          sum += detail::product(from, weights[static_cast<std::size_t>(k)]);
        }
        const f32 wanted = static_cast<f32>(sum), found = made[static_cast<std::size_t>(x * channels + c)];
        const bool same = std::memcmp(&found, &wanted, sizeof found) == 0;
        wrong += !(same || (std::isnan(found) && std::isnan(wanted)));
      }
    }
  }
  CHECK(values > 10000);
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("resample/edges: nothing outside of the image is read or written") {
  check_edges<u8>();
  check_edges<u16>();
  check_edges<i32>();
  check_edges<f32>();
}

TEST_CASE("resample/edges: floats of several channels are resized as each channel is") {
  eido_test::for_each_target([] {
    int wrong = 0;
    for (eido::index channels = 2; channels <= 4; ++channels) {
      for (const auto& [from, to] : {std::pair(hw(37, 41), hw(11, 83)), std::pair(hw(20, 1500), hw(9, 2)),
                                     std::pair(hw(19, 3), hw(40, 7)), std::pair(hw(2, 700), hw(1, 5))}) {
        const std::vector<f32> values = eido_test::random_values<f32>(from.h * from.w * channels, 7);
        std::vector<f32> together(static_cast<std::size_t>(to.h * to.w * channels)), alone(together.size());
        const view<const f32, 3> src(values.data(), {from.h, from.w, channels});
        resize(src, pillow::lanczos, view<f32, 3>(together.data(), {to.h, to.w, channels}));
        for (eido::index c = 0; c < channels; ++c) {
          const view<f32, 2> plane(alone.data() + c, {to.h, to.w}, {to.w * channels, channels});
          resize(view<const f32, 2>(values.data() + c, {from.h, from.w}, {from.w * channels, channels}),
                 pillow::lanczos, plane);
        }
        wrong += std::memcmp(together.data(), alone.data(), together.size() * sizeof(f32)) != 0;
      }
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE("resample/edges: infinities and NaN reach those outputs that look at them") {
  eido_test::for_each_target([] {
    check_odd_floats(pillow::box);
    check_odd_floats(pillow::bilinear);
    check_odd_floats(pillow::hamming);
    check_odd_floats(pillow::bicubic);
    check_odd_floats(pillow::lanczos);
  });
}
