// expect: a length<...> names an axis that the pattern does not have
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"(h p) w c -> h p w c">(img, eido::length<"q">(2));
