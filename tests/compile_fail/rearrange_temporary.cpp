// expect: a view of a temporary would dangle: give the array a name first
#include <eidograph/view.hpp>

#include <vector>

auto v = eido::rearrange<"(h w) -> h w">(std::vector<int>(6), eido::length<"w">(2));
