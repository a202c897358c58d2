// expect: a slice literal stands alone
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
eido::view<float, 2> out;
auto s = eido::try_slice(img, 0, "1"_s, out);
