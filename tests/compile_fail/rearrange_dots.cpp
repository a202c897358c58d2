// expect: dots in a pattern come as an ellipsis
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h .. c -> c">(img);
