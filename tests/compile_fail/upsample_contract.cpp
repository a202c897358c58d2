// expect: upsample_argmax takes like::torch::bilinear, like::cv2::linear, like::tf::bilinear
#include <eidograph/reduce/upsample_argmax.hpp>
#include <eidograph/like/pillow.hpp>

extern eido::view<const float, 3> logits;
extern eido::view<unsigned char, 2> ids;
auto s = eido::try_upsample_argmax(logits, eido::hw(8, 8), eido::like::pillow::bilinear, ids);
