// expect: this expression has another rank than the tensor it is assigned to
#include <eidograph/numpy/tensor.hpp>

eido::tensor<float, 1> line;
void assign(eido::tensor<float, 2>& flat) { flat = line; }
