// expect: softmax takes f32, f16 or bf16 and writes the same type
#include <eidograph/reduce/softmax.hpp>

extern eido::view<const double, 2> x;
extern eido::view<float, 2> y;
auto s = eido::try_softmax(x, eido::axis<0>, y);
