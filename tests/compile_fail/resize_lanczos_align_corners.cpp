// expect: torch has align_corners for bilinear and bicubic only
#include <eidograph/resize.hpp>

constexpr auto contract = eido::like::torch_u8::lanczos.align_corners();
