// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <clocale>
#include <eidograph/numpy/create.hpp>
#include <eidograph/numpy/print.hpp>
#include <limits>
#include <locale>
#include <sstream>
#include <string>
#include <vector>

using eido::f32;
using eido::f64;
using eido::i32;
using eido::i64;
using eido::i8;
using eido::tensor;
using eido::to_string;
using eido::u8;

// The expected texts are numpy 2.4's; parity_print.py compares random arrays.

TEST_CASE("numpy/print: integers are right-aligned, bytes are numbers") {
  CHECK(to_string(tensor<u8, 1>{1, 200, 30}) == "[  1 200  30]");
  CHECK(to_string(tensor<i8, 2>{{1, -128}, {3, 4}}) == "[[   1 -128]\n [   3    4]]");
  CHECK(to_string(tensor<i64, 1>{std::numeric_limits<i64>::min()}) == "[-9223372036854775808]");
  CHECK(to_string(tensor<eido::u64, 1>{~eido::u64(0)}) == "[18446744073709551615]");
}

TEST_CASE("numpy/print: bool") {
  CHECK(to_string(tensor<bool, 1>{true, true}) == "[ True  True]");
  CHECK(to_string(tensor<bool, 1>{true, false}) == "[ True False]");
}

TEST_CASE("numpy/print: floats share their digits") {
  const f64 nan = std::numeric_limits<f64>::quiet_NaN(), inf = std::numeric_limits<f64>::infinity();
  CHECK(to_string(tensor<f64, 1>{1, 2.5, 3}) == "[1.  2.5 3. ]");
  CHECK(to_string(tensor<f64, 1>{1.0 / 3, -0.0, 100}) == "[  0.33333333  -0.         100.        ]");
  CHECK(to_string(tensor<f32, 1>{1.0f / 3}) == "[0.33333334]");
  CHECK(to_string(tensor<f64, 1>{0.5, nan, -inf}) == "[ 0.5  nan -inf]");
  CHECK(to_string(tensor<f64, 1>{nan, inf}) == "[nan inf]");
  CHECK(to_string(tensor<f64, 1>{1e100, 1}) == "[1.e+100 1.e+000]");
  CHECK(to_string(tensor<f64, 1>{1e8}) == "[1.e+08]");
  CHECK(to_string(tensor<f64, 1>{99999999}) == "[99999999.]");
  CHECK(to_string(tensor<f32, 1>{1e6f}) == "[1.e+06]");
  CHECK(to_string(tensor<f64, 1>{0.0001, 0.1}) == "[0.0001 0.1   ]");
  CHECK(to_string(tensor<f64, 1>{0.000099}) == "[9.9e-05]");
  CHECK(to_string(tensor<f64, 1>{5e-324, 1.5e-323}) == "[4.9e-324 1.5e-323]");
}

TEST_CASE("numpy/print: blocks, long lines, summaries") {
  CHECK(to_string(tensor<i32, 3>{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}) == "[[[1 2]\n  [3 4]]\n\n [[5 6]\n  [7 8]]]");
  CHECK(to_string(eido::arange<i32>(30)) ==
        "[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23\n 24 25 26 27 28 29]");
  CHECK(to_string(eido::arange<i32>(1001)) == "[   0    1    2 ...  998  999 1000]");
  CHECK(to_string(eido::arange<i32>(1000)).find("...") == std::string::npos);
  CHECK(to_string(eido::zeros<u8>({7, 300})) ==
        "[[0 0 0 ... 0 0 0]\n [0 0 0 ... 0 0 0]\n [0 0 0 ... 0 0 0]\n ...\n [0 0 0 ... 0 0 0]\n [0 0 0 ... 0 0 0]\n"
        " [0 0 0 ... 0 0 0]]");
}

TEST_CASE("numpy/print: empty arrays and scalars") {
  CHECK(to_string(tensor<f32, 1>()) == "[]");
  CHECK(to_string(tensor<f32, 3>({2, 0, 3})) == "[]");
  CHECK(to_string(tensor<f64, 0>(3)) == "3.0");
  CHECK(to_string(tensor<f32, 0>(1e-7f)) == "1e-07");
  CHECK(to_string(tensor<u8, 0>(65)) == "65");
  CHECK(to_string(tensor<bool, 0>(true)) == "True");
}

TEST_CASE("numpy/print: any array, any strides") {
  const tensor<u8, 2> a{{1, 2, 3}, {4, 5, 6}};
  CHECK(to_string(eido::transpose(a)) == "[[1 4]\n [2 5]\n [3 6]]");
  CHECK(to_string(eido::flip(a, eido::axis<1>)) == "[[3 2 1]\n [6 5 4]]");
  CHECK(to_string(std::vector<int>{1, 2}) == "[1 2]");
}

TEST_CASE("numpy/print: streams, whatever their locale and flags") {
  struct grouped : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    std::string do_grouping() const override { return "\1"; }
  };
  std::ostringstream os;
  os.imbue(std::locale(std::locale::classic(), new grouped));
  os << std::hex;
  const tensor<f64, 1> a{1.5, 200};
  os << a << eido::view_of(a);
  CHECK(os.str() == "[  1.5 200. ][  1.5 200. ]");
}

TEST_CASE("numpy/print: what explain_diff found") {
  std::ostringstream os;
  os << explain_diff(tensor<u8, 2>{{1, 2}, {3, 4}}, tensor<u8, 2>{{1, 2}, {3, 9}});
  CHECK(os.str() ==
        "differing: 1 of 4 (25.0 %), max |a - b| 5 at (1, 1): 4 and 9, first at (1, 1): 4 and 9\n"
        "|a - b|  0: 3, 5-8: 1");
}
