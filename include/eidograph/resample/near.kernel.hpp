// SPDX-License-Identifier: MIT
// Included once for each tier, see near_kernels.hpp; behind near_mixes.kernel.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// f(load) makes a register of what `load(p)` reads; n values from `at` on, the last ones as they fit.
template <class F>
static inline void for_columns(index n, f32* out, F f) noexcept {
  index i = 0;
  for (; i + v::lanes <= n; i += v::lanes) v::store(out + i, f([i](const f32* p) { return v::load(p + i); }));
  const index left = n - i;
  if (left > 0) v::store_first(out + i, f([i, left](const f32* p) { return v::load_first(p + i, left); }), left);
}

template <class Mix>
static inline void mix_down(const f32* const* rows, const f32* weights, index n, f32* out) noexcept {
  const f32* row[Mix::taps];
  v::f32s w[Mix::taps];
  EIDO_UNROLL for (int k = 0; k < Mix::taps; ++k) row[k] = rows[k], w[k] = v::set_f32(weights[k]);
  for_columns(n, out, [&](auto load) {
    v::f32s x[Mix::taps];
    EIDO_UNROLL for (int k = 0; k < Mix::taps; ++k) x[k] = load(row[k]);
    return Mix::of(x, w);
  });
}

template <int Taps>
static inline const ::eido::detail::near_taps<Taps>* taps_of(const near_axis& axis) noexcept {
  return static_cast<const ::eido::detail::near_taps<Taps>*>(axis.taps);
}

/// What some values of a row are mixed from: the places, from `base` on, and weights of each tap. Where the taps of a
/// register's values lie in a register's run of the row, they are lanes of that run.
template <int Taps>
struct near_part {
  static constexpr index most = 252;  // values, a multiple of 1 to 4 channels

  index base;
  i32 from[Taps][most + 4];
  f32 weight[Taps][most + 4];
  i32 lane[Taps][most + 4];
  index run[(most + 4) / v::lanes];  // its begin; -1 where there is none

  /// Of the pixels from x on, as many as fit, at most `pixels`: how many there are.
  index fill(const near_axis& axis, index x, index pixels, int channels) noexcept {
    const index* const first = axis.first + x;
    const auto* const all = taps_of<Taps>(axis) + x;
    if (axis.outputs - x < pixels) pixels = axis.outputs - x;
    while (pixels > 1 && first[pixels - 1] - first[0] > (index(1) << 28)) pixels /= 2;  // so that i32 holds the places
    base = first[0] * channels;
    index o = 0;
    for (index i = 0; i < pixels; ++i) {
      i32 at[Taps];
      for (int k = 0; k < Taps; ++k) at[k] = static_cast<i32>((first[i] - first[0] + all[i].at[k]) * channels);
      for (int c = 0; c < channels; ++c, ++o) {
        for (int k = 0; k < Taps; ++k) from[k][o] = at[k] + c, weight[k][o] = all[i].weight[k];
      }
    }
    for (const index n = o; o % v::lanes != 0; ++o) {  // a register's rest
      for (int k = 0; k < Taps; ++k) from[k][o] = from[k][n - 1], weight[k][o] = 0;
    }
    return pixels;
  }

  /// Of n values; rows have at least `reach`. Places rise from pixel to pixel and from tap to tap.
  void find_runs(index n, int channels, index reach) noexcept {
    for (index i = 0; i < n; i += v::lanes) {
      const index end = i + v::lanes < n ? i + v::lanes : n;
      i32 low = from[0][i], high = from[Taps - 1][end - 1];
      for (index o = i + 1; o < i + channels && o < end; ++o) low = from[0][o] < low ? from[0][o] : low;
      for (index o = end - 2; o >= end - channels && o >= i; --o) {
        high = from[Taps - 1][o] > high ? from[Taps - 1][o] : high;
      }
      index first = base + low;
      if (first > reach - v::lanes) first = reach - v::lanes;
      const bool fits = first >= 0 && base + high - first < v::lanes;
      run[i / v::lanes] = fits ? first : -1;
      if (!fits) continue;
      const v::i32s shift = v::set_i32(static_cast<i32>(first - base));
      EIDO_UNROLL for (int k = 0; k < Taps; ++k) v::store(lane[k] + i, v::sub(v::load(from[k] + i), shift));
    }
  }

