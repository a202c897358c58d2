// SPDX-License-Identifier: MIT
#pragma once

#include "../like/cv2_axis.hpp"
#include "cv2_pack.hpp"
#include "cv2_rows.hpp"
#include "rule.hpp"

namespace eido::inline EIDO_ABI::detail {

/// NEAREST and NEAREST_EXACT pick pixels, whatever their type.
template <cv2_mode M, class T>
  requires(M == cv2_mode::nearest || M == cv2_mode::nearest_exact)
struct resize_rule<like::cv2::resize_contract<M>, T> {
  static status lay_out(const like::cv2::resize_contract<M>&, const axis_request& x, const axis_request& y,
                        resize_layout<T>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    if (status s = pick(x, out.x); !s) return s;
    return pick(y, out.y);
  }

 private:
  static status pick(const axis_request& request, axis_plan& out) noexcept {
    cv2_nearest_exact_axis exact(request);
    return pick_pixels(request.outputs, out,
                       [&](index i) { return M == cv2_mode::nearest ? cv2_nearest(request, i) : exact.next(); });
  }
};

/// The weights of eight taps take a sine and a cosine: those of places that come again are kept, as where an image
/// grows to a multiple of its size.
template <int Taps>
struct cv2_known_weights {
  static void weigh(f32 rest, f32 (&out)[Taps]) noexcept { cv2_weigh(rest, out); }
};
template <>
class cv2_known_weights<8> {
 public:
  void weigh(f32 rest, f32 (&out)[8]) noexcept {
    known& k = known_[(__builtin_bit_cast(u32, rest) * 2654435761u) >> 26];
    if (k.rest != rest) {
      k.rest = rest;
      cv2_weigh(rest, k.weight);
    }
    std::memcpy(out, k.weight, sizeof out);
  }

 private:
  struct known {
    f32 rest = -1, weight[8] = {};
  };
  known known_[64];
};

/// Two, four or eight taps along an axis, at places that place(grid, i) gives.
template <class A>
struct cv2_tap_axis {
  axis_request request;
  cv2_place (*place)(const cv2_grid&, index) noexcept;
  cv2_grid grid{request};

  using known = cv2_known_weights<A::taps>;

  static constexpr index before = A::taps / 2 - 1;  // taps before the place
  index clamped(index at) const noexcept { return at < 0 ? 0 : at < request.size ? at : request.size - 1; }

  tap_span span(index i) const noexcept {
    const index first = place(grid, i).at - before;
    return {clamped(first), static_cast<i32>(clamped(first + A::taps - 1) - clamped(first) + 1)};
  }

  /// `across`: OpenCV drops the fraction beyond the outer pixels' centres there, but not down.
  void pack(index i, const tap_span& span, bool across, known& weights,
            cv2_taps<typename A::weight, A::taps>& out) const noexcept {
    cv2_place p = place(grid, i);
    if (across && A::taps == 2 && (p.at < 0 || p.at >= request.size - 1)) p = {clamped(p.at), 0};
    f32 weight[A::taps];
    weights.weigh(p.rest, weight);
    out.inside = p.at >= before && p.at - before + A::taps <= request.size;
    for (int k = 0; k < A::taps; ++k) {
      out.weight[k] = A::quantise(weight[k]);
      out.at[k] = static_cast<i32>(clamped(p.at - before + k) - span.first);
    }
  }
};

/// LINEAR_EXACT on bytes.
struct cv2_exact_axis {
  axis_request request;

  struct known {};

