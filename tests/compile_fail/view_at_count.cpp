// expect: at.. takes one index per axis
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
float x = img.at(0, 1);
