// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>
#include <eidograph/simd/tier.hpp>

namespace eido_test {

/// f() once for every tier that runs here; a failure says which.
template <class F>
void for_each_target(F f) {
  const char* const before = eido::target();
  for (const char* name : eido::targets()) {
    CAPTURE(name);
    REQUIRE(eido::try_force_target(name).ok());
    f();
  }
  REQUIRE(eido::try_force_target(before).ok());
}

}  // namespace eido_test
