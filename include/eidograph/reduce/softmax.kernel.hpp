// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, behind softmax_rows.kernel.hpp, which says what is computed.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- each lane is a line ----

/// total[j] = the sum of the exponentials of work[k * step + j * lanes] - most[j]; they take the place of the values
/// where Keep is set.
template <int R, bool Keep>
static inline void exponentials(f32* work, index step, index count, const v::f32s (&most)[R],
                                v::f32s (&total)[R]) noexcept {
  v::f32s part[16][R];
  for (index k = 0; k < count; ++k) {
    v::f32s e[R];
    EIDO_UNROLL
    for (int j = 0; j < R; ++j) e[j] = v::sub(v::load(work + k * step + j * v::lanes), most[j]);
    v::exp_down_scaled(e);
    EIDO_UNROLL
    for (int j = 0; j < R; ++j) {
      if constexpr (Keep) v::store(work + k * step + j * v::lanes, e[j]);
      part[k & 15][j] = k < 16 ? e[j] : v::add(part[k & 15][j], e[j]);
    }
  }
  v::add_parts(part, count);
  EIDO_UNROLL
  for (int j = 0; j < R; ++j) total[j] = part[0][j];
}

/// Of n lines in `work`, a multiple of `lanes`, most[i] being the largest value of line i: their exponentials where
/// they are kept, and what is made of their sums. Whether any is NaN. before(i, m) comes before lines i to i + m - 1.
template <bool Log, class F>
static inline bool softmax_totals(f32* work, index step, index count, index n, const f32* most, f32* total,
                                  F before) noexcept {
  bool some_nan = false;
  const auto block = [&](auto registers, index i) {
    constexpr int R = decltype(registers)::value;
    v::f32s best[R], sum[R];
    EIDO_UNROLL
    for (int j = 0; j < R; ++j) best[j] = v::load(most + i + j * v::lanes);
    before(i, R * v::lanes);
    exponentials<R, !Log>(work + i, step, count, best, sum);
    for (int j = 0; j < R; ++j) {
      const v::mask bad = v::is_nan(sum[j]);
      some_nan = some_nan || v::any(bad);
      v::store(total + i + j * v::lanes, v::select(bad, sum[j], softmax_total<Log>(sum[j])));
    }
    return i + R * v::lanes;
  };
  index i = 0;
  while (i + 4 * v::lanes <= n) i = block(::std::integral_constant<int, 4>(), i);
  while (i < n) i = block(::std::integral_constant<int, 1>(), i);
  return some_nan;
}

/// Lines that blocks have most of: enough for each plane to be read and written in long runs. (Planes that lie at
/// powers of two push each other out of the cache.)
inline constexpr index softmax_most = 128;

/// n lines side by side, a multiple of `lanes`. `work` has room for count times n floats, work_step apart, or is out.
template <bool Log>
static inline void softmax_beside(const f32* x, f32* out, const softmax_layout& l, index n, f32* work, index work_step,
                                  bool streams) noexcept {
  alignas(64) f32 most[softmax_most], total[softmax_most];
  const index count = l.count, step = l.step, out_step = l.out_step;
  const auto meet = [=, &most](auto planes, index k) {
    constexpr int P = decltype(planes)::value;
    const f32* const p = x + k * step;
    f32* const to = work + k * work_step;
    for (index i = 0; i < n; i += v::lanes) {
      v::f32s best = k == 0 ? v::set_f32(-::std::numeric_limits<f32>::infinity()) : v::load(most + i);
      EIDO_UNROLL
      for (int j = 0; j < P; ++j) {
        const v::f32s a = v::load(p + j * step + i);
        best = v::maximum(a, best);
        v::store(to + j * work_step + i, a);
      }
      v::store(most + i, best);
    }
    return k + P;
  };
  index k = 0;
  while (k + 4 <= count) k = meet(::std::integral_constant<int, 4>(), k);
  while (k < count) k = meet(::std::integral_constant<int, 1>(), k);

  // what comes next is asked for while there is most to compute
  const bool some_nan = softmax_totals<Log>(work, work_step, count, n, most, total, [=](index i, index m) {
    for (index at = 0; at < count; ++at) {
      for (index j = i; j < i + m; j += 16) __builtin_prefetch(x + n + at * step + j);
    }
  });
  const auto finish = [=, &most, &total](auto last, auto put) {
    for (index at = 0; at < count; ++at) {
      const f32* const from = work + at * work_step;
      f32* const to = out + at * out_step;
      for (index i = 0; i < n; i += v::lanes)
        put(to + i, last(v::load(from + i), v::load(most + i), v::load(total + i)));
    }
  };
  if (some_nan) {
    finish(softmax_proper<Log>, [](f32* p, v::f32s a) { v::store(p, a); });
  } else if (streams) {
    finish(softmax_last<Log>, [](f32* p, v::f32s a) { v::stream(p, a); });
  } else {
    finish(softmax_last<Log>, [](f32* p, v::f32s a) { v::store(p, a); });
  }
}

