// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;
namespace b16 = ::eido::simd::EIDO_BLOCK;

/// Two registers of pixels at a time, whose neighbours' channels are brought side by side, and the means of such pairs.
///   a0 b0 c0 a1 b1 c1 ...  ->  a0 a1 b0 b1 c0 c1 ...
/// Three channels come in units of 12 bytes, a block each, whose means leave a gap of 2 bytes behind each 6. Where
/// bytes are permuted inside of blocks only, units go to the two registers by turns: so means are packed in order. The
/// second register is loaded `early`, so that it ends with its last unit.
template <int Channels>
struct pixel_pairs {
  static constexpr int unit = Channels == 3 ? 12 : 16, bytes = unit * blocks_of_register;
  static constexpr bool by_turns = unit < 16 && !v::has_permute_bytes, permutes = unit < 16 && v::has_permute_bytes;
  static constexpr int early = by_turns ? 16 - unit : 4 * v::lanes - bytes;
  struct tables {
    u8 beside[2][4 * v::lanes] = {}, close[4 * v::lanes] = {};
    constexpr tables() noexcept {
      for (int i = 0; i < 4 * v::lanes; ++i) {
        const int at = i % 16, pair = at / (2 * Channels) * 2 * Channels, k = at % (2 * Channels);
        const int from = (permutes ? i / 16 * unit : 0) + pair + k % 2 * Channels + k / 2;
        for (int j = 0; j < 2 && at < unit; ++j) beside[j][i] = static_cast<u8>(from + j * early);
        const int six = i / 6, block = six % blocks_of_register, half = six / blocks_of_register;
        if (permutes && i < bytes) close[i] = static_cast<u8>(16 * block + 8 * half + i % 6);
        if (by_turns && at < 12) close[i] = static_cast<u8>(at / 6 * 8 + at % 6);
      }
    }
  };
  v::u8s beside[2], close;

  pixel_pairs() noexcept {
    static constexpr tables made;
    beside[0] = v::load(made.beside[0]);
    beside[1] = v::load(made.beside[1]);
    close = v::load(made.close);
  }
  void load(const u8* p, v::u8s (&x)[2]) const noexcept {
    EIDO_UNROLL for (int i = 0; i < 2; ++i) {
      if constexpr (by_turns) {
        x[i] = v::shuffle_in_blocks(v::load_blocks(p + i * (unit - early), 2 * unit), beside[i]);
      } else if constexpr (permutes) {
        x[i] = v::permute_bytes(v::load(p + i * (bytes - early)), beside[i]);
      } else {
        x[i] = Channels == 1 ? v::load(p + i * bytes) : v::shuffle_in_blocks(v::load(p + i * bytes), beside[i]);
      }
    }
  }
  /// Of sums of four. A register's size is written, `bytes` of which are right.
  void store(u8* p, v::i16s low, v::i16s high) const noexcept {
    if constexpr (unit == 16) {
      v::store(p, v::round_u8<2>(low, high));
    } else if constexpr (by_turns) {
      v::store_units<unit>(p, v::shuffle_in_blocks(v::round_blocks_u8<2>(low, high), close));
    } else {
      v::store(p, v::permute_bytes(v::round_blocks_u8<2>(low, high), close));
    }
  }
};

/// Means of 2 x 2 pixels, halves rounded up.
template <int Channels>
static inline void quarters(const u8* upper, const u8* lower, index pixels, u8* out) noexcept {
  constexpr index bytes = pixel_pairs<Channels>::bytes, whole = 4 * v::lanes;
  const pixel_pairs<Channels> pairs;
  const v::u8s one = v::set_u8(1);
  const auto block = [=](const u8* p, const u8* q, u8* to) {
    v::u8s a[2], b[2];
    pairs.load(p, a);
    pairs.load(q, b);
    pairs.store(to, v::add(v::madd_u8(a[0], one), v::madd_u8(b[0], one)),
                v::add(v::madd_u8(a[1], one), v::madd_u8(b[1], one)));
  };
  const index n = pixels * Channels;
  u8 made[whole];
  if (n < bytes) {
    u8 from[2][2 * bytes] = {};
    ::std::memcpy(from[0], upper, static_cast<std::size_t>(2 * n));
    ::std::memcpy(from[1], lower, static_cast<std::size_t>(2 * n));
    block(from[0], from[1], made);
    ::std::memcpy(out, made, static_cast<std::size_t>(n));
    return;
  }
  index at = 0;
  for (; at + whole <= n; at += bytes) block(upper + 2 * at, lower + 2 * at, out + at);
  for (; at < n; at += bytes) {
    if (at + bytes > n) at = n - bytes;  // some again
    block(upper + 2 * at, lower + 2 * at, made);
    ::std::memcpy(out + at, made, bytes);
  }
}

