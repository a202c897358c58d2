// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

inline constexpr i32 q22_half = 1 << 21;  // so that the shift by 22 rounds half up

// ---- along y: columns are lanes, rows are taken in pairs ------------------------------------------------------------

/// 4 * lanes columns; load(row) gives them of a row.
template <class Load>
static inline v::u8s q22_columns(const void* const* rows, int count, const i32* weights, Load load) noexcept {
  const v::u8s zero = v::set_u8(0);
  const v::i32s half = v::set_i32(q22_half);
  v::i16s a_low = v::set_i16(0), a_high = a_low;
  v::i32s b0 = half, b1 = half, b2 = half, b3 = half;
  for (int k = 0; k < count; k += 2, weights += 2) {
    const v::u8s first = load(static_cast<const u8*>(rows[k]));
    const v::u8s second = k + 1 < count ? load(static_cast<const u8*>(rows[k + 1])) : zero;
    const v::u8s low = v::zip_low(first, second), high = v::zip_high(first, second);
    const v::i16s b = v::as_i16(v::set_i32(weights[0]));
    const v::u8s a = v::as_u8(v::set_i32(weights[1]));
    b0 = v::madd(b0, v::as_i16(v::zip_low(low, zero)), b);
    b1 = v::madd(b1, v::as_i16(v::zip_high(low, zero)), b);
    b2 = v::madd(b2, v::as_i16(v::zip_low(high, zero)), b);
    b3 = v::madd(b3, v::as_i16(v::zip_high(high, zero)), b);
    a_low = v::add(a_low, v::madd_u8(low, a));
    a_high = v::add(a_high, v::madd_u8(high, a));
  }
  const v::i16s none = v::set_i16(0);  // below a: a * 2^16
  const auto value = [](v::i32s b, v::i16s a) { return v::shift_right<22>(v::add(b, v::as_i32(a))); };
  return v::narrow_blocks_u8(value(b0, v::zip_low(none, a_low)), value(b1, v::zip_high(none, a_low)),
                             value(b2, v::zip_low(none, a_high)), value(b3, v::zip_high(none, a_high)));
}

static void q22_down_rows(const void* const* rows, const q22_axis& axis, index y, index n, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  const i32* const weights = axis.packed + y * axis.packed_each;
  const int count = axis.count[y];
  if (n < step) {
    v::store_first(out, q22_columns(rows, count, weights, [n](const u8* p) { return v::load_first(p, n); }), n);
    return;
  }
  for (index at = 0; at < n; at += step) {
    const index x = at + step <= n ? at : n - step;  // the last block again, from where it fits
    v::store(out + x, q22_columns(rows, count, weights, [x](const u8* p) { return v::load(p + x); }));
  }
}

// ---- along x: rows are lanes, pixels are taken in fours -------------------------------------------------------------

/// Sums of a register of four taps a lane; weights are three numbers.
struct q22_digits {
  v::i32s a = v::set_i32(0), b = a, c = v::set_i32(q22_half);

  void add(v::u8s x, const v::i32s (&w)[3]) noexcept {
    a = v::dot4(a, x, v::as_u8(w[0]));
    b = v::dot4(b, x, v::as_u8(w[1]));
    c = v::dot4(c, x, v::as_u8(w[2]));
  }
  v::i32s value() const noexcept {
    const v::i32s ab = v::add(v::shift_left<8>(a), b);
    return v::shift_right<22>(v::add(v::shift_left<8>(ab), c));
  }
};

struct q22_words {
  v::i32s b = v::set_i32(q22_half);
  v::i16s a = v::set_i16(0);

  void add(v::u8s x, const v::i32s (&w)[3]) noexcept {
    b = v::madd(v::madd(b, v::even_u8(x), v::as_i16(w[0])), v::odd_u8(x), v::as_i16(w[1]));
    a = v::add(a, v::madd_u8(x, v::as_u8(w[2])));
  }
  v::i32s value() const noexcept {
    const v::i32s both = v::madd(a, v::set_i16(1));
    return v::shift_right<22>(v::add(v::shift_left<16>(both), b));
  }
};

