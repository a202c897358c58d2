// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- along y: columns are lanes, rows are taken in pairs ------------------------------------------------------------

/// Sums by 2^16, as bytes: what is added up in 16 bits is right modulo 2^16, and fits them.
static inline v::u8s q22_bytes(v::i16s low, v::i16s high) noexcept { return v::round_blocks_u8<6>(low, high); }

/// Sums over bytes that come in pairs, those of two taps; narrow weights have no a. (Begun as copies of zeros: of
/// members with initialisers g++ makes slower code.)
template <bool Narrow>
struct q22_pair_sums {
  v::pair_sums b_low, b_high;
  v::i16s a;

  void add(v::u8s pairs, v::i16s weight_b_low, v::i16s weight_b_high, v::u8s weight_a) noexcept {
    const v::u8s zero = v::set_u8(0);
    b_low = v::madd(b_low, v::as_i16(v::zip_low(pairs, zero)), weight_b_low);
    b_high = v::madd(b_high, v::as_i16(v::zip_high(pairs, zero)), weight_b_high);
    if constexpr (!Narrow) a = v::madd_u8(a, pairs, weight_a);
  }
  /// By 2^16: b's high words and a; narrow, by 2^shift.
  v::i16s value(int shift) const noexcept {
    const v::i32s low = v::total(b_low), high = v::total(b_high);
    if constexpr (Narrow) return v::low_words(v::shift_right_by(low, shift), v::shift_right_by(high, shift));
    return v::add(v::high_words(low, high), a);
  }
};

/// Pairs of bytes x, y mixed by weights of which none is negative and whose sum is 1:
///   (x * (2^22 - w) + y * w + 2^21) >> 22    with w = a * 2^16 + b
///     = (x * (64 - a) + y * a + ((y - x) * b >> 16) + 32) >> 6
/// because what b leaves below 2^16 changes nothing. Range: 0 <= a <= 64, so no sum exceeds 255 * 64 + 128 + 32.
/// weight_a holds 64 - a and a for each pair. The shift by 6 is left.
static inline v::i16s q22_mix(v::u8s pairs, v::u8s weight_a, v::i16s weight_b) noexcept {
  const v::u8s difference = v::as_u8(v::set_i16(0x01ff));  // -1 and 1
  const v::i16s coarse = v::madd_u8(v::set_i16(32), pairs, weight_a);
  const v::i16s fine = v::mul_high(v::madd_u8(pairs, difference), weight_b);
  return v::add(coarse, fine);
}

/// 4 * lanes columns; load(row) gives them of a row.
template <bool Narrow, class Load>
static inline v::u8s q22_columns(const void* const* rows, int count, const i32* weights, int shift,
                                 Load load) noexcept {
  const q22_pair_sums<Narrow> none{v::pairs_of(0), v::pairs_of(0), v::set_i16(0)};
  q22_pair_sums<Narrow> low = none, high = none;
  for (int k = 0; k < count; k += 2, weights += 2) {
    const v::u8s first = load(static_cast<const u8*>(rows[k]));
    const v::u8s second = k + 1 < count ? load(static_cast<const u8*>(rows[k + 1])) : v::set_u8(0);
    const v::i16s b = v::as_i16(v::set_i32(weights[0]));
    const v::u8s a = v::as_u8(v::set_i32(weights[1]));
    low.add(v::zip_low(first, second), b, b, a);
    high.add(v::zip_high(first, second), b, b, a);
  }
  return q22_bytes(low.value(shift), high.value(shift));
}

template <int Outputs>
struct q22_columns_made {
  v::u8s row[Outputs];
};

/// The same for few rows, kept with the weights of one output row or of two, which share what is mixed.
template <int Pairs, bool Narrow, int Outputs>
struct q22_few_rows {
  const u8* row[2 * Pairs];
  v::i16s b[Outputs][Pairs];
  v::u8s a[Outputs][Pairs];
  int shift;

