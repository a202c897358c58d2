// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- along x: rows are lanes, pixels are taken in fours -------------------------------------------------------------

/// Pixels of Channels values come in units of 16 bytes (12 of them used for 3 channels), of `lanes` rows at once.
/// Staged, a register holds one channel of four pixels (a group), a lane for each row. With Alpha, colours are
/// multiplied by the last channel on the way.
template <class Dots, int Channels, bool Alpha>
struct q22_units {
  static constexpr int channels = Channels;
  static constexpr index groups = Channels == 1 ? 4 : Channels == 2 ? 2 : 1;
  static constexpr index pixels = 4 * groups;
  static constexpr index bytes = pixels * Channels;
  static constexpr int registers = static_cast<int>(groups) * Channels;
  static constexpr index group_bytes = Dots::staged * Channels;
  static constexpr int at_once = v::units_at_once;
  static constexpr index stage_bytes = 12288;  // the rows go through the first cache too, which may be as small as 32 K
  static constexpr index most_groups = stage_bytes / group_bytes / (at_once * groups) * (at_once * groups);
  /// With the widest registers a few groups at a time, before they are wanted: staging, which is shuffles and memory,
  /// and sums, which are products, go on at the same time then. Else as many as there is room for.
  static constexpr bool stages_few = v::lanes == 16;
  static constexpr index groups_at_once = stages_few ? 64 / Channels : most_groups;

  /// Lane l of channel c is row l ^ turn_of(c): what the rows' turn leaves, which put() undoes.
  static constexpr int turn = v::most_turn & (Channels == 1 ? 0 : Channels == 2 ? 1 : 3);
  static constexpr int turn_of(int c) noexcept { return (Alpha ? Channels - 1 : c) & turn; }

  /// Of a unit's bytes, a channel of four pixels after the other.
  static constexpr v::turn_places<bytes, turn> make_apart() noexcept {
    u8 places[16] = {};
    for (int i = 0; i < 16; ++i) {
      const int pixel = i / 4 / Channels * 4 + i % 4;
      places[i] = i < bytes ? static_cast<u8>(pixel * Channels + i / 4 % Channels) : u8(128);
    }
    return v::turn_places<bytes, turn>(places);
  }
  static constexpr v::turn_places<bytes, turn> apart = make_apart();

  /// Four values of four rows lie in a block, a value after the other; of those of register i, row p goes to quarter
  /// p ^ (i & most_turn).
  struct row_places {
    alignas(64) u8 at[registers][4 * v::lanes] = {};
    constexpr row_places() noexcept {
      for (int i = 0; i < registers * 4 * v::lanes; ++i) {
        const int four = i / (4 * v::lanes), value = i % 4, row = i % 16 / 4 ^ (four & v::most_turn);
        at[four][i % (4 * v::lanes)] = static_cast<u8>(value * 4 + (row ^ turn_of((4 * four + value) % Channels)));
      }
    }
  };
  static constexpr row_places by_rows{};
  /// The same with each value's rows in order.
  struct value_places {
    alignas(64) u8 at[registers][4 * v::lanes] = {};
    constexpr value_places() noexcept {
      for (int i = 0; i < registers * 4 * v::lanes; ++i) {
        const int four = i / (4 * v::lanes), value = i % 16 / 4, row = i % 4 ^ turn_of((4 * four + value) % Channels);
        at[four][i % (4 * v::lanes)] = static_cast<u8>(value * 4 + row);
      }
    }
  };
  static constexpr value_places by_values{};

  /// Colours of a group times its alpha, which is the last of `r`; they are turned as it is.
  __attribute__((always_inline)) static inline void multiply(v::i32s* r) noexcept {
    const v::u8s alphas = v::as_u8(r[Channels - 1]);
    r[0] = v::swap_quarters<(Channels - 1) & turn>(r[0]);
    if constexpr (Channels == 4) {
      r[1] = v::swap_quarters<2 & turn>(r[1]);
      r[2] = v::swap_quarters<1 & turn>(r[2]);
    }
    if (alpha_words::all_opaque(alphas)) return;
    const alpha_words alpha(alphas);
    EIDO_UNROLL for (int c = 0; c < Channels - 1; ++c) r[c] = v::as_i32(alpha.times(v::as_u8(r[c])));
  }

