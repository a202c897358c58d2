// SPDX-License-Identifier: MIT
// Prints the tier in use, and behind it those that run here; then an image copied by that tier must be the image.
#include <eidograph/convert.hpp>
#include <eidograph/view/axes.hpp>

#include <cstdio>

int main() {
  std::printf("%s:", eido::target());
  for (const char* name : eido::targets()) std::printf(" %s", name);
  std::printf("\n");
  eido::u8 line[200], mirrored[200];
  for (int i = 0; i < 200; ++i) line[i] = static_cast<eido::u8>(i);
  if (!eido::try_copy(eido::flip(line), mirrored)) return 1;
  for (int i = 0; i < 200; ++i) {
    if (mirrored[i] != 199 - i) return 1;
  }
  return 0;
}