/// R * lanes lines of at least 4 elements, one behind the other. `work` has room for count times R * lanes.
template <int R, bool Log>
static inline void softmax_behind(const f32* x, f32* out, const softmax_layout& l, f32* work) noexcept {
  constexpr index step = R * v::lanes;
  alignas(64) f32 most[step], total[step];
  // four elements at a time; the last four may repeat some
  const auto fours = [&](auto f) {
    for (index k = 0; k < l.count; k += 4) f(k + 4 <= l.count ? k : l.count - 4);
  };
  const f32* const next = x + l.line_step * step * (1 + 512 / (l.count * step));
  for (index j = 0; j < step; j += v::lanes) {
    v::f32s a[4], best = v::set_f32(-::std::numeric_limits<f32>::infinity());
    fours([&](index k) {
      for (index i = 0; i < 4 * v::lanes; i += 16) __builtin_prefetch(next + j * l.count + k * v::lanes + i);
      v::load_turned(x + k + j * l.line_step, l.line_step, a);
      EIDO_UNROLL
      for (int i = 0; i < 4; ++i) {
        best = v::maximum(a[i], best);
        v::store(work + (k + i) * step + j, a[i]);
      }
    });
    v::store(most + j, best);
  }
  const bool some_nan = softmax_totals<Log>(work, step, l.count, step, most, total, [](index, index) {});
  for (index j = 0; j < step; j += v::lanes) {
    const v::f32s best = v::load(most + j), sum = v::load(total + j);
    fours([&](index k) {
      v::f32s a[4];
      EIDO_UNROLL
      for (int i = 0; i < 4; ++i) {
        a[i] = v::load(work + (k + i) * step + j);
        a[i] = some_nan ? softmax_proper<Log>(a[i], best, sum) : softmax_last<Log>(a[i], best, sum);
      }
      v::store_turned(out + k + j * l.out_line_step, l.out_line_step, a);
    });
  }
}

/// m <= lanes lines that lie anyhow; `work` as above.
template <bool Log>
static inline void softmax_anyhow(const f32* x, f32* out, const softmax_layout& l, index m, f32* work) noexcept {
  constexpr index step = v::lanes;
  alignas(64) f32 most[step], total[step];
  v::f32s best = v::set_f32(-::std::numeric_limits<f32>::infinity());
  for (index k = 0; k < l.count; ++k) {
    const v::f32s a = gathered(x + k * l.step, l.line_step, m);
    best = v::maximum(a, best);
    v::store(work + k * step, a);
  }
  v::store(most, best);
  softmax_totals<Log>(work, step, l.count, step, most, total, [](index, index) {});
  for (index k = 0; k < l.count; ++k) {
    const v::f32s a = softmax_proper<Log>(v::load(work + k * step), best, v::load(total));
    scattered(out + k * l.out_step, l.out_line_step, m, a);
  }
}

