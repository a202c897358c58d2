// expect: too many indices for this array
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = img(eido::all, 0, eido::newaxis, 0, 0);
