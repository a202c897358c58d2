// expect: an axis of the pattern's left side is missing on its right side
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h ... -> h">(img);