struct q22_block {
  u8 at[16];
  /// The same table for every block of a register.
  v::u8s everywhere() const noexcept {
    u8 all[4 * v::lanes];
    for (int i = 0; i < 4 * v::lanes; ++i) all[i] = at[i % 16];
    return v::load(all);
  }
};

/// Pixels of Channels values come in units of 16 bytes (12 of them used for 3 channels), of `lanes` rows at once.
/// Staged, a register holds one channel of four pixels (a group), a lane for each row.
template <int Channels>
struct q22_across_rows {
  static constexpr index unit_groups = Channels == 1 ? 4 : Channels == 2 ? 2 : 1;
  static constexpr index unit_bytes = 4 * unit_groups * Channels;
  static constexpr int unit_registers = static_cast<int>(unit_groups) * Channels;
  static constexpr index group_bytes = 4 * v::lanes * Channels;
  static constexpr index most_groups = 32768 / group_bytes / unit_groups * unit_groups;
  static constexpr int together = 4 * static_cast<int>(unit_groups);  // outputs that are stored together

  const q22_axis& axis;
  const index groups = axis.packed_each / 3;
  const index row_bytes = (axis.highest - axis.lowest) * Channels;
  const u8* rows[v::lanes];
  u8* outs[v::lanes];
  v::u8s apart, across;  // channels apart; 4 x 4 bytes turned
  alignas(64) u8 staged[static_cast<std::size_t>(most_groups * group_bytes)];

  q22_across_rows(const u8* const* from, int count, const q22_axis& axis_of, u8* const* to) noexcept : axis(axis_of) {
    for (int i = 0; i < v::lanes; ++i) {  // lanes that are left repeat the last row
      const int row = i < count ? i : count - 1;
      rows[i] = from[row] + axis.lowest * Channels;
      outs[i] = to[row];
    }
    q22_block places{};
    for (int i = 0; i < 16; ++i) places.at[i] = static_cast<u8>(i % 4 * 4 + i / 4);
    across = places.everywhere();
    for (int i = 0; i < 16; ++i) {
      const int pixel = i / 4 / Channels * 4 + i % 4, from_byte = pixel * Channels + i / 4 % Channels;
      places.at[i] = i < unit_bytes ? static_cast<u8>(from_byte) : u8(128);
    }
    apart = places.everywhere();
  }

  index group_of(index x) const noexcept { return (axis.first[x] - axis.lowest) / 4; }

  void stage_unit(const u8* const* from, index at, u8* to) const noexcept {
    v::i32s r[4];
    for (int i = 0; i < 4; ++i) {
      v::u8s bytes = v::load_blocks(from + i, at);
      if constexpr (Channels > 1) bytes = v::shuffle_in_blocks(bytes, apart);
      r[i] = v::as_i32(bytes);
    }
    v::transpose_blocks(r);
    for (int i = 0; i < unit_registers; ++i) v::store(to + i * 4 * v::lanes, v::as_u8(r[i]));
  }

  /// Units from number `from` on, at least `count` groups of them.
  void stage(index unit, index count) noexcept {
    const index end = unit + (count + unit_groups - 1) / unit_groups;
    u8* to = staged;
    for (; unit < end; ++unit, to += unit_groups * group_bytes) {
      const index at = unit * unit_bytes;
      if (at + 16 <= row_bytes) {
        stage_unit(rows, at, to);
      } else {  // the end of the rows through a copy; behind it zeros
        u8 last[v::lanes][16] = {};
        const u8* copies[v::lanes];
        const index left = row_bytes - at < 16 ? row_bytes - at : 16;
        for (int i = 0; i < v::lanes; ++i) {
          if (left > 0) ::std::memcpy(last[i], rows[i] + at, static_cast<std::size_t>(left));
          copies[i] = last[i];
        }
        stage_unit(copies, 0, to);
      }
    }
  }

