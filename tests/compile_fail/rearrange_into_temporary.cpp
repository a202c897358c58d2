// expect: the destination is a temporary that owns its elements
#include <eidograph/view.hpp>

#include <vector>

extern eido::view<float, 3> img;
void f() { eido::rearrange<"h w c -> (h w c)">(img, std::vector<float>(6)); }
