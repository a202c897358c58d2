// expect: a {} takes an integer, or none where it is a start, stop or step
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["{}"_s(eido::none)];
