// expect: an item of a slice literal has at most start:stop:step
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["1:2:3:4"_s];
