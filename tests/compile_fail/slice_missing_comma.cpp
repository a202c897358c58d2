// expect: a comma is missing between two items of a slice literal
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["0 1"_s];
