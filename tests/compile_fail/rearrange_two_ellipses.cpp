// expect: a side of a pattern can have only one ellipsis
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"... h ... -> h ...">(img);
