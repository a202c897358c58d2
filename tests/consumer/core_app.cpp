// SPDX-License-Identifier: MIT
// The core without exceptions, RTTI or xtensor.
#include <eidograph/core.hpp>

int main() {
  eido::u8 image[8][8][3] = {}, small[4][4][3];
  image[3][3][0] = 200;
  const eido::status resized = eido::try_resize(image, eido::like::pillow::bilinear, small);

  eido::f32 planes[3][4][4];
  const eido::status normalized = eido::try_normalize(
      small, eido::norm::half, eido::like::torchvision::normalize,
      eido::moveaxis(planes, eido::axis<0>, eido::axis<-1>));
  return resized && small[1][1][0] > 0 && normalized && planes[0][1][1] > -1 && eido::targets().count > 0 ? 0 : 1;
}
