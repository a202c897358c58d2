// expect: the parentheses of a pattern are not balanced
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h (w c -> h w c">(img);
