// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

struct q22_places {
  u8 at[16];
};

/// Cuts weights, a register of them at once. Signed parts of bits n and more carry what lies below to them: with half
/// of 2^n added, and these bits flipped back, the parts are side by side, as b and a (16 bits each) or as c, b and a.
template <bool Digits>
struct q22_cutter {
  static_assert(v::lanes <= q22_weights::most_beside);
  static constexpr i32 carry = Digits ? 0x808080 : 0x8000;

  int narrow;
  v::i32s to_range;  // brings a to bits 16 and more: as a + 128, which is a byte if a fits one; narrow, a is 0
  v::i32s strange = v::set_i32(0);  // of these bits the ones that should be 0
  v::i32s above, below, all;        // sums of an output: a where positive, where negative, weights

  explicit q22_cutter(int n) noexcept : narrow(n) {
    constexpr i32 a_half = 0x800000, added = Digits ? a_half : 0;
    to_range = v::set_i32((narrow > 0 ? 0 : a_half) - added);
    begin();
  }
  void begin() noexcept { above = below = all = v::set_i32(0); }

  /// Numbers from weight k < count on, in lanes; 0 for those before the first and from count on.
  v::u8s cut(const i32* w, index k, index count) noexcept {
    const v::i32s place = v::add(v::iota(), v::set_i32(static_cast<i32>(k)));
    const v::mask inside =
        v::both(v::greater(place, v::set_i32(-1)), v::greater(v::set_i32(static_cast<i32>(count)), place));
    const v::i32s x = v::shift_right_by(v::select(inside, v::load(w + k), v::set_i32(0)), narrow);
    const v::i32s carried = v::add(x, v::set_i32(carry)), a = v::shift_right<16>(carried);
    strange = v::bit_or(strange, v::add(carried, to_range));
    above = v::add(above, v::maximum(a, v::set_i32(0)));
    below = v::add(below, v::minimum(a, v::set_i32(0)));
    all = v::add(all, x);
    const v::i32s kept = v::bit_and(carried, v::set_i32(carry));
    return v::as_u8(v::sub(v::bit_or(carried, v::set_i32(carry)), kept));  // an exclusive or
  }

  /// Whether bytes times a, added up, stay inside of 16 bits: those of the lanes whose number has no bit of `apart`,
  /// and those of the others.
  bool sums_fit(int apart) const noexcept {
    detail::i16_sums all_lanes, sums[2];
    all_lanes.add(v::reduce_add(v::sub(above, below)));
    if (all_lanes.fit()) return true;  // most often
    i32 more[v::lanes], less[v::lanes];
    v::store(more, above);
    v::store(less, below);
    for (int i = 0; i < v::lanes; ++i) {
      sums[(i & apart) != 0].add(more[i]);
      sums[(i & apart) != 0].add(less[i]);
    }
    return sums[0].fit() && sums[1].fit();
  }
  bool parts_fit() const noexcept {
    i32 found[v::lanes], any = 0;
    v::store(found, strange);
    for (int i = 0; i < v::lanes; ++i) any |= found[i];
    return static_cast<u32>(any) >> (narrow > 0 ? 16 : 24) == 0;
  }
};

static bool q22_cut_fours(const q22_weights& t, index numbers, i32 bias, i32* out) noexcept {
  constexpr bool digits = v::has_dot4;
  constexpr q22_places order = digits ? q22_places{{2, 6, 10, 14, 1, 5, 9, 13, 0, 4, 8, 12, 128, 128, 128, 128}}
                                      : q22_places{{0, 1, 8, 9, 4, 5, 12, 13, 2, 6, 10, 14, 128, 128, 128, 128}};
  const v::u8s places = v::load_blocks(order.at, 0);
  q22_cutter<digits> cutter(t.narrow);
  bool fits = true;
  const i32* w = t.weights;
  for (index i = 0; i < t.outputs; ++i, w += t.step, out += numbers) {
    const index at = t.first[i] - t.lowest, skip = at % 4, count = t.count[i];
    out[0] = static_cast<i32>(at / 4);
    out[1] = static_cast<i32>((skip + count + 3) / 4);
    i32* to = out + 2;
    cutter.begin();
    for (index k = -skip; k < count; k += v::lanes, to += v::lanes / 4 * 3) {
      v::store_units<12>(reinterpret_cast<u8*>(to), v::shuffle_in_blocks(cutter.cut(w, k, count), places));
    }
    for (i32* const end = out + numbers - 1; to < end; ++to) *to = 0;
    out[numbers - 1] =
        bias == 0 ? 0 : static_cast<i32>(static_cast<u32>(bias) * static_cast<u32>(v::reduce_add(cutter.all)));
    if constexpr (!digits) fits = cutter.sums_fit(2) && fits;
  }
  return cutter.parts_fit() && fits;
}

static bool q22_cut_taps(const q22_weights& t, index numbers, i32, i32* out) noexcept {
  q22_cutter<false> cutter(t.narrow);
  const i32* w = t.weights;
  for (index i = 0; i < t.outputs; ++i, w += t.step, out += numbers) {
    const index count = t.count[i];
    out[0] = static_cast<i32>(t.first[i] - t.lowest);
    out[1] = static_cast<i32>((count + 1) / 2 * 2);
    i32* to = out + 2;
    for (index k = 0; k < count; k += v::lanes, to += v::lanes) v::store(to, v::as_i32(cutter.cut(w, k, count)));
    for (i32* const end = out + numbers; to < end; ++to) *to = 0;
  }
  return cutter.parts_fit();
}

static bool q22_cut_down(const q22_weights& t, index numbers, i32, i32* out) noexcept {
  constexpr q22_places order{{0, 1, 4, 5, 2, 6, 2, 6, 8, 9, 12, 13, 10, 14, 10, 14}};
  const v::u8s places = v::load_blocks(order.at, 0);
  q22_cutter<false> cutter(t.narrow);
  bool fits = true;
  const i32* w = t.weights;
  for (index i = 0; i < t.outputs; ++i, w += t.step, out += numbers) {
    cutter.begin();
    for (index k = 0; k < t.count[i]; k += v::lanes) {
      const v::u8s cut = cutter.cut(w, k, t.count[i]);
      v::store(reinterpret_cast<u8*>(out + k), v::pairs_apart ? cut : v::shuffle_in_blocks(cut, places));
    }
    fits = cutter.sums_fit(0) && fits;
  }
  return cutter.parts_fit() && fits;
}

}  // namespace eido::kernels::EIDO_TIER
