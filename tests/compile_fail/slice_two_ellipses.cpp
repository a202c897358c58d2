// expect: a slice literal can have only one ellipsis
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["..., 0, ..."_s];
