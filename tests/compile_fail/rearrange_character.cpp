// expect: unexpected character in a pattern
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h, w, c -> c">(img);
