// expect: amax's dst has the element type of x
#include <eidograph/reduce/argmax.hpp>

extern eido::view<const float, 2> x;
extern eido::view<double, 1> most;
auto s = eido::try_amax(x, eido::axis<0>, most);
