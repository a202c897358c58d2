// expect: rot90 takes an array of rank 2 or more
#include <eidograph/view.hpp>

extern eido::view<float, 1> line;
auto v = eido::rot90(line);
