// expect: others have one order
#include <eidograph/resize.hpp>

constexpr auto contract = eido::like::torch::bicubic.contiguous();