/// The same where channels come apart by themselves; at least 4 * lanes pixels, the last of which are made twice.
template <int Channels>
static inline void quarters_apart(const u8* upper, const u8* lower, index pixels, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  const auto load = [](const u8* p, v::u8s(&x)[Channels]) {
    if constexpr (Channels == 1) {
      x[0] = v::load(p);
    } else {
      v::load_channels(p, x);
    }
  };
  const auto sums = [=](const u8* p, const u8* q, v::i16s(&sum)[Channels]) {
    v::u8s a[Channels], b[Channels];
    load(p, a);
    load(q, b);
    EIDO_UNROLL for (int c = 0; c < Channels; ++c) sum[c] = v::add_neighbours(v::add_neighbours(a[c]), b[c]);
  };
  for (index left = pixels; left > 0; left -= step) {
    if (left < step) {
      const index again = (step - left) * Channels;
      upper -= 2 * again, lower -= 2 * again, out -= again;
    }
    v::i16s low[Channels], high[Channels];
    sums(upper, lower, low);
    sums(upper + step * Channels, lower + step * Channels, high);
    v::u8s made[Channels];
    EIDO_UNROLL for (int c = 0; c < Channels; ++c) made[c] = v::round_u8<2>(low[c], high[c]);
    if constexpr (Channels == 1) {
      v::store(out, made[0]);
    } else {
      v::store_channels(out, made);
    }
    upper += 2 * step * Channels, lower += 2 * step * Channels, out += step * Channels;
  }
}

static inline void quarter_means(const void* const* rows, int channels, index pixels, u8* out) noexcept {
  const u8 *const upper = static_cast<const u8*>(rows[0]), *const lower = static_cast<const u8*>(rows[1]);
  if constexpr (v::splits_channels) {
    if (pixels >= 4 * v::lanes) {
      return (channels == 1   ? quarters_apart<1>
              : channels == 2 ? quarters_apart<2>
              : channels == 3 ? quarters_apart<3>
                              : quarters_apart<4>)(upper, lower, pixels, out);
    }
  }
  switch (channels) {
    case 1: return quarters<1>(upper, lower, pixels, out);
    case 2: return quarters<2>(upper, lower, pixels, out);
    case 3: return quarters<3>(upper, lower, pixels, out);
    default: return quarters<4>(upper, lower, pixels, out);
  }
}

/// n values from value `from` on, h rows added up; 16 bits hold the sums.
static inline void add_rows_of_cells(const void* const* rows, int h, index from, index n, i16* out) noexcept {
  constexpr index lanes = 2 * v::lanes;
  const auto row = [=](int k) { return static_cast<const u8*>(rows[k]) + from; };
  index at = 0;
  for (; at + 2 * lanes <= n; at += 2 * lanes) {
    v::i16s low = v::load_u8_i16(row(0) + at), high = v::load_u8_i16(row(0) + at + lanes);
    for (int k = 1; k < h; ++k) {
      const u8* const p = row(k) + at;
      low = v::add(low, v::load_u8_i16(p));
      high = v::add(high, v::load_u8_i16(p + lanes));
    }
    v::store(out + at, low);
    v::store(out + at + lanes, high);
  }
  for (; at < n; ++at) {
    u32 sum = 0;
    for (int k = 0; k < h; ++k) sum += row(k)[at];
    out[at] = static_cast<i16>(static_cast<u16>(sum));
  }
}

/// Neighbours in a row of sums: w pixels become one, in 8 lanes of which the first `Channels` count.
static inline void add_columns_of_cells(const i16* sums, index outputs, int w, int channels, i16* out) noexcept {
  for (index x = 0; x < outputs; ++x, out += channels) {
    b16::i16s sum = b16::load(sums);
    sums += channels;
    for (int k = 1; k < w; ++k, sums += channels) sum = b16::add(sum, b16::load(sums));
    b16::store(out, sum);  // what is written too far is written again
  }
}

/// Unsigned 16-bit sums times `scale`, rounded half to even.
static inline void scale_sums(const i16* sums, index n, f32 scale, u8* out) noexcept {
  const b16::i16s zero = b16::set_i16(0);
  const b16::f32s by = b16::set_f32(scale);
  const auto scaled = [=](b16::i16s x) { return b16::round_i32(b16::mul(b16::to_f32(b16::as_i32(x)), by)); };
  for (index at = 0; at < n; at += 8) {
    const b16::i16s sum = b16::load(sums + at);
    const b16::i16s words = b16::narrow_i16(scaled(b16::zip_low(sum, zero)), scaled(b16::zip_high(sum, zero)));
    u8 made[16];
    b16::store(made, b16::narrow_u8(words, words));
    if (at + 8 <= n) {
      ::std::memcpy(out + at, made, 8);
    } else {
      ::std::memcpy(out + at, made, static_cast<std::size_t>(n - at));
    }
  }
}

static inline void cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                              u8* out) noexcept {
  constexpr index room = cv2_cell::most_width;
  const int w = cell.w, h = cell.h, channels = cell.channels;
  const index width = static_cast<index>(w) * channels, at_once = room / width;
  const bool narrow = static_cast<index>(w) * h <= 257;
  i16 sums[room + 8], made[room + 8];
  for (index x = 0; x < pixels; x += at_once) {
    const index count = pixels - x < at_once ? pixels - x : at_once;
    add_rows_of_cells(rows, h, x * width, count * width, sums);
    u8* const to = out + x * channels;
    if (narrow) {
      add_columns_of_cells(sums, count, w, channels, made);
      scale_sums(made, count * channels, scale, to);
      continue;
    }
    for (index i = 0; i < count * channels; ++i) {
      const i16* p = sums + i / channels * width + i % channels;
      u32 sum = 0;
      for (int k = 0; k < w; ++k) sum += static_cast<u16>(p[k * channels]);
      to[i] = static_cast<u8>(detail::rint(static_cast<f32>(static_cast<i32>(sum)) * scale));
    }
  }
}

