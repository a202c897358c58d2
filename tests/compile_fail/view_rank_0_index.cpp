// expect: a rank-0 view has no axis to index
#include <eidograph/view.hpp>

extern eido::view<float, 0> scalar;
auto v = scalar[0];
