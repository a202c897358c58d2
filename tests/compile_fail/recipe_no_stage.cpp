// expect: compose takes the stages
#include <eidograph/recipe.hpp>

auto r = eido::compose(3);
