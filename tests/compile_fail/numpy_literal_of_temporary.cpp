// expect: a view of a temporary would dangle: give the array a name first
#include <eidograph/numpy/tensor.hpp>
#include <eidograph/slice/literal.hpp>

using namespace eido::literals;
eido::tensor<float, 3> make();
auto crop = make()["1:, ::2"_s];
