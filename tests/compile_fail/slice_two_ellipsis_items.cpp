// expect: an index can have only one ellipsis
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = img(eido::ellipsis, 0, eido::ellipsis);
