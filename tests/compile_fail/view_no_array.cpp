// expect: this is not an array: expected data.., shape.. and strides..
#include <eidograph/view.hpp>

int number;
auto v = eido::view_of(number);
