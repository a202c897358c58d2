// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include "../like/pillow_gap.hpp"
#include "cell_mean.hpp"
#include "ordered_rows.hpp"
#include "pillow_table.hpp"
#include "q22_pack.hpp"
#include "rule.hpp"

namespace eido::inline EIDO_ABI::detail {

template <class T>
inline constexpr bool pillow_has_filters =
    std::is_same_v<T, u8> || std::is_same_v<T, u16> || std::is_same_v<T, i32> || std::is_same_v<T, f32>;

template <class T>
using pillow_arithmetic = std::conditional_t<std::is_same_v<T, u8>, q22, ordered_f64<T>>;

/// NEAREST picks pixels, whatever their type.
template <class T>
struct resize_rule<like::pillow::resize_contract<pillow_filter::nearest>, T> {
  static constexpr bool makes_columns = true;

  static status reduce_first(const like::pillow::resize_contract<pillow_filter::nearest>&, const resize_options&,
                             axis_request&, axis_request&, resize_layout<T>&) noexcept {
    return {};  // ignored, as Pillow does
  }

  static status lay_out(const like::pillow::resize_contract<pillow_filter::nearest>&, const axis_request& x,
                        const axis_request& y, resize_layout<T>& out) noexcept {
    if (status s = pick(x, out.x); !s) return s;
    return pick(y, out.y);
  }

 private:
  static status pick(const axis_request& request, axis_plan& out) noexcept {
    if constexpr (std::is_same_v<T, u16>) {
      return pick_pixels(request.outputs, out, [&](index i) { return pillow_nearest_u16(request, i); });
    } else {
      pillow_nearest_axis axis(request);
      return pick_pixels(request.outputs, out, [&](index) { return axis.next(); });
    }
  }
};

/// The antialiasing filters.
template <pillow_filter F, class T>
  requires pillow_has_filters<T>
struct resize_rule<like::pillow::resize_contract<F>, T> {
  static constexpr bool makes_columns = true;

  static status reduce_first(const like::pillow::resize_contract<F>& contract, const resize_options& options,
                             axis_request& x, axis_request& y, resize_layout<T>& out) noexcept {
    // Pillows before 13 forgot it on the way through premultiplied colours
    if (has_alpha(contract, out) && contract.passes != pillow_passes::by_saving) return {};
    const f64 h = static_cast<f64>(out.source.h), w = static_cast<f64>(out.source.w);
    const eido::box b = options.box.whole ? eido::box(0, 0, w, h) : options.box;
    pillow_gap_axis across(x.size, b.left, b.right, x.outputs, options.reducing_gap);
    pillow_gap_axis down(y.size, b.upper, b.lower, y.outputs, options.reducing_gap);
    if (across.factor == 1 && down.factor == 1) return {};
    if constexpr (!has_cell_mean<T>) {
      return status::failure(errc::value_error, "resize: reducing_gap = ", options.reducing_gap,
                             "; expected 0 for u16, Pillow does not reduce images of mode I;16");
    }
    across.cut(pillow_support(F));
    down.cut(pillow_support(F));
    out.cells = {down.first, across.first, down.last - down.first, across.last - across.first,
                 hw(down.factor, across.factor)};
    out.source.h = down.reduced();
    out.source.w = across.reduced();
    x = {out.source.w, static_cast<f32>(across.low), static_cast<f32>(across.high), x.outputs};
    y = {out.source.h, static_cast<f32>(down.low), static_cast<f32>(down.high), y.outputs};
    if (x.has_pixels() && y.has_pixels()) return {};
    return status::failure(errc::value_error, "resize: box = ", b, " is empty once it is reduced by ",
                           out.cells.factor);
  }

  static status lay_out(const like::pillow::resize_contract<F>& contract, const axis_request& x, const axis_request& y,
                        resize_layout<T>& out) noexcept {
    const index channels = out.source.channels;
    if (std::is_same_v<T, u16> && contract.passes == pillow_passes::horizontal_first) {
      return status::failure(errc::value_error,
                             "resize: u16 images are resized as by Pillow 12.3 and later; expected no "
                             ".version() before 12.2");
    }
    out.alpha = has_alpha(contract, out) && (out.cells.any() || !(x.is_whole() && y.is_whole()));
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
    } else if constexpr (std::is_same_v<T, f32> || std::is_same_v<T, u16>) {
      return use_ordered_kernels(out);
    } else {
      out.kernels = kernels_of<pillow_arithmetic<T>>(channels);
    }
    return {};
  }

 private:
  static bool has_alpha(const like::pillow::resize_contract<F>& contract, const resize_layout<T>& out) noexcept {
    return contract.alpha && std::is_same_v<T, u8> && (out.source.channels == 2 || out.source.channels == 4);
  }

  static status lay_out_axis(const axis_request& request, bool cut, axis_plan& out) noexcept {
    if (cut || request.is_whole()) {
      out.offset = static_cast<index>(request.low);
      return {};
    }
    out.kind = pass::resample;
    return out.table.template build<pillow_arithmetic<T>>(pillow_table<F>(request), request.outputs);
  }
};

}  // namespace eido::detail
