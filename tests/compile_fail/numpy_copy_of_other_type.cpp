// expect: this array has another element type than the tensor: convert it, astype<T>.x.
#include <eidograph/numpy/tensor.hpp>

eido::tensor<float, 3> cube;
eido::tensor<unsigned char, 2> copy = cube[0];
