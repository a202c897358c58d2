// expect: cannot assign through a read-only view
#include <eidograph/view.hpp>

using namespace eido::literals;
void clear(eido::view<const float, 3> v) { v["0"_s] = 0; }
