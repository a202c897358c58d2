// expect: to_tensor takes u8 images
#include <eidograph/recipe.hpp>

auto p = eido::plan(eido::compose(eido::to_tensor(eido::like::torchvision::to_tensor)), eido::source::of<float>(3, 4));
