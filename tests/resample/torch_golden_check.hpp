// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "torch_contracts.hpp"
#include "torch_golden.hpp"

namespace eido_test {

template <class T>
std::string torch_hash(const torch_golden& g) {
  using namespace eido;
  const auto from =
      random_values<std::conditional_t<sizeof(T) == 1, u8, T>>(eido::index(g.h) * g.w * g.channels, g.seed);
  std::vector<T> to(static_cast<std::size_t>(g.out_h * g.out_w * g.channels));
  const view<const T, 3> in(reinterpret_cast<const T*>(from.data()), {g.h, g.w, g.channels});
  with_contract<T>({g.contract, g.corners, g.legacy, g.planes, g.alone}, [&](auto contract) {
    CHECK(try_resize(in, contract, view<T, 3>(to.data(), {g.out_h, g.out_w, g.channels})).ok());
  });
  return hash_of(to);
}

/// Checks all hashes of torch_golden.hpp; how many.
inline int check_torch_goldens() {
  int cases = 0;
  for (const torch_golden& g : torch_goldens) {
    const std::string type = g.type;
    INFO(std::string(g.contract), " of ", type, ", seed ", g.seed);
    CHECK((type == "u8"   ? torch_hash<eido::u8>(g)
           : type == "i8" ? torch_hash<eido::i8>(g)
                          : torch_hash<eido::f32>(g)) == g.hash);
    ++cases;
  }
  return cases;
}

}  // namespace eido_test
