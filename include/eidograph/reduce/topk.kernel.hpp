// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// The best so far of `lanes` lines, from the largest on, with equal values in the order of their places.
struct best_of_lanes {
  v::f32s values[topk_most];
  v::i32s ids[topk_most];
};

/// x, the elements number e, take their place among the best k. From the last one up: where x is above number j - 1,
/// that one moves down to j; where it is not, but above number j, x goes there.
static inline void take_place(best_of_lanes& best, index k, v::f32s x, index e) noexcept {
  const v::i32s id = v::set_i32(static_cast<i32>(e));
  index j = e < k ? e : k - 1;
  v::mask here = e < k ? v::equal(id, id) : v::greater(x, best.values[j]);
  if (e < k) best.values[j] = x, best.ids[j] = id;
  while (v::any(here)) {
    if (j == 0) {
      best.values[0] = v::select(here, x, best.values[0]);
      best.ids[0] = v::select(here, id, best.ids[0]);
      return;
    }
    const v::mask above = v::greater(x, best.values[j - 1]);
    best.values[j] = v::select(above, best.values[j - 1], v::select(here, x, best.values[j]));
    best.ids[j] = v::select(above, best.ids[j - 1], v::select(here, id, best.ids[j]));
    here = above;
    --j;
  }
}

static inline bool best_of_lines(const f32* x, index count, index step, index n, index line_step, index k, i32* ids,
                                 f32* values) noexcept {
  v::f32s sum = v::set_f32(0);  // notices NaN, and inf - inf
  for (index at = 0; at < n; at += v::lanes) {
    const index i = at + v::lanes <= n ? at : n - v::lanes;  // the last ones may repeat some
    best_of_lanes best;
    const auto meet = [&](v::f32s a, index e) {
      sum = v::add(sum, a);
      take_place(best, k, a, e);
    };
    if (line_step == 1) {
      for (index e = 0; e < count; ++e) meet(v::load(x + i + e * step), e);
    } else {
      const f32* const p = x + i * line_step;
      for (index e = 0; e < count; e += 4) {
        const index first = e + 4 <= count ? e : count - 4;
        v::f32s a[4];
        v::load_turned(p + first, line_step, a);
        for (index j = e - first; j < 4; ++j) meet(a[j], first + j);
      }
    }
    for (index j = 0; j < k; ++j) {
      v::store(values + j * n + i, best.values[j]);
      v::store(ids + j * n + i, best.ids[j]);
    }
  }
  return !v::any(v::is_nan(sum));
}

static inline index next_above(const f32* x, index from, index count, f32 t, u64& which) noexcept {
  const v::f32s limit = v::set_f32(t);
  const auto above = [=](v::f32s a) { return v::either(v::greater(a, limit), v::is_nan(a)); };
  which = 0;
  for (; from + 64 <= count; from += 64) {
    v::mask some = above(v::load(x + from));
    for (index i = v::lanes; i < 64; i += v::lanes) some = v::either(some, above(v::load(x + from + i)));
    if (!v::any(some)) continue;
    for (index i = 0; i < 64; i += v::lanes) which |= static_cast<u64>(v::bits(above(v::load(x + from + i)))) << i;
    return from;
  }
  for (index i = from; i < count; ++i) which |= static_cast<u64>(x[i] > t || x[i] != x[i]) << (i - from);
  return which ? from : count;
}

}  // namespace eido::kernels::EIDO_TIER
