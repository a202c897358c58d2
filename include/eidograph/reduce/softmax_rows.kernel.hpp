// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.
//
// Of a line x with the largest value m: e[k] = exp_down(x[k] - m); part j, of 16, is the sum of e[j], e[j + 16] and so
// on in this order, and the sum of the parts is taken in halves: part j + part j + 8, then + 4, + 2, + 1. (Absent
// elements are 0, which changes no sum.)  softmax: e[k] * (1 / sum).  log_softmax: (x[k] - m) - log_normal(sum). NaN,
// +inf, or -inf alone make the sum NaN, and then all results are one NaN, with the same bits everywhere.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

inline constexpr index softmax_room = EIDO_WASM ? 4096 : 10240;  // floats to work in; WebAssembly has small stacks

static inline f32 one_nan() noexcept { return ::std::numeric_limits<f32>::quiet_NaN(); }

/// `lanes` neighbours, `step` apart, of which m are there; the others are -inf, whose exp is 0.
static inline v::f32s gathered(const f32* p, index step, index m) noexcept {
  f32 a[v::lanes];
  for (index i = 0; i < v::lanes; ++i) a[i] = i < m ? p[i * step] : -::std::numeric_limits<f32>::infinity();
  return v::load(a);
}
static inline void scattered(f32* p, index step, index m, v::f32s value) noexcept {
  f32 a[v::lanes];
  v::store(a, value);
  for (index i = 0; i < v::lanes && i < m; ++i) p[i * step] = a[i];
}

/// What is made of a sum, and what is done with an exponential (a value) last.
template <bool Log>
static inline v::f32s softmax_total(v::f32s sum) noexcept {
  return Log ? v::log_normal(v::mul(sum, v::set_f32(0x1p-64f))) : v::div(v::set_f32(1.0f), sum);
}
template <bool Log>
static inline v::f32s softmax_last(v::f32s a, v::f32s most, v::f32s total) noexcept {
  if constexpr (Log) return v::sub(v::sub(a, most), total);
  return v::mul(a, total);
}
/// The same where sums may be NaN.
template <bool Log>
static inline v::f32s softmax_proper(v::f32s a, v::f32s most, v::f32s total) noexcept {
  return v::select(v::is_nan(total), v::set_f32(one_nan()), softmax_last<Log>(a, most, total));
}

// ---- one line: 16 lanes are its parts ----

/// The registers of 16 neighbours of a line.
struct sixteen {
  static constexpr int registers = 16 / v::lanes;
  v::f32s r[registers];
};

/// The first m of `lanes`, and -inf.
static inline v::f32s load_or_none(const f32* p, index m) noexcept {
  const v::f32s rest = v::set_f32(-::std::numeric_limits<f32>::infinity());
  if (m <= 0) return rest;
  return v::select(v::greater(v::set_i32(static_cast<i32>(m)), v::iota()), v::load_first(p, m), rest);
}

template <bool Near>
static inline sixteen load_sixteen(const f32* p, index step, index n) noexcept {
  sixteen a;
  for (int i = 0; i < sixteen::registers; ++i) {
    const index at = i * v::lanes;
    if constexpr (Near) {
      a.r[i] = at + v::lanes <= n ? v::load(p + at) : load_or_none(p + at, n - at);
    } else {
      a.r[i] = gathered(p + at * step, step, n - at);
    }
  }
  return a;
}
template <bool Near>
static inline void store_sixteen(f32* p, index step, index n, const sixteen& a) noexcept {
  for (int i = 0; i < sixteen::registers; ++i) {
    const index at = i * v::lanes;
    if constexpr (!Near) {
      scattered(p + at * step, step, n - at, a.r[i]);
    } else if (at + v::lanes <= n) {
      v::store(p + at, a.r[i]);
    } else if (at < n) {
      v::store_first(p + at, a.r[i], n - at);
    }
  }
}