  q22_few_rows(const void* const* rows, int count, const i32* weights, index each, int n) noexcept : shift(n) {
    EIDO_UNROLL for (int p = 0; p < Pairs; ++p) {
      row[2 * p] = static_cast<const u8*>(rows[2 * p]);
      row[2 * p + 1] = static_cast<const u8*>(rows[2 * p + 1 < count ? 2 * p + 1 : 2 * p]);
      EIDO_UNROLL for (int o = 0; o < Outputs; ++o) {
        b[o][p] = v::as_i16(v::set_i32(weights[o * each + 2 * p]));
        a[o][p] = v::as_u8(v::set_i32(weights[o * each + 2 * p + 1]));
      }
    }
  }
  template <bool High>
  static v::u8s mix_rows(v::u8s first, v::u8s second) noexcept {
    return High ? v::zip_high(first, second) : v::zip_low(first, second);
  }
  template <bool High, class Load>
  void half(v::i16s (&made)[Outputs], Load load) const noexcept {
    const q22_pair_sums<Narrow> none{v::pairs_of(0), v::pairs_of(0), v::set_i16(0)};
    q22_pair_sums<Narrow> sums[Outputs];
    for (auto& s : sums) s = none;
    EIDO_UNROLL for (int p = 0; p < Pairs; ++p) {
      const v::u8s pairs = mix_rows<High>(load(row[2 * p]), load(row[2 * p + 1]));
      EIDO_UNROLL for (int o = 0; o < Outputs; ++o) sums[o].add(pairs, b[o][p], b[o][p], a[o][p]);
    }
    EIDO_UNROLL for (int o = 0; o < Outputs; ++o) made[o] = sums[o].value(shift);
  }
  template <class Load>
  q22_columns_made<Outputs> columns(Load load) const noexcept {
    v::i16s low[Outputs], high[Outputs];
    half<false>(low, load);
    half<true>(high, load);
    q22_columns_made<Outputs> made;
    EIDO_UNROLL for (int o = 0; o < Outputs; ++o) made.row[o] = q22_bytes(low[o], high[o]);
    return made;
  }
  /// Two rows whose weights are those of q22_mix; then b is the second one's.
  template <class Load>
  q22_columns_made<Outputs> mixed(const v::i16s (&second_b)[Outputs], Load load) const noexcept {
    const v::u8s first = load(row[0]), second = load(row[1]);
    const v::u8s low = v::zip_low(first, second), high = v::zip_high(first, second);
    q22_columns_made<Outputs> made;
    EIDO_UNROLL for (int o = 0; o < Outputs; ++o) {
      made.row[o] = v::shift_blocks_u8<6>(q22_mix(low, a[o][0], second_b[o]), q22_mix(high, a[o][0], second_b[o]));
    }
    return made;
  }
};

/// The same where products of neighbours need not be added: a row at a time, without mixing any.
struct q22_column_sums {
  v::pair_sums b_low, b_high;
  v::i16s a_low, a_high;

  /// Words 2 * Tap and 2 * Tap + 1 are b and a.
  q22_column_sums(v::u8s x, v::words w) noexcept {
    const v::i16s low = low_of(x), high = high_of(x);
    b_low = v::multiply<0>(low, w);
    b_high = v::multiply<0>(high, w);
    a_low = v::mul<1>(low, w);
    a_high = v::mul<1>(high, w);
  }
  template <int Tap>
  void add(v::u8s x, v::words w) noexcept {
    const v::i16s low = low_of(x), high = high_of(x);
    b_low = v::madd<2 * Tap>(b_low, low, w);
    b_high = v::madd<2 * Tap>(b_high, high, w);
    a_low = v::muladd<2 * Tap + 1>(a_low, low, w);
    a_high = v::muladd<2 * Tap + 1>(a_high, high, w);
  }
  static v::i16s low_of(v::u8s x) noexcept { return v::as_i16(v::zip_low(x, v::set_u8(0))); }
  static v::i16s high_of(v::u8s x) noexcept { return v::as_i16(v::zip_high(x, v::set_u8(0))); }
  v::u8s bytes() const noexcept {
    return q22_bytes(v::add(v::high_words(v::low(b_low), v::high(b_low)), a_low),
                     v::add(v::high_words(v::low(b_high), v::high(b_high)), a_high));
  }
};

