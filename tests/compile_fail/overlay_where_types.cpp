// expect: eidograph: where takes a, b and dst of one element type
#include <eidograph/overlay.hpp>

extern eido::view<const bool, 2> mask;
extern eido::view<const float, 2> a;
extern eido::view<const int, 2> b;
extern eido::view<float, 2> dst;

void choose() { eido::where(mask, a, b, dst); }
