// expect: a pattern needs -> between its two sides
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h w c">(img);
