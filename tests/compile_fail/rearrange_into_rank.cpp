// expect: the destination has another number of axes than the right side of the pattern
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
extern eido::view<float, 2> dst;
void f() { eido::rearrange<"h w c -> c h w">(img, dst); }
