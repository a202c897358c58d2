// expect: a pattern has only one ->
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"h w c -> c h w -> h">(img);
