// expect: a view of a temporary would dangle: give the array a name first
#include <eidograph/numpy/tensor.hpp>
#include <eidograph/slice/select.hpp>

const eido::tensor<float, 3> make();
auto part = make()(0, eido::all);
