// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

inline constexpr int blocks_of_register = v::lanes / 4;

/// One block from each of the places row + offset[0], row + offset[1] ...
static inline v::u8s load_windows(const u8* row, const i32* offset) noexcept {
  const u8* at[v::lanes];
  at[0] = row + offset[0];
  if constexpr (v::lanes > 4) at[4] = row + offset[1];
  if constexpr (v::lanes > 8) at[8] = row + offset[2], at[12] = row + offset[3];
  for (int k = 4; k < blocks_of_register; ++k) at[4 * k] = row + offset[k];  // loops of 4 stay loops at -O2
  return v::load_blocks(at, 0);
}

/// The values of the register that begins with block b.
template <int Taps>
static inline v::i32s window_sums(const cv2_windows& t, const u8* row, index b) noexcept {
  const auto part = [&](int pair, v::u8s window) {
    const index at = pair * t.blocks + b;
    return v::as_i16(v::shuffle_in_blocks(window, v::load(t.places + 16 * at)));
  };
  const auto weights = [&](int pair) { return v::load(t.weights + 8 * (pair * t.blocks + b)); };
  const v::u8s first = load_windows(row, t.offset + b);
  v::i32s sum = v::madd(part(0, first), weights(0));
  if constexpr (Taps > 2) sum = v::madd(sum, part(1, first), weights(1));
  if constexpr (Taps > 4) {
    const v::u8s second = load_windows(row, t.offset + t.blocks + b);
    sum = v::madd(sum, part(2, second), weights(2));
    sum = v::madd(sum, part(3, second), weights(3));
  }
  return sum;
}

/// The first `step` of each four values of a register side by side; what is written too far is written again.
template <class T>
struct spreader {
  explicit spreader(index s) noexcept : step(s) {}
  void store(T* to, decltype(v::load(to)) a) const noexcept {
    alignas(64) T made[v::lanes];
    v::store(made, a);
    ::std::memcpy(to, made, 4 * sizeof(T));
    if constexpr (v::lanes > 4) ::std::memcpy(to + step, made + 4, 4 * sizeof(T));
    if constexpr (v::lanes > 8) {
      ::std::memcpy(to + 2 * step, made + 8, 4 * sizeof(T));
      ::std::memcpy(to + 3 * step, made + 12, 4 * sizeof(T));
    }
    for (int b = 4; b < blocks_of_register; ++b) ::std::memcpy(to + b * step, made + 4 * b, 4 * sizeof(T));
  }
  index step;
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
  explicit spreader(index s) noexcept : step(s) {
    static constexpr spread_pairs<1> one;
    static constexpr spread_pairs<2> two;
    static constexpr spread_pairs<3> three;
    places = v::load(s == 1 ? one.places : s == 2 ? two.places : three.places);
  }
  void store(i16* to, v::i16s a) const noexcept {
    v::store_blocks(reinterpret_cast<u8*>(to), 2 * step * static_cast<index>(sizeof(i16)),
                    v::shuffle_in_blocks(v::as_u8(v::as_i32(a)), places));
  }
  index step;
  v::u8s places;
};

/// make(b) makes a register of values from block b on. The last ones go through a copy.
template <class T, class Make>
static inline void across_windows(const cv2_windows& t, T* out, Make make) noexcept {
  constexpr index blocks = static_cast<index>(sizeof(make(0)) / sizeof(T)) / 4;
  const index values = t.values, step = t.step;
  index b = 0;
  if (step == 4) {
    for (; 4 * (b + blocks) <= values; b += blocks) v::store(out + 4 * b, make(b));
  } else {
    const spreader<T> spread(step);
    for (; (b + blocks) * step + 8 <= values; b += blocks) spread.store(out + b * step, make(b));
  }
  T made[4 * blocks];
  for (; b * step < values; b += blocks) {
    v::store(made, make(b));
    for (index i = 0; i < blocks * step && b * step + i < values; ++i) {
      out[b * step + i] = made[i / step * 4 + i % step];
    }
  }
}

static inline void across_linear(const cv2_windows& windows, const u8* row, i16* out) noexcept {
  const cv2_windows t = windows;
  across_windows(t, out, [&](index b) {
    return v::narrow_i16(v::shift_right<4>(window_sums<2>(t, row, b)),
                         v::shift_right<4>(window_sums<2>(t, row, b + blocks_of_register)));
  });
}

static inline void across_linear_exact(const cv2_windows& windows, const u8* row, i16* out) noexcept {
  const cv2_windows t = windows;
  const v::i32s half = v::set_i32(-32768);
  across_windows(t, out, [&](index b) {
    return v::narrow_i16(v::add(window_sums<2>(t, row, b), half),
                         v::add(window_sums<2>(t, row, b + blocks_of_register), half));
  });
}

static inline void across_cubic(const cv2_windows& windows, const u8* row, f32* out) noexcept {
  const cv2_windows t = windows;
  across_windows(t, out, [&](index b) { return v::to_f32(window_sums<4>(t, row, b)); });
}

static inline void across_lanczos4(const cv2_windows& windows, const u8* row, i32* out) noexcept {
  const cv2_windows t = windows;
  across_windows(t, out, [&](index b) { return window_sums<8>(t, row, b); });
}

/// Two rows at once, so that what belongs to a place is loaded once. By name, not in arrays: loops over arrays of
/// registers are not unrolled at -O2.
struct row_pair {
  const u8 *upper, *lower;
};
struct sum_pair {
  v::f32s upper, lower;
};