static inline f32 sum_of_parts(const sixteen& a) noexcept {
  f32 part[16];
  for (int i = 0; i < sixteen::registers; ++i) v::store(part + i * v::lanes, a.r[i]);
  for (int half = 8; half > 0; half /= 2) {
    for (int j = 0; j < half; ++j) part[j] = ::eido::detail::rounded(part[j] + part[j + half]);
  }
  return part[0];
}

/// work: room for count floats and 15 more, or out where that is too much.
template <bool Near, bool Log>
static inline void softmax_row(const f32* x, f32* out, const softmax_layout& l, f32* work) noexcept {
  constexpr int registers = sixteen::registers;
  sixteen best = load_sixteen<Near>(x, l.step, l.count), sum;
  for (index k = 16; k < l.count; k += 16) {
    const sixteen a = load_sixteen<Near>(x + k * l.step, l.step, l.count - k);
    for (int i = 0; i < registers; ++i) best.r[i] = v::maximum(a.r[i], best.r[i]);
  }
  for (int i = 1; i < registers; ++i) best.r[0] = v::maximum(best.r[i], best.r[0]);
  const v::f32s most = v::set_f32(v::reduce_max(best.r[0]));
  for (int i = 0; i < registers; ++i) sum.r[i] = v::set_f32(0);
  const auto step = [&](auto sixteens, index k) {
    constexpr int N = decltype(sixteens)::value;
    v::f32s e[N * registers];
    EIDO_UNROLL
    for (int j = 0; j < N; ++j) {
      const sixteen a = load_sixteen<Near>(x + (k + 16 * j) * l.step, l.step, l.count - k - 16 * j);
      for (int i = 0; i < registers; ++i) e[j * registers + i] = v::sub(a.r[i], most);
    }
    v::exp_down_scaled(e);
    EIDO_UNROLL
    for (int j = 0; j < N; ++j) {
      sixteen a;
      for (int i = 0; i < registers; ++i) {
        a.r[i] = e[j * registers + i];
        sum.r[i] = v::add(sum.r[i], a.r[i]);
      }
      if constexpr (!Log) {
        const index at = k + 16 * j;
        if (work) {
          store_sixteen<true>(work + at, 1, 16, a);
        } else {
          store_sixteen<Near>(out + at * l.out_step, l.out_step, l.count - at, a);
        }
      }
    }
  };
  constexpr int together = registers < 4 ? 4 / registers : 1;
  index at = 0;
  for (; at + 16 * together <= l.count; at += 16 * together) step(::std::integral_constant<int, together>(), at);
  for (; at < l.count; at += 16) step(::std::integral_constant<int, 1>(), at);
  v::f32s total = v::set_f32(sum_of_parts(sum));
  const v::mask bad = v::is_nan(total);
  total = softmax_total<Log>(total);
  for (index k = 0; k < l.count; k += 16) {
    sixteen a;
    if constexpr (Log) {
      a = load_sixteen<Near>(x + k * l.step, l.step, l.count - k);
    } else {
      a = work ? load_sixteen<true>(work + k, 1, 16)
               : load_sixteen<Near>(out + k * l.out_step, l.out_step, l.count - k);
    }
    for (int i = 0; i < registers; ++i) {
      a.r[i] = v::select(bad, v::set_f32(one_nan()), softmax_last<Log>(a.r[i], most, total));
    }
    store_sixteen<Near>(out + k * l.out_step, l.out_step, l.count - k, a);
  }
}

template <bool Near, bool Log>
static inline void softmax_rows(const f32* x, f32* out, const softmax_layout& l, index from, f32* room) noexcept {
  f32* const work = l.count <= softmax_room - 15 ? room : nullptr;
  for (index i = from; i < l.n; ++i) softmax_row<Near, Log>(x + i * l.line_step, out + i * l.out_line_step, l, work);
}

}  // namespace eido::kernels::EIDO_TIER
