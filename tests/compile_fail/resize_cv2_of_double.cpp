// expect: those of like::cv2 u8 and f32
#include <eidograph/resize.hpp>

extern eido::view<const double, 2> img;
extern eido::view<double, 2> out;
auto s = eido::try_resize(img, eido::like::cv2::area, out);
