// expect: a number in a pattern is 1, or a new axis on the right of repeat
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h w 3 -> h w">(img);
