// SPDX-License-Identifier: MIT
#pragma once

#include "../like/torch_f32_axis.hpp"
#include "q22_pack.hpp"
#include "rule.hpp"
#include "torch_rows.hpp"
#include "torch_table.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Bytes: horizontal first, rounded to bytes in between.
template <torch_filter F>
struct resize_rule<like::torch_u8::resize_contract<F>, u8> {
  static status lay_out(const like::torch_u8::resize_contract<F>& contract, const axis_request& x,
                        const axis_request& y, resize_layout<u8>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    torch_u8_table<F> across(x, contract.corners), down(y, contract.corners);
    const bool changes_x = x.size != x.outputs, changes_y = y.size != y.outputs;
    if (changes_x) {
      if (status s = across.look(x.outputs); !s) return s;
    }
    if (changes_y) {
      if (status s = down.look(y.outputs); !s) return s;
    }
    const auto build = [&]<class Arithmetic>(const Arithmetic*) {
      out.kernels = kernels_of<Arithmetic>(out.source.channels);
      if (changes_x) {
        if (status s = lay_out_axis<Arithmetic>(across, x.outputs, out.x); !s) return s;
      }
      return changes_y ? lay_out_axis<Arithmetic>(down, y.outputs, out.y) : status();
    };
    // align_corners puts windows so far outside that their few weights, made to sum to 1, are large
    if (across.spread > 1.99 || down.spread > 1.99) return build(static_cast<const torch_bytes*>(nullptr));
    if (status s = build(static_cast<const torch_q22*>(nullptr)); !s) return s;
    return use_q22_kernels(out);
  }

 private:
  template <class Arithmetic>
  static status lay_out_axis(const torch_u8_table<F>& axis, index outputs, axis_plan& out) noexcept {
    out.kind = pass::resample;
    out.table.shift = axis.bits();
    return out.table.template build<Arithmetic>(axis, outputs);
  }
};

/// The nearest modes pick pixels, whatever their type.
template <torch_filter F, class T>
  requires(like::torch::resize_contract<F>::is_nearest)
struct resize_rule<like::torch::resize_contract<F>, T> {
  static status lay_out(const like::torch::resize_contract<F>& contract, const axis_request& x, const axis_request& y,
                        resize_layout<T>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    const bool by_centre = torch_small_or_interleaved(contract.planes, x, y, out.source.channels);
    const auto pick = [&](const axis_request& request, axis_plan& axis) {
      return pick_pixels(request.outputs, axis, [&](index i) {
        return F == torch_filter::nearest ? torch_nearest(i, request) : torch_nearest_exact(i, request, by_centre);
      });
    };
    if (status s = pick(x, out.x); !s) return s;
    return pick(y, out.y);
  }
};

template <torch_filter F>
  requires(!like::torch::resize_contract<F>::is_nearest)
struct resize_rule<like::torch::resize_contract<F>, f32> {
  static status lay_out(const like::torch::resize_contract<F>& contract, const axis_request& x, const axis_request& y,
                        resize_layout<f32>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    const index channels = out.source.channels;
    if constexpr (is_antialiased(F)) {
      if (status s = filter(x, contract.corners, false, out.x); !s) return s;
      if (status s = filter(y, contract.corners, x.outputs == 1, out.y); !s) return s;
      return use_torch_filter_kernels(out);
    } else {
      // four products in one sum, instead of two passes
      const bool quad = F == torch_filter::bilinear && ((channels == 3 && contract.alone) ||
                                                        torch_small_or_interleaved(contract.planes, x, y, channels));
      // unchanged sides go through the kernels too: there inf * 0 is NaN, as in torch
      const bool fused_position = quad || F == torch_filter::bicubic;
      const torch_near_axis<F> across(x, contract.corners, fused_position), down(y, contract.corners, fused_position);
      if constexpr (F == torch_filter::bicubic) {
        return lay_out_near<kernels::mix_torch_four>(across, x.outputs, down, y.outputs, out);
      } else {
        if (!quad) return lay_out_near<kernels::mix_torch_two>(across, x.outputs, down, y.outputs, out);
        return lay_out_quad<torch_quad>(across, x.outputs, down, y.outputs, out);
      }
    }
  }

 private:
  static status filter(const axis_request& request, bool corners, bool all_first, axis_plan& out) noexcept {
    if (request.size == request.outputs) return {};
    out.kind = pass::resample;
    return out.table.template build<torch_filtered>(torch_aa_axis<F>(request, corners, all_first), request.outputs);
  }
};

}  // namespace eido::detail
