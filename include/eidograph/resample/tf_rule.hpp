// SPDX-License-Identifier: MIT
#pragma once

#include "../like/tf_axis.hpp"
#include "quad_rows.hpp"
#include "rule.hpp"

namespace eido::inline EIDO_ABI::detail {

struct tflite_quad : float_quad {
  static void down(const void* upper, const void* lower, weight w, index n, f32* out) noexcept {
    kernels::tflite_quad_down(static_cast<const f32*>(upper), static_cast<const f32*>(lower), w, n, out);
  }
};

/// i8, or u8 as i8 of the value - 128: the sum in 1 / 2^20, rounded half away from zero.
template <class T>
struct tflite_integer_quad {
  using element = T;
  using weight = i32;

  static constexpr i64 zero = std::is_same_v<T, u8> ? 128 : 0;

  static weight weight_of(const near_taps<2>& taps) noexcept { return static_cast<weight>(taps.weight[1]); }
  static void down(const void* upper, const void* lower, weight down, index n, T* out) noexcept {
    const quad_row<T, weight> above(upper, n), below(lower, n);
    const i64 up = 1024 - down;
    for (index i = 0; i < n; ++i) {
      const i64 right = above.weight[i], left = 1024 - right;
      const i64 top = (above.left[i] - zero) * left + (above.right[i] - zero) * right;
      const i64 bottom = (below.left[i] - zero) * left + (below.right[i] - zero) * right;
      const i64 sum = top * up + bottom * down;
      out[i] = static_cast<T>((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20) + zero);
    }
  }
};

template <class T>
inline constexpr bool tflite_mixes = std::is_same_v<T, f32> || std::is_same_v<T, u8> || std::is_same_v<T, i8>;

template <class Contract>
inline constexpr bool is_tf_nearest = false;
template <>
inline constexpr bool is_tf_nearest<like::tf::resize_contract<tf_filter::nearest>> = true;
template <>
inline constexpr bool is_tf_nearest<like::tflite::resize_contract<tf_filter::nearest>> = true;

/// The nearest modes pick pixels, whatever their type.
template <class Contract, class T>
  requires is_tf_nearest<Contract>
struct resize_rule<Contract, T> {
  static status lay_out(const Contract& contract, const axis_request& x, const axis_request& y,
                        resize_layout<T>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    const auto pick = [&](const axis_request& request, axis_plan& axis) {
      return pick_pixels(request.outputs, axis, [&](index i) { return tf_nearest(i, request, contract.grid); });
    };
    if (status s = pick(x, out.x); !s) return s;
    return pick(y, out.y);
  }
};

template <>
struct resize_rule<like::tf::resize_contract<tf_filter::bilinear>, f32> {
  static status lay_out(const like::tf::resize_contract<tf_filter::bilinear>& contract, const axis_request& x,
                        const axis_request& y, resize_layout<f32>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    if (x.is_whole() && y.is_whole()) return {};
    return lay_out_near<kernels::mix_tf>(tf_axis(x, contract.grid, false), x.outputs, tf_axis(y, contract.grid, false),
                                         y.outputs, out);
  }
};

template <class T>
  requires tflite_mixes<T>
struct resize_rule<like::tflite::resize_contract<tf_filter::bilinear>, T> {
  static status lay_out(const like::tflite::resize_contract<tf_filter::bilinear>& contract, const axis_request& x,
                        const axis_request& y, resize_layout<T>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    if constexpr (std::is_same_v<T, f32>) {
      return lay_out_quad<tflite_quad>(tf_axis(x, contract.grid, true), x.outputs, tf_axis(y, contract.grid, true),
                                       y.outputs, out);
    } else {
      return lay_out_quad<tflite_integer_quad<T>>(tflite_integer_axis(x, contract.grid), x.outputs,
                                                  tflite_integer_axis(y, contract.grid), y.outputs, out);
    }
  }
};

}  // namespace eido::detail
