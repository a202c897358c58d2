// expect: axis is out of bounds for the rank of this array
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::expand_dims(img, eido::axis<-5>);
