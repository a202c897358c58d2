// expect: a view of a temporary would dangle: give the array a name first
#include <eidograph/view.hpp>

#include <vector>

auto v = eido::view_of(std::vector<int>{1, 2});
