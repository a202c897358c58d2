// expect: range takes integers or none
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = img(eido::range(0.5, 2));
