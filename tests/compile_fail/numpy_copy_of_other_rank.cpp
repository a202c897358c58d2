// expect: this array has another rank than the tensor that is to hold a copy of it
#include <eidograph/numpy/tensor.hpp>

eido::tensor<float, 3> cube;
eido::tensor<float, 3> copy = cube[0];
