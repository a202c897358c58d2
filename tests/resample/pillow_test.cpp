// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <string>

#include "pillow_golden.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
namespace pillow = like::pillow;

namespace {

template <class T, class Contract>
std::string resized_hash(const pillow_golden& g, Contract contract) {
  const auto src = eido_test::random_values<T>(eido::index(g.h) * g.w * g.channels, g.seed);
  std::vector<T> dst(static_cast<std::size_t>(g.out_h * g.out_w * g.channels));
  resize_options options;
  if (g.has_box) options.box = box(g.box[0], g.box[1], g.box[2], g.box[3]);
  options.reducing_gap = g.gap;
  resize(view<const T, 3>(src.data(), {g.h, g.w, g.channels}), contract,
         view<T, 3>(dst.data(), {g.out_h, g.out_w, g.channels}), options);
  return eido_test::hash_of(dst);
}

template <class Contract>
std::string resized_hash_of_type(const pillow_golden& g, Contract contract) {
  if (g.plain) contract = contract.plain();
  const std::string type = g.type;
  return type == "u8"    ? resized_hash<u8>(g, contract)
         : type == "u16" ? resized_hash<u16>(g, contract)
         : type == "i32" ? resized_hash<i32>(g, contract)
                         : resized_hash<f32>(g, contract);
}

std::string resized_hash(const pillow_golden& g) {
  const std::string name = g.filter;
  if (name == "nearest") return resized_hash_of_type(g, pillow::nearest);
  if (name == "box") return resized_hash_of_type(g, pillow::box);
  if (name == "bilinear") return resized_hash_of_type(g, pillow::bilinear);
  if (name == "hamming") return resized_hash_of_type(g, pillow::hamming);
  if (name == "bicubic") return resized_hash_of_type(g, pillow::bicubic);
  return resized_hash_of_type(g, pillow::lanczos);
}

}  // namespace

TEST_CASE(
    "resample/pillow: every filter, type, channel count, pass order, box and gap has the hash that Pillow wrote") {
  eido_test::for_each_target([] {
    int cases = 0;
    for (const pillow_golden& g : pillow_goldens) {
      CAPTURE(g.filter);
      CAPTURE(g.type);
      CAPTURE(g.channels);
      CAPTURE(g.seed);
      CHECK(resized_hash(g) == g.hash);
      ++cases;
    }
    CHECK(cases == 828);
  });
}

TEST_CASE("resample/pillow: .version() names the three pass orders") {
  CHECK(pillow::bilinear.version(13).passes == pillow::bilinear.passes);
  CHECK(pillow::bilinear.version(14, 1).passes == pillow::bilinear.passes);
  CHECK(pillow::bilinear.version(12, 3).passes == pillow::bilinear.version(12, 2).passes);
  CHECK(pillow::bilinear.version(12, 1).passes == pillow::bilinear.version(9, 5).passes);
  CHECK(pillow::bilinear.version(12, 1).passes != pillow::bilinear.version(12, 2).passes);

  // an image that Pillow 13 shrinks vertically first: the rounding in between shows
  const auto src = eido_test::random_values<u8>(90 * 20, 7);
  const view<const u8, 2> image(src.data(), {90, 20});
  u8 now[7][19], before[7][19];
  resize(image, pillow::bicubic, now);
  resize(image, pillow::bicubic.version(12, 1), before);
  CHECK(std::memcmp(now, before, sizeof now) != 0);
}
