// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"
#include "torch_contracts.hpp"
#include "torch_golden.hpp"

namespace eido_test {

template <class T>
void check_torch_golden(const torch_golden& g) {
  using namespace eido;
  const auto from =
      random_values<std::conditional_t<sizeof(T) == 1, u8, T>>(eido::index(g.h) * g.w * g.channels, g.seed);
  const view<const T, 3> in(reinterpret_cast<const T*>(from.data()), {g.h, g.w, g.channels});
  check_on_every_target(g.hash, [&] {
    std::vector<T> to(static_cast<std::size_t>(g.out_h * g.out_w * g.channels));
    with_contract<T>({g.contract, g.corners, g.legacy, g.planes, g.alone}, [&](auto contract) {
      CHECK(try_resize(in, contract, view<T, 3>(to.data(), {g.out_h, g.out_w, g.channels})).ok());
    });
    return hash_of(to);
  });
}

/// Checks all hashes of torch_golden.hpp on every tier; how many.
inline int check_torch_goldens() {
  int cases = 0;
  for (const torch_golden& g : torch_goldens) {
    const std::string type = g.type;
    INFO(std::string(g.contract), " of ", type, ", seed ", g.seed);
    type == "u8"   ? check_torch_golden<eido::u8>(g)
    : type == "i8" ? check_torch_golden<eido::i8>(g)
                   : check_torch_golden<eido::f32>(g);
    ++cases;
  }
  return cases;
}

}  // namespace eido_test
