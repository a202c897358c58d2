// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// A sum as u16, rounded half up and cut to its range.
static inline i32 ordered_u16(f64 sum) noexcept {
  const i32 rounded = sum > 0 ? static_cast<i32>(sum + 0.5) : 0;
  return rounded < 65535 ? rounded : 65535;
}

/// Sums of `lanes` floats at once. Begun by hand: g++ makes a loop of an array's constructors, and registers of it
/// none.
struct ordered_sums {
  v::f64s low, high;

  void begin() noexcept { low = high = v::set_f64(0); }
  void add(const v::f64s (&x)[2], v::f64s weight) noexcept {
    low = v::add(low, v::mul(x[0], weight));
    high = v::add(high, v::mul(x[1], weight));
  }
  void add(const f32* p, v::f64s weight) noexcept {
    v::f64s x[2];
    v::load_f32_f64(p, x);
    add(x, weight);
  }
  void add(v::f32s a, v::f64s weight) noexcept {
    v::f64s x[2];
    v::widen_f64(a, x);
    add(x, weight);
  }
  void store(f32* p) const noexcept { v::store_f64_f32(p, low, high); }
  v::i32s round_u16() const noexcept { return v::round_u16(low, high); }
};

/// u16 come in pairs, as i32: the first of each is its low half.
///   | a b | c d | e f | g h |   ->   a c e g,  b d f h
struct ordered_pairs {
  v::f32s even, odd;

  explicit ordered_pairs(v::i32s pairs) noexcept {
    const v::i32s low = v::set_i32(65535);
    even = v::to_f32(v::bit_and(pairs, low));
    odd = v::to_f32(v::bit_and(v::shift_right<16>(pairs), low));
  }
};

/// Sums of `lanes` floats, or of as many pairs of u16.
template <class E>
struct ordered_columns {
  static constexpr index count = v::lanes;
  ordered_sums sums;

  void begin() noexcept { sums.begin(); }
  void add(const f32* p, v::f64s weight) noexcept { sums.add(p, weight); }
  void store(f32* p) const noexcept { sums.store(p); }
};
template <>
struct ordered_columns<u16> {
  static constexpr index count = 2 * v::lanes;
  ordered_sums even, odd;

  void begin() noexcept { even.begin(), odd.begin(); }
  void add(const u16* p, v::f64s weight) noexcept {
    const ordered_pairs x(v::load(reinterpret_cast<const i32*>(p)));
    even.add(x.even, weight);
    odd.add(x.odd, weight);
  }
  void store(u16* p) const noexcept {
    v::store(reinterpret_cast<i32*>(p), v::bit_or(even.round_u16(), v::shift_left<16>(odd.round_u16())));
  }
};

/// n columns in registers of Many at a time, the last of them again; false where there are fewer.
template <int Many, class E>
static inline bool ordered_down_in(const void* const* rows, const f64* weights, i32 count, index n, E* out) noexcept {
  using columns = ordered_columns<E>;
  constexpr index step = Many * columns::count;
  if (n < step) return false;
  for (index at = 0;; at = at + 2 * step <= n ? at + step : n - step) {
    columns sums[Many];
    EIDO_UNROLL for (int i = 0; i < Many; ++i) sums[i].begin();
    for (i32 k = 0; k < count; ++k) {
      const E* const p = static_cast<const E*>(rows[k]) + at;
      const v::f64s weight = v::set_f64(weights[k]);
      EIDO_UNROLL for (int i = 0; i < Many; ++i) sums[i].add(p + i * columns::count, weight);
    }
    EIDO_UNROLL for (int i = 0; i < Many; ++i) sums[i].store(out + at + i * columns::count);
    if (at + step == n) return true;
  }
}

template <class E>
static void ordered_down(const void* const* rows, const ordered_axis& axis, index y, index n, E* out) noexcept {
  const f64* const weights = axis.weights + y * axis.taps;
  const i32 count = axis.count[y];
  constexpr int many = sizeof(E) == 2 ? 2 : 4;
  if (ordered_down_in<many>(rows, weights, count, n, out) || ordered_down_in<1>(rows, weights, count, n, out)) return;
  for (index at = 0; at < n; ++at) {
    f64 sum = 0;
    for (i32 k = 0; k < count; ++k) {
      sum += detail::product(static_cast<f64>(static_cast<const E*>(rows[k])[at]), weights[k]);
    }
    if constexpr (sizeof(E) == 2) {
      out[at] = static_cast<E>(ordered_u16(sum));
    } else {
      out[at] = static_cast<E>(sum);
    }
  }
}

