// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

// q22 along x where loads and stores take channels apart (v::splits_channels) and registers have 16 bytes: eight rows
// at once, for each output the sums of its values, eight bytes of each, and a turn of 16 outputs into rows.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

inline constexpr int q22_split_rows = 2 * v::lanes;
inline constexpr index q22_stage_bytes = 1 << 16;

/// Values of an output, by 2^16; what is written too far is written again.
template <int Channels>
static inline void q22_put_values(const v::i16s (&values)[Channels], u8* made) noexcept {
  EIDO_UNROLL for (int c = 0; c < Channels; c += 2) {
    v::store(made + c * q22_split_rows, v::round_blocks_u8<6>(values[c], values[c + 1 < Channels ? c + 1 : 0]));
  }
}

/// Four taps a lane, a lane for each row: the digits of weights are multiplied by dot4.
template <int Channels>
struct q22_split_digits {
  static constexpr index unit = 4;  // pixels that a register holds of a channel
  static constexpr index most = q22_stage_bytes / (4 * q22_split_rows * Channels) / 4 * 4;  // registers of each kind
  static constexpr index part = 4 * v::lanes * most;  // of the stage: a channel of four rows

  static void stage_pixels(const u8* const* rows, index at, u8* to) noexcept {
    EIDO_UNROLL for (int s = 0; s < q22_split_rows; s += v::lanes) {
      v::u8s x[v::lanes][Channels];
      EIDO_UNROLL for (int i = 0; i < v::lanes; ++i) {
        if constexpr (Channels == 1) {
          x[i][0] = v::load(rows[s + i] + at);
        } else {
          v::load_channels(rows[s + i] + at, x[i]);
        }
      }
      EIDO_UNROLL for (int c = 0; c < Channels; ++c, to += part) {
        v::i32s r[v::lanes];
        EIDO_UNROLL for (int i = 0; i < v::lanes; ++i) r[i] = v::as_i32(v::moved(x[i][c]));
        v::store_channels(reinterpret_cast<i32*>(to), r);
      }
    }
  }
  static constexpr index staged_pixels = 16, staged_bytes = 4 * 4 * v::lanes;
  static constexpr index loaded = 16 * Channels;

  /// Sums of exactly Groups registers, the digits one after the other: what c carries begins the sum of b.
  template <int Groups>
  static void sum(const u8* p, const i32* w, i32 from, u8* made) noexcept {
    v::numbers digits[Groups];
    EIDO_UNROLL for (int g = 0; g < Groups; ++g) digits[g] = v::load_numbers(w + 3 * g);
    const v::i32s start = v::set_i32(from);
    const auto words = [&](int at) {
      v::u8s x[Groups];
      EIDO_UNROLL for (int g = 0; g < Groups; ++g) x[g] = v::load(p + at * part + g * 4 * v::lanes);
      v::i32s sum = start;
      EIDO_UNROLL for (int g = 0; g < Groups; ++g) sum = v::dot4_moved<2>(sum, x[g], digits[g]);
      sum = v::shift_right<8>(sum);
      EIDO_UNROLL for (int g = 0; g < Groups; ++g) sum = v::dot4_moved<1>(sum, x[g], digits[g]);
      sum = v::shift_right<8>(sum);
      EIDO_UNROLL for (int g = 0; g < Groups; ++g) sum = v::dot4_moved<0>(sum, x[g], digits[g]);
      return sum;
    };
    v::i16s values[Channels];
    EIDO_UNROLL for (int c = 0; c < Channels; ++c) values[c] = v::low_words(words(c), words(Channels + c));
    q22_put_values(values, made);
  }
  static void sum_many(const u8* p, const i32* w, index groups, i32 from, u8* made) noexcept {
    constexpr int sums = 2 * Channels;
    v::i32s a[sums], b[sums], c[sums];
    EIDO_UNROLL for (int i = 0; i < sums; ++i) a[i] = b[i] = v::set_i32(0), c[i] = v::set_i32(from);
    for (index g = 0; g < groups; ++g, p += 4 * v::lanes, w += 3) {
      const v::numbers digits = v::load_numbers(w);
      EIDO_UNROLL for (int i = 0; i < sums; ++i) {
        const v::u8s x = v::load(p + i * part);
        a[i] = v::dot4_moved<0>(a[i], x, digits);
        b[i] = v::dot4_moved<1>(b[i], x, digits);
        c[i] = v::dot4_moved<2>(c[i], x, digits);
      }
    }
    EIDO_UNROLL for (int i = 0; i < sums; ++i) a[i] = v::shift_add<8>(a[i], v::shift_add<8>(b[i], c[i]));
    v::i16s values[Channels];
    EIDO_UNROLL for (int i = 0; i < Channels; ++i) values[i] = v::low_words(a[i], a[Channels + i]);
    q22_put_values(values, made);
  }
  static void output(const u8* staged, index base, const i32* output, index each, u8* made) noexcept {
    const u8* const p = staged + (output[0] - base) * (4 * v::lanes);
    const index groups = output[1];
    const i32 from = output[each - 1];
    if (groups == 2) return sum<2>(p, output + 2, from, made);
    if (groups == 1) return sum<1>(p, output + 2, from, made);
    sum_many(p, output + 2, groups, from, made);
  }
  static void outputs(const u8* staged, index base, const i32* first, index each, index n, u8* made) noexcept {
    for (; n > 0; --n, first += each, made += Channels * q22_split_rows) output(staged, base, first, each, made);
  }
  static constexpr index reach(index each) noexcept { return (each - 3) / 3; }
};

