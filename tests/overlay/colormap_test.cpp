// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/overlay.hpp>
#include <eidograph/view/axes.hpp>

#include <string>

#include "support/hash.hpp"

using namespace eido;

namespace {

std::string hash_of(const palette& colors) {
  std::vector<u8> bytes;
  for (int i = 0; i < colors.size(); ++i) bytes.insert(bytes.end(), colors[i].value, colors[i].value + 3);
  return eido_test::hash_of(bytes);
}

}  // namespace

// what make_colormaps.py found in OpenCV 5.0.0
TEST_CASE("overlay/colormap: OpenCV's tables") {
  CHECK(hash_of(colors_of(cmap::jet)) == "71409844be630582ff2b9ebca7f0b4db");
  CHECK(hash_of(colors_of(cmap::viridis)) == "b9fac979bed0963fc2025ecd575b7f93");
  CHECK(hash_of(colors_of(cmap::turbo)) == "b4e6666f2522444b4c3cc734505c659e");
  CHECK(hash_of(colors_of(cmap::hot)) == "928455c2ff3571c30bd2a0fd04dd8eff");
  CHECK(colors_of(cmap::gray)[77] == color(77, 77, 77));
  static_assert(colors_of(cmap::viridis)[255] == color(253, 231, 37));
}

TEST_CASE("overlay/colormap: RGB, or BGR into a view of that order") {
  const u8 x[1][3] = {{0, 128, 255}};
  u8 rgb[1][3][3], bgr[1][3][3];
  colormap(x, cmap::turbo, rgb);
  colormap(x, cmap::turbo, flip(view_of(bgr), axis<2>));
  const palette table = colors_of(cmap::turbo);
  for (int i = 0; i < 3; ++i) {
    for (int c = 0; c < 3; ++c) {
      CHECK(rgb[0][i][c] == table[x[0][i]].value[c]);
      CHECK(bgr[0][i][2 - c] == table[x[0][i]].value[c]);
    }
  }
  CHECK(std::string(try_colormap(x, cmap::jet, view<u8, 3>(&rgb[0][0][0], {3, 1, 3})).message()) ==
        "colormap: dst has shape (3, 1, 3); expected (1, 3, 3)");
}

TEST_CASE("overlay/palette: ADE20K with its background, and by training ids") {
  const palette with = palette::ade20k(), train = palette::ade20k_train();
  CHECK(with.size() == 151);
  CHECK(!with.paints_background());
  CHECK(train.size() == 150);
  CHECK(train.paints_background());
  CHECK(train[0] == color(120, 120, 120));  // wall
  CHECK(train[12] == color(150, 5, 61));    // person
  CHECK(train[20] == color(0, 102, 200));   // car
  CHECK(train[149] == color(92, 0, 255));   // flag
  CHECK(hash_of(train) == "22c13ac624d88aa7528c122009dbbae0");
  for (int k = 0; k < 150; ++k) CHECK(with[k + 1] == train[k]);
}

TEST_CASE("overlay/palette: cityscapes, and random ones that stay the same") {
  CHECK(palette::cityscapes().size() == 19);
  CHECK(palette::cityscapes()[13] == color(0, 0, 142));  // car
  CHECK(palette::cityscapes().paints_background());
  const palette a = palette::random(40, 7);
  CHECK(a.size() == 40);
  CHECK(hash_of(a) == hash_of(palette::random(40, 7)));
  CHECK(hash_of(a) != hash_of(palette::random(40, 8)));
  CHECK(palette::random(999, 1).size() == 256);
  int different = 0;
  for (int i = 1; i < 40; ++i) different += !(a[i] == a[i - 1]);
  CHECK(different == 39);
}