/// Tap J of a window of each row and the taps behind it: each tap's bytes are spread to the lanes of its block, and
/// what they weigh is added to the row's sum.
template <int J, int Taps>
static inline sum_pair add_taps(sum_pair sum, v::u8s upper, v::u8s lower, const v::u8s (&places)[Taps], const f32* w,
                                index step, index taps) noexcept {
  if constexpr (J == Taps) {
    return sum;
  } else {
    if (J >= taps) return sum;
    const v::f32s weight = v::load(w);
    const auto value = [&](v::u8s window) { return v::to_f32(v::as_i32(v::shuffle_in_blocks(window, places[J]))); };
    sum.upper = v::add(sum.upper, v::mul(value(upper), weight));
    sum.lower = v::add(sum.lower, v::mul(value(lower), weight));
    return add_taps<J + 1>(sum, upper, lower, places, w + step, step, taps);
  }
}

/// An output is a block here: 16 bytes of the row are some taps of all of its channels.
template <int Channels>
static inline void area_sums(const cv2_sums& sums, row_pair row, index bytes, f32* out_upper, f32* out_lower) noexcept {
  constexpr int in_window = 16 / Channels;
  constexpr index blocks = blocks_of_register;
  const index outputs = sums.outputs, taps = sums.taps, step = 4 * outputs;
  const index* const first_pixel = sums.first;
  const f32* const weights = sums.weights;
  const auto first = [=](index x) { return first_pixel[x] * Channels; };
  const index reach = (taps - 1) / in_window * in_window * Channels + 16;  // bytes that are loaded for an output
  v::u8s places[in_window];
  for (int k = 0; k < in_window; ++k) {
    u8 table[4 * v::lanes];
    for (int i = 0; i < 4 * v::lanes; ++i) {
      const int channel = i % 16 / 4;
      table[i] = i % 4 == 0 && channel < Channels ? static_cast<u8>(k * Channels + channel) : u8(128);
    }
    places[k] = v::load(table);
  }
  const spreader<f32> spread(Channels);
  constexpr index room = 4096;
  u8 copy[2][room];
  index x = 0;
  for (; x < outputs && outputs >= blocks; x += blocks) {
    if (x > outputs - blocks) x = outputs - blocks;
    index begin = 0;
    row_pair from = row;
    if (const index end = first(x + blocks - 1) + reach; end > bytes) {
      // windows would leave the row: they read a copy of its end
      begin = first(x);
      if (end - begin > room) break;
      const std::size_t inside = static_cast<std::size_t>(bytes - begin);
      ::std::memcpy(copy[0], row.upper + begin, inside);
      ::std::memcpy(copy[1], row.lower + begin, inside);
      ::std::memset(copy[0] + inside, 0, static_cast<std::size_t>(end - bytes));
      ::std::memset(copy[1] + inside, 0, static_cast<std::size_t>(end - bytes));
      from = {copy[0], copy[1]};
    }
    i32 offset[blocks];
    for (int b = 0; b < blocks; ++b) offset[b] = static_cast<i32>(first(x + b) - begin);
    const f32* w = weights + 4 * x;
    sum_pair sum{v::set_f32(0.0f), v::set_f32(0.0f)};
    for (index k = 0; k < taps; k += in_window, w += in_window * step) {
      const v::u8s upper = load_windows(from.upper + k * Channels, offset);
      const v::u8s lower = load_windows(from.lower + k * Channels, offset);
      sum = add_taps<0>(sum, upper, lower, places, w, step, taps - k);
    }
    if ((x + blocks) * Channels + 4 <= outputs * Channels) {
      spread.store(out_upper + x * Channels, sum.upper);
      spread.store(out_lower + x * Channels, sum.lower);
    } else {
      f32 made[2][Channels * (blocks - 1) + 4];
      spread.store(made[0], sum.upper);
      spread.store(made[1], sum.lower);
      ::std::memcpy(out_upper + x * Channels, made[0], blocks * Channels * sizeof(f32));
      ::std::memcpy(out_lower + x * Channels, made[1], blocks * Channels * sizeof(f32));
    }
  }
  for (; x < outputs; ++x) {
    for (int c = 0; c < Channels; ++c) {
      f32 upper = 0, lower = 0;
      for (index k = 0; k < taps; ++k) {
        const index at = first(x) + k * Channels + c;
        if (at >= bytes) break;
        const f32 weight = weights[4 * (k * outputs + x)];
        upper += detail::product(static_cast<f32>(row.upper[at]), weight);
        lower += detail::product(static_cast<f32>(row.lower[at]), weight);
      }
      out_upper[x * Channels + c] = upper;
      out_lower[x * Channels + c] = lower;
    }
  }
}

/// One or two rows; one is taken twice.
static inline void across_area(const cv2_sums& sums, const u8* const* rows, int count, index bytes, int channels,
                               void* const* outs) noexcept {
  const row_pair row{rows[0], rows[count - 1]};
  f32 *const upper = static_cast<f32*>(outs[0]), *const lower = static_cast<f32*>(outs[count - 1]);
  switch (channels) {
    case 1: return area_sums<1>(sums, row, bytes, upper, lower);
    case 2: return area_sums<2>(sums, row, bytes, upper, lower);
    case 3: return area_sums<3>(sums, row, bytes, upper, lower);
    default: return area_sums<4>(sums, row, bytes, upper, lower);
  }
}

}  // namespace eido::kernels::EIDO_TIER
