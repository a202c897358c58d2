// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

// torch.nn.functional.interpolate on CPU tensors as contracts, which is also what torchvision.transforms.v2.Resize does
// to tensors. Proved against torch 2.15.0 on x86-64 with AVX2 and AVX-512. An image of rank 2 or 3 stands for
//   torch.from_numpy(img)[None, None]      or      torch.from_numpy(img).permute(2, 0, 1)[None]
// and the result for the image of the same layout. torch has no box: resize_options::box is refused; resize a slice.

namespace eido::inline EIDO_ABI {
namespace detail {

enum class torch_filter : u8 { nearest, nearest_exact, bilinear, bicubic, bilinear_aa, bicubic_aa, lanczos_aa };

constexpr bool is_antialiased(torch_filter f) noexcept { return f >= torch_filter::bilinear_aa; }
constexpr bool takes_align_corners(torch_filter f) noexcept {
  return f >= torch_filter::bilinear && f <= torch_filter::bicubic_aa;
}

}  // namespace detail

namespace like::torch_u8 {

/// interpolate on bytes: integer weights of at most 15 bits, as many as fit the largest weight of the axis.
template <detail::torch_filter F>
struct resize_contract {
  static constexpr detail::torch_filter filter = F;
  static constexpr bool is_nearest = false;
  static constexpr bool has_corners = detail::takes_align_corners(F);

  bool corners = false;

  /// align_corners=True: the centres of the corner pixels fall together.
  constexpr resize_contract align_corners() const noexcept {
    static_assert(has_corners, "eidograph: torch has align_corners for bilinear and bicubic only");
    return {true};
  }
};

/// Antialiased, as torchvision v2 resizes: interpolate(mode="bilinear", antialias=True), "bicubic", "lanczos". u8.
inline constexpr resize_contract<detail::torch_filter::bilinear_aa> bilinear{};
inline constexpr resize_contract<detail::torch_filter::bicubic_aa> bicubic{};
inline constexpr resize_contract<detail::torch_filter::lanczos_aa> lanczos{};
/// With antialias=False: 2 and 4 taps whatever the scale. u8.
inline constexpr resize_contract<detail::torch_filter::bilinear> bilinear_noaa{};
inline constexpr resize_contract<detail::torch_filter::bicubic> bicubic_noaa{};

}  // namespace like::torch_u8

namespace like::torch {

/// interpolate on floats (the nearest modes: on anything), with the bits of torch's builds for CPUs with FMA.
template <detail::torch_filter F>
struct resize_contract {
  static constexpr detail::torch_filter filter = F;
  static constexpr bool is_nearest = F <= detail::torch_filter::nearest_exact;
  static constexpr bool has_corners = detail::takes_align_corners(F);

  bool corners = false;
  bool planes = false;
  bool alone = false;

  /// align_corners=True: the centres of the corner pixels fall together.
  constexpr resize_contract align_corners() const noexcept {
    static_assert(has_corners, "eidograph: torch has align_corners for bilinear and bicubic only");
    return {true, planes, alone};
  }
  /// The bits of interpolate(tensor.contiguous()): planes. torch has another kernel for 4 channels that lie side by
  /// side; for 1 to 3 channels the layout makes no difference.
  constexpr resize_contract contiguous() const noexcept {
    static_assert(F == detail::torch_filter::bilinear || F == detail::torch_filter::nearest_exact,
                  "eidograph: contiguous() is for torch::bilinear and torch::nearest_exact, others have one order");
    return {corners, true, alone};
  }
  /// The bits that torch has with one thread (torch.set_num_threads(1); the workers of a DataLoader). For 3 channels it
  /// then takes its other kernel.
  constexpr resize_contract single_thread() const noexcept {
    static_assert(F == detail::torch_filter::bilinear,
                  "eidograph: single_thread() is for torch::bilinear, others do not depend on torch's threads");
    return {corners, planes, true};
  }
};

/// mode="nearest": output i shows pixel floor(i * scale). "nearest-exact": the one under its centre. Any element type.
inline constexpr resize_contract<detail::torch_filter::nearest> nearest{};
inline constexpr resize_contract<detail::torch_filter::nearest_exact> nearest_exact{};
/// mode="bilinear" and "bicubic" (a = -0.75): 2 and 4 taps whatever the scale. f32.
inline constexpr resize_contract<detail::torch_filter::bilinear> bilinear{};
inline constexpr resize_contract<detail::torch_filter::bicubic> bicubic{};
/// The same with antialias=True (bicubic: a = -0.5). f32.
inline constexpr resize_contract<detail::torch_filter::bilinear_aa> bilinear_aa{};
inline constexpr resize_contract<detail::torch_filter::bicubic_aa> bicubic_aa{};

}  // namespace like::torch
}  // namespace eido
