// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/geometry.hpp>
#include <eidograph/slice/rearrange.hpp>
#include <eidograph/view/axes.hpp>

#include <string>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

template <class T>
struct image {
  image(eido::index h, eido::index w, eido::index c, u32 seed)
      : values(static_cast<std::size_t>(h * w * c)), v(values.data(), {h, w, c}) {
    eido_test::pattern numbers(seed);
    for (auto& x : values) x = static_cast<T>(numbers.next() % 251);
  }
  std::vector<T> values;
  view<T, 3> v;
};

/// numpy.pad's source of position i, one step at a time.
eido::index source_of(pad_mode mode, eido::index i, eido::index n) {
  while (i < 0 || i >= n) {
    if (mode == pad_mode::edge || (mode == pad_mode::reflect && n == 1)) return i < 0 ? 0 : n - 1;
    if (mode == pad_mode::wrap) i += i < 0 ? n : -n;
    if (mode == pad_mode::symmetric) i = i < 0 ? -1 - i : 2 * n - 1 - i;
    if (mode == pad_mode::reflect) i = i < 0 ? -i : 2 * (n - 1) - i;
  }
  return i;
}

template <class T>
void check_pads(const view<const T, 3>& src, const pads& border) {
  const eido::index h = src.shape(0) + border.top + border.bottom, w = src.shape(1) + border.left + border.right;
  const eido::index c = src.shape(2);
  for (pad_mode mode : {pad_mode::edge, pad_mode::reflect, pad_mode::symmetric, pad_mode::wrap}) {
    eido_test::guarded<T> memory(h * w * c);
    const view<T, 3> dst(memory.data(), {h, w, c});
    REQUIRE(try_pad(src, border, mode, dst).ok());
    bool same = memory.intact();
    for (eido::index y = 0; y < h; ++y) {
      for (eido::index x = 0; x < w; ++x) {
        const eido::index from_y = source_of(mode, y - border.top, src.shape(0));
        const eido::index from_x = source_of(mode, x - border.left, src.shape(1));
        for (eido::index k = 0; k < c; ++k) same = same && dst.at(y, x, k) == src.at(from_y, from_x, k);
      }
    }
    CHECK(same);
  }
}

// every rule is there at compile time
static_assert(short_size(hw(480, 640), 256) == hw(256, 341));
static_assert(short_size(hw(480, 640), 256, 300, like::torchvision::max_size) == hw(225, 300));
static_assert(short_size(hw(480, 640), 800, 1333, like::hf::longest_edge) == hw(800, 1066));
static_assert(long_size(hw(480, 641), 1024, like::sam::long_edge) == hw(767, 1024));
static_assert(contain_size(hw(100, 200), hw(50, 50)) == hw(25, 50));
static_assert(cover_size(hw(100, 200), hw(50, 50)) == hw(50, 100));
static_assert(thumbnail_size(hw(480, 641), hw(100, 100)) == hw(75, 100));
static_assert(thumbnail_size(hw(30, 40), hw(30, 50)) == hw(30, 40));
static_assert(center_crop_rect(hw(7, 8), hw(4, 3), like::torchvision::center_crop) == rect{2, 2, 4, 3});
static_assert(center_crop_rect(hw(7, 8), hw(4, 3), like::hf::center_crop) == rect{1, 2, 4, 3});
static_assert(frame_of(hw(720, 1280), hw(640, 640), like::ultralytics::letterbox).pads == pads{140, 140, 0, 0});
static_assert(frame_of(hw(720, 1280), hw(640, 640), like::ultralytics::letterbox.minimal()).size() == hw(384, 640));
static_assert(fit_box(hw(100, 200), hw(10, 10)).left == 50);

}  // namespace

TEST_CASE("a border of one value for each channel") {
  const image<u8> src(3, 4, 3, 5);
  const frame where = frame_of(hw(3, 4), hw(6, 4), like::ultralytics::letterbox);
  image<u8> padded(6, 4, 3, 6), boxed(6, 4, 3, 7);
  for (bool flipped : {false, true}) {  // flipped channels do not lie side by side
    const auto turn = [flipped](const view<u8, 3>& v) {
      return flipped ? view<u8, 3>(v.data() + 2, v.shape(), {v.stride(0), v.stride(1), -1}) : v;
    };
    const view<u8, 3> made = turn(padded.v), box = turn(boxed.v);
    pad(src.v, {1, 2, 0, 0}, {7, 8, 9}, made);
    letterbox(src.v, where, {7, 8, 9}, like::cv2::linear, box);
    bool same = where.pads == pads{1, 2, 0, 0};
    for (eido::index y = 0; y < 6; ++y) {
      for (eido::index x = 0; x < 4; ++x) {
        for (eido::index c = 0; c < 3; ++c) {
          const int expected = y < 1 || y > 3 ? static_cast<int>(7 + c) : src.v.at(y - 1, x, c);
          same = same && made.at(y, x, c) == expected && box.at(y, x, c) == expected;
        }
      }
    }
    CHECK(same);
  }
}