/// A value of each row in a register: taps one after the other, times words of their weights.
template <int Channels>
struct q22_split_words {
  static constexpr index unit = 1;
  static constexpr index value_bytes = 2 * q22_split_rows;
  static constexpr index most = q22_stage_bytes / (value_bytes * Channels) / 16 * 16;
  static constexpr index staged_pixels = 16, staged_bytes = 16 * Channels * value_bytes;
  static constexpr index loaded = 16 * Channels;

  static void stage_pixels(const u8* const* rows, index at, u8* to) noexcept {
    const v::u8s zero = v::set_u8(0);
    for (int k = 0; k < Channels; ++k, at += 16, to += 16 * value_bytes) {
      v::i32s r[4][4];  // four values a register, of two rows
      EIDO_UNROLL for (int i = 0; i < 4; ++i) {
        const v::u8s upper = v::load(rows[2 * i] + at), lower = v::load(rows[2 * i + 1] + at);
        const v::u8s low = v::zip_low(upper, lower), high = v::zip_high(upper, lower);
        r[0][i] = v::as_i32(v::zip_low(low, zero));
        r[1][i] = v::as_i32(v::zip_high(low, zero));
        r[2][i] = v::as_i32(v::zip_low(high, zero));
        r[3][i] = v::as_i32(v::zip_high(high, zero));
      }
      EIDO_UNROLL for (int j = 0; j < 4; ++j) v::store_channels(reinterpret_cast<i32*>(to + j * 4 * value_bytes), r[j]);
    }
  }

  v::pair_sums b[Channels];
  v::i16s a[Channels];

  static v::i16s value(const u8* from, int i) noexcept { return v::as_i16(v::load(from + i * value_bytes)); }
  static constexpr index pair_bytes = 2 * Channels * value_bytes;

  void begin(const u8* p, const i32* w) noexcept {
    const v::words taps = v::load_words<4>(w);
    EIDO_UNROLL for (int c = 0; c < Channels; ++c) {
      const v::i16s x = value(p, c), y = value(p, Channels + c);
      b[c] = v::madd<2>(v::multiply<0>(x, taps), y, taps);
      a[c] = v::muladd<3>(v::mul<1>(x, taps), y, taps);
    }
  }
  void add(const u8* p, const i32* w) noexcept {
    const v::words taps = v::load_words<4>(w);
    EIDO_UNROLL for (int c = 0; c < Channels; ++c) {
      const v::i16s x = value(p, c), y = value(p, Channels + c);
      b[c] = v::madd<2>(v::madd<0>(b[c], x, taps), y, taps);
      a[c] = v::muladd<3>(v::muladd<1>(a[c], x, taps), y, taps);
    }
  }
  void put(u8* made) noexcept {
    EIDO_UNROLL for (int c = 0; c < Channels; ++c) a[c] = v::add(v::high_words(v::low(b[c]), v::high(b[c])), a[c]);
    q22_put_values(a, made);
  }

