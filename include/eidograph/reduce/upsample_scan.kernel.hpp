// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// What pruning knows of a source row; see upsample_scan.
static inline bool upsample_scanned(const f32* from, index step, index classes, index stride, index w, bool against_all,
                                    f32 ahead, f32 more_ahead, f32* values, f32* bests, i32* codes, i32* labels,
                                    f32* largest) noexcept {
  constexpr f32 lowest = -0x1p126f;
  const v::f32s zero = v::set_f32(0);
  v::f32s most = zero, sum = zero;
  const auto size = [&](v::f32s x) { return v::maximum(x, v::sub(zero, x)); };
  const auto part = [&](auto registers, index at) {
    constexpr int R = decltype(registers)::value;
    const auto get = [&](index k, int j) {
      const index i = at + j * v::lanes;
      const f32* const p = from + k * step + i;
      const v::f32s x = R > 1 || i + v::lanes <= w ? v::load(p) : v::load_first(p, w - i);
      v::store(values + k * stride + i, x);
      return x;
    };
    v::f32s best[R], rival[R], sizes[R], sums[R];
    v::i32s where[R];
    EIDO_UNROLL
    for (int j = 0; j < R; ++j) {
      best[j] = get(0, j), rival[j] = v::set_f32(lowest), where[j] = v::set_i32(0);
      sizes[j] = size(best[j]), sums[j] = best[j];
    }
    for (index k = 1; k < classes; ++k) {
      EIDO_UNROLL
      for (int j = 0; j < R; ++j) {
        const v::f32s x = get(k, j);
        const v::mask m = v::greater(x, best[j]);
        // the best class in front of the winner; or, where classes have two formulas, the best of all others
        rival[j] = against_all ? v::maximum(v::minimum(x, best[j]), rival[j]) : v::select(m, best[j], rival[j]);
        best[j] = v::maximum(x, best[j]);
        where[j] = v::select(m, v::set_i32(static_cast<i32>(k)), where[j]);
        sizes[j] = v::maximum(size(x), sizes[j]);
        sums[j] = v::add(sums[j], x);
      }
    }
    EIDO_UNROLL
    for (int j = 0; j < R; ++j) {
      const v::f32s need = v::muladd(v::set_f32(ahead), v::add(size(best[j]), size(rival[j])), v::set_f32(more_ahead));
      const v::mask wins = v::greater(v::sub(best[j], rival[j]), need);
      v::store(labels + at + j * v::lanes, where[j]);
      v::store(bests + at + j * v::lanes, best[j]);
      v::store(codes + at + j * v::lanes, v::select(wins, where[j], v::set_i32(-1)));
      most = v::maximum(sizes[j], most);
      sum = v::add(sum, sums[j]);
    }
    return at + R * v::lanes;
  };
  index at = 0;
  while (at + 2 * v::lanes <= w) at = part(::std::integral_constant<int, 2>(), at);
  while (at < w) at = part(::std::integral_constant<int, 1>(), at);
  *largest = v::reduce_max(most);
  return !v::any(v::is_nan(sum)) && *largest <= 0x1p126f;
}

}  // namespace eido::kernels::EIDO_TIER
