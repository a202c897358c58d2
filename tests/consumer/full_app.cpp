// SPDX-License-Identifier: MIT
#include <eidograph/eidograph.hpp>
#include <eidograph/io.hpp>

#include <cstdio>

eido::tensor<eido::u8, 3> picture();

int main(int, char** argv) {
  eido::imwrite(argv[1], picture());
  const auto back = eido::imread(argv[1]);
  std::printf("%s, JPEG by %s\n", eido::explain_diff(picture(), back).same() ? "same picture" : "other picture",
              eido::decoder());
  return back(11, 19, 2) == 99 ? 0 : 1;
}
