// expect: the output of try_slice has another rank than the slice
#include <eidograph/view.hpp>

using namespace eido::literals;
extern eido::view<float, 3> img;
eido::view<float, 3> out;
auto s = eido::try_slice(img, "0"_s, out);
