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

/// Registers * lanes positions through all planes together: one visit to each of their cache lines, and the best so far
/// stays in registers. A NaN is noticed in the sum of what was seen (so would be inf - inf, which is harmless); then it
/// returns false and the careful form, which costs more, does the block. ids or values may be null.
template <int Registers, bool Least, bool Careful, class T, class I>
static inline bool best_block(const T* x, index count, index step, I* ids, T* values) noexcept {
  using V = decltype(widened(x));
  constexpr bool floats = ::std::is_same_v<T, f32>;
  constexpr index ahead = 1024 / static_cast<index>(sizeof(T)), line = 64 / static_cast<index>(sizeof(T));
  V best[Registers];
  v::f32s sum[2] = {v::set_f32(0), v::set_f32(0)};  // two, so that their latency hides
  v::i32s where[Registers];
#pragma GCC unroll 8
  for (int j = 0; j < Registers; ++j) {
    best[j] = widened(x + j * v::lanes);
    where[j] = v::set_i32(0);
    if constexpr (floats && !Careful) sum[j & 1] = v::add(sum[j & 1], best[j]);
  }
  for (index k = 1; k < count; ++k) {
    x += step;
    for (index j = 0; j < Registers * v::lanes; j += line) __builtin_prefetch(x + ahead + j);
    const v::i32s position = v::set_i32(static_cast<i32>(k));
#pragma GCC unroll 8
    for (int j = 0; j < Registers; ++j) {
      const V a = widened(x + j * v::lanes);
      v::mask m = wins<Least>(a, best[j]);
      if constexpr (Careful) {
        m = v::either(m, nan_wins(a, best[j]));
        best[j] = v::select(m, a, best[j]);
      } else {
        best[j] = better<Least>(a, best[j]);
        if constexpr (floats) sum[j & 1] = v::add(sum[j & 1], a);
      }
      where[j] = v::select(m, position, where[j]);
    }
  }
  if constexpr (floats && !Careful) {
    if (v::any(v::is_nan(v::add(sum[0], sum[1])))) return false;
  }
#pragma GCC unroll 8
  for (int j = 0; j < Registers; ++j) {
    if (ids) narrowed(ids + j * v::lanes, where[j]);
    if (values) narrowed(values + j * v::lanes, best[j]);
  }
  return true;
}

template <int Registers, bool Least, class T, class I>
static inline void best_block(const T* x, index count, index step, I* ids, T* values) noexcept {
  if (!best_block<Registers, Least, false>(x, count, step, ids, values)) {
    if constexpr (::std::is_same_v<T, f32>) best_block<Registers, Least, true>(x, count, step, ids, values);
  }
}

template <bool Least, class T, class I>
static inline void best_planes(const T* x, index count, index step, index n, I* ids, T* values) noexcept {
  constexpr int registers = v::lanes == 16 ? 8 : 4;
  const auto at = [](auto* p, index i) { return p ? p + i : p; };
  index i = 0;
  for (; i + registers * v::lanes <= n; i += registers * v::lanes) {
    best_block<registers, Least>(x + i, count, step, at(ids, i), at(values, i));
  }
  if (n >= v::lanes) {  // the last register may begin among positions that are done
    for (; i < n; i += v::lanes) {
      const index from = i + v::lanes <= n ? i : n - v::lanes;
      best_block<1, Least>(x + from, count, step, at(ids, from), at(values, from));
    }
  }
  for (; i < n; ++i) {
    const index k = best_of_few<Least>(x + i, count, step);
    if (ids) ids[i] = static_cast<I>(k);
    if (values) values[i] = x[i + k * step];
  }
}

// ---- rows: the best of all lanes, then the first place where it is ----

template <bool Least>
static inline f32 best_lane(v::f32s a) noexcept {
  return Least ? -v::reduce_max(v::sub(v::set_f32(0), a)) : v::reduce_max(a);
}
template <bool Least>
static inline i32 best_lane(v::i32s a) noexcept {
  return Least ? v::reduce_min(a) : -1 - v::reduce_min(v::sub(v::set_i32(-1), a));
}

/// Where the best of a row of at least `lanes` elements is; -1 where it holds a NaN (or inf - inf).
template <bool Least, class T>
static inline index best_of_row(const T* x, index count) noexcept {
  constexpr index lanes = v::lanes, block = 64 / lanes * lanes;
  const index last = count - lanes;  // the last register may repeat elements: they cannot come first
  auto best = widened(x), other = widened(x + last);
  v::f32s sum = v::set_f32(0), more = sum;
  if constexpr (::std::is_same_v<T, f32>) sum = best, more = other;
  const auto meet = [](auto& b, v::f32s& s, const T* p) {
    const auto a = widened(p);
    b = better<Least>(a, b);
    if constexpr (::std::is_same_v<T, f32>) s = v::add(s, a);
  };
  index at = lanes;
  for (; at + lanes < last; at += 2 * lanes) {
    meet(best, sum, x + at);
    meet(other, more, x + at + lanes);
  }
  if (at < last) meet(best, sum, x + at);
  if (v::any(v::is_nan(v::add(sum, more)))) return -1;
  const auto target = in_all_lanes(best_lane<Least>(better<Least>(other, best)));
  for (index from = 0; from < count; from += block) {  // a branch for each 64 elements, not for each register
    if (from > last) from = last;
    u64 places = 0;
    for (index i = 0; i < block; i += lanes) {
      if (from + i > last) {
        if (from + i < count) places |= static_cast<u64>(v::bits(v::equal(widened(x + last), target))) << (last - from);
        break;
      }
      places |= static_cast<u64>(v::bits(v::equal(widened(x + from + i), target))) << i;
    }
    if (places != 0) return from + __builtin_ctzll(places);
  }
  return -1;
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

template <bool Least, class T, class I>
static inline void best_rows(const T* x, index count, index n, index row_step, I* ids, T* values) noexcept {
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

template <bool Least, class T, class I>
static inline void best_lines(const T* x, index count, index step, index n, index line_step, I* ids,
                              T* values) noexcept {
  if (step == 1) return best_rows<Least>(x, count, n, line_step, ids, values);
  best_planes<Least>(x, count, step, n, ids, values);
}

}  // namespace eido::kernels::EIDO_TIER
