// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// The best value of each lane so far and where it was. A later value replaces it only when it is larger, or the first
/// NaN: `x > best`, or x is NaN while best is not.
struct champion {
  v::f32s best;
  v::i32s where;

  void meet(v::f32s x, v::i32s position) noexcept {
    const v::mask wins = v::either(v::greater(x, best), v::without(v::is_nan(x), v::is_nan(best)));
    best = v::select(wins, x, best);
    where = v::select(wins, position, where);
  }
};

static inline void put(i32* out, v::i32s where) noexcept { v::store(out, where); }
static inline void put(u8* out, v::i32s where) noexcept { v::store_i32_u8(out, where); }

/// Planes `step` apart: out[i] is the plane in which value i is largest. Four registers of values go through all planes
/// together: one visit to each of their cache lines, and the best so far stays in registers.
template <class I>
static inline void argmax_planes(const f32* x, index count, index step, index n, I* out) noexcept {
  constexpr index wide = 4 * v::lanes;
  index at = 0;
  for (; at + wide <= n; at += wide) {
    const f32* p = x + at;
    champion c[4];
    for (int j = 0; j < 4; ++j) c[j] = {v::load(p + j * v::lanes), v::set_i32(0)};
    for (index k = 1; k < count; ++k) {
      p += step;
      const v::i32s position = v::set_i32(static_cast<i32>(k));
      for (int j = 0; j < 4; ++j) c[j].meet(v::load(p + j * v::lanes), position);
    }
    for (int j = 0; j < 4; ++j) put(out + at + j * v::lanes, c[j].where);
  }
  for (; at < n; at += v::lanes) {
    const index rest = n - at < v::lanes ? n - at : v::lanes;
    champion c{v::load_first(x + at, rest), v::set_i32(0)};
    for (index k = 1; k < count; ++k) {
      c.meet(v::load_first(x + at + k * step, rest), v::set_i32(static_cast<i32>(k)));
    }
    i32 where[v::lanes];
    v::store(where, c.where);
    for (index i = 0; i < rest; ++i) out[at + i] = static_cast<I>(where[i]);
  }
}

/// The position of the largest of n values in a row.
static inline i32 argmax_row(const f32* x, index n) noexcept {
  if (n < 2 * v::lanes) {
    index best = 0;
    for (index k = 1; k < n; ++k) {
      if (x[k] > x[best] || (x[k] != x[k] && x[best] == x[best])) best = k;
    }
    return static_cast<i32>(best);
  }
  champion c{v::load(x), v::iota()};
  index at = v::lanes;
  for (; at + v::lanes <= n; at += v::lanes) {
    c.meet(v::load(x + at), v::add(v::iota(), v::set_i32(static_cast<i32>(at))));
  }
  if (at <
      n) {  // the last register again: equal values do not replace an earlier one, so seeing some twice is harmless
    c.meet(v::load(x + n - v::lanes), v::add(v::iota(), v::set_i32(static_cast<i32>(n - v::lanes))));
  }
  // among the lanes: NaN first, then the largest, and of those the earliest
  f32 best[v::lanes];
  i32 where[v::lanes];
  v::store(best, c.best);
  v::store(where, c.where);
  int winner = 0;
  for (int i = 1; i < v::lanes; ++i) {
    const bool nan = best[i] != best[i], winner_nan = best[winner] != best[winner];
    const bool as_good = nan ? winner_nan : best[i] == best[winner];
    const bool better = nan ? !winner_nan : best[i] > best[winner];
    if (better || (as_good && where[i] < where[winner])) winner = i;
  }
  return where[winner];
}

}  // namespace eido::kernels::EIDO_TIER
