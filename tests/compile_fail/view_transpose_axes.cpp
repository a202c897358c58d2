// expect: transpose takes each axis exactly once
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::transpose(img, eido::axes<0, 1, 1>);
