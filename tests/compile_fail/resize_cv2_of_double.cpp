// expect: the filters of like::pillow and like::cv2 take u8 and f32 images
#include <eidograph/resize.hpp>

extern eido::view<const double, 2> img;
extern eido::view<double, 2> out;
auto s = eido::try_resize(img, eido::like::cv2::area, out);