/// The values of up to Groups * lanes rows of E, f32 or u16, staged as f32: registers for each place along the row, a
/// lane for each row.
template <class E, int Groups>
struct ordered_stage {
  static constexpr index block = 16 / sizeof(E);  // places that are moved together
  static constexpr index bytes = sizeof(E);
  static constexpr int width = Groups * v::lanes;
  static constexpr index most = 32768 / (4 * width);  // places

  const u8* rows[width];
  index values;  // of a row
  alignas(64) f32 staged[static_cast<std::size_t>(most * width)];

  /// Places from `first` on, at least `count` of them.
  void fill(index first, index count) noexcept {
    f32* to = staged;
    for (index at = first; at < first + count; at += block, to += block * width) {
      const u8* copies[width];
      u8 last[width][16];
      const bool inside = at + block <= values;
      for (int i = 0; i < width && !inside; ++i) {
        ::std::memcpy(last[i], rows[i] + bytes * at, static_cast<std::size_t>(bytes * (values - at)));
        copies[i] = last[i];
      }
      EIDO_UNROLL for (int g = 0; g < width; g += v::lanes) {
        v::i32s r[4];
        EIDO_UNROLL for (int i = 0; i < 4; ++i) {
          r[i] = v::as_i32(v::load_blocks((inside ? rows : copies) + g + i, inside ? bytes * at : 0));
        }
        v::transpose_blocks(r);
        EIDO_UNROLL for (int i = 0; i < 4; ++i) {
          if constexpr (sizeof(E) == 2) {
            const ordered_pairs x(r[i]);
            v::store(to + 2 * i * width + g, x.even);
            v::store(to + (2 * i + 1) * width + g, x.odd);
          } else {
            v::store(reinterpret_cast<i32*>(to) + i * width + g, r[i]);
          }
        }
      }
    }
  }
};

/// 16 bytes of `lanes` rows from made, whose places are Width apart, to byte `at` of the rows, of which `left` bytes
/// are left.
template <class E, int Width>
static void ordered_put(const i32* made, u8* const* outs, index at, index left) noexcept {
  v::i32s r[4];
  EIDO_UNROLL for (int i = 0; i < 4; ++i) {
    if constexpr (sizeof(E) == 2) {
      const i32* const pair = made + 2 * i * Width;
      r[i] = v::bit_or(v::load(pair), v::shift_left<16>(v::load(pair + Width)));
    } else {
      r[i] = v::load(made + i * Width);
    }
  }
  v::transpose_blocks(r);
  if (left >= 16) {
    EIDO_UNROLL for (int i = 0; i < 4; ++i) v::store_blocks(outs + i, at, v::as_u8(r[i]));
    return;
  }
  u8 last[v::lanes][16];
  u8* copies[v::lanes];
  for (int i = 0; i < v::lanes; ++i) copies[i] = last[i];
  for (int i = 0; i < 4; ++i) v::store_blocks(copies + i, 0, v::as_u8(r[i]));
  for (int i = 0; i < v::lanes && left > 0; ++i) ::std::memcpy(outs[i] + at, last[i], static_cast<std::size_t>(left));
}

