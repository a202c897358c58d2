// expect: this slice literal has a {} without a value
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["{}:"_s];
