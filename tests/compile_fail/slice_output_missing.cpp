// expect: the last argument of try_slice is the view that becomes the slice
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto s = eido::try_slice(img, 0);
