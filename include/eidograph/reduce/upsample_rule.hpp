// SPDX-License-Identifier: MIT
#pragma once

#include "../base/status.hpp"
#include "../like/cv2_axis.hpp"
#include "../like/tf_axis.hpp"
#include "../like/torch_f32_axis.hpp"
#include "../view/size.hpp"
#include "upsample_kernels.hpp"

// What upsample_argmax needs to know of a contract: which pixel an output shows (nearest modes), or which two pixels it
// mixes along each axis, with which weights, and in which arithmetic.

namespace eido::inline EIDO_ABI::detail {

/// Two source pixels and their weights.
struct two_taps {
  index first, second;
  f32 first_weight, second_weight;
};

template <class Axis>
two_taps two_taps_of(const Axis& axis, index i) noexcept {
  const auto taps = axis.at(i);
  const index from = axis.span(i).first;
  return {from + taps.at[0], from + taps.at[1], taps.weight[0], taps.weight[1]};
}

/// What scores are: none, the winner's value, or its share in the softmax of all classes.
enum class upsample_wants : u8 { labels, values, shares };

using upsample_kernel = void (*)(const kernels::upsample_pair&, const kernels::upsample_columns&,
                                 const kernels::upsample_rows&) noexcept;

/// How logits of one size become another, for one contract; see the specialisations.
///   status prepare(contract, x, y, classes, hwc)   x, y: the axes
///   picks                                          a nearest mode: pick(axis, i), i in order
///   mixes                                          across(x, i), down(y, i): two_taps, and what upsample_form says
/// T: of the logits, where they are mixed.
template <class Contract, class T = f32>
struct upsample_rule;

template <class Contract>
concept upsample_contract = requires { upsample_rule<Contract>::picks; };

/// What pruning leaves to rounding. A corner's value is rounded at most four times on its way to the output, each time
/// by up to 2^-24 of it: of two classes that are 2^-22 of the sum of their sizes apart at all corners the one ahead
/// stays ahead. (Classes 2^-23 apart can become ties.)
struct upsample_margins {
  f32 ahead = 0x1p-21f, more_ahead = 0x1p-140f;  // of both sizes together; and where those are denormal
  f32 below = 0x1p-19f, more_below = 0x1p-138f;  // of the largest size, to serve for the mean of four classes too
};

/// What kernels are to do.
struct upsample_form {
  upsample_kernel kernel = nullptr;
  bool prunes = true;        // whether larger corners always give larger values
  bool against_all = false;  // whether classes have two formulas
  index grouped = 0;         // classes below this one have the other
  upsample_margins margins{};
};

// ---- OpenCV ----

template <cv2_mode M>
  requires(like::cv2::resize_contract<M>::is_nearest)
struct upsample_rule<like::cv2::resize_contract<M>> {
  static constexpr bool picks = true;
  static auto picker(const like::cv2::resize_contract<M>&, const axis_request& a, const axis_request&, index,
                     bool) noexcept {
    return [a, exact = cv2_nearest_exact_axis(a)](index i) mutable {
      return M == cv2_mode::nearest ? cv2_nearest(a, i) : exact.next();
    };
  }
};

template <>
struct upsample_rule<like::cv2::resize_contract<cv2_mode::linear>> {
  static constexpr bool picks = false;
  using contract_type = like::cv2::resize_contract<cv2_mode::linear>;

  static bool is_copy(const axis_request& x, const axis_request& y) noexcept { return x.is_whole() && y.is_whole(); }
  /// At exactly half of both sides OpenCV averages 2 x 2 pixels.
  static status form(const contract_type&, const axis_request& x, const axis_request& y, index, bool,
                     upsample_form& out) noexcept {
    const bool half = cv2_whole_scale(x) == 2 && cv2_whole_scale(y) == 2;
    out.kernel = half ? kernels::upsample_half : kernels::upsample_cv2;
    return {};
  }
  static two_taps across(const contract_type&, const upsample_form& form, const axis_request& a, index i) noexcept {
    if (is_half(form)) return {2 * i, 2 * i + 1, i < a.outputs / 4 * 4 ? 0.0f : 1.0f, 0};  // cv2_quartered
    cv2_place p = cv2_centred_place(cv2_grid(a), i);
    if (p.at < 0) p = {0, 0};
    if (p.at >= a.size - 1) p = {a.size - 1, 0};
    return taps(a, p);
  }
  static two_taps down(const contract_type&, const upsample_form& form, const axis_request& a, index i) noexcept {
    if (is_half(form)) return {2 * i, 2 * i + 1, 0, 0};
    return taps(a, cv2_centred_place(cv2_grid(a), i));
  }

