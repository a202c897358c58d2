// expect: the output of try_slice has another element type than the array, or drops its const
#include <eidograph/view.hpp>

using namespace eido::literals;
extern const float table[2][3];
eido::view<float, 1> out;
auto s = eido::try_slice(table, "0"_s, out);
