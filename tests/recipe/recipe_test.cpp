// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/core.hpp>
#include <eidograph/threads.hpp>

#include <string>
#include <vector>

#include "support/allocations.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

template <class T>
struct image {
  explicit image(const index_array<3>& shape, u32 seed = 0)
      : values(eido_test::random_values<T>(shape[0] * shape[1] * shape[2], seed)), v(values.data(), shape) {}
  std::vector<T> values;
  view<T, 3> v;
};

constexpr auto photo = like::torchvision::center_crop;

/// The stages one after another, an image between every two.
template <class T, class Scale, class Crop>
image<T> resized_and_cropped(const view<const T, 3>& src, hw size, Scale scale, const hw* crop, Crop rule) {
  image<T> small({size.h, size.w, src.shape(2)});
  resize(src, scale, small.v);
  if (!crop) return small;
  image<T> part({crop->h, crop->w, src.shape(2)});
  center_crop(small.v, rule, part.v);
  return part;
}

template <class T>
image<f32> normalized(const image<T>& img, const norm& values) {
  image<f32> out(img.v.shape());
  normalize(img.v, values, like::torchvision::normalize, out.v);
  return out;
}

/// dst = what the plan makes, in memory full of something else; planes as an (h, w, c) view of them.
template <class T, class Out, bool Planes>
image<Out> run(recipe_plan<T, Out, Planes>& made, const view<const T, 3>& src) {
  image<Out> out(made.shape(), 99);
  made.run(src, out.v);
  if constexpr (!Planes) return out;
  image<Out> turned({out.v.shape(1), out.v.shape(2), out.v.shape(0)});
  copy(moveaxis(out.v, axis<0>, axis<-1>), turned.v);
  return turned;
}

template <class T, class Scale, class Crop>
void check(const view<const T, 3>& src, hw size, Scale scale, hw crop, Crop rule, const norm& values) {
  const auto source = source::of<T>(src.shape(0), src.shape(1), src.shape(2));
  const auto stage = resize(size, scale);
  const image<T> cut = resized_and_cropped(src, size, scale, &crop, rule),
                 whole = resized_and_cropped(src, size, scale, static_cast<const hw*>(nullptr), rule);
  const auto norms = normalize(values, like::torchvision::normalize);
  auto only_resize = plan(compose(stage), source);
  CHECK(run(only_resize, src).values == whole.values);
  auto cropped = plan(compose(stage, center_crop(crop, rule)), source);
  CHECK(run(cropped, src).values == cut.values);
  auto planes = plan(compose(stage, center_crop(crop, rule), to_chw()), source);
  CHECK(run(planes, src).values == cut.values);
  auto scaled = plan(compose(stage, center_crop(crop, rule), norms), source);
  CHECK(run(scaled, src).values == normalized(cut, values).values);
  auto everything = plan(compose(stage, center_crop(crop, rule), norms, to_chw()), source);
  CHECK(run(everything, src).values == normalized(cut, values).values);
  if constexpr (std::is_same_v<T, u8>) {
    auto tensor = plan(compose(stage, center_crop(crop, rule), to_tensor(like::torchvision::to_tensor)), source);
    CHECK(run(tensor, src).values == normalized(cut, norm{{0.0}, {1.0}}).values);
    auto all = plan(compose(stage, to_tensor(like::torchvision::to_tensor), norms), source);
    CHECK(run(all, src).values == normalized(whole, values).values);
  }
}