TEST_CASE("geometry/pad: every mode is numpy's, for every element size, any strides and wide borders") {
  eido_test::for_each_target([] {
    for (const auto& border : {pads{0, 0, 0, 0}, pads{1, 2, 3, 4}, pads{9, 0, 0, 23}, pads{40, 17, 31, 8}}) {
      for (eido::index h : {1, 2, 7}) {
        image<u8> bytes(h, 5, 3, 1);
        check_pads<u8>(bytes.v, border);
        check_pads<u8>(flip(bytes.v, axis<1>), border);
        check_pads<u8>(transpose(bytes.v, axes<1, 2, 0>), border);
        check_pads<u16>(image<u16>(h, 3, 1, 2).v, border);
        check_pads<f32>(image<f32>(h, 1, 4, 3).v, border);
        check_pads<f64>(image<f64>(h, 6, 2, 4).v, border);
      }
    }
  });
}

TEST_CASE("geometry/pad: a constant surrounds images of rank 2 and 3, and planes through a view") {
  image<i16> src(3, 4, 2, 5);
  std::vector<i16> made(2 * 6 * 9, i16(77));
  const view<i16, 3> planes(made.data(), {2, 6, 9});
  pad(src.v, pads{1, 2, 2, 3}, -5, rearrange<"c h w -> h w c">(planes));
  for (eido::index y = 0; y < 6; ++y) {
    for (eido::index x = 0; x < 9; ++x) {
      const bool inside = y >= 1 && y < 4 && x >= 2 && x < 6;
      for (eido::index c = 0; c < 2; ++c) REQUIRE(planes(c, y, x) == (inside ? src.v(y - 1, x - 2, c) : i16(-5)));
    }
  }
  u8 gray[2][2] = {{1, 2}, {3, 4}}, padded[2][3];
  pad(gray, pads{0, 0, 1, 0}, 9, padded);
  CHECK(padded[0][0] == 9);
  CHECK(padded[1][2] == 4);
  // an empty image has a constant border, and no other
  std::vector<u8> nothing(1), framed(4 * 3, u8(0));
  const view<u8, 2> empty(nothing.data(), {0, 3}), dst(framed.data(), {4, 3});
  pad(empty, pads{1, 3, 0, 0}, 7, dst);
  CHECK(framed == std::vector<u8>(12, u8(7)));
  CHECK(try_pad(empty, pads{1, 3, 0, 0}, pad_mode::edge, dst).code() == errc::shape_error);
}

TEST_CASE("geometry/center_crop: cuts, pads with zeros, or both") {
  image<u8> src(5, 9, 3, 6);
  std::vector<u8> made(8 * 4 * 3, u8(77));
  const view<u8, 3> dst(made.data(), {8, 4, 3});
  const auto check = [&](eido::index top, eido::index left) {
    for (eido::index y = 0; y < 8; ++y) {
      for (eido::index x = 0; x < 4; ++x) {
        const bool inside = y + top >= 0 && y + top < 5;
        for (eido::index c = 0; c < 3; ++c) REQUIRE(dst(y, x, c) == (inside ? src.v(y + top, x + left, c) : 0));
      }
    }
  };
  center_crop(src.v, like::torchvision::center_crop, dst);
  check(-1, 2);
  center_crop(src.v, like::hf::center_crop, dst);
  check(-2, 2);
}

TEST_CASE("geometry/letterbox: resized pixels inside, the value around, and the way back") {
  image<u8> src(30, 50, 3, 7);
  const frame where = frame_of(hw_of(src.v), hw(64, 65), like::ultralytics::letterbox);
  CHECK(where.inner == hw(39, 65));
  CHECK(where.pads == pads{12, 13, 0, 0});
  std::vector<u8> made(64 * 65 * 3, u8(1)), inner(39 * 65 * 3);
  const view<u8, 3> dst(made.data(), {64, 65, 3}), resized(inner.data(), {39, 65, 3});
  letterbox(src.v, where, 114, like::pillow::bilinear, dst);
  resize(src.v, like::pillow::bilinear, resized);
  for (eido::index y = 0; y < 64; ++y) {
    for (eido::index x = 0; x < 65; ++x) {
      REQUIRE(dst(y, x, 1) == (y >= 12 && y < 51 ? resized(y - 12, x, 1) : 114));
    }
  }
  const auto cropped = where.crop(dst);
  CHECK(cropped.shape() == index_array(39, 65, 3));
  CHECK(cropped.data() == dst.data() + 12 * 65 * 3);
  const box back = where.to_source(box(0, 12, 65, 51));
  CHECK(back.left == 0);
  CHECK(back.upper == 0);
  CHECK(back.right == 50);
  CHECK(back.lower == 30);
  CHECK(where.to_source(box(-9, 0, 99, 99)).right == 50);
}

