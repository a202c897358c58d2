// SPDX-License-Identifier: MIT
#pragma once

#include "../like/blend.hpp"
#include "../view/assign.hpp"
#include "../view/size.hpp"
#include "../view/view_of.hpp"
#include "compose_kernels.hpp"
#include "pixel_rows.hpp"

// Two images into one. Everything here is u8, takes any strides, and works in place: dst may be one of the inputs.

namespace eido::inline EIDO_ABI {
namespace detail {

template <class T>
constexpr view<T, 3> as_pixels(const view<T, 3>& v) noexcept {
  return v;
}
template <class T>
constexpr view<T, 3> as_pixels(const view<T, 2>& v) noexcept {
  return {v.data(), {v.shape(0), v.shape(1), 1}, {v.stride(0), v.stride(1), 1}};
}

/// Both inputs have dst's shape, and lie apart from it or at the same place.
template <int R>
status check_two(const char* verb, const char* first, const view<const u8, R>& a, const char* second,
                 const view<const u8, R>& b, const view<u8, R>& dst) noexcept {
  if (status s = check_elementwise(verb, first, a, dst); !s) return s;
  return check_elementwise(verb, second, b, dst);
}

/// Runs a rule over every pair of bytes.
template <int R>
void mix_elements(const view<const u8, R>& a, const view<const u8, R>& b, const kernels::byte_mix& mix,
                  const view<u8, R>& dst) noexcept {
  loop_nest<R, 3>(dst, a, b).for_each_run([&](index count, const index_array<3>& offset, const index_array<3>& stride) {
    u8* const to = dst.data() + offset[0];
    const u8 *const x = a.data() + offset[1], *const y = b.data() + offset[2];
    if (stride[0] == 1 && stride[1] == 1 && stride[2] == 1) return kernels::mix_bytes(x, y, count, mix, to);
    constexpr index most = 256;
    u8 held[2][most];
    for (index at = 0; at < count; at += most) {
      const index n = count - at < most ? count - at : most;
      for (index i = 0; i < n; ++i) {
        held[0][i] = x[(at + i) * stride[1]];
        held[1][i] = y[(at + i) * stride[2]];
      }
      kernels::mix_bytes(held[0], held[1], n, mix, held[0]);
      for (index i = 0; i < n; ++i) to[(at + i) * stride[0]] = held[0][i];
    }
  });
}

inline kernels::byte_mix mix_of(like::pillow::blend_contract, f64 alpha) noexcept {
  return {kernels::byte_rule::cut_step, static_cast<f32>(alpha), 0, 0};
}
inline kernels::byte_mix mix_of(like::cv2::blend_contract, f64 alpha) noexcept {
  return {kernels::byte_rule::fused_sum, static_cast<f32>(1.0 - alpha), static_cast<f32>(alpha), 0};
}
template <class Blend>
kernels::byte_mix mix_of(Blend, f64 alpha) noexcept {
  return {kernels::byte_rule::cut_sum, Blend::keep(alpha), Blend::lay(alpha), 0};
}

}  // namespace detail

/// dst = a with b over it, alpha thick. Any rank.
/// Python: `Image.blend(a, b, alpha)` for like::pillow;
/// `(a * (1 - np.float32(alpha)) + b * np.float32(alpha)).astype(np.uint8)` for like::numpy;
/// `cv2.addWeighted(a, 1 - alpha, b, alpha, 0)` for like::cv2.
/// Exactness: every bit; alpha may leave 0..1, what leaves 0..255 is clamped.
/// Errors: errc::shape_error, errc::value_error (partial overlap, alpha is no number); dst is untouched then. Allocates
/// nothing.
template <class A, class B, class Blend, class D>
status try_blend(const A& a, const B& b, f64 alpha, Blend blend, D&& dst) noexcept {
  const auto first = detail::as_const_view(a), second = detail::as_const_view(b);
  const auto out = detail::as_output(std::forward<D>(dst));
  if (status s = detail::check_two("blend", "a", first, "b", second, out); !s) return s;
  if (!(alpha - alpha == 0)) return status::failure(errc::value_error, "blend: alpha = ", alpha, "; expected a number");
  detail::mix_elements(first, second, detail::mix_of(blend, alpha), out);
  return {};
}

/// dst = a * alpha + b * beta + gamma, rounded half to even and clamped. Any rank.
/// Python: `cv2.addWeighted(a, alpha, b, beta, gamma)`, as on every CPU that has FMA.
/// Errors and allocation as blend.
template <class A, class B, class D>
status try_add_weighted(const A& a, f64 alpha, const B& b, f64 beta, f64 gamma, like::cv2::blend_contract,
                        D&& dst) noexcept {
  const auto first = detail::as_const_view(a), second = detail::as_const_view(b);
  const auto out = detail::as_output(std::forward<D>(dst));
  if (status s = detail::check_two("add_weighted", "a", first, "b", second, out); !s) return s;
  if (!(alpha - alpha == 0 && beta - beta == 0 && gamma - gamma == 0)) {
    return status::failure(errc::value_error, "add_weighted: alpha, beta, gamma = ", alpha, ", ", beta, ", ", gamma,
                           "; expected numbers");
  }
  // the inner sum is b's: see like::cv2::blend_contract::weighted
  detail::mix_elements(first, second,
                       kernels::byte_mix{kernels::byte_rule::fused_sum, static_cast<f32>(alpha), static_cast<f32>(beta),
                                         static_cast<f32>(gamma)},
                       out);
  return {};
}

/// dst = above where mask is 255, below where it is 0, in between in proportion.
/// Python: `Image.composite(above, below, mask)` with a mask of mode "L".
/// above, below, dst: (h, w) or (h, w, 1 to 4). mask: u8 (h, w), apart from dst.
/// Errors: errc::shape_error, errc::value_error (overlap); dst is untouched then. Allocates a row of each image whose
/// pixels do not lie side by side.
template <class A, class B, class M, class D>
status try_composite(const A& above, const B& below, const M& mask, like::pillow::blend_contract, D&& dst) noexcept {
  const view<const u8, 3> a = detail::as_pixels(detail::as_const_view(above));
  const view<const u8, 3> b = detail::as_pixels(detail::as_const_view(below));
  const view<const u8, 2> m = detail::as_const_view(mask);
  const view<u8, 3> out = detail::as_pixels(detail::as_output(std::forward<D>(dst)));
  if (status s = detail::check_two("composite", "above", a, "below", b, out); !s) return s;
  if (out.shape(2) < 1 || out.shape(2) > 4) {
    return status::failure(errc::shape_error, "composite: dst has ", out.shape(2), " channels; expected 1 to 4");
  }
  if (!(hw_of(m) == hw_of(out))) {
    return status::failure(errc::shape_error, "composite: mask has shape ", m.shape(), "; expected ", hw_of(out));
  }
  if (detail::may_overlap(out, m)) return status::failure(errc::value_error, "composite: dst overlaps mask");
  detail::row_source rows_a(a), rows_b(b), rows_m(detail::as_pixels(m));
  detail::row_sink rows_out(out);
  if (status s = rows_a.prepare(); !s) return s;
  if (status s = rows_b.prepare(); !s) return s;
  if (status s = rows_m.prepare(); !s) return s;
  if (status s = rows_out.prepare(); !s) return s;
  for (index y = 0; y < out.shape(0); ++y) {
    kernels::composite_pixels(rows_a.at(y), rows_b.at(y), rows_m.at(y), out.shape(1), static_cast<int>(out.shape(2)),
                              rows_out.at(y));
    rows_out.done(y);
  }
  return {};
}

/// dst = above over below, each with its own alpha: the last of 4 (or 2) channels.
/// Python: `Image.alpha_composite(below, above)` of mode "RGBA" (or "LA").
/// Errors: errc::shape_error, errc::value_error (partial overlap); dst is untouched then. Allocates a row of each image
/// whose pixels do not lie side by side.
template <class A, class B, class D>
status try_alpha_composite(const A& below, const B& above, like::pillow::blend_contract, D&& dst) noexcept {
  const view<const u8, 3> b = detail::as_const_view(below), a = detail::as_const_view(above);
  const view<u8, 3> out = detail::as_output(std::forward<D>(dst));
  if (status s = detail::check_two("alpha_composite", "below", b, "above", a, out); !s) return s;
  if (out.shape(2) != 4 && out.shape(2) != 2) {
    return status::failure(errc::shape_error, "alpha_composite: dst has ", out.shape(2), " channels; expected 4 or 2");
  }
  detail::row_source rows_a(a), rows_b(b);
  detail::row_sink rows_out(out);
  if (status s = rows_a.prepare(); !s) return s;
  if (status s = rows_b.prepare(); !s) return s;
  if (status s = rows_out.prepare(); !s) return s;
  for (index y = 0; y < out.shape(0); ++y) {
    kernels::alpha_composite_pixels(rows_b.at(y), rows_a.at(y), out.shape(1), static_cast<int>(out.shape(2)),
                                    rows_out.at(y));
    rows_out.done(y);
  }
  return {};
}

/// A place in an image, rows first.
struct yx {
  index y, x;
  explicit constexpr yx(index row, index column) noexcept : y(row), x(column) {}
};

/// patch laid into img with its upper left corner at `corner`, in place; what sticks out is cut off.
/// Python: `img.paste(patch, (x, y), mask)` with a mask of mode "L".
/// img, patch: (h, w) or (h, w, 1 to 4), as many channels each. mask: u8, patch's height and width; for Pillow's "RGBA"
/// masks give their alpha channel. patch and mask lie apart from img.
/// Errors: errc::shape_error, errc::value_error (overlap); img is untouched then. Allocates as composite.
template <class D, class S, class M>
status try_paste(D&& img, const S& patch, yx corner, const M& mask, like::pillow::blend_contract contract) noexcept {
  const view<u8, 3> out = detail::as_pixels(detail::as_output(std::forward<D>(img)));
  const view<const u8, 3> from = detail::as_pixels(detail::as_const_view(patch));
  const view<const u8, 2> m = detail::as_const_view(mask);
  if (out.shape(2) != from.shape(2)) {
    return status::failure(errc::shape_error, "paste: patch has ", from.shape(2), " channels; img has ", out.shape(2));
  }
  if (!(hw_of(m) == hw_of(from))) {
    return status::failure(errc::shape_error, "paste: mask has shape ", m.shape(), "; expected ", hw_of(from));
  }
  if (detail::may_overlap(out, from)) return status::failure(errc::value_error, "paste: img overlaps patch");
  struct part {
    index to, from, n;
    part(index at, index extent, index room) noexcept
        : to(at > 0 ? at : 0),
          from(at >= 0        ? 0
               : at > -extent ? -at
                              : extent),
          n(extent - from) {
      if (n > room - to) n = room - to;
    }
  };
  const part y(corner.y, from.shape(0), out.shape(0)), x(corner.x, from.shape(1), out.shape(1));
  if (y.n <= 0 || x.n <= 0) return {};
  const auto cut = [&](const auto& v, index top, index left) {
    auto shape = v.shape();
    shape[0] = y.n, shape[1] = x.n;
    return view(v.data() + top * v.stride(0) + left * v.stride(1), shape, v.strides());
  };
  const view<u8, 3> to = cut(out, y.to, x.to);
  return try_composite(cut(from, y.from, x.from), to, cut(m, y.from, x.from), contract, to);
}

#if EIDO_EXCEPTIONS
template <class A, class B, class Blend, class D>
void blend(const A& a, const B& b, f64 alpha, Blend contract, D&& dst) {
  detail::raise_if_failed(try_blend(a, b, alpha, contract, std::forward<D>(dst)));
}
template <class A, class B, class D>
void add_weighted(const A& a, f64 alpha, const B& b, f64 beta, f64 gamma, like::cv2::blend_contract contract, D&& dst) {
  detail::raise_if_failed(try_add_weighted(a, alpha, b, beta, gamma, contract, std::forward<D>(dst)));
}
template <class A, class B, class M, class D>
void composite(const A& above, const B& below, const M& mask, like::pillow::blend_contract contract, D&& dst) {
  detail::raise_if_failed(try_composite(above, below, mask, contract, std::forward<D>(dst)));
}
template <class A, class B, class D>
void alpha_composite(const A& below, const B& above, like::pillow::blend_contract contract, D&& dst) {
  detail::raise_if_failed(try_alpha_composite(below, above, contract, std::forward<D>(dst)));
}
template <class D, class S, class M>
void paste(D&& img, const S& patch, yx corner, const M& mask, like::pillow::blend_contract contract) {
  detail::raise_if_failed(try_paste(std::forward<D>(img), patch, corner, mask, contract));
}
#endif

}  // namespace eido