template <bool Log>
static inline void softmax_of(const f32* x, f32* out, const softmax_layout& l) noexcept {
  f32 room[softmax_room];
  const bool near_rows = l.step == 1 && l.out_step == 1, near_lines = l.line_step == 1 && l.out_line_step == 1;
  const auto fits = [&](index lines) { return l.count <= softmax_room / lines; };
  const bool fits_lanes = fits(v::lanes);
  index i = 0;
  const auto anyhow = [&](index m) {
    softmax_anyhow<Log>(x + i * l.line_step, out + i * l.out_line_step, l, m, room);
    i += m;
  };
  if (near_lines && l.n >= v::lanes) {
    constexpr index line = 16, size = sizeof(f32);
    const bool streams = fits_lanes && l.out_step % line == 0 && l.count * l.n >= most_cached / size;
    for (index m = streams ? to_boundary(out, 64) % line : 0; m > 0; m -= v::lanes) {
      anyhow(m < v::lanes ? m : v::lanes);
    }
    index most = softmax_most;  // rows of `work` are a cache line apart from a power of two
    while (fits_lanes && most > v::lanes && !fits(most + line)) most /= 2;
    const index step = fits(most + line) ? most + line : most;
    while (i + v::lanes <= l.n) {
      const index rest = (l.n - i) / v::lanes * v::lanes, n = rest < most ? rest : most;
      softmax_beside<Log>(x + i, out + i, l, n, fits_lanes ? room : out + i, fits_lanes ? step : l.out_step, streams);
      i += n;
    }
    if (streams) v::stream_end();
  } else if (near_rows && l.count >= 4 && l.count <= 128) {
    const auto blocks = [&](auto registers) {
      constexpr int R = decltype(registers)::value;
      for (; i + R * v::lanes <= l.n; i += R * v::lanes) {
        softmax_behind<R, Log>(x + i * l.line_step, out + i * l.out_line_step, l, room);
      }
    };
    if (fits(4 * v::lanes)) blocks(::std::integral_constant<int, 4>());
    blocks(::std::integral_constant<int, 1>());
  }
  if (near_rows && l.count >= 8) return softmax_rows<true, Log>(x, out, l, i, room);
  if (!fits_lanes) return softmax_rows<false, Log>(x, out, l, i, room);
  while (i < l.n) anyhow(l.n - i < v::lanes ? l.n - i : v::lanes);
}

// ---- sigmoid ----

/// e = exp_down(-|x|): 1 / (1 + e) where x is not negative, else e / (1 + e).
template <int R>
static inline void sigmoid_of(v::f32s (&x)[R]) noexcept {
  const v::i32s sign = v::set_i32((::std::numeric_limits<i32>::min)());
  const v::f32s one = v::set_f32(1.0f);
  v::f32s e[R];
  EIDO_UNROLL
  for (int j = 0; j < R; ++j) e[j] = v::as_f32(v::bit_or(v::as_i32(x[j]), sign));
  v::exp_down_scaled(e);
  EIDO_UNROLL
  for (int j = 0; j < R; ++j) {
    e[j] = v::mul(e[j], v::set_f32(0x1p-64f));
    const v::f32s made = v::div(v::select(v::greater(v::set_f32(0), x[j]), e[j], one), v::add(one, e[j]));
    x[j] = v::select(v::is_nan(x[j]), v::set_f32(one_nan()), made);
  }
}

static inline void sigmoids(const f32* x, index step, index n, f32* out, index out_step) noexcept {
  constexpr index R = 4, block = R * v::lanes;
  index i = 0;
  const auto blocks = [&](index end, auto put) {
    for (; i + block <= end; i += block) {
      v::f32s a[R];
      EIDO_UNROLL
      for (int j = 0; j < R; ++j) a[j] = v::load(x + i + j * v::lanes);
      sigmoid_of(a);
      EIDO_UNROLL
      for (int j = 0; j < R; ++j) put(out + i + j * v::lanes, a[j]);
    }
  };
  const auto stores = [](f32* p, v::f32s a) { v::store(p, a); };
  if (step == 1 && out_step == 1) {
    if (v::has_stream && x != out && n > most_cached / static_cast<index>(sizeof(f32))) {
      blocks(block, stores);
      i = to_boundary(out, 4 * v::lanes);
      blocks(n, [](f32* p, v::f32s a) { v::stream(p, a); });
      v::stream_end();
    }
    blocks(n, stores);
  }
  for (; i < n; i += v::lanes) {
    v::f32s a[1] = {gathered(x + i * step, step, n - i)};
    sigmoid_of(a);
    scattered(out + i * out_step, out_step, n - i, a[0]);
  }
}

}  // namespace eido::kernels::EIDO_TIER
