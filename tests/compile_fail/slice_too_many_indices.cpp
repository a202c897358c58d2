// expect: too many indices for this array
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["0, 1, ..., 2, 3"_s];
