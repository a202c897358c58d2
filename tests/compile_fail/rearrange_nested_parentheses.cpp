// expect: a pattern has no parentheses inside parentheses
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h w c -> (h (w c))">(img);
