// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <vector>

#include "onnx_contracts.hpp"
#include "onnx_golden.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

namespace eido_test {

/// Checks all hashes of onnx_golden.hpp on every tier; how many.
inline int check_onnx_goldens() {
  using namespace eido;
  int cases = 0;
  for (const onnx_golden& g : onnx_goldens) {
    INFO("mode ", g.mode, ", grid ", g.grid, ", rounding ", g.rounding, ", seed ", g.seed);
    const auto from = random_values<f32>(eido::index(g.h) * g.w * g.channels, g.seed);
    check_on_every_target(g.hash, [&] {
      std::vector<f32> to(static_cast<std::size_t>(g.out_h * g.out_w * g.channels));
      with_onnx_contract(g.mode, g.grid, g.rounding, [&](auto contract) {
        CHECK(try_resize(view<const f32, 3>(from.data(), {g.h, g.w, g.channels}), contract,
                         view<f32, 3>(to.data(), {g.out_h, g.out_w, g.channels}))
                  .ok());
      });
      return hash_of(to);
    });
    ++cases;
  }
  return cases;
}

}  // namespace eido_test
