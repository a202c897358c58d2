// expect: argmax takes integers or floats
#include <eidograph/reduce/argmax.hpp>

extern eido::view<const bool, 2> x;
extern eido::view<int, 1> ids;
auto s = eido::try_argmax(x, eido::axis<0>, ids);