TEST_CASE("geometry/fit: is a resize of the box in the middle") {
  image<u8> src(30, 50, 3, 8);
  std::vector<u8> a(20 * 20 * 3), b(20 * 20 * 3);
  fit(src.v, like::pillow::bicubic, view<u8, 3>(a.data(), {20, 20, 3}));
  resize(src.v, like::pillow::bicubic, view<u8, 3>(b.data(), {20, 20, 3}), {.box = box(10, 0, 40, 30)});
  CHECK(a == b);
}

TEST_CASE("geometry: arguments that cannot be are refused, and nothing is written") {
  hw size(1, 1);
  frame where;
  CHECK(try_short_size(hw(0, 5), 4, size).code() == errc::value_error);
  CHECK(try_short_size(hw(5, 5), 0, size).code() == errc::value_error);
  CHECK(try_short_size(hw(1, 1 << 30), 4, size).code() == errc::value_error);
  CHECK(try_short_size(hw(5, 5), 4, 4, like::torchvision::max_size, size).code() == errc::value_error);
  CHECK(try_long_size(hw(5, -5), 4, like::sam::long_edge, size).code() == errc::value_error);
  CHECK(try_contain_size(hw(5, 5), hw(0, 4), size).code() == errc::value_error);
  CHECK(try_thumbnail_size(hw(5, 5), hw(4, 0), size).code() == errc::value_error);
  CHECK(try_cover_size(hw(1, 1 << 30), hw(9, 9), size).code() == errc::value_error);
  CHECK(try_frame(hw(5, 5), hw(8, 0), like::ultralytics::letterbox, where).code() == errc::value_error);
  CHECK(try_frame(hw(5, 5), hw(8, 8), like::ultralytics::letterbox.minimal(-1), where).code() == errc::value_error);
  CHECK(try_frame(hw(1, 5000), hw(8, 8), like::pillow::pad, where).code() == errc::value_error);
  CHECK(size == hw(1, 1));
  CHECK_THROWS_AS(short_size(hw(0, 5), 4), error);
  CHECK(std::string(try_short_size(hw(0, 5), 4, size).message()) ==
        "short_size: image = hw(0, 5), edge = 4; expected sides from 1 to 2147483647, and a result up to that");

  image<u8> src(4, 4, 1, 9), dst(6, 6, 1, 10);
  const auto before = dst.values;
  const frame fitting = frame_of(hw(4, 4), hw(6, 6), like::ultralytics::letterbox);
  CHECK(try_pad(src.v, pads{1, 1, 1, -1}, 0, dst.v).code() == errc::value_error);
  CHECK(try_pad(src.v, pads{1, 1, 1, 0}, 0, dst.v).code() == errc::shape_error);
  CHECK(try_pad(src.v, pads{1, 1, 1, 1}, 256, dst.v).code() == errc::value_error);
  CHECK(try_pad(src.v, pads{1, 1, 1, 1}, 0.5, dst.v).code() == errc::value_error);
  CHECK(try_pad(src.v, pads{(std::numeric_limits<eido::index>::max)(), 1, 1, 1}, 0, dst.v).code() == errc::value_error);
  CHECK(try_pad(view<u8, 3>(dst.values.data(), {4, 4, 1}), pads{1, 1, 1, 1}, 0, dst.v).code() == errc::value_error);
  CHECK(try_center_crop(src.v, like::hf::center_crop, view<u8, 3>(dst.values.data(), {3, 3, 4})).code() ==
        errc::shape_error);
  CHECK(try_letterbox(dst.v, fitting, 0, like::pillow::box, dst.v).code() == errc::shape_error);
  CHECK(try_letterbox(src.v, fitting, -1, like::pillow::box, dst.v).code() == errc::value_error);
  CHECK(try_letterbox(src.v, fitting, {1, 2, 3}, like::pillow::box, dst.v).code() == errc::shape_error);
  const status three = try_pad(src.v, pads{1, 1, 1, 1}, {1, 2, 3}, dst.v);
  CHECK(std::string(three.message()) == "pad: value has 3 numbers; expected 1 or one for each of 1 channels");
  CHECK(
      try_pad(view<u8, 3>(src.values.data(), {4, 4, 0}), pads{1, 1, 1, 1}, 7, view<u8, 3>(dst.values.data(), {6, 6, 0}))
          .ok());
  CHECK(dst.values == before);
  auto out = src.v;
  CHECK(fitting.try_crop(src.v, out).code() == errc::shape_error);
}
