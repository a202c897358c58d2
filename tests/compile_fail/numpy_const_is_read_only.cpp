// expect: cannot assign through a read-only view
#include <eidograph/numpy/tensor.hpp>

void clear(const eido::tensor<float, 3>& t) { eido::detail::assign(t[0], 0); }
