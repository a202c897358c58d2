// expect: eidograph: a soft mask is laid by like::numpy::blend
#include <eidograph/overlay.hpp>

extern eido::view<eido::u8, 3> img;
extern eido::view<const float, 2> mask;

void lay() {
  eido::overlay(img, mask, eido::color(1, 2, 3), 0.5, eido::like::pillow::blend, eido::like::pillow::bilinear);
}
