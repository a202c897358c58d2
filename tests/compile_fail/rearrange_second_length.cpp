// expect: an axis of the pattern is given two lengths
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"(h p) w c -> h p w c">(img, eido::length<"p">(2), eido::length<"p">(3));
