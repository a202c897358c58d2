// SPDX-License-Identifier: MIT
#pragma once

#include "../base/memory.hpp"
#include "../base/types.hpp"
#include "half_kernels.hpp"

// 16-bit floats by way of f32: widened exactly, and rounded half to even on the way back.

namespace eido::inline EIDO_ABI::detail {

template <class T>
void widen(const T* x, index n, f32* out) noexcept {
  const u16* const bits = reinterpret_cast<const u16*>(x);
  if constexpr (std::is_same_v<T, f16>) {
    kernels::widen_f16(bits, n, out);
  } else {
    kernels::widen_bf16(bits, n, out);
  }
}
template <class T>
void narrow(const f32* x, index n, T* out) noexcept {
  u16* const bits = reinterpret_cast<u16*>(out);
  if constexpr (std::is_same_v<T, f16>) {
    kernels::narrow_f16(x, n, bits);
  } else {
    kernels::narrow_bf16(x, n, bits);
  }
}
/// Runs of `inner` 16-bit floats, and how they lie.
struct half_runs {
  index outer, inner, outer_step, inner_step;

  /// convert(halves, n, wide) for n halves side by side; the wide ones lie one behind the other.
  template <class T, class Wide, class Convert>
  void each(T* halves, Wide* wide, Convert convert) const noexcept {
    for (index i = 0; i < outer; ++i) {
      T* const run = halves + i * outer_step;
      Wide* const to = wide + i * inner;
      if (inner_step == 1) {
        convert(run, inner, to);
      } else {
        for (index j = 0; j < inner; ++j) convert(run + j * inner_step, 1, to + j);
      }
    }
  }
};

/// The runs widened, one behind the other, and the way back.
template <class T>
void widen_runs(const T* from, const half_runs& runs, f32* to) noexcept {
  runs.each(from, to, [](const T* half, index n, f32* wide) {
    if (n == 1) {
      *wide = static_cast<f32>(*half);
    } else {
      widen(half, n, wide);
    }
  });
}
template <class T>
void narrow_runs(const f32* from, const half_runs& runs, T* to) noexcept {
  runs.each(to, from, [](T* half, index n, const f32* wide) { narrow(wide, n, half); });
}

/// Lines of `count` 16-bit floats: element k of line i is x[k * step + i * line_step], and so for out, which may be x.
struct half_layout {
  index count, step, out_step, lines, line_step, out_line_step;
};

/// Works on lines widened, as many at once as fit. Longer ones go to the heap, which prepare() asks for.
class half_lines {
 public:
  static constexpr index room = 4096, most = 512;

  status prepare(index count) noexcept { return count > room ? long_line_.resize(count) : status(); }

  /// call(work, step, n, line_step): n lines, to be changed in place.
  template <class T, class F>
  void run(const T* x, T* out, const half_layout& l, F call) noexcept {
    f32 short_lines[room];
    f32* const work = l.count > room ? long_line_.data() : short_lines;
    index together = l.count > room ? 1 : room / l.count < most ? room / l.count : most;
    if (together > 16) together = together / 16 * 16;
    const bool side_by_side = l.line_step == 1 && l.step != 1;
    for (index at = 0; at < l.lines; at += together) {
      const index n = l.lines - at < together ? l.lines - at : together;
      // runs along the axis that is dense, as far as one is
      const half_runs in =
          side_by_side ? half_runs{l.count, n, l.step, l.line_step} : half_runs{n, l.count, l.line_step, l.step};
      const half_runs made = side_by_side ? half_runs{l.count, n, l.out_step, l.out_line_step}
                                          : half_runs{n, l.count, l.out_line_step, l.out_step};
      widen_runs(x + at * l.line_step, in, work);
      call(work, side_by_side ? n : 1, n, side_by_side ? 1 : l.count);
      narrow_runs(work, made, out + at * l.out_line_step);
    }
  }

 private:
  buffer<f32> long_line_;
};

}  // namespace eido::detail
