// expect: transform.img. makes a tensor: include <eidograph/eidograph.hpp>, or make a plan
#include <eidograph/recipe.hpp>

void f(const eido::view<const eido::u8, 3>& img) { eido::compose(eido::to_chw())(img); }
