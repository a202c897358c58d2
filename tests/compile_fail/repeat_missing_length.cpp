// expect: a new axis of the pattern has no length
#include <eidograph/view.hpp>

extern eido::view<float, 3> img;
auto v = eido::repeat<"h w c -> h w c n">(img);
