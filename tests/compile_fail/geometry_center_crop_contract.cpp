// expect: center_crop takes a contract such as like::torchvision::center_crop
#include <eidograph/geometry.hpp>

extern eido::view<float, 2> img, dst;
auto s = eido::try_center_crop(img, eido::like::pillow::box, dst);