  v::f32s pixels(const f32* row, int k, index i, index n) const noexcept {
    if (run[i / v::lanes] >= 0) return v::pick_lanes(v::load(row + run[i / v::lanes]), v::load(lane[k] + i));
    f32 pixel[v::lanes] = {};
    for (index o = i; o < i + v::lanes && o < n; ++o) pixel[o - i] = row[base + from[k][o]];
    return v::load(pixel);
  }
};

template <class Mix>
static inline void mix_across(const f32* const* rows, int count, const near_axis& axis, int channels,
                              f32* const* outs) noexcept {
  constexpr int taps = Mix::taps;
  const index last = axis.outputs - 1,
              reach = (axis.first[last] + taps_of<taps>(axis)[last].at[taps - 1] + 1) * channels;
  near_part<taps> part;
  for (index x = 0, pixels; x < axis.outputs; x += pixels) {
    pixels = part.fill(axis, x, near_part<taps>::most / channels, channels);
    const index n = pixels * channels;
    part.find_runs(n, channels, reach);
    for (int r = 0; r < count; ++r) {
      f32* const out = outs[r] + x * channels;
      for (index i = 0; i < n; i += v::lanes) {
        v::f32s p[taps], w[taps];
        EIDO_UNROLL for (int k = 0; k < taps; ++k) {
          p[k] = part.pixels(rows[r], k, i, n);
          w[k] = v::load(part.weight[k] + i);
        }
        if (i + v::lanes <= n) {
          v::store(out + i, Mix::of(p, w));
        } else {
          v::store_first(out + i, Mix::of(p, w), n - i);
        }
      }
    }
  }
}

/// make(i, store) for each register of n values; store(p, x) stores as many of x as there are.
template <class Make>
static inline void for_registers(index n, Make make) noexcept {
  index i = 0;
  for (; i + v::lanes <= n; i += v::lanes) make(i, [](f32* p, v::f32s x) { v::store(p, x); });
  const index left = n - i;
  if (left > 0) make(i, [left](f32* p, v::f32s x) { v::store_first(p, x, left); });
}

/// Rows rows at once share what is loaded of the tables.
template <class Mix, int Rows>
static inline void mix_across_runs_of(const f32* const* from, const near_runs& axis, f32* const* outs) noexcept {
  constexpr int taps = Mix::taps, rest = taps == 2 ? 1 : 0;
  const v::f32s one = v::set_f32(1);
  const near_runs t = axis;
  const f32* rows[Rows];
  f32* to[Rows];
  EIDO_UNROLL for (int r = 0; r < Rows; ++r) rows[r] = from[r], to[r] = outs[r];
  const auto make = [&](index i, auto store) {
    v::i32s lane[taps];
    v::f32s w[taps];
    EIDO_UNROLL for (int k = 0; k < taps; ++k) {
      lane[k] = v::load_u8_i32(t.runs.lane + k * t.runs.padded + i);
      if (k >= rest) w[k] = v::load(t.weights + (k - rest) * t.runs.padded + i);
    }
    if constexpr (rest > 0) w[0] = v::sub(one, w[1]);
    const index begin = t.runs.begin[i / v::lanes];
    EIDO_UNROLL for (int r = 0; r < Rows; ++r) {
      const v::f32s run = v::load(rows[r] + begin);
      v::f32s x[taps];
      EIDO_UNROLL for (int k = 0; k < taps; ++k) x[k] = v::pick_lanes(run, lane[k]);
      store(to[r] + i, Mix::of(x, w));
    }
  };
  for_registers(t.runs.values, make);
}
template <class Mix>
static inline void mix_across_runs(const f32* const* rows, int count, const near_runs& axis,
                                   f32* const* outs) noexcept {
  int r = 0;
  for (; r + 4 <= count; r += 4) mix_across_runs_of<Mix, 4>(rows + r, axis, outs + r);
  for (; r < count; ++r) mix_across_runs_of<Mix, 1>(rows + r, axis, outs + r);
}

