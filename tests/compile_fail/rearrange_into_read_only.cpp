// expect: the destination is read-only
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
extern eido::view<const float, 3> dst;
void f() { eido::rearrange<"h w c -> c h w">(img, dst); }