  tap_span span(index i) const noexcept {
    const cv2_exact_place p = cv2_linear_exact(request, i);
    return {p.at, p.alone ? 1 : 2};
  }
  void pack(index i, const tap_span&, bool, known&, cv2_taps<i32, 2>& out) const noexcept {
    const cv2_exact_place p = cv2_linear_exact(request, i);
    out = {{p.weight[0], p.weight[1]}, {0, p.alone ? 0 : 1}, !p.alone};
  }
};

template <class A, class Axis>
status cv2_lay_out_taps(const Axis& x, const Axis& y, resize_layout<typename A::element>& out) noexcept {
  using taps = cv2_taps<typename A::weight, A::taps>;
  const auto pack = [](const Axis& axis, bool across, const axis_table& table, taps* packed) {
    typename Axis::known weights;
    for (index i = 0; i < table.outputs; ++i) {
      axis.pack(i, tap_span{table.first(i), table.count(i)}, across, weights, packed[i]);
    }
  };
  out.kernels = cv2_kernels_of<A>(out.source.channels);
  out.x.kind = out.y.kind = pass::resample;
  axis_table &columns = out.x.table, &rows = out.y.table;
  if (status s = rows.build_spans(y, y.request.outputs); !s) return s;
  if (status s = rows.reserve_packed(sizeof(taps)); !s) return s;
  pack(y, false, rows, reinterpret_cast<taps*>(rows.packed(0)));
  if (status s = columns.build_spans(x, x.request.outputs); !s) return s;
  if (out.source_row() >= 16 && out.source_row() <= (std::numeric_limits<i32>::max)() / 4) {
    buffer<taps> all;
    if (status s = all.resize(columns.outputs); !s) return s;
    pack(x, true, columns, all.data());
    if constexpr (std::is_same_v<A, cv2_linear_u8>) {
      bool fits = false;
      if (status s = cv2_pack_runs(all.data(), out.source_row(), out.source.channels, columns, fits); !s) return s;
      if (fits) {
        out.kernels.horizontal = cv2_across_runs;
        out.kernels.rows = 4;
        return {};
      }
    }
    if constexpr (sizeof(typename A::element) == 1) {
      out.kernels.horizontal = cv2_across_windows<A>;
      out.kernels.rows = 2;
      return cv2_pack_windows<A>(all.data(), out.source_row(), out.source.channels, columns);
    } else {
      constexpr int n = A::taps;
      if constexpr (n == 2) {
        bool fits = false;
        if (status s = cv2_pack_float_runs(all, out.source.channels, columns, fits); !s) return s;
        if (fits) {
          constexpr decltype(&cv2_across_float_runs<1>) by_runs[] = {
              cv2_across_float_runs<1>, cv2_across_float_runs<2>, cv2_across_float_runs<3>, cv2_across_float_runs<4>};
          out.kernels.horizontal = by_runs[out.source.channels - 1];
          out.kernels.rows = 4;
          return {};
        }
      }
      if (columns.shrinks()) {
        bool fits = false;
        if (status s = cv2_pack_float_sums(all, out.source.channels, columns, fits); !s) return s;
        if (fits) {
          constexpr decltype(&cv2_across_float_sums<n, 1>) by_sums[] = {
              cv2_across_float_sums<n, 1>, cv2_across_float_sums<n, 2>, cv2_across_float_sums<n, 3>,
              cv2_across_float_sums<n, 4>};
          out.kernels.horizontal = by_sums[out.source.channels - 1];
          out.kernels.rows = 4;
          return {};
        }
      }
      constexpr decltype(&cv2_across_floats<n, 1>) across[] = {cv2_across_floats<n, 1>, cv2_across_floats<n, 2>,
                                                               cv2_across_floats<n, 3>, cv2_across_floats<n, 4>};
      out.kernels.horizontal = across[out.source.channels - 1];
      return cv2_pack_floats(all, out.source_row(), out.source.channels, columns);
    }
  }
  if (status s = columns.reserve_packed(sizeof(taps)); !s) return s;
  pack(x, true, columns, reinterpret_cast<taps*>(columns.packed(0)));
  return {};
}

/// Cells of w x h pixels that cover the image.
template <class T>
status cv2_lay_out_cells(index w, index h, const axis_request& y, resize_layout<T>& out) noexcept {
  struct rows_of_cell {
    index h;
    tap_span span(index i) const noexcept { return {i * h, static_cast<i32>(h)}; }
  };
  out.kernels.vertical = cv2_mean_of_cells<T>;
  out.y.kind = pass::resample;
  if (status s = out.y.table.build_spans(rows_of_cell{h}, y.outputs); !s) return s;
  if (status s = out.y.table.reserve_packed(sizeof(cv2_cell)); !s) return s;
  const cv2_cell cell{static_cast<i32>(w), static_cast<i32>(h), static_cast<i32>(out.source.channels)};
  for (index i = 0; i < y.outputs; ++i) *reinterpret_cast<cv2_cell*>(out.y.table.packed(i)) = cell;
  return {};
}

template <class T>
status cv2_lay_out_area(const axis_request& x, const axis_request& y, resize_layout<T>& out) noexcept {
  using across = ordered_f32<T, f32>;
  out.kernels = kernels_of<across, ordered_f32<f32, T>>(out.source.channels);
  out.x.kind = out.y.kind = pass::resample;
  if (status s = out.x.table.template build<across>(cv2_area_axis(x), x.outputs); !s) return s;
  if (status s = out.y.table.template build<across>(cv2_area_axis(y), y.outputs); !s) return s;
  if (out.source_row() > (std::numeric_limits<i32>::max)() / 4) return {};  // kernels have 32-bit offsets
  using kernel = decltype(row_kernels<T>::horizontal);
  constexpr kernel by_kernel[] = {cv2_area_across<1>, cv2_area_across<2>, cv2_area_across<3>, cv2_area_across<4>};
  out.kernels.horizontal = by_kernel[out.source.channels - 1];
  out.kernels.vertical = cv2_area_down;
  out.kernels.rows = 4;
  return pack_tap_sums(out.x.table, out.source.channels * static_cast<index>(sizeof(T)), out.source.channels);
}

template <class T, int Taps>
struct cv2_arithmetic {
  using type = cv2_f32<Taps>;
};
template <>
struct cv2_arithmetic<u8, 2> {
  using type = cv2_linear_u8;
};
template <>
struct cv2_arithmetic<u8, 4> {
  using type = cv2_cubic_u8;
};
template <>
struct cv2_arithmetic<u8, 8> {
  using type = cv2_lanczos4_u8;
};

/// The modes that mix pixels, with OpenCV's detours: linear by exactly 1/2 is AREA, AREA that grows is linear with
/// places of its own, an image of its own size is copied.
template <cv2_mode M, class T>
  requires((std::is_same_v<T, u8> || std::is_same_v<T, f32>) && M != cv2_mode::nearest && M != cv2_mode::nearest_exact)
struct resize_rule<like::cv2::resize_contract<M>, T> {
  static status lay_out(const like::cv2::resize_contract<M>&, const axis_request& x, const axis_request& y,
                        resize_layout<T>& out) noexcept {
    if (status s = refuse_box(x, y); !s) return s;
    if (x.outputs == x.size && y.outputs == y.size) return {};
    constexpr bool exact = M == cv2_mode::linear_exact && std::is_same_v<T, u8>;
    constexpr bool linear = M == cv2_mode::linear || M == cv2_mode::linear_exact;
    const index whole_x = cv2_whole_scale(x), whole_y = cv2_whole_scale(y);
    const bool area = M == cv2_mode::area
                          ? cv2_scale(x) >= 1 && cv2_scale(y) >= 1
                          : linear && whole_x == 2 && whole_y == 2 && !(exact && out.source.channels == 2);
    if constexpr (M == cv2_mode::area || linear) {
      if (area && whole_x && whole_y) return cv2_lay_out_cells(whole_x, whole_y, y, out);
    }
    if constexpr (M == cv2_mode::area) {
      if (area) return cv2_lay_out_area(x, y, out);
    }
    if constexpr (exact) {
      return cv2_lay_out_taps<cv2_linear_exact_u8>(cv2_exact_axis{x}, cv2_exact_axis{y}, out);
    } else {
      constexpr int taps = M == cv2_mode::cubic ? 4 : M == cv2_mode::lanczos4 ? 8 : 2;
      using arithmetic = typename cv2_arithmetic<T, taps>::type;
      using axis = cv2_tap_axis<arithmetic>;
      constexpr auto place = M == cv2_mode::area ? cv2_area_place : cv2_centred_place;
      return cv2_lay_out_taps<arithmetic>(axis{x, place}, axis{y, place}, out);
    }
  }
};

}  // namespace eido::detail
