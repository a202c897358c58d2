// expect: a view of a temporary would dangle: give the array a name first
#include <eidograph/view.hpp>

#include <vector>

eido::view<int, 1> out;
auto s = eido::try_slice(std::vector<int>{1, 2}, eido::range(1), out);
