// expect: normalize takes u8 or f32
#include <eidograph/recipe.hpp>

auto p = eido::plan(eido::compose(eido::normalize(eido::norm::half, eido::like::torchvision::normalize)), eido::source::of<eido::u16>(3, 4));
