// expect: the name of an axis begins with a letter and does not end with _
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h 2w c -> h 2w c">(img);
