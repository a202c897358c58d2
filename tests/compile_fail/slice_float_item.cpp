// expect: an index is an integer, range..+, all, ellipsis, newaxis or none
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = img(0.5, eido::all);
