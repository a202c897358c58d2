// expect: eidograph: overlay_logits takes like::torch::bilinear, like::cv2::linear, like::tf::bilinear
#include <eidograph/overlay.hpp>

extern eido::view<eido::u8, 3> img;
extern eido::view<const float, 3> logits;

void lay() {
  eido::overlay_logits(img, logits, eido::palette::voc(), 0.5, eido::like::numpy::blend, eido::like::pillow::nearest);
}
