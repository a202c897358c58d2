// SPDX-License-Identifier: MIT
#pragma once

#include "ordered_rows.hpp"
#include "pillow_table.hpp"
#include "q22_pack.hpp"
#include "rule.hpp"

namespace eido::inline EIDO_ABI::detail {

template <class T>
inline constexpr bool pillow_has_filters = false;
template <>
inline constexpr bool pillow_has_filters<u8> = true;
template <>
inline constexpr bool pillow_has_filters<f32> = true;

template <class T>
struct pillow_arithmetic;
template <>
struct pillow_arithmetic<u8> {
  using type = q22;
};
template <>
struct pillow_arithmetic<f32> {
  using type = ordered_f64;
};

/// NEAREST picks pixels, whatever their type.
template <class T>
struct resize_rule<like::pillow::resize_contract<pillow_filter::nearest>, T> {
  static constexpr bool makes_columns = true;

  static status lay_out(const like::pillow::resize_contract<pillow_filter::nearest>&, const axis_request& x,
                        const axis_request& y, resize_layout<T>& out) noexcept {
    if (status s = pick(x, out.x); !s) return s;
    return pick(y, out.y);
  }

 private:
  static status pick(const axis_request& request, axis_plan& out) noexcept {
    pillow_nearest_axis axis(request);
    return pick_pixels(request.outputs, out, [&](index) { return axis.next(); });
  }
};

/// The antialiasing filters.
template <pillow_filter F, class T>
  requires pillow_has_filters<T>
struct resize_rule<like::pillow::resize_contract<F>, T> {
  static constexpr bool makes_columns = true;

  static status lay_out(const like::pillow::resize_contract<F>& contract, const axis_request& x, const axis_request& y,
                        resize_layout<T>& out) noexcept {
    const index channels = out.source.channels;
    out.alpha =
        contract.alpha && std::is_same_v<T, u8> && (channels == 2 || channels == 4) && !(x.is_whole() && y.is_whole());
    out.vertical_first = pillow_vertical_first(contract.passes, y.size, x.size, y.outputs, x.outputs);
    // A box of whole pixels and the size of the output is cut out, not filtered. Pillow asks that of both axes at
    // once, except where it makes two resizes of one.
    const bool apart = out.vertical_first && contract.passes == pillow_passes::tall_apart;
    const bool cut = x.is_crop() && y.is_crop();
    if (status s = lay_out_axis(x, apart ? x.is_crop() : cut, out.x); !s) return s;
    if (status s = lay_out_axis(y, apart ? y.is_crop() : cut, out.y); !s) return s;
    if constexpr (std::is_same_v<T, u8>) {
      out.kernels = kernels_of<q22>(channels);
      return use_q22_kernels(out);
    } else {
      out.kernels = ordered_kernels(channels);
    }
    return {};
  }

 private:
  static status lay_out_axis(const axis_request& request, bool cut, axis_plan& out) noexcept {
    if (cut || request.is_whole()) {
      out.offset = static_cast<index>(request.low);
      return {};
    }
    out.kind = pass::resample;
    return out.table.template build<typename pillow_arithmetic<T>::type>(pillow_table<F>(request), request.outputs);
  }
};

}  // namespace eido::detail
