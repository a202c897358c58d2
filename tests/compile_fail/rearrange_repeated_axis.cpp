// expect: an axis stands twice on one side of the pattern
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h w w -> h w">(img);
