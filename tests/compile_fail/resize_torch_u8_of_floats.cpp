// expect: resize is not proved for this pair of contract and element type
#include <eidograph/resize.hpp>

extern eido::view<float, 3> img, out;
auto s = eido::try_resize(img, eido::like::torch_u8::bilinear, out);
