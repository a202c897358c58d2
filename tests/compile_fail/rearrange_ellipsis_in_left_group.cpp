// expect: an ellipsis inside parentheses is not possible on the left side
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::rearrange<"(h ...) -> h ...">(img);
