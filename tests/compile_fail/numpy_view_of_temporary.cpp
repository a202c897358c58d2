// expect: a view of a temporary would dangle: give the array a name first
#include <eidograph/numpy/tensor.hpp>

eido::tensor<float, 2> make();
auto row = make()[0];
