// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/resize.hpp>

namespace eido_test {

/// f(contract) for numbers in the order of ONNX's documentation: mode (nearest, linear), coordinate_transformation_mode
/// (detail::onnx_grid) and nearest_mode (detail::onnx_rounding).
template <class F>
void with_onnx_contract(int mode, int grid, int rounding, F f) {
  const auto on_grid = [grid](auto contract) {
    switch (grid) {
      case 0: return contract;
      case 1: return contract.pytorch_half_pixel();
      case 2: return contract.align_corners();
      case 3: return contract.asymmetric();
      default: return contract.half_pixel_symmetric();
    }
  };
  if (mode == 1) return f(on_grid(eido::like::onnx::linear));
  const auto nearest = on_grid(eido::like::onnx::nearest);
  f(rounding == 0   ? nearest
    : rounding == 1 ? nearest.round_prefer_ceil()
    : rounding == 2 ? nearest.floor()
                    : nearest.ceil());
}

}  // namespace eido_test