template <class Load>
static inline v::u8s q22_columns_apart(const void* const* rows, int count, const i32* w, Load load) noexcept {
  q22_column_sums sums(load(static_cast<const u8*>(rows[0])), v::load_words<2>(w));
  for (int k = 1; k < count; ++k) sums.add<0>(load(static_cast<const u8*>(rows[k])), v::load_words<2>(w + k));
  return sums.bytes();
}

/// Two rows whose weights are those of q22_mix, by the same formula; the words of a weight are b and a.
struct q22_two_rows {
  const u8 *first, *second;
  v::u8s keep, lay;
  v::i16s b;

  q22_two_rows(const void* const* rows, const i32* w) noexcept
      : first(static_cast<const u8*>(rows[0])),
        second(static_cast<const u8*>(rows[1])),
        keep(v::set_u8(static_cast<u8>(w[0] >> 16))),
        lay(v::set_u8(static_cast<u8>(w[1] >> 16))),
        b(v::set_i16(static_cast<i16>(w[1]))) {}
  static bool fit(const i32* w) noexcept {
    return q22_mixes(w[0] >> 16, static_cast<i16>(w[0]), w[1] >> 16, static_cast<i16>(w[1]));
  }
  template <int Half>
  v::i16s mixed(v::u8s x, v::u8s y) const noexcept {
    return v::add_high(v::muladd_u8<Half>(v::mul_u8<Half>(x, keep), y, lay), v::sub_u8<Half>(y, x), b);
  }
  template <class Load>
  v::u8s columns(Load load) const noexcept {
    const v::u8s x = load(first), y = load(second);
    return v::round_u8<6>(mixed<0>(x, y), mixed<1>(x, y));
  }
};

/// Twice as many columns at once share the loads of weights, which are taken in pairs; the columns made of n.
static inline index q22_down_wide(const void* const* rows, index count, const i32* weights, index n, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  const u8* const top = static_cast<const u8*>(rows[0]);  // which no store changes
  const v::words top_weight = v::load_words<2>(weights);
  const index last = count % 2 == 0 ? count - 1 : 0;  // the tap that is left of an even number of them
  index at = 0;
  for (; at + 2 * step <= n; at += 2 * step) {
    const u8* p = top + at;
    q22_column_sums first(v::load(p), top_weight), second(v::load(p + step), top_weight);
    for (index k = 1; k + 2 <= count; k += 2) {
      const u8* const q = static_cast<const u8*>(rows[k + 1]) + at;
      p = static_cast<const u8*>(rows[k]) + at;
      const v::words w = v::load_words<4>(weights + k);
      first.add<0>(v::load(p), w);
      second.add<0>(v::load(p + step), w);
      first.add<1>(v::load(q), w);
      second.add<1>(v::load(q + step), w);
    }
    if (last > 0) {
      p = static_cast<const u8*>(rows[last]) + at;
      const v::words w = v::load_words<2>(weights + last);
      first.add<0>(v::load(p), w);
      second.add<0>(v::load(p + step), w);
    }
    v::store(out + at, first.bytes());
    v::store(out + at + step, second.bytes());
  }
  return at;
}

static inline bool q22_columns_mix(const i32* weights) noexcept {
  return q22_mixes(static_cast<i8>(weights[1]), static_cast<i16>(weights[0]), static_cast<i8>(weights[1] >> 8),
                   weights[0] >> 16);
}

