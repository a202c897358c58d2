// expect: the order of a recipe is
#include <eidograph/recipe.hpp>

auto r = eido::compose(eido::to_tensor(eido::like::torchvision::to_tensor), eido::resize(eido::hw(3, 4), eido::like::pillow::box));
