// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, behind argmax.kernel.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- rows: the best of all lanes, then the first place where it is ----

template <bool Least>
static inline f32 best_lane(v::f32s a) noexcept {
  return Least ? -v::reduce_max(v::sub(v::set_f32(0), a)) : v::reduce_max(a);
}
template <bool Least>
static inline i32 best_lane(v::i32s a) noexcept {
  return Least ? v::reduce_min(a) : -1 - v::reduce_min(v::sub(v::set_i32(-1), a));
}

/// The first place of a value in a row of at least `lanes` elements; -1 where it is not.
template <class T, class V>
static inline index place_of(const T* x, index count, V target) noexcept {
  constexpr index lanes = v::lanes, block = 64 / lanes * lanes;
  const index last = count - lanes;  // the last register may repeat elements: they cannot come first
  const auto hits = [x, target](index i) { return v::equal(widened(x + i), target); };
  index from = 0;
  for (; from + block <= count; from += block) {  // where it is not, by few instructions
    v::mask some = hits(from);
    EIDO_UNROLL
    for (index i = lanes; i < block; i += lanes) some = v::either(some, hits(from + i));
    if (v::any(some)) break;
  }
  for (; from < count; from += block) {  // a branch for each 64 elements, not for each register
    if (from > last) from = last;
    u64 places = 0;
    for (index i = 0; i < block; i += lanes) {
      if (from + i > last) {
        if (from + i < count) places |= static_cast<u64>(v::bits(hits(last))) << (last - from);
        break;
      }
      places |= static_cast<u64>(v::bits(hits(from + i))) << i;
    }
    if (places != 0) return from + __builtin_ctzll(places);
  }
  return -1;
}

/// Where the best of a row of at least `lanes` elements is; -1 where it holds a NaN (or inf - inf).
template <bool Least, class T>
static inline index best_of_row(const T* x, index count) noexcept {
  constexpr index lanes = v::lanes;
  constexpr int parts = 4;           // so that their latency hides
  const index last = count - lanes;  // the last register may repeat elements
  const auto place = [=](index at) { return x + (at < last ? at : last); };
  decltype(widened(x)) best[parts];
  v::f32s sum[parts];
  const auto meet = [&](int i, const T* p) {
    const auto a = widened(p);
    best[i] = better<Least>(a, best[i]);
    if constexpr (::std::is_same_v<T, f32>) sum[i] = v::add(sum[i], a);
  };
  EIDO_UNROLL
  for (int i = 0; i < parts; ++i) {
    best[i] = widened(place(i * lanes));
    if constexpr (::std::is_same_v<T, f32>)
      sum[i] = best[i];
    else
      sum[i] = v::set_f32(0);
  }
  index at = parts * lanes;
  for (; at + parts * lanes <= count; at += parts * lanes) {
    EIDO_UNROLL
    for (int i = 0; i < parts; ++i) meet(i, x + at + i * lanes);
  }
  for (; at < count; at += lanes) meet(0, place(at));
  if (v::any(v::is_nan(v::add(v::add(sum[0], sum[1]), v::add(sum[2], sum[3]))))) return -1;
  const auto all = better<Least>(better<Least>(best[0], best[1]), better<Least>(best[2], best[3]));
  return place_of(x, count, in_all_lanes(best_lane<Least>(all)));
}

/// The same for a row that is shorter: the lanes behind it repeat its first element.
template <bool Least, class T>
static inline index best_of_short_row(const T* x, index count) noexcept {
  const auto inside = v::greater(v::set_i32(static_cast<i32>(count)), v::iota());
  const auto a = v::select(inside, v::load_first(x, count), in_all_lanes(x[0]));
  if constexpr (::std::is_same_v<T, f32>) {
    if (v::any(v::is_nan(a))) return -1;
  }
  return __builtin_ctz(v::bits(v::equal(a, in_all_lanes(best_lane<Least>(a)))));
}

// ---- many rows: each lane is a row ----

/// The best of four neighbours, the elements k to k + 3 of their lines, against the best so far.
template <bool Least, class V>
static inline void race_of_four(const V (&a)[4], index k, V& best, v::i32s& where) noexcept {
  const auto id = [](int i) { return v::set_i32(i); };
  const v::i32s early = v::select(wins<Least>(a[1], a[0]), id(1), id(0));
  const v::i32s late = v::select(wins<Least>(a[3], a[2]), id(3), id(2));
  const V first = better<Least>(a[1], a[0]), second = better<Least>(a[3], a[2]), now = better<Least>(second, first);
  const v::i32s place = v::select(wins<Least>(second, first), late, early);
  where = v::select(wins<Least>(now, best), v::add(place, id(static_cast<i32>(k))), where);
  best = better<Least>(now, best);
}

/// What every element wins against or equals; where all are equal to it, the first one is the best.
template <bool Least>
static inline v::f32s worst_of(v::f32s) noexcept {
  return v::set_f32(Least ? ::std::numeric_limits<f32>::infinity() : -::std::numeric_limits<f32>::infinity());
}
template <bool Least>
static inline v::i32s worst_of(v::i32s) noexcept {
  return v::set_i32(Least ? (::std::numeric_limits<i32>::max)() : (::std::numeric_limits<i32>::min)());
}

