// SPDX-License-Identifier: MIT
// A second file that includes everything: two of them must link.
#include <eidograph/eidograph.hpp>
#include <eidograph/io.hpp>

using namespace eido::literals;

eido::tensor<eido::u8, 3> picture() {
  auto image = eido::zeros<eido::u8>({12, 20, 3});
  image["..., 2"_s] = 99;
  return image;
}
