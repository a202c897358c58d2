// expect: the order of a recipe is
#include <eidograph/recipe.hpp>

auto r = eido::compose(eido::to_chw(), eido::to_chw());