template <class T>
void check_sizes(u32 seed) {
  eido_test::pattern numbers(seed);
  for (int k = 0; k < 12; ++k) {
    const eido::index h = numbers.between(1, 70), w = numbers.between(1, 70),
                      c = std::is_same_v<T, u8> ? 1 + k % 4 : 1 + k % 3;
    const hw size(numbers.between(1, 60), numbers.between(1, 60)), crop(numbers.between(1, 60), numbers.between(1, 60));
    CAPTURE(k);
    const image<T> src({h, w, c}, seed + static_cast<u32>(k));
    const norm values = c == 3 ? norm::imagenet : norm::half;
    check<T>(src.v, size, like::pillow::bilinear, crop, photo, values);
    check<T>(src.v, size, like::pillow::lanczos.version(12, 1), crop, like::hf::center_crop, values);
    check<T>(src.v, size, like::pillow::nearest, crop, photo, values);
    check<T>(src.v, size, like::cv2::linear, crop, photo, values);
    check<T>(src.v, size, like::cv2::area, crop, like::hf::center_crop, values);
    if constexpr (std::is_same_v<T, u8>) {
      check<T>(src.v, size, like::torch_u8::bilinear, crop, photo, values);
    } else {
      check<T>(src.v, size, like::torch::bilinear, crop, photo, values);
      check<T>(src.v, size, like::torch::bicubic_aa, crop, photo, values);
      check<T>(src.v, size, like::tf::bilinear, crop, photo, values);
    }
    check<T>(flip(src.v, axis<1>), size, like::pillow::bicubic, crop, photo, values);
  }
}

constexpr auto imagenet =
    compose(resize_short(32, like::pillow::bilinear), center_crop(hw(28, 28), photo),
            to_tensor(like::torchvision::to_tensor), normalize(norm::imagenet, like::torchvision::normalize));

}  // namespace

TEST_CASE("recipe: the bits of the stages one after another, bytes") {
  eido_test::for_each_target([] { check_sizes<u8>(1); });
}

TEST_CASE("recipe: the bits of the stages one after another, floats") {
  eido_test::for_each_target([] { check_sizes<f32>(2); });
}

TEST_CASE("recipe: cells of cv2's area and tall images of Pillow's, which go vertically first") {
  const image<u8> even({64, 96, 3}, 3), tall({900, 7, 3}, 4);
  check<u8>(even.v, hw(16, 32), like::cv2::area, hw(7, 9), photo, norm::imagenet);
  check<u8>(even.v, hw(32, 48), like::cv2::linear, hw(31, 21), photo, norm::imagenet);
  check<u8>(tall.v, hw(30, 6), like::pillow::bicubic, hw(11, 3), photo, norm::imagenet);
  check<u8>(tall.v, hw(30, 6), like::pillow::bicubic.version(12, 2), hw(11, 9), photo, norm::imagenet);
}

TEST_CASE("recipe: a part of what Pillow reduces first") {
  const image<u8> src({300, 203, 4}, 6);
  const resize_options gap{.reducing_gap = 1.5, .threads = threads(2)};
  image<u8> small({41, 40, 4}), cut({35, 20, 4});
  resize(src.v, like::pillow::lanczos, small.v, gap);
  center_crop(small.v, photo, cut.v);
  auto made = plan(compose(resize(hw(41, 40), like::pillow::lanczos, gap), center_crop(hw(35, 20), photo)),
                   source::rgba(300, 203));
  CHECK(run(made, view<const u8, 3>(src.v)).values == cut.values);
}

TEST_CASE("recipe: no resize, other element types, gray images and strides of any kind") {
  const image<u8> src({9, 12, 3}, 5);
  image<u8> cut({4, 20, 3});
  center_crop(src.v, photo, cut.v);
  auto cropped = plan(compose(center_crop(hw(4, 20), photo)), source::rgb(9, 12));
  CHECK(run<u8>(cropped, src.v).values == cut.values);
  auto scaled = plan(compose(to_tensor(like::torchvision::to_tensor)), source::rgb(9, 12));
  CHECK(run<u8>(scaled, src.v).values == normalized(src, norm{{0.0}, {1.0}}).values);

  const image<i32> labels({9, 12, 1}, 6);
  auto picked =
      plan(compose(resize(hw(20, 7), like::pillow::nearest), center_crop(hw(5, 5), photo)), source::of<i32>(9, 12));
  const hw five(5, 5);
  const auto expected = resized_and_cropped<i32>(labels.v, hw(20, 7), like::pillow::nearest, &five, photo);
  std::vector<i32> flat(25);
  picked.run(view<const i32, 2>(labels.values.data(), {9, 12}), view<i32, 2>(flat.data(), {5, 5}));
  CHECK(flat == expected.values);

  // floats to a mirrored image with gaps between its pixels
  auto gaps =
      plan(compose(resize(hw(6, 5), like::pillow::box), normalize(norm::imagenet, like::torchvision::normalize)),
           source::rgb(9, 12));
  std::vector<f32> memory(6 * 5 * 8, -1.0f);
  const view<f32, 3> strided(memory.data() + 4 * 8, {6, 5, 3}, {40, -8, 2});
  gaps.run(src.v, strided);
  image<f32> packed({6, 5, 3});
  gaps.run(src.v, packed.v);
  for (eido::index y = 0; y < 6; ++y) {
    for (eido::index x = 0; x < 5; ++x) {
      for (eido::index c = 0; c < 3; ++c) REQUIRE(strided(y, x, c) == packed.v(y, x, c));
    }
  }
  CHECK(memory[1] == -1.0f);
}

