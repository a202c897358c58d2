// expect: a sign in a slice literal has no digits after it
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["-{}"_s(1)];
