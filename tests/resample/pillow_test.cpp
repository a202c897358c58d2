// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <cstring>

#include "support/pattern.hpp"

using namespace eido;
namespace pillow = like::pillow;

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
