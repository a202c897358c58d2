// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// The values of the register that begins with block b. Inlined, or g++ would not share the tables of two rows.
template <int Taps, bool Wide>
__attribute__((always_inline)) static inline v::i32s window_sums(const cv2_windows& t, const u8* row,
                                                                 index b) noexcept {
  using windows = register_windows<Wide>;
  const auto part = [&](int pair, const windows& window) {
    return v::as_i16(window.words(v::load(t.places + 16 * (pair * t.blocks + b))));
  };
  const auto weights = [&](int pair) { return v::load(t.weights + 8 * (pair * t.blocks + b)); };
  const windows first(row, t.offset + b);
  v::i32s sum = v::madd(part(0, first), weights(0));
  if constexpr (Taps > 2) sum = v::madd(sum, part(1, first), weights(1));
  if constexpr (Taps > 4) {
    const windows second(row, t.offset + t.blocks + b);
    sum = v::madd(sum, part(2, second), weights(2));
    sum = v::madd(sum, part(3, second), weights(3));
  }
  return sum;
}

/// The first `step` values of each four of a register side by side: 1 to 3. `written` values are, the last of which are
/// written again.
template <class T>
struct spreader;

template <int Step>
struct spread_lanes {
  i32 from[v::lanes] = {};

  constexpr spread_lanes() noexcept {
    for (int i = 0; i < blocks_of_register * Step; ++i) from[i] = i / Step * 4 + i % Step;
  }
};
template <>
struct spreader<f32> {
  explicit spreader(index step) noexcept {
    static constexpr spread_lanes<1> one;
    static constexpr spread_lanes<2> two;
    static constexpr spread_lanes<3> three;
    from = v::load(step == 1 ? one.from : step == 2 ? two.from : three.from);
  }
  void store(f32* to, v::f32s a) const noexcept { v::store(to, v::lanes > 4 ? v::pick_lanes(a, from) : a); }
  index written = v::lanes;
  v::i32s from;
};

/// Both fours of a block are moved together.
template <int Step>
struct spread_pairs {
  u8 places[4 * v::lanes] = {};

  constexpr spread_pairs() noexcept {
    for (int i = 0; i < 4 * v::lanes; ++i) {
      const int value = i % 16 / 2;
      places[i] = value < 2 * Step ? static_cast<u8>(2 * (value / Step * 4 + value % Step) + i % 2) : u8(128);
    }
  }
};
template <>
struct spreader<i16> {
  explicit spreader(index s) noexcept : written(2 * s * (blocks_of_register - 1) + 8), step(s) {
    static constexpr spread_pairs<1> one;
    static constexpr spread_pairs<2> two;
    static constexpr spread_pairs<3> three;
    places = v::load(s == 1 ? one.places : s == 2 ? two.places : three.places);
  }
  void store(i16* to, v::i16s a) const noexcept {
    v::store_blocks(reinterpret_cast<u8*>(to), 2 * step * static_cast<index>(sizeof(i16)),
                    v::shuffle_in_blocks(v::as_u8(v::as_i32(a)), places));
  }
  index written, step;
  v::u8s places;
};

/// What a pass reads and makes: two rows, or one twice.
template <class T>
struct row_windows {
  const cv2_windows t;
  const row_pair row;
  T *upper, *lower;

  row_windows(const cv2_windows& windows, const u8* const* rows, int count, void* const* outs) noexcept
      : t(windows),
        row{rows[0], rows[count - 1]},
        upper(static_cast<T*>(outs[0])),
        lower(static_cast<T*>(outs[count - 1])) {}
};

/// make(row, b) makes a register of values from block b on, Step of them a block. The last ones go through a copy.
template <int Step, class T, class Make>
static inline void across_packed(const row_windows<T>& windows, Make make) noexcept {
  const row_windows<T> w = windows;
  constexpr index lanes = static_cast<index>(sizeof(make(w.row.upper, 0)) / sizeof(T)), blocks = lanes / Step;
  index b = 0;
  for (; Step * b + lanes <= w.t.values; b += blocks) {
    const auto over = make(w.row.upper, b), under = make(w.row.lower, b);
    v::store(w.upper + Step * b, over);
    v::store(w.lower + Step * b, under);
  }
  for (; Step * b < w.t.values; b += blocks) {
    const index left = w.t.values - Step * b < lanes ? w.t.values - Step * b : lanes;
    const auto over = make(w.row.upper, b), under = make(w.row.lower, b);
    v::store_first(w.upper + Step * b, over, left);
    v::store_first(w.lower + Step * b, under, left);
  }
}

