// expect: slice step cannot be zero
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["::0"_s];
