// expect: compose takes at least one stage
#include <eidograph/recipe.hpp>

auto r = eido::compose();
