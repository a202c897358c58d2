// expect: an image has rank 2 .h, w. or 3 .h, w, channels., its destination the same
#include <eidograph/geometry.hpp>

extern eido::view<float, 2> img;
extern eido::view<float, 3> dst;
auto s = eido::try_pad(img, {1, 1, 1, 1}, 0, dst);
