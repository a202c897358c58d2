// expect: a limit for the long side takes a contract
#include <eidograph/geometry.hpp>

auto size = eido::short_size(eido::hw(4, 5), 6, 9, eido::like::sam::long_edge);