  /// n outputs of Pairs of taps or, where that is 0, of as many as each of them has.
  template <int Pairs>
  static void run(const u8* staged, index base, const i32* output, index each, index n, u8* made) noexcept {
    constexpr index pixel = Channels * value_bytes;
    const auto origin = reinterpret_cast<::std::uintptr_t>(staged) - static_cast<::std::uintptr_t>(base * pixel);
    for (; n > 0; --n, output += each, made += Channels * q22_split_rows) {
      const u8* p = reinterpret_cast<const u8*>(origin + static_cast<::std::uintptr_t>(output[0] * pixel));
      const i32* w = output + 2;
      q22_split_words sums;
      sums.begin(p, w);
      if constexpr (Pairs > 0) {
        EIDO_UNROLL for (int k = 1; k < Pairs; ++k) sums.add(p + k * pair_bytes, w + 2 * k);
      } else {
        for (const i32* const end = w + output[1]; (w += 2) != end;) sums.add(p += pair_bytes, w);
      }
      sums.put(made);
    }
  }
  /// Axes of few taps: zeros behind those of an output cost less than a loop.
  static void outputs(const u8* staged, index base, const i32* first, index each, index n, u8* made) noexcept {
    switch (each) {
      case 4: return run<1>(staged, base, first, each, n, made);
      case 6: return run<2>(staged, base, first, each, n, made);
      case 8: return run<3>(staged, base, first, each, n, made);
      default: return run<0>(staged, base, first, each, n, made);
    }
  }
  static constexpr index reach(index each) noexcept { return each - 2; }
};

/// Pixels from `pixel` on, at least `count` of them; zeros behind the end of the rows.
template <class Form>
static void q22_split_stage(const u8* const* rows, index row_bytes, index pixel, index count, u8* to) noexcept {
  constexpr index bytes = Form::loaded;
  index at = pixel * (bytes / Form::staged_pixels);
  for (; count > 0; count -= Form::staged_pixels, at += bytes, to += Form::staged_bytes) {
    if (at + bytes <= row_bytes) {
      Form::stage_pixels(rows, at, to);
    } else {
      u8 last[q22_split_rows][bytes] = {};
      const u8* copies[q22_split_rows];
      for (int i = 0; i < q22_split_rows; ++i) {
        if (at < row_bytes) ::std::memcpy(last[i], rows[i] + at, static_cast<std::size_t>(row_bytes - at));
        copies[i] = last[i];
      }
      Form::stage_pixels(copies, 0, to);
    }
  }
}

/// n values, eight bytes each, to eight rows.
static inline void q22_split_put(const u8* made, index n, u8* const* outs, index at) noexcept {
  for (index i = 0; i < n; i += 16, made += 16 * q22_split_rows) {
    v::u8s low[4], high[4], r[8];  // rows k and k + 4 by turns
    v::load_channels(made, low);
    v::load_channels(made + 8 * q22_split_rows, high);
    EIDO_UNROLL for (int k = 0; k < 4; ++k) {
      r[k] = v::even_bytes(low[k], high[k]);
      r[k + 4] = v::odd_bytes(low[k], high[k]);
    }
    if (n - i >= 16) {
      EIDO_UNROLL for (int k = 0; k < 8; ++k) v::store(outs[k] + at + i, r[k]);
    } else {
      EIDO_UNROLL for (int k = 0; k < 8; ++k) v::store_first(outs[k] + at + i, r[k], n - i);
    }
  }
}

template <class Form, int Channels>
static void q22_across_split(const u8* const* from, int count, const q22_axis& axis, u8* const* to) noexcept {
  const u8* rows[q22_split_rows];
  u8* outs[q22_split_rows];
  for (int i = 0; i < q22_split_rows; ++i) {  // rows that are left repeat the last one
    rows[i] = from[i < count ? i : count - 1] + axis.lowest * Channels;
    outs[i] = to[i < count ? i : count - 1];
  }
  alignas(64) u8 staged[q22_stage_bytes];
  u8 made[(16 * Channels + 1) * q22_split_rows] = {};
  const index each = axis.packed_each, reach = Form::reach(each), outputs = axis.outputs;
  const index row_bytes = (axis.highest - axis.lowest) * Channels;
  const auto first_of = [packed = axis.packed, each](index x) -> index { return packed[x * each]; };
  for (index x = 0; x < outputs;) {
    const index base = first_of(x);
    // half of the stage is enough to be filled at once; the whole is for outputs that read more than that
    const auto fits = [&](index i) { return first_of(i) + reach - base <= Form::most / 2; };
    index end = fits(outputs - 1) ? outputs : x + 1;
    while (end < outputs && fits(end)) ++end;
    q22_split_stage<Form>(rows, row_bytes, base * Form::unit, (first_of(end - 1) + reach - base) * Form::unit, staged);
    for (const i32* output = axis.packed + x * each; x < end;) {
      const index n = end - x < 16 ? end - x : 16;
      Form::outputs(staged, base, output, each, n, made);
      output += n * each;
      q22_split_put(made, n * Channels, outs, x * Channels);
      x += n;
    }
  }
}

}  // namespace eido::kernels::EIDO_TIER
