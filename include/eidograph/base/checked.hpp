// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include "types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// a * b for sizes (both >= 0); false when the product does not fit an index.
constexpr bool multiply(index a, index b, index& product) noexcept {
  constexpr index most = (std::numeric_limits<index>::max)();
  if (a != 0 && b > most / a) return false;
  product = a * b;
  return true;
}

}  // namespace eido::detail
