// expect: two lengths of one .group. are unknown
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"(h p) w c -> h p w c">(img);
