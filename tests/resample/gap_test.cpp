// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>
#include <eidograph/threads.hpp>
#include <eidograph/view/axes.hpp>

#include <limits>
#include <string>
#include <vector>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

// reducing_gap: that its pixels are Pillow's is what pillow_golden.hpp and parity_pillow.py say.

using namespace eido;
namespace pillow = like::pillow;

namespace {

template <class T, class Contract>
std::vector<T> resized(const view<const T, 3>& src, hw to, Contract contract, const resize_options& options) {
  std::vector<T> dst(static_cast<std::size_t>(to.h * to.w * src.shape(2)), T(77));
  resize(src, contract, view<T, 3>(dst.data(), {to.h, to.w, src.shape(2)}), options);
  return dst;
}

status made_for(hw from, hw to, const resize_options& options) {
  resize_plan<u8> made;
  return try_plan(resize(to, pillow::bilinear, options), source::gray(from.h, from.w), made);
}

/// Packed, in planes, mirrored, with padding, at both ends of memory: always the same pixels.
template <class T>
void check_layouts(eido::index channels) {
  const hw from(67, 113), to(11, 9);
  const std::vector<T> values = eido_test::random_values<T>(from.h * from.w * channels, 4);
  const resize_options options{.box = box(2.5, 1, 111.25, 66), .reducing_gap = 1.5};
  const view<const T, 3> packed(values.data(), {from.h, from.w, channels});
  const std::vector<T> expected = resized(packed, to, pillow::bicubic, options);

  std::vector<T> planes(values.size()), turned(values.size());
  const view<T, 3> chw(planes.data(), {channels, from.h, from.w}), back(turned.data(), {from.h, from.w, channels});
  const auto in_planes = moveaxis(chw, axis<0>, axis<-1>);
  detail::copy_elements(in_planes, packed);
  CHECK(resized<T>(in_planes, to, pillow::bicubic, options) == expected);
  detail::copy_elements(flip(flip(back, axis<0>), axis<1>), packed);
  CHECK(resized<T>(flip(flip(back, axis<0>), axis<1>), to, pillow::bicubic, options) == expected);

  using block = eido_test::guarded<T>;
  for (const auto side : {block::side::behind, block::side::before}) {
    block src(from.h * from.w * channels, side), dst(to.h * to.w * channels, side);
    std::memcpy(src.data(), values.data(), values.size() * sizeof(T));
    resize(view<const T, 3>(src.data(), {from.h, from.w, channels}), pillow::bicubic,
           view<T, 3>(dst.data(), {to.h, to.w, channels}), options);
    CHECK(dst.intact());
    CHECK(dst.values() == expected);
  }
}

}  // namespace

TEST_CASE("resample/gap: is reduce, then a resize of what became of the box") {
  const hw from(90, 121), to(9, 20);
  const std::vector<u8> values = eido_test::random_values<u8>(from.h * from.w * 3, 3);
  const view<const u8, 3> src(values.data(), {from.h, from.w, 3});
  // 90 / 9 / 2 = 5 and 121 / 20 / 2 = 3: 18 x 41 pixels, of which the last column has one pixel of three
  std::vector<u8> small(18 * 41 * 3);
  const view<u8, 3> reduced(small.data(), {18, 41, 3});
  reduce(src, hw(5, 3), pillow::reduce, reduced);
  const auto expected = resized<u8>(reduced, to, pillow::bilinear, {.box = box(0, 0, 121.0 / 3, 18)});
  eido_test::for_each_target([&] { CHECK(resized(src, to, pillow::bilinear, {.reducing_gap = 2}) == expected); });
  CHECK(resized(src, to, pillow::bilinear, {}) != expected);
}

TEST_CASE("resample/gap: any layout, every tier, nothing outside of the image") {
  eido_test::for_each_target([] {
    for (eido::index channels = 1; channels <= 4; ++channels) check_layouts<u8>(channels);
    check_layouts<f32>(1);
    check_layouts<f32>(3);
    check_layouts<i32>(2);
  });
}

