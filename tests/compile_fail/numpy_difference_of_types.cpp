// expect: explain_diff takes two arrays of the same element type
#include <eidograph/numpy/print.hpp>

float a[2];
double b[2];
auto d = eido::explain_diff(a, b);
