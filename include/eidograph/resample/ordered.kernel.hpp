// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// Sums of `lanes` floats at once.
struct ordered_sums {
  v::f64s low = v::set_f64(0), high = low;

  void add(const f32* p, v::f64s weight) noexcept {
    low = v::add(low, v::mul(v::load_f32_f64(p), weight));
    high = v::add(high, v::mul(v::load_f32_f64(p + v::lanes / 2), weight));
  }
  void store(f32* p) const noexcept {
    v::store_f64_f32(p, low);
    v::store_f64_f32(p + v::lanes / 2, high);
  }
};

static void ordered_down(const void* const* rows, const ordered_axis& axis, index y, index n, f32* out) noexcept {
  constexpr index step = 2 * v::lanes;
  const f64* const weights = axis.weights + y * axis.taps;
  const i32 count = axis.count[y];
  const auto block = [=](index at) {
    ordered_sums a, b;
    for (i32 k = 0; k < count; ++k) {
      const f32* const p = static_cast<const f32*>(rows[k]) + at;
      const v::f64s w = v::set_f64(weights[k]);
      a.add(p, w);
      b.add(p + v::lanes, w);
    }
    a.store(out + at);
    b.store(out + at + v::lanes);
  };
  if (n >= step) {
    for (index at = 0; at < n; at += step) block(at + step <= n ? at : n - step);  // the last again, where it fits
    return;
  }
  for (index at = 0; at < n; ++at) {
    f64 sum = 0;
    for (i32 k = 0; k < count; ++k) {
      sum += detail::product(static_cast<f64>(static_cast<const f32*>(rows[k])[at]), weights[k]);
    }
    out[at] = static_cast<f32>(sum);
  }
}

/// The values of up to `lanes` rows, staged: a register for each place along the row, a lane for each row.
struct ordered_stage {
  static constexpr index most = 32768 / (4 * v::lanes);  // places

  const u8* rows[v::lanes];
  index values;  // of a row
  alignas(64) f32 staged[static_cast<std::size_t>(most * v::lanes)];

  /// Places from `first` on, at least `count` of them.
  void fill(index first, index count) noexcept {
    f32* to = staged;
    for (index at = first; at < first + count; at += 4, to += 4 * v::lanes) {
      const u8* copies[v::lanes];
      u8 last[v::lanes][16];
      const bool inside = at + 4 <= values;
      for (int i = 0; i < v::lanes && !inside; ++i) {
        ::std::memcpy(last[i], rows[i] + 4 * at, static_cast<std::size_t>(4 * (values - at)));
        copies[i] = last[i];
      }
      v::i32s r[4];
      EIDO_UNROLL for (int i = 0; i < 4; ++i) {
        r[i] = v::as_i32(v::load_blocks((inside ? rows : copies) + i, inside ? 4 * at : 0));
      }
      v::transpose_blocks(r);
      EIDO_UNROLL for (int i = 0; i < 4; ++i) v::store(reinterpret_cast<i32*>(to) + i * v::lanes, r[i]);
    }
  }
};

/// Four places of `lanes` rows from made to byte `at` of the rows, of which `left` bytes are left.
static inline void ordered_put(const f32* made, u8* const* outs, index at, index left) noexcept {
  v::i32s r[4];
  EIDO_UNROLL for (int i = 0; i < 4; ++i) r[i] = v::load(reinterpret_cast<const i32*>(made) + i * v::lanes);
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
static void ordered_across_lanes(const f32* const* from, int count, const ordered_axis& axis, int channels,
                                 f32* const* to) noexcept {
  ordered_stage stage;
  u8* outs[v::lanes];
  for (int i = 0; i < v::lanes; ++i) {  // lanes that are left repeat the last row
    const int row = i < count ? i : count - 1;
    stage.rows[i] = reinterpret_cast<const u8*>(from[row] + axis.lowest * channels);
    outs[i] = reinterpret_cast<u8*>(to[row]);
  }
  stage.values = (axis.highest - axis.lowest) * channels;
  const index together = channels == 2 ? 2 : channels == 4 ? 1 : 4, last = axis.outputs - 1;
  const index out_bytes = 4 * axis.outputs * channels;
  const auto place_of = [&axis, channels](index x) { return (axis.first[x] - axis.lowest) * channels; };
  const auto end_of = [&](index x) { return place_of(x) + axis.count[x] * channels; };
  f32 made[12 * v::lanes];

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
      f32* value = made;
      for (index j = 0; j < together; ++j) {
        const index here = x + j < last ? x + j : last;
        const f64* const weights = axis.weights + here * axis.taps;
        const i32 taps = axis.count[here];
        for (index c = 0; c < channels; ++c, value += v::lanes) {
          ordered_sums sums;
          if (!in_parts) {
            const f32* p = stage.staged + (place_of(here) - base + c) * v::lanes;
            for (i32 k = 0; k < taps; ++k, p += channels * v::lanes) sums.add(p, v::set_f64(weights[k]));
          } else {
            const index part = stage.most / channels;
            for (index done = 0; done < taps; done += part) {
              const index n = taps - done < part ? taps - done : part;
              stage.fill(place_of(here) + done * channels, n * channels);
              const f32* p = stage.staged + c * v::lanes;
              for (index k = 0; k < n; ++k, p += channels * v::lanes) sums.add(p, v::set_f64(weights[done + k]));
            }
          }
          sums.store(value);
        }
      }
      for (index q = 0; 4 * q < together * channels; ++q) {
        const index at = 4 * (x * channels + 4 * q);
        ordered_put(made + 4 * q * v::lanes, outs, at, out_bytes - at);
      }
    }
  }
}

static inline void ordered_across(const f32* const* rows, int count, const ordered_axis& axis, int channels,
                                  f32* const* outs) noexcept {
  for (int i = 0; i < count; i += v::lanes) {
    ordered_across_lanes(rows + i, count - i < v::lanes ? count - i : v::lanes, axis, channels, outs + i);
  }
}

}  // namespace eido::kernels::EIDO_TIER
