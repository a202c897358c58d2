// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- `lanes` elements of any type that fits a lane ----

static inline v::f32s widened(const f32* p) noexcept { return v::load(p); }
static inline v::i32s widened(const i32* p) noexcept { return v::load(p); }
static inline v::i32s widened(const u8* p) noexcept { return v::load_u8_i32(p); }
static inline v::i32s widened(const i8* p) noexcept {
  return v::shift_right<24>(v::shift_left<24>(v::load_u8_i32(reinterpret_cast<const u8*>(p))));
}
static inline void narrowed(f32* p, v::f32s a) noexcept { v::store(p, a); }
static inline void narrowed(i32* p, v::i32s a) noexcept { v::store(p, a); }
static inline void narrowed(u8* p, v::i32s a) noexcept { v::store_i32_u8(p, a); }
static inline void narrowed(i8* p, v::i32s a) noexcept {
  v::store_i32_u8(reinterpret_cast<u8*>(p), v::bit_and(a, v::set_i32(255)));
}
static inline v::f32s in_all_lanes(f32 x) noexcept { return v::set_f32(x); }
static inline v::i32s in_all_lanes(i32 x) noexcept { return v::set_i32(x); }

// ---- which of two wins: the largest, or the least ----

template <bool Least, class V>
static inline v::mask wins(V x, V best) noexcept {
  return Least ? v::greater(best, x) : v::greater(x, best);
}
template <bool Least, class V>
static inline V better(V x, V best) noexcept {
  return Least ? v::minimum(x, best) : v::maximum(x, best);
}
static inline v::mask nan_wins(v::f32s x, v::f32s best) noexcept { return v::without(v::is_nan(x), v::is_nan(best)); }

/// The plain rule, for the few elements that fill no register: the first NaN, else the first of the best.
template <bool Least, class T>
static inline index best_of_few(const T* x, index count, index step) noexcept {
  index best = 0;
  for (index k = 1; k < count; ++k) {
    const T a = x[k * step], b = x[best * step];
    const bool take = (Least ? a < b : a > b) | ((a != a) & (b == b));
    best = take ? k : best;  // no branch: which one wins is hard to guess
  }
  return best;
}

/// Positions that go through all planes together: few enough for the best so far to stay near, enough for each plane
/// to be read in long runs. (Planes lie at powers of two: more than a few at once push each other out of the cache.)
constexpr index race_most = 512;
constexpr int race_planes = v::lanes == 16 ? 6 : 4;  // with 32 registers, and 16

/// The elements of `Planes` planes, numbers k and on, against the best so far of n >= lanes positions. The last
/// register overlaps the one before it, which changes nothing. `next` is what will be read after this.
template <int Planes, bool Least, bool Careful, class T, class E>
static inline void race(const T* x, index step, index k, index n, E* best, i32* where, v::f32s& seen,
                        const T* next) noexcept {
  constexpr index line = 64 / static_cast<index>(sizeof(T));
  v::f32s sum[2] = {seen, v::set_f32(0)};  // two, so that their latency hides
  v::i32s position[Planes];
  for (int p = 0; p < Planes; ++p) position[p] = v::set_i32(static_cast<i32>(k + p));
  for (index at = 0; at < n; at += v::lanes) {
    const index i = at + v::lanes <= n ? at : n - v::lanes;
    if (i % line == 0) {
      for (int p = 0; p < Planes; ++p) __builtin_prefetch(next + p * step + i);
    }
    auto b = v::load(best + i);
    v::i32s w = v::load(where + i);
#pragma GCC unroll 6
    for (int p = 0; p < Planes; ++p) {
      const auto a = widened(x + p * step + i);
      v::mask m = wins<Least>(a, b);
      if constexpr (Careful) {
        m = v::either(m, nan_wins(a, b));
        b = v::select(m, a, b);
      } else {
        b = better<Least>(a, b);
        if constexpr (::std::is_same_v<E, f32>) sum[p & 1] = v::add(sum[p & 1], a);
      }
      w = v::select(m, position[p], w);
    }
    v::store(best + i, b);
    v::store(where + i, w);
  }
  seen = v::add(sum[0], sum[1]);
}

/// A NaN is noticed in the sum of what was seen (so would be inf - inf, which is harmless); then the careful form,
/// which costs more, does it again. ids or values may be null.
template <bool Least, bool Careful, class T, class I>
static inline bool best_block(const T* x, index count, index step, index n, I* ids, T* values) noexcept {
  using E = ::std::conditional_t<::std::is_same_v<decltype(widened(x)), v::f32s>, f32, i32>;
  alignas(64) E best[race_most];
  alignas(64) i32 where[race_most];
  v::f32s seen = v::set_f32(0);
  const auto each = [n](auto&& f) {
    for (index at = 0; at < n; at += v::lanes) f(at + v::lanes <= n ? at : n - v::lanes);
  };
  each([&](index i) {
    const auto a = widened(x + i);
    v::store(best + i, a);
    v::store(where + i, v::set_i32(0));
    if constexpr (::std::is_same_v<E, f32> && !Careful) seen = v::add(seen, a);
  });
  index k = 1;
  const auto meet = [&](auto planes) {
    constexpr int p = decltype(planes)::value;
    const T* const next = k + 2 * p <= count ? x + (k + p) * step : x + n;
    race<p, Least, Careful>(x + k * step, step, k, n, best, where, seen, next);
    k += p;
  };
  while (k + race_planes <= count) meet(::std::integral_constant<int, race_planes>());
  while (k + 3 <= count) meet(::std::integral_constant<int, 3>());
  while (k < count) meet(::std::integral_constant<int, 1>());
  if constexpr (::std::is_same_v<E, f32> && !Careful) {
    if (v::any(v::is_nan(seen))) return false;
  }
  each([&](index i) {
    if (ids) narrowed(ids + i, v::load(where + i));
    if (values) narrowed(values + i, v::load(best + i));
  });
  return true;
}

template <bool Least, class T, class I>
static inline void best_planes(const T* x, index count, index step, index n, I* ids, T* values) noexcept {
  const auto at = [](auto* p, index i) { return p ? p + i : p; };
  index i = 0;
  while (n - i >= v::lanes) {
    const index block = n - i < race_most ? n - i : race_most;
    if (!best_block<Least, false>(x + i, count, step, block, at(ids, i), at(values, i))) {
      if constexpr (::std::is_same_v<decltype(widened(x)), v::f32s>) {
        best_block<Least, true>(x + i, count, step, block, at(ids, i), at(values, i));
      }
    }
    i += block;
  }
  for (; i < n; ++i) {
    const index k = best_of_few<Least>(x + i, count, step);
    if (ids) ids[i] = static_cast<I>(k);
    if (values) values[i] = x[i + k * step];
  }
}

}  // namespace eido::kernels::EIDO_TIER
