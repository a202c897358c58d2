// expect: the left side of the pattern has another number of axes than the array
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"b h w c ... -> ... b h w c">(img);