TEST_CASE("recipe: a run allocates nothing, from many threads and by bands too") {
  const image<u8> src({90, 70, 3}, 7);
  auto made = plan(imagenet, source::rgb(90, 70));
  CHECK(made.shape() == index_array(3, 28, 28));
  image<f32> out(made.shape()), other(made.shape());
  const int before = allocations;
  made.run(src.v, out.v);
  CHECK(allocations == before);
  CHECK(allocations > 0);
  workspace scratch;
  static_cast<const decltype(made)&>(made).run(src.v, other.v, scratch);
  CHECK(other.values == out.values);
  auto banded = plan(compose(resize_short(200, like::pillow::bicubic, {.threads = threads(3)}),
                             center_crop(hw(150, 120), photo), to_tensor(like::torchvision::to_tensor)),
                     source::rgb(90, 70));
  auto alone = plan(compose(resize_short(200, like::pillow::bicubic), center_crop(hw(150, 120), photo),
                            to_tensor(like::torchvision::to_tensor)),
                    source::rgb(90, 70));
  CHECK(run<u8>(banded, src.v).values == run<u8>(alone, src.v).values);
  // rows, not images
  CHECK(plan(imagenet, source::rgb(4000, 300)).workspace_bytes() < 100000);
}

TEST_CASE("recipe: what does not fit is refused before anything is written") {
  recipe_plan<u8, f32, true> made;
  CHECK(try_plan(imagenet, source::rgb(0, 5), made).code() == errc::value_error);
  CHECK(try_plan(imagenet, source::gray(5, 5), made).code() == errc::value_error);
  CHECK(std::string(try_plan(imagenet, source::rgba(5, 5), made).message()) ==
        "normalize: norm has 3 channels but the image has 4");
  CHECK(try_plan(compose(to_tensor(like::torchvision::to_tensor),
                         normalize(norm{{0.5}, {0.0}}, like::torchvision::normalize)),
                 source::rgb(5, 5), made)
            .code() == errc::value_error);
  CHECK(
      try_plan(compose(center_crop(hw(0, 3), photo), to_tensor(like::torchvision::to_tensor)), source::rgb(5, 5), made)
          .code() == errc::value_error);
  CHECK_THROWS_AS(plan(imagenet, source::rgb(5, 0)), error);

  auto good = plan(imagenet, source::rgb(40, 50));
  const image<u8> src({40, 50, 3}, 8);
  image<f32> out({3, 28, 27}, 9), right({3, 28, 28}, 9);
  const auto before = right.values;
  CHECK(good.try_run(src.v, out.v).code() == errc::shape_error);
  CHECK(good.try_run(view<const u8, 3>(src.v.data(), {50, 40, 3}), right.v).code() == errc::shape_error);
  CHECK(
      good.try_run(view<const u8, 3>(reinterpret_cast<const u8*>(right.values.data()), {40, 50, 3}), right.v).code() ==
      errc::value_error);
  CHECK(right.values == before);
}