/// columns(load) makes 4 * lanes columns of Outputs rows, from column `from` on.
template <int Outputs, class Columns>
static inline void q22_store_columns(u8* const (&outs)[Outputs], index n, Columns columns, index from = 0) noexcept {
  constexpr index step = 4 * v::lanes;
  if (n < step) {
    const q22_columns_made<Outputs> made = columns([n](const u8* p) { return v::load_first(p, n); });
    EIDO_UNROLL for (int o = 0; o < Outputs; ++o) v::store_first(outs[o], made.row[o], n);
    return;
  }
  for (index at = from; at < n; at += step) {
    const index x = at + step <= n ? at : n - step;  // the last block again, from where it fits
    const q22_columns_made<Outputs> made = columns([x](const u8* p) { return v::load(p + x); });
    EIDO_UNROLL for (int o = 0; o < Outputs; ++o) v::store(outs[o] + x, made.row[o]);
  }
}

/// Output rows from y on, of up to 2 * Pairs rows.
template <int Pairs, bool Narrow, int Outputs>
static inline void q22_down_few(const void* const* rows, const q22_axis& axis, index y, index n,
                                u8* const (&outs)[Outputs]) noexcept {
  const i32* const weights = axis.packed + y * axis.packed_each;
  const q22_few_rows<Pairs, Narrow, Outputs> few(rows, axis.count[y], weights, axis.packed_each, axis.shift);
  if constexpr (Pairs == 1 && !Narrow) {
    bool mix = axis.count[y] == 2;
    v::i16s b[Outputs];
    for (int o = 0; o < Outputs; ++o) {
      const i32* const w = weights + o * axis.packed_each;
      mix = mix && q22_columns_mix(w);
      b[o] = v::set_i16(static_cast<i16>(w[0] >> 16));
    }
    if (mix) return q22_store_columns(outs, n, [&few, &b](auto load) { return few.mixed(b, load); });
  }
  q22_store_columns(outs, n, [&few](auto load) { return few.columns(load); });
}

template <bool Narrow, int Outputs>
static inline bool q22_few_down(const void* const* rows, const q22_axis& axis, index y, index n,
                                u8* const (&outs)[Outputs]) noexcept {
  switch ((axis.count[y] + 1) / 2) {
    case 1: return q22_down_few<1, Narrow>(rows, axis, y, n, outs), true;
    case 2: return q22_down_few<2, Narrow>(rows, axis, y, n, outs), true;
    case 3: return q22_down_few<3, Narrow>(rows, axis, y, n, outs), true;
    default: return false;
  }
}

template <bool Narrow>
static void q22_down_rows(const void* const* rows, const q22_axis& axis, index y, index n, u8* out, u8* next) noexcept {
  const i32* const weights = axis.packed + y * axis.packed_each;
  const int count = axis.count[y], shift = axis.shift;
  u8* const outs[1] = {out};
  if constexpr (v::pairs_apart) {
    if (count == 2 && q22_two_rows::fit(weights)) {
      const q22_two_rows two(rows, weights);
      q22_store_columns(outs, n, [two](auto load) { return q22_columns_made<1>{{two.columns(load)}}; });
    } else {
      const index done = q22_down_wide(rows, count, weights, n, out);
      q22_store_columns(
          outs, n, [=](auto load) { return q22_columns_made<1>{{q22_columns_apart(rows, count, weights, load)}}; },
          done);
    }
  } else {
    u8* const both[2] = {out, next};
    if (next && q22_few_down<Narrow>(rows, axis, y, n, both)) return;
    if (!q22_few_down<Narrow>(rows, axis, y, n, outs)) {
      q22_store_columns(outs, n, [=](auto load) {
        return q22_columns_made<1>{{q22_columns<Narrow>(rows, count, weights, shift, load)}};
      });
    }
  }
  if (next) q22_down_rows<Narrow>(rows, axis, y + 1, n, next, nullptr);
}

// ---- along x, few taps: see q22_windows -----------------------------------------------------------------------------

struct q22_made {
  v::u8s upper, lower;
};