static void near_across(near_mix mix, const f32* const* rows, int count, const near_axis& axis, int channels,
                        f32* const* outs) noexcept {
  with_mix(mix, [&](auto m) { mix_across<decltype(m)>(rows, count, axis, channels, outs); });
}

static void near_across_runs(near_mix mix, const f32* const* rows, int count, const near_runs& axis,
                             f32* const* outs) noexcept {
  with_mix(mix, [&](auto m) { mix_across_runs<decltype(m)>(rows, count, axis, outs); });
}

static inline int float_lanes() noexcept { return v::lanes; }

static void near_down(near_mix mix, const f32* const* rows, const f32* weights, index n, f32* out) noexcept {
  with_mix(mix, [&](auto m) { mix_down<decltype(m)>(rows, weights, n, out); });
}

static void quad_across_runs(const f32* const* rows, int count, const near_runs& axis, f32* const* outs) noexcept {
  const lane_runs t = axis.runs;
  for (int r = 0; r < count; ++r) {
    const f32* const row = rows[r];
    f32 *const weight = outs[r], *const left = weight + t.values, *const right = left + t.values;
    for_registers(t.values, [&](index i, auto store) {
      const v::f32s run = v::load(row + t.begin[i / v::lanes]);
      store(weight + i, v::load(axis.weights + i));
      store(left + i, v::pick_lanes(run, v::load_u8_i32(t.lane + i)));
      store(right + i, v::pick_lanes(run, v::load_u8_i32(t.lane + t.padded + i)));
    });
  }
}

static void torch_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept {
  const v::f32s one = v::set_f32(1), d = v::set_f32(down), u = v::sub(one, d);
  for_columns(n, out, [&](auto load) {
    const v::f32s right = load(upper), left = v::sub(one, right);
    const v::f32s second = v::mul(load(upper + 2 * n), v::mul(u, right));
    const v::f32s top = v::fma(load(upper + n), v::mul(u, left), second);
    return v::fma(load(lower + 2 * n), v::mul(d, right), v::fma(load(lower + n), v::mul(d, left), top));
  });
}

static void tflite_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept {
  const v::f32s one = v::set_f32(1), zero = v::set_f32(0), d = v::set_f32(down), u = v::sub(one, d);
  for_columns(n, out, [&](auto load) {
    const v::f32s right = load(upper), left = v::sub(one, right);
    v::f32s sum = v::add(zero, v::mul(v::mul(load(upper + n), u), left));  // no -0 comes out
    sum = v::add(sum, v::mul(v::mul(load(lower + n), d), left));
    sum = v::add(sum, v::mul(v::mul(load(upper + 2 * n), u), right));
    return v::add(sum, v::mul(v::mul(load(lower + 2 * n), d), right));
  });
}

static void onnx_quad_down(const f32* upper, const f32* lower, f32 down, index n, f32* out) noexcept {
  const v::f32s one = v::set_f32(1), d = v::set_f32(down), u = v::sub(one, d);
  for_columns(n, out, [&](auto load) {
    const v::f32s right = load(upper), left = v::sub(one, right);
    v::f32s sum = v::mul(v::mul(left, u), load(upper + n));
    sum = v::add(sum, v::mul(v::mul(right, u), load(upper + 2 * n)));
    sum = v::add(sum, v::mul(v::mul(left, d), load(lower + n)));
    return v::add(sum, v::mul(v::mul(right, d), load(lower + 2 * n)));
  });
}

}  // namespace eido::kernels::EIDO_TIER
