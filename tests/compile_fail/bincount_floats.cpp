// expect: bincount takes integers
#include <eidograph/reduce/mask.hpp>

extern eido::view<const float, 2> x;
extern eido::view<int, 1> counts;
auto s = eido::try_bincount(x, counts);