/// Rows as lanes. Outputs come in groups whose values fill whole registers.
template <class E, int Groups>
static void ordered_across_lanes(const E* const* from, int count, const ordered_axis& axis, int channels,
                                 E* const* to) noexcept {
  using stage_of = ordered_stage<E, Groups>;
  constexpr int width = stage_of::width;
  stage_of stage;
  u8* outs[width];
  for (int i = 0; i < width; ++i) {  // lanes that are left repeat the last row
    const int row = i < count ? i : count - 1;
    stage.rows[i] = reinterpret_cast<const u8*>(from[row] + axis.lowest * channels);
    outs[i] = reinterpret_cast<u8*>(to[row]);
  }
  stage.values = (axis.highest - axis.lowest) * channels;
  const index together = channels == 2 ? stage_of::block / 2 : channels == 4 ? stage_of::block / 4 : stage_of::block;
  const index last = axis.outputs - 1, out_bytes = stage_of::bytes * axis.outputs * channels;
  const auto place_of = [&axis, channels](index x) { return (axis.first[x] - axis.lowest) * channels; };
  const auto end_of = [&](index x) { return place_of(x) + axis.count[x] * channels; };
  i32 made[3 * stage_of::block * width];  // of f32 the bits

  for (index x = 0; x <= last;) {
    const index base = place_of(x);
    index end = x, staged_to = 0;
    for (; end <= last; end += together) {  // as many outputs as have their values in the stage
      const index next = end_of(end + together - 1 < last ? end + together - 1 : last) - base;
      if (next > stage.most) break;
      staged_to = next;
    }
    const bool in_parts = end == x;  // not even these: each value for itself, a stage after the other
    if (in_parts) end = x + together;
    if (!in_parts) stage.fill(base, staged_to);
    for (; x < end && x <= last; x += together) {
      i32* value = made;
      for (index j = 0; j < together; ++j) {
        const index here = x + j < last ? x + j : last;
        const f64* const weights = axis.weights + here * axis.taps;
        const i32 taps = axis.count[here];
        for (index c = 0; c < channels; ++c, value += width) {
          ordered_sums sums[Groups];
          EIDO_UNROLL for (int g = 0; g < Groups; ++g) sums[g].begin();
          const auto add = [&](const f32* p, const f64* weight, index n) {
            for (index k = 0; k < n; ++k, p += channels * width) {
              const v::f64s w = v::set_f64(weight[k]);
              EIDO_UNROLL for (int g = 0; g < Groups; ++g) sums[g].add(p + g * v::lanes, w);
            }
          };
          if (!in_parts) {
            add(stage.staged + (place_of(here) - base + c) * width, weights, taps);
          } else {
            const index part = stage.most / channels;
            for (index done = 0; done < taps; done += part) {
              const index n = taps - done < part ? taps - done : part;
              stage.fill(place_of(here) + done * channels, n * channels);
              add(stage.staged + c * width, weights + done, n);
            }
          }
          EIDO_UNROLL for (int g = 0; g < Groups; ++g) {
            if constexpr (sizeof(E) == 2) {
              v::store(value + g * v::lanes, sums[g].round_u16());
            } else {
              sums[g].store(reinterpret_cast<f32*>(value) + g * v::lanes);
            }
          }
        }
      }
      for (index q = 0; stage_of::block * q < together * channels; ++q) {
        const index at = stage_of::bytes * x * channels + 16 * q;
        for (int g = 0; g < width; g += v::lanes) {
          ordered_put<E, width>(made + stage_of::block * q * width + g, outs + g, at, out_bytes - at);
        }
      }
    }
  }
}

template <class E>
static void ordered_across(const E* const* rows, int count, const ordered_axis& axis, int channels,
                           E* const* outs) noexcept {
  constexpr int groups = v::lanes == 4 ? 2 : 1;
  for (int i = 0; i < count;) {
    const bool many = groups > 1 && count - i > v::lanes;
    const int most = many ? groups * v::lanes : v::lanes, n = count - i < most ? count - i : most;
    (many ? ordered_across_lanes<E, groups> : ordered_across_lanes<E, 1>)(rows + i, n, axis, channels, outs + i);
    i += n;
  }
}

// ---- few taps that lie close together -------------------------------------------------------------------------------

template <int Taps>
static inline void ordered_across_taps(const f32* const* rows, int count, const ordered_runs& axis,
                                       f32* const* outs) noexcept {
  const ordered_runs t = axis;
  const v::f32s zero = v::set_f32(0);
  const index* begin = t.runs.begin;
  for (index i = 0; i < t.runs.values; i += v::lanes, ++begin) {
    const index left = t.runs.values - i;
    const v::i32s counts = v::load(t.count + i);
    v::i32s lane[Taps];
    v::mask there[Taps];  // what is not there may be infinite
    v::f64s low[Taps], high[Taps];
    EIDO_UNROLL for (int k = 0; k < Taps; ++k) {
      const f64* const w = t.weights + k * t.runs.padded + i;
      lane[k] = v::load_u8_i32(t.runs.lane + k * t.runs.padded + i);
      there[k] = v::greater(counts, v::set_i32(k));
      low[k] = v::load(w);
      high[k] = v::load(w + v::lanes / 2);
    }
    for (int r = 0; r < count; ++r) {
      const v::f32s run = v::load(rows[r] + *begin);
      ordered_sums sums;
      sums.begin();
      EIDO_UNROLL for (int k = 0; k < Taps; ++k) {
        v::f64s x[2];
        v::widen_f64(v::select(there[k], v::pick_lanes(run, lane[k]), zero), x);
        sums.low = v::add(sums.low, v::mul(x[0], low[k]));
        sums.high = v::add(sums.high, v::mul(x[1], high[k]));
      }
      if (left >= v::lanes) {
        sums.store(outs[r] + i);
      } else {
        f32 made[v::lanes];
        sums.store(made);
        ::std::memcpy(outs[r] + i, made, static_cast<std::size_t>(left) * sizeof(f32));
      }
    }
  }
}

static void ordered_across_runs(const f32* const* rows, int count, const ordered_runs& axis,
                                f32* const* outs) noexcept {
  switch ((axis.taps + 1) / 2) {
    case 1: return ordered_across_taps<2>(rows, count, axis, outs);
    case 2: return ordered_across_taps<4>(rows, count, axis, outs);
    default: return ordered_across_taps<6>(rows, count, axis, outs);
  }
}

}  // namespace eido::kernels::EIDO_TIER
