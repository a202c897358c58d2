// expect: topk's values have the element type of x
#include <eidograph/reduce/topk.hpp>

extern eido::view<const float, 2> x;
extern eido::view<double, 2> values;
extern eido::view<int, 2> ids;
auto s = eido::try_topk(x, eido::axis<0>, values, ids);
