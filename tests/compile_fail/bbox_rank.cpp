// expect: bbox_of takes a mask of two axes
#include <eidograph/reduce/mask.hpp>

extern eido::view<const float, 3> x;
auto box = eido::bbox_of(x);