// ---- floats ---------------------------------------------------------------------------------------------------------

/// A cell's values in reading order: fours of them are added up first, what is left behind them one by one.
class cell_sum {
 public:
  explicit cell_sum(index values) noexcept : left_(values), sum_(v::set_f32(0)), four_(sum_) {}

  void add(v::f32s x) noexcept {
    if (in_four_ > 0) {
      four_ = v::add(four_, x);
      if (++in_four_ < 4) return;
      in_four_ = 0;
      left_ -= 4;
      sum_ = v::add(sum_, four_);
    } else if (left_ >= 4) {
      four_ = x;
      in_four_ = 1;
    } else {
      sum_ = v::add(sum_, x);
    }
  }
  v::f32s sum() const noexcept { return sum_; }

 private:
  index left_;
  int in_four_ = 0;
  v::f32s sum_, four_;
};

/// Of 2 x 2 values.
struct quarter_sum {
  v::f32s row[2];
  int count = 0;

  explicit quarter_sum(index) noexcept {}
  void add(v::f32s x) noexcept {
    v::f32s& to = row[count / 2];
    to = count % 2 == 0 ? x : v::add(to, x);
    ++count;
  }
  v::f32s sum() const noexcept { return v::add(row[0], row[1]); }
};

/// Pixels from the first on, as many as fit registers; returns how many. A block is a pixel.
template <class Sum, int Channels>
static inline index float_cells_in_blocks(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                                          f32* out) noexcept {
  constexpr index pixel = Channels * static_cast<index>(sizeof(f32)), step = blocks_of_register;
  const index w = cell.w, h = cell.h;
  const spreader<f32> spread(Channels < 4 ? Channels : 3);
  const v::f32s by = v::set_f32(scale);
  index x = 0;
  // a block may be read, and a register written, beyond what is needed
  for (; x + step + (Channels < 4) <= pixels && (x * Channels + v::lanes) <= pixels * Channels; x += step) {
    Sum sum(w * h);
    for (index y = 0; y < h; ++y) {
      const u8* p = static_cast<const u8*>(rows[y]) + x * w * pixel;
      for (index k = 0; k < w; ++k, p += pixel) sum.add(v::as_f32(v::as_i32(v::load_blocks(p, w * pixel))));
    }
    const v::f32s made = v::mul(sum.sum(), by);
    if constexpr (Channels < 4) {
      spread.store(out + x * Channels, made);
    } else {
      v::store(out + x * Channels, made);
    }
  }
  return x;
}

/// The same of one channel and cells that are W wide.
template <class Sum, int W>
static inline index float_cells_in_lanes(const void* const* rows, const cv2_cell& cell, f32 scale, index pixels,
                                         f32* out) noexcept {
  const index h = cell.h;
  const v::f32s by = v::set_f32(scale);
  index x = 0;
  for (; x + v::lanes <= pixels; x += v::lanes) {
    Sum sum(W * h);
    for (index y = 0; y < h; ++y) {
      v::i32s values[W];
      v::load_channels(static_cast<const i32*>(rows[y]) + x * W, values);
      EIDO_UNROLL for (int k = 0; k < W; ++k) sum.add(v::as_f32(values[k]));
    }
    v::store(out + x, v::mul(sum.sum(), by));
  }
  return x;
}

/// quartered: OpenCV adds rows of 2 x 2 cells first.
static inline index float_cell_means(const void* const* rows, const cv2_cell& cell, f32 scale, bool quartered,
                                     index pixels, f32* out) noexcept {
  switch (cell.channels) {
    case 1:
      if (quartered) return float_cells_in_lanes<quarter_sum, 2>(rows, cell, scale, pixels, out);
      if (cell.w == 2) return float_cells_in_lanes<cell_sum, 2>(rows, cell, scale, pixels, out);
      if (cell.w == 3) return float_cells_in_lanes<cell_sum, 3>(rows, cell, scale, pixels, out);
      if (cell.w == 4) return float_cells_in_lanes<cell_sum, 4>(rows, cell, scale, pixels, out);
      return 0;
    case 2: return float_cells_in_blocks<cell_sum, 2>(rows, cell, scale, pixels, out);
    case 3: return float_cells_in_blocks<cell_sum, 3>(rows, cell, scale, pixels, out);
    default:
      if (quartered) return float_cells_in_blocks<quarter_sum, 4>(rows, cell, scale, pixels, out);
      return float_cells_in_blocks<cell_sum, 4>(rows, cell, scale, pixels, out);
  }
}

}  // namespace eido::kernels::EIDO_TIER
