// expect: a lazy expression is no array yet: name its result first
#include <eidograph/numpy/tensor.hpp>

eido::tensor<float, 3> img;
auto size = eido::hw_of(img * 2);
