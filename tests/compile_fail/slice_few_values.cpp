// expect: a slice literal takes one value for each {}
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["{}:{}"_s(1)];
