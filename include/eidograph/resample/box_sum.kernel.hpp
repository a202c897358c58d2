// SPDX-License-Identifier: MIT
// Included once for each tier, see box_sum_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// Far: rows are those of an image that is larger than caches, and asked for before hardware would.
template <bool Far>
static inline void add_rows_of(const u8* rows, index step, index count, index n, u16* out) noexcept {
  constexpr index lanes = 2 * v::lanes;
  index i = 0;
  for (; i + 2 * lanes <= n; i += 2 * lanes) {
    const u8* p = rows + i;
    v::i16s low = v::load_u8_i16(p), high = v::load_u8_i16(p + lanes);
    if constexpr (Far) __builtin_prefetch(p + far_ahead);
    for (index k = 1; k < count; ++k) {
      p += step;
      if constexpr (Far) __builtin_prefetch(p + far_ahead);
      low = v::add(low, v::load_u8_i16(p));
      high = v::add(high, v::load_u8_i16(p + lanes));
    }
    v::store(reinterpret_cast<i16*>(out + i), low);
    v::store(reinterpret_cast<i16*>(out + i + lanes), high);
  }
  for (; i < n; ++i) {
    u32 sum = 0;
    for (index k = 0; k < count; ++k) sum += rows[i + k * step];
    out[i] = static_cast<u16>(sum);
  }
}
static inline void add_rows(const u8* rows, index step, index count, index n, u16* out) noexcept {
  step > far_row ? add_rows_of<true>(rows, step, count, n, out) : add_rows_of<false>(rows, step, count, n, out);
}

/// To each of n values the following width - 1 of its channel are added, in place; the last pixels keep what they have.
/// Width is 0 or the width.
template <int Width>
static inline void add_pixels_of(u16* values, index n, index any_width, index channels) noexcept {
  constexpr index lanes = 2 * v::lanes;
  const index width = Width > 0 ? Width : any_width, last = n - (width - 1) * channels;
  index i = 0;
  for (; i + lanes <= last; i += lanes) {
    i16* const p = reinterpret_cast<i16*>(values + i);
    v::i16s sum = v::load(p);
    if constexpr (Width > 0) {
      EIDO_UNROLL for (index k = 1; k < Width; ++k) sum = v::add(sum, v::load(p + k * channels));
    } else {
      for (index k = 1; k < width; ++k) sum = v::add(sum, v::load(p + k * channels));
    }
    v::store(p, sum);
  }
  for (; i < last; ++i) {
    for (index k = 1; k < width; ++k) values[i] = static_cast<u16>(values[i] + values[i + k * channels]);
  }
}
static inline void add_pixels(u16* values, index n, index width, index channels) noexcept {
  switch (width) {
    case 1: return;
    case 2: return add_pixels_of<2>(values, n, width, channels);
    case 3: return add_pixels_of<3>(values, n, width, channels);
    case 4: return add_pixels_of<4>(values, n, width, channels);
    case 5: return add_pixels_of<5>(values, n, width, channels);
    case 6: return add_pixels_of<6>(values, n, width, channels);
    case 7: return add_pixels_of<7>(values, n, width, channels);
    case 8: return add_pixels_of<8>(values, n, width, channels);
    default: return add_pixels_of<0>(values, n, width, channels);
  }
}

static inline void mean_of_columns(u16* columns, index cells, index width, index channels, u32 half, u32 factor,
                                   u8* out) noexcept {
  const index values = width * channels, n = cells * values;
  add_pixels(columns, n, width, channels);
  // x * factor >> 24 in words: x * (factor >> 16) and what x * (factor & 65535) carries to it, by 2^8; see byte_mean
  const auto words_of = [](u32 x) { return v::set_i16(static_cast<i16>(x)); };
  const v::i16s add = words_of(half), high = words_of(factor >> 16), low = words_of(factor & 65535);
  static constexpr struct place_table {
    u8 at[4 * v::lanes] = {};
    constexpr place_table() noexcept {  // a0 b0 a1 b1 a2 b2 a3 b3  ->  a0 a1 a2 a3 b0 b1 b2 b3
      for (int k = 0; k < 4 * v::lanes; ++k) at[k] = static_cast<u8>(k % 16 / 8 * 8 + k % 4 * 2 + k % 8 / 4);
    }
  } places;
  const v::u8s apart = v::load(places.at);
  index i = 0;
  // `lanes` cells at once, four bytes each: of those behind the channels the next cell is written over. In block b of
  // register r there is cell 4 * b + r, so that packing brings them into order.
  const auto fits = [=](index last) { return last * values + 8 <= n && last * channels + 4 <= cells * channels; };
  for (; fits(i + v::lanes - 1); i += v::lanes) {
    v::i16s sums[4];
    EIDO_UNROLL for (int r = 0; r < 4; ++r) {
      const u8* const from = reinterpret_cast<const u8*>(columns + (i + r) * values);
      const u8* at[v::lanes];
      EIDO_UNROLL for (int b = 0; b < v::lanes; b += 4) at[b] = from + 2 * b * values;
      sums[r] = v::as_i16(v::load_blocks(at, 0));
    }
    const auto means = [=](v::i16s a, v::i16s b) {
      const v::i16s x = v::add(v::zip_low(a, b), add);
      return v::as_u8(v::as_i32(v::add(v::mul(x, high), v::mul_high_u16(x, low))));
    };
    u8 made[4 * v::lanes];
    v::store(made, v::shuffle_in_blocks(v::odd_bytes(means(sums[0], sums[1]), means(sums[2], sums[3])), apart));
    EIDO_UNROLL for (int k = 0; k < v::lanes; ++k)::std::memcpy(out + (i + k) * channels, made + 4 * k, 4);
  }
  for (; i < cells; ++i) {
    for (index c = 0; c < channels; ++c) {
      out[i * channels + c] = static_cast<u8>(((columns[i * values + c] + half) * factor) >> 24);
    }
  }
}

}  // namespace eido::kernels::EIDO_TIER
