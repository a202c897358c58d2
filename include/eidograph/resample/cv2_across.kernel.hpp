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
  for (int k = 4; k < blocks_of_register; ++k) at[4 * k] = row + offset[k];
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

/// make(b) makes a register of values from block b on, four a block. Blocks that make fewer, and the last ones, go
/// through a copy.
template <class T, class Make>
static inline void across_windows(const cv2_windows& t, T* out, Make make) noexcept {
  constexpr index blocks = static_cast<index>(sizeof(make(0)) / sizeof(T)) / 4;
  const index values = t.values, step = t.step;
  index b = 0;
  if (step == 4) {
    for (; 4 * (b + blocks) <= values; b += blocks) v::store(out + 4 * b, make(b));
  }
  T made[4 * blocks];
  for (; b * step < values; b += blocks) {
    v::store(made, make(b));
    for (index k = 0; k < blocks; ++k) {
      const index at = (b + k) * step, left = values - at;
      if (left >= 4) {  // what is written too far is written again
        ::std::memcpy(out + at, made + 4 * k, 4 * sizeof(T));
      } else {
        for (index i = 0; i < left; ++i) out[at + i] = made[4 * k + i];
      }
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

/// An output is a block here: 16 bytes of the row are some taps of all of its channels, and each tap's bytes are spread
/// to the block's lanes.
template <int Channels>
static inline void area_sums(const cv2_sums& sums, const u8* row, index bytes, f32* out) noexcept {
  constexpr int in_window = 16 / Channels;
  const index outputs = sums.outputs, taps = sums.taps;
  const index* const first = sums.first;
  const f32* const weights = sums.weights;
  // the window behind the last tap must lie inside of the row
  const index reach = (taps - 1) / in_window * in_window * Channels + 16;
  u8 table[in_window][4 * v::lanes];
  for (int k = 0; k < in_window; ++k) {
    for (int i = 0; i < 4 * v::lanes; ++i) {
      const int channel = i % 16 / 4;
      table[k][i] = i % 4 == 0 && channel < Channels ? static_cast<u8>(k * Channels + channel) : u8(128);
    }
  }
  index x = 0;
  for (; x + blocks_of_register <= outputs && first[x + blocks_of_register - 1] * Channels + reach <= bytes;
       x += blocks_of_register) {
    i32 offset[blocks_of_register];
    for (int b = 0; b < blocks_of_register; ++b) offset[b] = static_cast<i32>(first[x + b] * Channels);
    const f32* w = weights + 4 * x;
    v::f32s sum = v::set_f32(0.0f);
    index k = 0;
    for (; k + in_window <= taps; k += in_window) {
      const v::u8s window = load_windows(row + k * Channels, offset);
      for (int j = 0; j < in_window; ++j, w += 4 * outputs) {
        const v::f32s value = v::to_f32(v::as_i32(v::shuffle_in_blocks(window, v::load(table[j]))));
        sum = v::add(sum, v::mul(value, v::load(w)));
      }
    }
    if (k < taps) {
      const v::u8s window = load_windows(row + k * Channels, offset);
      for (int j = 0; k < taps; ++k, ++j, w += 4 * outputs) {
        const v::f32s value = v::to_f32(v::as_i32(v::shuffle_in_blocks(window, v::load(table[j]))));
        sum = v::add(sum, v::mul(value, v::load(w)));
      }
    }
    f32 made[v::lanes];
    v::store(made, sum);
    for (int b = 0; b < blocks_of_register; ++b) {
      const index at = (x + b) * Channels;
      if (at + 4 <= outputs * Channels) {
        ::std::memcpy(out + at, made + 4 * b, 4 * sizeof(f32));
      } else {
        for (int c = 0; c < Channels; ++c) out[at + c] = made[4 * b + c];
      }
    }
  }
  for (; x < outputs; ++x) {
    for (int c = 0; c < Channels; ++c) {
      f32 sum = 0;
      for (index k = 0; k < taps; ++k) {
        const index at = (first[x] + k) * Channels + c;
        if (at < bytes) sum += detail::product(static_cast<f32>(row[at]), weights[4 * (k * outputs + x)]);
      }
      out[x * Channels + c] = sum;
    }
  }
}

static inline void across_area(const cv2_sums& sums, const u8* row, index bytes, int channels, f32* out) noexcept {
  switch (channels) {
    case 1: return area_sums<1>(sums, row, bytes, out);
    case 2: return area_sums<2>(sums, row, bytes, out);
    case 3: return area_sums<3>(sums, row, bytes, out);
    default: return area_sums<4>(sums, row, bytes, out);
  }
}

}  // namespace eido::kernels::EIDO_TIER
