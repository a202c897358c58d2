// expect: this expression has another rank than the tensor it is assigned to
#include <eidograph/numpy/tensor.hpp>

eido::tensor<float, 3> cube;
eido::tensor<float, 2> flat = cube + 1;