  /// The next `at_once` units, of which 16 bytes each are read.
  static void stage_units(const u8* const* rows, index at, u8* to) noexcept {
    v::i32s r[at_once][4];
    v::turn_units<bytes, turn, (Channels > 1)>(rows, at, apart, r);
    EIDO_UNROLL for (int k = 0; k < at_once; ++k, to += registers * Dots::staged) {
      if constexpr (Alpha) {
        EIDO_UNROLL for (int g = 0; g < registers; g += Channels) multiply(r[k] + g);
      }
      EIDO_UNROLL for (int i = 0; i < registers; ++i) Dots::stage(v::as_u8(r[k][i]), to + i * Dots::staged);
    }
  }

  /// Units from number `unit` to `end`, rounded up to at_once; zeros behind the end of the rows.
  [[gnu::noinline]] static void stage(const u8* const* from, index row_bytes, index unit, index end, u8* to) noexcept {
    const u8* own[v::lanes];  // no store changes them, which registers may hold
    if constexpr (!stages_few) ::std::memcpy(own, from, sizeof own);
    const u8* const* const rows = stages_few ? from : own;
    constexpr index read = 16 * at_once, step = at_once * groups * group_bytes;
    constexpr index line = 64 / bytes / at_once * at_once;  // units of a cache line
    constexpr index ahead = v::lanes == 16 ? 256 : 512;     // what comes next is on its way while this is summed up
    const index whole = row_bytes < read ? 0 : (row_bytes - read) / bytes + 1, full = end < whole ? end : whole;
    for (index at = unit * bytes; unit < full;) {
      EIDO_UNROLL for (int i = 0; i < v::lanes; ++i) __builtin_prefetch(rows[i] + at + ahead);
      // so many are loaded again, before g++ keeps them in vector registers, which takes shuffles
      if constexpr (stages_few) asm volatile("" : : : "memory");
      const index next = unit + line < full ? unit + line : full;
      for (; unit < next; unit += at_once, at += at_once * bytes, to += step) stage_units(rows, at, to);
    }
    for (; unit < end; unit += at_once, to += step) {
      u8 last[v::lanes][read] = {};
      const u8* copies[v::lanes];
      const index at = unit * bytes, left = row_bytes - at < read ? row_bytes - at : read;
      for (int i = 0; i < v::lanes; ++i) {
        if (left > 0) ::std::memcpy(last[i], rows[i] + at, static_cast<std::size_t>(left));
        copies[i] = last[i];
      }
      stage_units(copies, 0, to);
    }
  }

  /// The values of an output from `count` groups of the stage.
  __attribute__((always_inline)) static inline void sum(const u8* p, const i32* w, index count, i32 start, int shift,
                                                        v::i32s* values) noexcept {
    Dots dots(start);
    const auto next = [&]() __attribute__((always_inline)) {
      dots.add(p, w);
      p += group_bytes;
      w += 3;
    };
    if constexpr (Dots::in_pairs) {
      if (count % 2 != 0) next();
      for (index pairs = count / 2; pairs > 0; --pairs) next(), next();
    } else {
      const u8* const end = p + count * group_bytes;
#pragma GCC unroll 2
      while (p != end) next();
    }
    EIDO_UNROLL for (int c = 0; c < Channels; ++c) values[c] = dots.value(c, shift);
  }

  static v::u8s rounded(const v::i32s* four) noexcept {
    return v::round_blocks_u8<6>(v::low_words(four[0], four[1]), v::low_words(four[2], four[3]));
  }

  /// `pixels` outputs to woven rows, from byte `at` of a row on.
  static void weave(const v::i32s (&values)[bytes], u8* const* outs, index at) noexcept {
    EIDO_UNROLL for (int i = 0; i < registers; ++i) {
      v::u8s x = rounded(values + 4 * i);
      if constexpr (turn > 0) x = v::shuffle_in_blocks(x, v::load(by_values.at[i]));
      v::store_blocks(outs, 4 * (at + 4 * i), x);
    }
  }

  /// `pixels` outputs of every row, beginning at byte `at`, from a register for each value, lanes being rows. `left`
  /// bytes lie between there and the end of the rows.
  static void put(const v::i32s (&values)[bytes], u8* const* outs, index at, index left) noexcept {
    v::i32s r[4];
    EIDO_UNROLL for (int i = 0; i < registers; ++i) {
      r[i] = v::as_i32(v::shuffle_in_blocks(rounded(values + 4 * i), v::load(by_rows.at[i])));
    }
    if constexpr (registers == 3) r[3] = r[2];
    v::transpose_placed<v::most_turn>(r);
    r[1] = v::swap_quarters<1 & v::most_turn>(r[1]);
    r[2] = v::swap_quarters<2 & v::most_turn>(r[2]);
    r[3] = v::swap_quarters<3 & v::most_turn>(r[3]);
    if (left >= 16) {
      EIDO_UNROLL for (int i = 0; i < 4; ++i) v::store_blocks(outs + i, at, v::as_u8(r[i]));
      return;
    }
    u8 last[v::lanes][16];
    u8* copies[v::lanes];
    for (int i = 0; i < v::lanes; ++i) copies[i] = last[i];
    for (int i = 0; i < 4; ++i) v::store_blocks(copies + i, 0, v::as_u8(r[i]));
    for (int i = 0; i < v::lanes; ++i) {
      ::std::memcpy(outs[i] + at, last[i], static_cast<std::size_t>(left < bytes ? left : bytes));
    }
  }
};

