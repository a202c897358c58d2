// expect: a hole in a slice literal is written {}, with nothing inside
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
auto v = img["{0}"_s(1)];
