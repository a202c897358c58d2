// SPDX-License-Identifier: MIT
#pragma once

#include "../like/tf_axis.hpp"
#include "cv2_rule.hpp"
#include "quad_rows.hpp"
#include "rule.hpp"

namespace eido::inline EIDO_ABI::detail {

struct tflite_quad {
  static void down(const f32* upper, const f32* lower, f32 weight, index n, f32* out) noexcept {
    kernels::tflite_quad_down(upper, lower, weight, n, out);
  }
};

/// i8, or u8 as i8 of the value - 128: sums of 1/2^20, rounded half away from zero at the end. So they may be made in
/// two passes, as the modes of arithmetic_cv2.hpp are; between these single precision holds them, which have 18 bits.
template <class T>
struct tflite_integers {
  using element = T;
  using middle = f32;
  using weight = i32;
  static constexpr int taps = 2;
  static constexpr bool high_bytes = std::is_same_v<T, i8>;

  static middle across(const i32 (&x)[2], const weight* w, bool) noexcept {
    return static_cast<middle>(cv2_dot(x, w) * (high_bytes ? 256 : 1));
  }
  static void across_kernel(const kernels::cv2_windows& windows, const T* const* rows, int count,
                            void* const* outs) noexcept {
    const u8* bytes[2];
    for (int i = 0; i < count; ++i) bytes[i] = reinterpret_cast<const u8*>(rows[i]);
    kernels::cv2_across_pairs(windows, bytes, count, outs);
  }
  static void down(const void* const* rows, const weight* w, index n, T* out) noexcept {
    kernels::tflite_down(rows, w[1], high_bytes, n, reinterpret_cast<u8*>(out));
  }
};

struct tflite_tap_axis {
  axis_request request;
  tflite_integer_axis places;

  struct known {};

  tap_span span(index i) const noexcept { return places.span(i); }
  void pack(index i, const tap_span&, bool, known&, cv2_taps<i32, 2>& out) const noexcept {
    const near_taps<2> taps = places.at(i);  // beyond the border both are one pixel, whatever their weights
    const i32 second = taps.at[1] == 0 ? 0 : static_cast<i32>(taps.weight[1]);
    out = {{1024 - second, second}, {0, taps.at[1]}, true};
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
      return cv2_lay_out_taps<tflite_integers<T>>(tflite_tap_axis{x, {x, contract.grid}},
                                                  tflite_tap_axis{y, {y, contract.grid}}, out);
    }
  }
};

}  // namespace eido::detail