/// Groups of `lanes` rows, staged when outputs want them.
template <class Units>
class q22_stage {
 public:
  static constexpr index most = Units::most_groups;

  /// Beginning at byte `skip` of `count` rows, the last of which is repeated. Outputs want groups below `end`.
  q22_stage(const u8* const* rows, int count, index skip, index row_bytes, index end) noexcept
      : row_bytes_(row_bytes), last_(end) {
    for (int i = 0; i < v::lanes; ++i) rows_[i] = rows[i < count ? i : count - 1] + skip;
  }
  static index begin_of(index group) noexcept { return group / Units::groups * Units::groups; }

  /// Groups from `first`, where a unit begins, to `end` are there; at most `most`. Those below `first` may not be.
  void fill(index first, index end) noexcept {
    if (first >= begin_ && end <= end_) return;
    if (first < begin_ || first >= end_) {
      begin_ = end_ = first;
    } else if (end - begin_ > most) {  // what is left goes to the front
      ::std::memmove(staged_, staged_ + (first - begin_) * Units::group_bytes,
                     static_cast<std::size_t>((end_ - first) * Units::group_bytes));
      begin_ = first;
    }
    const auto lesser = [](index a, index b) { return a < b ? a : b; };
    const index wanted = lesser(lesser(end_ + Units::groups_at_once, begin_ + most), last_);
    if (end < wanted) end = wanted;
    const index units = (end - end_ + step - 1) / step * Units::at_once, unit = end_ / Units::groups;
    Units::stage(rows_, row_bytes_, unit, unit + units, staged_ + (end_ - begin_) * Units::group_bytes);
    end_ += units * Units::groups;
  }
  const u8* staged() const noexcept { return staged_; }
  index begin() const noexcept { return begin_; }  // the groups that are there
  index end() const noexcept { return end_; }

 private:
  static constexpr index step = Units::at_once * Units::groups;

  const u8* rows_[v::lanes];
  index row_bytes_, last_, begin_ = 0, end_ = 0;
  alignas(64) u8 staged_[static_cast<std::size_t>((most + step) * Units::group_bytes)];
};

/// The values of an output that reads more than a stage holds.
template <class Dots, class Units>
[[gnu::noinline]] static void q22_sum_in_parts(q22_stage<Units>& stage, const i32* output, index each, int shift,
                                               v::i32s* values) noexcept {
  const i32* w = output + 2;
  index g = output[0];
  const index end = g + (each - 3) / 3;
  Dots dots(output[each - 1]);
  while (g < end) {
    const index begin = stage.begin_of(g), to = end - begin < stage.most ? end : begin + stage.most;
    stage.fill(begin, to);
    const u8* p = stage.staged() + (g - stage.begin()) * Units::group_bytes;
    for (; g < to; ++g, p += Units::group_bytes, w += 3) dots.add(p, w);
  }
  for (int c = 0; c < Units::channels; ++c) values[c] = dots.value(c, shift);
}