/// make(b) makes 4 * lanes values of both rows, from the blocks that begin with slot b.
template <class Make>
static inline void q22_store_windows(const q22_windows& t, u8* upper, u8* lower, Make make) noexcept {
  constexpr index values = 4 * v::lanes;
  for (index at = 0; at < t.values; at += values) {
    const q22_made made = make(at / 8);
    if (at + values <= t.values) {
      v::store(upper + at, made.upper);
      v::store(lower + at, made.lower);
    } else {
      v::store_first(upper + at, made.upper, t.values - at);
      v::store_first(lower + at, made.lower, t.values - at);
    }
  }
}

template <bool Wide>
static inline void q22_mixed_windows(const q22_windows& windows, row_pair row, u8* upper, u8* lower) noexcept {
  const q22_windows t = windows;
  q22_store_windows(t, upper, lower, [=](index b) {
    const index next = b + blocks_of_register;
    const auto mixed = [=](const u8* from, index block) {
      const register_windows<Wide> here(from, t.offset + block);
      const v::u8s pairs = here.bytes(v::load(t.places + 16 * block));
      return q22_mix(pairs, v::load(t.a + 16 * block), v::load(t.b_low + 8 * block));
    };
    return q22_made{v::shift_blocks_u8<6>(mixed(row.upper, b), mixed(row.upper, next)),
                    v::shift_blocks_u8<6>(mixed(row.lower, b), mixed(row.lower, next))};
  });
}

template <int Pairs, bool Wide>
static inline void q22_pair_windows(const q22_windows& windows, row_pair row, u8* upper, u8* lower) noexcept {
  const q22_windows t = windows;
  const q22_pair_sums<false> none{v::pairs_of(0), v::pairs_of(0), v::set_i16(0)};
  q22_store_windows(t, upper, lower, [=](index b) {
    v::i16s over[2], under[2];
    EIDO_UNROLL for (int half = 0; half < 2; ++half) {
      const index block = b + half * blocks_of_register;
      const v::u8s places = v::load(t.places + 16 * block);
      q22_pair_sums<false> sum_over = none, sum_under = none;
      EIDO_UNROLL for (int p = 0; p < Pairs; ++p) {
        const index at = p * t.blocks + block, skip = p * t.step;
        const v::i16s low = v::load(t.b_low + 8 * at), high = v::load(t.b_high + 8 * at);
        const v::u8s a = v::load(t.a + 16 * at);
        const auto pairs = [=](const u8* from) {
          return register_windows<Wide>(from + skip, t.offset + block).bytes(places);
        };
        sum_over.add(pairs(row.upper), low, high, a);
        sum_under.add(pairs(row.lower), low, high, a);
      }
      over[half] = sum_over.value(0);
      under[half] = sum_under.value(0);
    }
    return q22_made{q22_bytes(over[0], over[1]), q22_bytes(under[0], under[1])};
  });
}

/// One or two rows; one is taken twice.
static void q22_across_windows(const u8* const* rows, int count, const q22_axis& axis, u8* const* outs) noexcept {
  const q22_windows& t = *reinterpret_cast<const q22_windows*>(axis.packed);
  const row_pair row{rows[0], rows[count - 1]};
  with_width(t.wide, [&](auto width) {
    constexpr bool wide = decltype(width)::value;
    switch (t.mixed ? 0 : t.pairs) {
      case 0: return q22_mixed_windows<wide>(t, row, outs[0], outs[count - 1]);
      case 1: return q22_pair_windows<1, wide>(t, row, outs[0], outs[count - 1]);
      case 2: return q22_pair_windows<2, wide>(t, row, outs[0], outs[count - 1]);
      case 3: return q22_pair_windows<3, wide>(t, row, outs[0], outs[count - 1]);
      default: return q22_pair_windows<4, wide>(t, row, outs[0], outs[count - 1]);
    }
  });
}

}  // namespace eido::kernels::EIDO_TIER