/// f(a, i): the elements i to i + 3 of each of `lanes` rows, for all of 16 bytes but the first `known` elements or
/// less.
template <class T, class F>
static inline void each_four(const T* p, index row_step, [[maybe_unused]] index known, F f) noexcept {
  if constexpr (sizeof(T) == 4) {
    decltype(widened(p)) a[4];
    v::load_turned(p, row_step, a);
    f(a, 0);
  } else {
    v::i32s r[4];
    v::load_turned(reinterpret_cast<const u8*>(p), row_step, r);
    EIDO_UNROLL
    for (int i = 0; i < 4; ++i) {
      if (4 * i + 4 <= known) continue;
      constexpr bool u = ::std::is_same_v<T, u8>;  // bytes from the low to the high one
      const v::i32s moved[4] = {
          u ? r[i] : v::shift_left<24>(r[i]), u ? v::shift_right<8>(r[i]) : v::shift_left<16>(r[i]),
          u ? v::shift_right<16>(r[i]) : v::shift_left<8>(r[i]), u ? v::shift_right<24>(r[i]) : r[i]};
      v::i32s a[4];
      for (int j = 0; j < 4; ++j) a[j] = u ? v::bit_and(moved[j], v::set_i32(255)) : v::shift_right<24>(moved[j]);
      f(a, 4 * i);
    }
  }
}

/// `lanes` rows of at least 16 bytes; false where one holds a NaN (or inf - inf). `next` is what will be read later.
template <bool Least, class T, class I>
static inline bool best_of_rows(const T* x, index count, index row_step, I* ids, T* values, const T* next) noexcept {
  constexpr index group = 16 / sizeof(T), line = 64 / sizeof(T);
  auto best = worst_of<Least>(widened(x));
  v::i32s where = v::set_i32(0);
  v::f32s sum[2] = {v::set_f32(0), v::set_f32(0)};
  for (index at = 0; at < count; at += group) {
    const index k = at + group <= count ? at : count - group;  // the last ones may repeat some, which cannot win
    for (index i = 0; i < group * v::lanes; i += line) __builtin_prefetch(next + k * v::lanes + i);
    each_four(x + k, row_step, at - k, [&](const auto& a, index i) {
      race_of_four<Least>(a, k + i, best, where);
      if constexpr (::std::is_same_v<T, f32>) {
        for (int j = 0; j < 4; ++j) sum[j & 1] = v::add(sum[j & 1], a[j]);
      }
    });
  }
  if (v::any(v::is_nan(v::add(sum[0], sum[1])))) return false;
  if (ids) narrowed(ids, where);
  if (values) narrowed(values, best);
  return true;
}

/// `lanes` dense rows of 2 or 3 elements; the same.
template <int Count, bool Least, class T, class I>
static inline bool best_of_channels(const T* x, I* ids, T* values) noexcept {
  v::i32s r[Count];
  v::load_channels(reinterpret_cast<const i32*>(x), r);
  const auto as_own = [](v::i32s a) {
    if constexpr (::std::is_same_v<T, f32>)
      return v::as_f32(a);
    else
      return a;
  };
  auto best = as_own(r[0]), sum = best;
  v::i32s where = v::set_i32(0);
  for (int k = 1; k < Count; ++k) {
    const auto a = as_own(r[k]);
    where = v::select(wins<Least>(a, best), v::set_i32(k), where);
    best = better<Least>(a, best);
    sum = v::add(sum, a);
  }
  if constexpr (::std::is_same_v<T, f32>) {
    if (v::any(v::is_nan(sum))) return false;
  }
  if (ids) narrowed(ids, where);
  if (values) narrowed(values, best);
  return true;
}

template <bool Least, class T, class I>
static inline void best_rows_singly(const T* x, index count, index n, index row_step, I* ids, T* values) noexcept {
  for (index i = 0; i < n; ++i, x += row_step) {
    index k = -1;
    if (count >= v::lanes) {
      k = best_of_row<Least>(x, count);
    } else if constexpr (sizeof(T) == 4) {
      if (count > 1 && v::lanes > 4) k = best_of_short_row<Least>(x, count);
    }
    if (k < 0) k = best_of_few<Least>(x, count, 1);
    if (ids) ids[i] = static_cast<I>(k);
    if (values) values[i] = x[k];
  }
}

/// Rows of up to so many elements are looked at together.
constexpr index short_row = 256;

template <bool Least, class T, class I>
static inline void best_rows(const T* x, index count, index n, index row_step, I* ids, T* values) noexcept {
  const auto together = [&](auto best_of) {
    for (index at = 0; at < n; at += v::lanes) {
      const index i = at + v::lanes <= n ? at : n - v::lanes;  // the last ones may repeat some
      const T* const p = x + i * row_step;
      I* const to_ids = ids ? ids + i : ids;
      T* const to_values = values ? values + i : values;
      if (!best_of(p, to_ids, to_values)) {
        best_rows_singly<Least>(p, count, v::lanes, row_step, to_ids, to_values);
      }
    }
  };
  constexpr index size = sizeof(T);
  if (n < v::lanes || count > short_row) return best_rows_singly<Least>(x, count, n, row_step, ids, values);
  if (count * size >= 16) {
    const index rows = v::lanes * count * size,
                ahead = row_step * v::lanes * (1 + 2560 / rows);  // 2.5 to 10 KB if dense
    return together([&](const T* p, I* to_ids, T* to_values) {
      return best_of_rows<Least>(p, count, row_step, to_ids, to_values, p + ahead);
    });
  }
  if constexpr (size == 4) {
    if (count == 2 && row_step == 2) return together(best_of_channels<2, Least, T, I>);
    if (count == 3 && row_step == 3) return together(best_of_channels<3, Least, T, I>);
  }
  best_rows_singly<Least>(x, count, n, row_step, ids, values);
}

template <bool Least, class T, class I>
static inline void best_lines(const T* x, index count, index step, index n, index line_step, I* ids,
                              T* values) noexcept {
  if (step == 1) return best_rows<Least>(x, count, n, line_step, ids, values);
  best_planes<Least>(x, count, step, n, ids, values);
}

}  // namespace eido::kernels::EIDO_TIER