template <class Dots, int Channels, bool Alpha>
static void q22_across_rows(const u8* const* from, int count, const q22_axis& axis, u8* const* to) noexcept {
  using units = q22_units<Dots, Channels, Alpha>;
  const index each = axis.packed_each, groups = (each - 3) / 3, last = axis.outputs - 1;
  const index row_bytes = (axis.highest - axis.lowest) * Channels, out_bytes = axis.outputs * Channels;
  const i32* const packed = axis.packed;
  const int shift = axis.shift;
  const i32* const last_output = packed + last * each;
  // where what the outputs up to a unit's last one read ends
  const auto end_of = [=](index x) -> index { return packed[(x < last ? x : last) * each] + groups; };
  const auto end_of_unit = [=](index x) { return end_of(x + units::pixels - 1); };
  u8* outs[v::lanes];
  for (int i = 0; i < v::lanes; ++i) outs[i] = to[axis.woven || i < count ? i : count - 1];
  q22_stage<units> stage(from, count, axis.lowest * Channels, row_bytes, end_of(last));

  const i32* output = packed;
  for (index x = 0; x <= last;) {
    const index first = stage.begin_of(output[0]);
    const bool in_parts = end_of_unit(x) - first > stage.most;
    index end = x + units::pixels;
    if (!in_parts) {
      const bool both = units::stages_few && end_of_unit(end) - first <= stage.most;
      stage.fill(first, end_of_unit(both ? end : x));
      while (!units::stages_few && end <= last && end_of_unit(end) <= stage.end()) end += units::pixels;
    }
    const index origin = stage.begin();
    for (; x < end; x += units::pixels) {
      v::i32s values[units::bytes];
      const auto next = [&] {
        if (output != last_output) output += each;  // which is repeated up to the end of a unit
        asm("" : "+r"(output));                     // or g++ keeps what it knows of an output if it is repeated
      };
      const auto sum_staged = [&](index j) __attribute__((always_inline)) {
        units::sum(stage.staged() + (output[0] - origin) * units::group_bytes, output + 2, output[1], output[each - 1],
                   shift, values + j);
        next();
      };
      if (in_parts) {
        for (index j = 0; j < units::bytes; j += Channels) {
          q22_sum_in_parts<Dots>(stage, output, each, shift, values + j);
          next();
        }
      } else if constexpr (Dots::leaves_room) {
        EIDO_UNROLL for (int j = 0; j < units::bytes; j += Channels) sum_staged(j);
      } else {
        for (index j = 0; j < units::bytes; j += Channels) sum_staged(j);
      }
      if (axis.woven) {
        units::weave(values, outs, x * Channels);
      } else {
        units::put(values, outs, x * Channels, out_bytes - x * Channels);
      }
    }
  }
}

template <int Channels, bool Alpha = false, bool Narrow = false>
static void q22_across_of(const u8* const* rows, int count, const q22_axis& axis, u8* const* outs) noexcept {
  if constexpr (v::splits_channels) {
    using form = ::std::conditional_t<v::has_dot4, q22_split_digits<Channels>, q22_split_words<Channels>>;
    return q22_across_split<form, Channels>(rows, count, axis, outs);
  } else {
    using dots = ::std::conditional_t<v::has_dot4, q22_digits<Channels, Narrow>, q22_words<Channels, Narrow>>;
    return q22_across_rows<dots, Channels, Alpha>(rows, count, axis, outs);
  }
}

template <int Channels>
static inline q22_across* q22_narrow_of() noexcept {
  if constexpr (v::splits_channels) {
    return nullptr;
  } else {
    return q22_across_of<Channels, false, true>;
  }
}

template <int Channels>
static inline q22_across* q22_fours_of() noexcept {
  if constexpr (v::has_dot4 && v::splits_channels) {
    return q22_across_fours<Channels>;
  } else {
    return nullptr;
  }
}

static inline q22_functions q22_of_tier() noexcept {
  constexpr bool taps = v::splits_channels && !v::has_dot4;
  constexpr bool windows = v::has_byte_shuffle && !v::pairs_apart;
  constexpr bool alpha = !v::splits_channels;
  constexpr bool woven = v::has_dot4 && v::lanes == 16;  // with smaller registers that is not faster
  return {{q22_across_of<1>, q22_across_of<2>, q22_across_of<3>, q22_across_of<4>},
          {alpha ? q22_across_of<2, alpha> : nullptr, alpha ? q22_across_of<4, alpha> : nullptr},
          q22_down_rows<false>,
          windows ? q22_across_windows : nullptr,
          v::splits_channels ? 2 * v::lanes : v::lanes,
          taps,
          v::dot4_bias,
          v::splits_channels ? q22_stage_bytes / (2 * q22_split_rows) - 64 : 0,
          v::pairs_apart,
          v::has_permute_bytes,
          {q22_fours_of<1>(), q22_fours_of<2>(), q22_fours_of<3>(), q22_fours_of<4>()},
          taps ? q22_cut_taps : q22_cut_fours,
          q22_cut_down,
          {q22_narrow_of<1>(), q22_narrow_of<2>(), q22_narrow_of<3>(), q22_narrow_of<4>()},
          v::pairs_apart ? nullptr : q22_down_rows<!v::pairs_apart>,
          woven ? q22_down_woven : nullptr};
}

}  // namespace eido::kernels::EIDO_TIER
