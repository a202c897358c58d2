// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>
#include <eidograph/simd/tier.hpp>

#include <functional>
#include <string>

#include "pattern.hpp"

namespace eido_test {

/// f() once for every tier that runs here; a failure says which.
template <class F>
void for_every_target(F f) {
  const char* const before = eido::target();
  for (const char* name : eido::targets()) {
    CAPTURE(name);
    REQUIRE(eido::try_force_target(name).ok());
    f();
  }
  REQUIRE(eido::try_force_target(before).ok());
}

/// The same, but where everything takes long only for tiers that have most kernels of their own: the next one runs
/// those of the others.
template <class F>
void for_each_target(F f) {
  for_every_target([&] {
    const std::string name = eido::target();
    if (slow && (name == "sse41" || name == "avxvnni" || name == "avx512" || name == "dotprod")) return;
    f();
  });
}

/// made() is `wanted` on every tier.
inline void check_on_every_target(const std::string& wanted, const std::function<std::string()>& made) {
  for_every_target([&] { CHECK(made() == wanted); });
}

}  // namespace eido_test
