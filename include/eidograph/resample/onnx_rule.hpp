// SPDX-License-Identifier: MIT
#pragma once

#include "../like/onnx_axis.hpp"
#include "quad_rows.hpp"
#include "rule.hpp"

namespace eido::inline EIDO_ABI::detail {

struct onnx_quad {
  static void down(const f32* upper, const f32* lower, f32 weight, index n, f32* out) noexcept {
    kernels::onnx_quad_down(upper, lower, weight, n, out);
  }
};

template <class T>
struct resize_rule<like::onnx::resize_contract<onnx_filter::nearest>, T> {
  static status lay_out(const like::onnx::resize_contract<onnx_filter::nearest>& contract, const axis_request& x,
                        const axis_request& y, resize_layout<T>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    const auto pick = [&](const axis_request& request, axis_plan& axis) {
      const onnx_positions positions(request, contract.grid);
      return pick_pixels(request.outputs, axis,
                         [&](index i) { return onnx_nearest(positions(i), contract.rounding, request.size); });
    };
    if (status s = pick(x, out.x); !s) return s;
    return pick(y, out.y);
  }
};

template <>
struct resize_rule<like::onnx::resize_contract<onnx_filter::linear>, f32> {
  static status lay_out(const like::onnx::resize_contract<onnx_filter::linear>& contract, const axis_request& x,
                        const axis_request& y, resize_layout<f32>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    if (x.is_whole() && y.is_whole()) return {};
    return lay_out_quad<onnx_quad>(onnx_axis(x, contract.grid), x.outputs, onnx_axis(y, contract.grid), y.outputs, out);
  }
};

}  // namespace eido::detail