 private:
  static bool is_half(const upsample_form& form) noexcept {
    return form.kernel == static_cast<upsample_kernel>(kernels::upsample_half);
  }
  static two_taps taps(const axis_request& a, const cv2_place& p) noexcept {
    const auto inside = [&](index at) { return at < 0 ? 0 : at < a.size ? at : a.size - 1; };
    f32 w[2];
    cv2_weigh(p.rest, w);
    return {inside(p.at), inside(p.at + 1), w[0], w[1]};
  }
};

// ---- torch ----

template <torch_filter F>
  requires(like::torch::resize_contract<F>::is_nearest)
struct upsample_rule<like::torch::resize_contract<F>> {
  static constexpr bool picks = true;
  static auto picker(const like::torch::resize_contract<F>& contract, const axis_request& a, const axis_request& other,
                     index classes, bool hwc) noexcept {
    const bool by_centre = torch_small_or_interleaved(!hwc || contract.planes, a, other, classes);
    return [a, by_centre](index i) {
      return F == torch_filter::nearest ? torch_nearest(i, a) : torch_nearest_exact(i, a, by_centre);
    };
  }
};

template <>
struct upsample_rule<like::torch::resize_contract<torch_filter::bilinear>> {
  static constexpr bool picks = false;
  using contract_type = like::torch::resize_contract<torch_filter::bilinear>;

  static bool is_copy(const axis_request&, const axis_request&) noexcept { return false; }
  /// Planes of large outputs are mixed in two passes, except 3 of them; all else as a sum of four products, for whole
  /// groups of 8 classes in another order.
  static status form(const contract_type& contract, const axis_request& x, const axis_request& y, index classes,
                     bool hwc, upsample_form& out) noexcept {
    const bool side_by_side = hwc && !contract.planes;
    const bool quad = y.outputs + x.outputs <= 128 || classes == 3 || (classes > 3 && side_by_side);
    out.kernel = quad ? kernels::upsample_quad : kernels::upsample_torch;
    out.grouped = quad ? classes / 8 * 8 : 0;
    out.against_all = quad && out.grouped > 0 && out.grouped < classes;
    return {};
  }
  static two_taps across(const contract_type& contract, const upsample_form& form, const axis_request& a,
                         index i) noexcept {
    const bool fused_position = form.kernel == static_cast<upsample_kernel>(kernels::upsample_quad);
    return two_taps_of(torch_near_axis<torch_filter::bilinear>(a, contract.corners, fused_position), i);
  }
  static two_taps down(const contract_type& contract, const upsample_form& form, const axis_request& a,
                       index i) noexcept {
    return across(contract, form, a, i);
  }
};

// ---- TensorFlow ----

template <tf_library L>
struct upsample_rule<tf_resize_contract<L, tf_filter::nearest>> {
  static constexpr bool picks = true;
  static auto picker(const tf_resize_contract<L, tf_filter::nearest>& contract, const axis_request& a,
                     const axis_request&, index, bool) noexcept {
    return [a, grid = contract.grid](index i) { return tf_nearest(i, a, grid); };
  }
};

template <>
struct upsample_rule<like::tf::resize_contract<tf_filter::bilinear>> {
  static constexpr bool picks = false;
  using contract_type = like::tf::resize_contract<tf_filter::bilinear>;

  static bool is_copy(const axis_request& x, const axis_request& y) noexcept { return x.is_whole() && y.is_whole(); }
  /// a + (b - a) * t is not monotone under rounding: nothing is pruned.
  static status form(const contract_type&, const axis_request&, const axis_request&, index, bool,
                     upsample_form& out) noexcept {
    out.kernel = kernels::upsample_tf;
    out.prunes = false;
    return {};
  }
  static two_taps across(const contract_type& contract, const upsample_form&, const axis_request& a, index i) noexcept {
    return two_taps_of(tf_axis(a, contract.grid, false), i);
  }
  static two_taps down(const contract_type& contract, const upsample_form& form, const axis_request& a,
                       index i) noexcept {
    return across(contract, form, a, i);
  }
};

// ---- TFLite ----

/// i8 as in a quantized model: every class is rounded to i8 before classes are compared.
template <class T>
  requires(std::is_same_v<T, f32> || std::is_same_v<T, i8>)
struct upsample_rule<like::tflite::resize_contract<tf_filter::bilinear>, T> {
  static constexpr bool picks = false;
  using contract_type = like::tflite::resize_contract<tf_filter::bilinear>;

  static bool is_copy(const axis_request&, const axis_request&) noexcept { return false; }
  /// Of bytes that are one or more apart at all corners the one ahead stays ahead, since rounding comes last and its
  /// steps are 1 as well. The four products of floats are not monotone: their weights may be negative at the border.
  static status form(const contract_type&, const axis_request&, const axis_request&, index, bool,
                     upsample_form& out) noexcept {
    constexpr bool bytes = std::is_same_v<T, i8>;
    out.kernel = bytes ? kernels::upsample_tflite_i8 : kernels::upsample_tflite;
    out.prunes = bytes;
    out.margins = {0, 0.5f, 0, 1};
    return {};
  }
  static two_taps across(const contract_type& contract, const upsample_form&, const axis_request& a, index i) noexcept {
    if constexpr (std::is_same_v<T, i8>) {
      return two_taps_of(tflite_integer_axis(a, contract.grid), i);
    } else {
      return two_taps_of(tf_axis(a, contract.grid, true), i);
    }
  }
  static two_taps down(const contract_type& contract, const upsample_form& form, const axis_request& a,
                       index i) noexcept {
    return across(contract, form, a, i);
  }
};

}  // namespace eido::detail
