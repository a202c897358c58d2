// expect: t = 5 would replace the array, as in Python: t.fill.5.
#include <eidograph/numpy/tensor.hpp>

void clear(eido::tensor<float, 2>& t) { t = 0; }
