// expect: after the array come length<..+>.n., and last the destination
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
extern eido::view<float, 3> dst;
void f() { eido::rearrange<"h w c -> c h w">(img, dst, eido::length<"h">(2)); }
