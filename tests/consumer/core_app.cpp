// SPDX-License-Identifier: MIT
// The core without exceptions, RTTI or xtensor.
#include <eidograph/core.hpp>

int main() {
  eido::u8 image[8][8][3] = {}, small[4][4][3];
  image[3][3][0] = 200;
  eido::status s = eido::try_resize(image, eido::like::pillow::bilinear, small);
  return s && small[1][1][0] > 0 ? 0 : 1;
}
