// expect: an axis of the pattern's right side is missing on its left side
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h w c -> b h w c">(img);
