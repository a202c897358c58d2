// SPDX-License-Identifier: MIT
// Included once for each tier, see near_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

struct torch_two {
  static constexpr int taps = 2;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept { return v::fma(w[0], x[0], v::mul(w[1], x[1])); }
};
struct torch_four {
  static constexpr int taps = 4;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept {
    return v::fma(w[3], x[3], v::fma(w[2], x[2], v::fma(w[0], x[0], v::mul(w[1], x[1]))));
  }
};
struct tf_between {
  static constexpr int taps = 2;
  static v::f32s of(const v::f32s* x, const v::f32s* w) noexcept {
    return v::add(x[0], v::mul(v::sub(x[1], x[0]), w[1]));
  }
};

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
  for (int k = 0; k < Mix::taps; ++k) row[k] = rows[k], w[k] = v::set_f32(weights[k]);
  for_columns(n, out, [&](auto load) {
    v::f32s x[Mix::taps];
    for (int k = 0; k < Mix::taps; ++k) x[k] = load(row[k]);
    return Mix::of(x, w);
  });
}

/// Pixels are gathered one by one into a row for each tap; the places and weights of a block serve all rows.
template <class Mix>
static inline void mix_across(const f32* const* rows, int count, const near_axis& axis, int channels,
                              f32* const* outs) noexcept {
  constexpr int taps = Mix::taps;
  constexpr index values = 252;  // a multiple of 1 to 4 channels
  const index pixels = values / channels;
  const auto* const all = static_cast<const ::eido::detail::near_taps<taps>*>(axis.taps);
  index from[taps][values];
  f32 weight[taps][values], pixel[taps][values];
  for (index x = 0; x < axis.outputs; x += pixels) {
    const index here = axis.outputs - x < pixels ? axis.outputs - x : pixels, n = here * channels;
    for (index i = 0, o = 0; i < here; ++i) {
      const ::eido::detail::near_taps<taps>& t = all[x + i];
      for (int c = 0; c < channels; ++c, ++o) {
        for (int k = 0; k < taps; ++k) {
          from[k][o] = (axis.first[x + i] + t.at[k]) * channels + c;
          weight[k][o] = t.weight[k];
        }
      }
    }
    for (int r = 0; r < count; ++r) {
      const f32* const row = rows[r];
      for (int k = 0; k < taps; ++k) {
        for (index i = 0; i < n; ++i) pixel[k][i] = row[from[k][i]];
      }
      for_columns(n, outs[r] + x * channels, [&](auto load) {
        v::f32s p[taps], w[taps];
        for (int k = 0; k < taps; ++k) p[k] = load(pixel[k]), w[k] = load(weight[k]);
        return Mix::of(p, w);
      });
    }
  }
}

static void near_across(near_mix mix, const f32* const* rows, int count, const near_axis& axis, int channels,
                        f32* const* outs) noexcept {
  switch (mix) {
    case mix_torch_two: return mix_across<torch_two>(rows, count, axis, channels, outs);
    case mix_torch_four: return mix_across<torch_four>(rows, count, axis, channels, outs);
    case mix_tf: return mix_across<tf_between>(rows, count, axis, channels, outs);
  }
}

static void near_down(near_mix mix, const f32* const* rows, const f32* weights, index n, f32* out) noexcept {
  switch (mix) {
    case mix_torch_two: return mix_down<torch_two>(rows, weights, n, out);
    case mix_torch_four: return mix_down<torch_four>(rows, weights, n, out);
    case mix_tf: return mix_down<tf_between>(rows, weights, n, out);
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

}  // namespace eido::kernels::EIDO_TIER