TEST_CASE("resample/gap: sizes from 1 to 67, cells that are cut at the edge, bands of many threads") {
  for (eido::index n = 1; n <= 67; ++n) {
    const std::vector<u8> values = eido_test::random_values<u8>(n * 5 * (71 - n) * 4, static_cast<u32>(n));
    const view<const u8, 3> src(values.data(), {n * 5, 71 - n, 4});
    const auto alone = resized(src, hw(n, 2), pillow::lanczos, {.reducing_gap = 1.2});
    CHECK(resized(src, hw(n, 2), pillow::lanczos, {.reducing_gap = 1.2, .threads = threads(3)}) == alone);
  }
}

TEST_CASE("resample/gap: where nothing is to be reduced, and for nearest, it changes nothing") {
  const std::vector<u8> values = eido_test::random_values<u8>(40 * 40, 3);
  const view<const u8, 3> src(values.data(), {40, 40, 1});
  CHECK(resized(src, hw(11, 11), pillow::box, {.reducing_gap = 2}) == resized(src, hw(11, 11), pillow::box, {}));
  CHECK(resized(src, hw(4, 4), pillow::nearest, {.reducing_gap = 2}) == resized(src, hw(4, 4), pillow::nearest, {}));
  CHECK(resized(src, hw(40, 40), pillow::bicubic, {.reducing_gap = 1}) == values);
}

TEST_CASE("resample/gap: alpha counts; Pillows before 13 forgot the gap there") {
  const std::vector<u8> values = eido_test::random_values<u8>(40 * 40 * 4, 3);
  const view<const u8, 3> src(values.data(), {40, 40, 4});
  const resize_options gap{.reducing_gap = 2};
  const auto old = pillow::bilinear.version(12, 2);
  CHECK(resized(src, hw(4, 4), pillow::bilinear, gap) != resized(src, hw(4, 4), pillow::bilinear.plain(), gap));
  CHECK(resized(src, hw(4, 4), pillow::bilinear, gap) != resized(src, hw(4, 4), pillow::bilinear, {}));
  CHECK(resized(src, hw(4, 4), old, gap) == resized(src, hw(4, 4), old, {}));
  CHECK(resized(src, hw(4, 4), old.plain(), gap) != resized(src, hw(4, 4), old.plain(), {}));
}

TEST_CASE("resample/gap: the reduced image is never in memory") {
  resize_plan<u8> made;
  REQUIRE(try_plan(resize(hw(256, 256), pillow::bicubic, {.reducing_gap = 1}), source::rgb(8192, 8192), made).ok());
  CHECK(made.source_size() == hw(8192, 8192));
  CHECK(made.workspace_bytes() < 512 * 1024);  // it has 256 x 256 pixels or more
  REQUIRE(try_plan(resize(hw(256, 256), pillow::bicubic, {.reducing_gap = 4}), source::rgb(8192, 8192), made).ok());
  CHECK(made.workspace_bytes() < 512 * 1024);  // 1024 x 1024 pixels
}

TEST_CASE("resample/gap: what cannot be is refused") {
  const f64 nan = std::numeric_limits<f64>::quiet_NaN();
  CHECK(std::string(made_for(hw(9, 9), hw(2, 2), {.reducing_gap = 0.5}).message()) ==
        "resize: reducing_gap = 0.5; expected 1 or more, or 0 for none");
  CHECK(made_for(hw(9, 9), hw(2, 2), {.reducing_gap = -2}).code() == errc::value_error);
  CHECK(made_for(hw(9, 9), hw(2, 2), {.reducing_gap = nan}).code() == errc::value_error);
  CHECK(made_for(hw(9, 9), hw(2, 2), {.reducing_gap = std::numeric_limits<f64>::infinity()}).ok());

  resize_plan<u8> bytes;
  CHECK(std::string(
            try_plan(resize(hw(2, 2), like::cv2::area, {.reducing_gap = 2}), source::gray(9, 9), bytes).message()) ==
        "resize: reducing_gap = 2; expected 0, only like::pillow has one");
  resize_plan<u16> words;
  const auto source = source::of<u16>(9, 9);
  CHECK(std::string(try_plan(resize(hw(2, 2), pillow::box, {.reducing_gap = 2}), source, words).message()) ==
        "resize: reducing_gap = 2; expected 0 for u16, Pillow does not reduce images of mode I;16");
  CHECK(try_plan(resize(hw(5, 5), pillow::box, {.reducing_gap = 2}), source, words).ok());
  CHECK(try_plan(resize(hw(2, 2), pillow::box.version(12, 1)), source, words).code() == errc::value_error);
}