  template <class Dot>
  static void add(Dot (&dots)[Channels], const u8* from, const i32* weights, index count) noexcept {
    for (index g = 0; g < count; ++g, from += group_bytes, weights += 3) {
      const v::i32s w[3] = {v::set_i32(weights[0]), v::set_i32(weights[1]), v::set_i32(weights[2])};
      for (int c = 0; c < Channels; ++c) dots[c].add(v::load(from + c * 4 * v::lanes), w);
    }
  }

  /// Outputs x to x + together - 1 from their sums, one register for a value of `lanes` rows.
  void put(index x, const v::i32s (&values)[together * Channels]) noexcept {
    v::i32s r[4];
    for (int i = 0; i < unit_registers; ++i) {
      const v::i32s* const four = values + 4 * i;
      r[i] = v::as_i32(v::shuffle_in_blocks(v::narrow_blocks_u8(four[0], four[1], four[2], four[3]), across));
    }
    if constexpr (unit_registers == 3) r[3] = r[2];
    v::transpose_blocks(r);
    const index at = x * Channels, left = axis.outputs * Channels - at;
    if (left >= 16) {
      for (int i = 0; i < 4; ++i) v::store_blocks(outs + i, at, v::as_u8(r[i]));
      return;
    }
    u8 last[v::lanes][16];
    u8* copies[v::lanes];
    for (int i = 0; i < v::lanes; ++i) copies[i] = last[i];
    for (int i = 0; i < 4; ++i) v::store_blocks(copies + i, 0, v::as_u8(r[i]));
    for (int i = 0; i < v::lanes; ++i) {
      ::std::memcpy(outs[i] + at, last[i], static_cast<std::size_t>(left < unit_bytes ? left : unit_bytes));
    }
  }

  template <class Dot>
  void run() noexcept {
    const index last = axis.outputs - 1;
    v::i32s values[together * Channels];
    for (index x = 0; x < axis.outputs;) {
      const index unit = group_of(x) / unit_groups, base = unit * unit_groups;
      index end = x, staged_to = 0;
      for (; end <= last; end += together) {  // as many outputs as have their pixels in the stage
        const index next = group_of(end + together - 1 < last ? end + together - 1 : last) + groups - base;
        if (next > most_groups) break;
        staged_to = next;
      }
      const bool in_parts = end == x;  // not even these: each output for itself, a stage after the other
      if (in_parts) end = x + together;
      if (!in_parts) stage(unit, staged_to);
      for (; x < end && x <= last; x += together) {
        for (int j = 0; j < together; ++j) {
          const index here = x + j < last ? x + j : last, group = group_of(here);
          const i32* const weights = axis.packed + here * axis.packed_each;
          Dot dots[Channels];
          if (!in_parts) {
            add(dots, staged + (group - base) * group_bytes, weights, groups);
          } else {
            add_in_parts(dots, group, weights);
          }
          for (int c = 0; c < Channels; ++c) values[j * Channels + c] = dots[c].value();
        }
        put(x, values);
      }
    }
  }

  template <class Dot>
  void add_in_parts(Dot (&dots)[Channels], index group, const i32* weights) noexcept {
    for (index done = 0; done < groups;) {
      const index unit = (group + done) / unit_groups, skipped = group + done - unit * unit_groups;
      const index part = groups - done < most_groups - skipped ? groups - done : most_groups - skipped;
      stage(unit, skipped + part);
      add(dots, staged + skipped * group_bytes, weights + 3 * done, part);
      done += part;
    }
  }
};

template <int Channels>
static void q22_across_of(const u8* const* rows, int count, const q22_axis& axis, u8* const* outs) noexcept {
  q22_across_rows<Channels> kernel(rows, count, axis, outs);
  if constexpr (v::has_dot4) {
    kernel.template run<q22_digits>();
  } else {
    kernel.template run<q22_words>();
  }
}

static inline q22_functions q22_of_tier() noexcept {
  return {
      {q22_across_of<1>, q22_across_of<2>, q22_across_of<3>, q22_across_of<4>}, q22_down_rows, v::lanes, v::has_dot4};
}

}  // namespace eido::kernels::EIDO_TIER
