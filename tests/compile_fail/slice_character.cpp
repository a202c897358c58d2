// expect: unexpected character in a slice literal
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["1:x"_s];