/// The same of blocks that make up to four values.
template <class T, class Make>
static inline void across_windows(const row_windows<T>& windows, Make make) noexcept {
  if (windows.t.step == 4) return across_packed<4>(windows, make);
  const row_windows<T> w = windows;
  constexpr index blocks = static_cast<index>(sizeof(make(w.row.upper, 0)) / sizeof(T)) / 4;
  const index values = w.t.values, step = w.t.step;
  const spreader<T> spread(step);
  index b = 0;
  for (; b * step + spread.written <= values; b += blocks) {
    const auto over = make(w.row.upper, b), under = make(w.row.lower, b);
    spread.store(w.upper + b * step, over);
    spread.store(w.lower + b * step, under);
  }
  T made[2][4 * blocks];
  for (; b * step < values; b += blocks) {
    v::store(made[0], make(w.row.upper, b));
    v::store(made[1], make(w.row.lower, b));
    for (index i = 0; i < blocks * step && b * step + i < values; ++i) {
      w.upper[b * step + i] = made[0][i / step * 4 + i % step];
      w.lower[b * step + i] = made[1][i / step * 4 + i % step];
    }
  }
}

/// Sums of pairs of bytes with both parts of their weights, for a register that begins with block b.
struct part_sums {
  v::i16s coarse, fine;
};
template <bool Wide>
static inline part_sums sums_of_parts(const cv2_windows& t, const u8* row, index b) noexcept {
  const v::u8s pairs = register_windows<Wide>(row, t.offset + b).bytes(v::load(t.places + 16 * b));
  const u8* const weights = reinterpret_cast<const u8*>(t.weights) + 16 * b;
  return {v::madd_u8(pairs, v::load(weights)), v::madd_u8(pairs, v::load(weights + 16 * t.blocks))};
}

template <bool Wide>
static inline void linear_windows(const cv2_windows& windows, const u8* const* rows, int count,
                                  void* const* outs) noexcept {
  const row_windows<i16> w(windows, rows, count, outs);
  const cv2_windows t = windows;
  if (t.step == 8) {  // (32 * coarse + fine) >> 4
    return across_packed<8>(w, [=](const u8* row, index b) {
      const part_sums sums = sums_of_parts<Wide>(t, row, b);
      return v::add(v::add(sums.coarse, sums.coarse), v::mul_high(sums.fine, v::set_i16(1 << 12)));
    });
  }
  across_windows(
      w, [=](const u8* row, index b) __attribute__((always_inline)) {
        return v::narrow_i16(v::shift_right<4>(window_sums<2, Wide>(t, row, b)),
                             v::shift_right<4>(window_sums<2, Wide>(t, row, b + blocks_of_register)));
      });
}

template <bool Wide>
static inline void linear_exact_windows(const cv2_windows& windows, const u8* const* rows, int count,
                                        void* const* outs) noexcept {
  const row_windows<i16> w(windows, rows, count, outs);
  const cv2_windows t = windows;
  if (t.step == 8) {  // 2 * coarse + fine - 32768, modulo 2^16
    return across_packed<8>(w, [=](const u8* row, index b) {
      const part_sums sums = sums_of_parts<Wide>(t, row, b);
      return v::add(v::add(sums.coarse, sums.coarse), v::add(sums.fine, v::set_i16(-32768)));
    });
  }
  const v::i32s half = v::set_i32(-32768);
  across_windows(
      w, [=](const u8* row, index b) __attribute__((always_inline)) {
        return v::narrow_i16(v::add(window_sums<2, Wide>(t, row, b), half),
                             v::add(window_sums<2, Wide>(t, row, b + blocks_of_register), half));
      });
}

template <int Taps, bool Wide>
static inline void tap_windows(const cv2_windows& windows, const u8* const* rows, int count,
                               void* const* outs) noexcept {
  const cv2_windows t = windows;
  across_windows(
      row_windows<f32>(windows, rows, count, outs), [=](const u8* row, index b) __attribute__((always_inline)) {
        return v::to_f32(window_sums<Taps, Wide>(t, row, b));
      });
}

static inline void across_linear(const cv2_windows& t, const u8* const* rows, int count, void* const* outs) noexcept {
  with_width(t.wide, [&](auto wide) { linear_windows<decltype(wide)::value>(t, rows, count, outs); });
}
static inline void across_linear_exact(const cv2_windows& t, const u8* const* rows, int count,
                                       void* const* outs) noexcept {
  with_width(t.wide, [&](auto wide) { linear_exact_windows<decltype(wide)::value>(t, rows, count, outs); });
}
template <int Taps>
static inline void across_taps(const cv2_windows& t, const u8* const* rows, int count, void* const* outs) noexcept {
  with_width(t.wide, [&](auto wide) { tap_windows<Taps, decltype(wide)::value>(t, rows, count, outs); });
}

/// Where sums of pairs of bytes are one instruction.
static inline bool has_pairs() noexcept { return !v::pairs_apart; }
static inline bool has_wide_windows() noexcept { return v::has_permute_bytes; }

}  // namespace eido::kernels::EIDO_TIER
