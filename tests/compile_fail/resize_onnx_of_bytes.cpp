// expect: resize is not proved for this pair of contract and element type
#include <eidograph/resize.hpp>

eido::u8 src[4][4], dst[2][2];
auto made = eido::try_resize(src, eido::like::onnx::linear, dst);
