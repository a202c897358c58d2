// expect: a length is an integer
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"(h p) w c -> h p w c">(img, eido::length<"p">(2.0));
