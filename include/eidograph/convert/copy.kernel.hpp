// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;
namespace b16 = ::eido::simd::EIDO_BLOCK;

/// Interleaved pixels to planes, `Channels` elements a pixel. T is an integer of the elements' size: they are moved as
/// bytes, never looked at as a T, because they may be floats.
template <int Channels, class T>
static inline void split(const T* src, index pixels, T* const* planes) noexcept {
  using register_of = decltype(v::load(src));
  constexpr index step = static_cast<index>(sizeof(register_of) / sizeof(T));
  const index aligned = to_boundary(planes[0], sizeof(register_of));
  index at = 0;
  for (; at + step <= pixels; at = at == 0 ? aligned : at + step) {
    register_of channel[Channels];
    v::load_channels(src + at * Channels, channel);
    for (int c = 0; c < Channels; ++c) v::store(planes[c] + at, channel[c]);
  }
  for (; at < pixels; ++at) {
    for (int c = 0; c < Channels; ++c) ::std::memcpy(planes[c] + at, src + at * Channels + c, sizeof(T));
  }
}

/// The way back.
template <int Channels, class T>
static inline void merge(const T* const* planes, index pixels, T* out) noexcept {
  using register_of = decltype(v::load(out));
  constexpr index step = static_cast<index>(sizeof(register_of) / sizeof(T));
  index at = 0;
  for (; at + step <= pixels; at += step) {
    register_of channel[Channels];
    for (int c = 0; c < Channels; ++c) channel[c] = v::load(planes[c] + at);
    v::store_channels(out + at * Channels, channel);
  }
  for (; at < pixels; ++at) {
    for (int c = 0; c < Channels; ++c) ::std::memcpy(out + at * Channels + c, planes[c] + at, sizeof(T));
  }
}

template <class T>
static inline void split_any(const T* src, index pixels, int channels, T* const* planes) noexcept {
  switch (channels) {
    case 2: return split<2>(src, pixels, planes);
    case 3: return split<3>(src, pixels, planes);
    default: return split<4>(src, pixels, planes);
  }
}

template <class T>
static inline void merge_any(const T* const* planes, index pixels, int channels, T* out) noexcept {
  switch (channels) {
    case 2: return merge<2>(planes, pixels, out);
    case 3: return merge<3>(planes, pixels, out);
    default: return merge<4>(planes, pixels, out);
  }
}

/// A run of n pixels, see pixel_order; the last register overlaps the one before it. Mirrored ones are stored from the
/// far end on down: reading backwards is slower.
template <bool Back>
static inline void permute_pixels(const detail::pixel_order& order, const u8* src, index n, u8* out) noexcept {
  const v::u8s table = v::load_blocks(order.table, 0);
  const auto one = [table](const u8* from, u8* to) {
    v::u8s made = v::load(from);
    if constexpr (Back) made = v::as_u8(v::reverse(v::as_i32(made)));
    v::store(to, v::shuffle_in_blocks(made, table));
  };
  constexpr index step = 4 * v::lanes;
  const index size = n * order.size, rest = size % step;
  u8* to = Back ? out + size - step : out;
  for (index left = size / step; left > 0; --left, src += step, to += Back ? -step : step) one(src, to);
  if (rest > 0) one(src + rest - step, Back ? out : to + rest - step);
}

/// False where a register holds more than n pixels.
static inline bool permute_run(const detail::pixel_order& order, const u8* src, index n, u8* out) noexcept {
  if (n * order.size < 4 * v::lanes) return false;
  order.back ? permute_pixels<true>(order, src, n, out) : permute_pixels<false>(order, src, n, out);
  return true;
}

/// Packed pixels picked at a constant step: see shuffle_recipe. `repeats` periods, each block of a register holding
/// one, the last register overlapping the one before it. The counts are constants so that the tables stay in registers.
template <int Blocks, int Loads>
static inline void shuffle_blocks(const detail::shuffle_recipe& recipe, const u8* src, index repeats,
                                  u8* out) noexcept {
  v::u8s table[Blocks][Loads];
  index offset[Blocks][Loads];
  for (int b = 0; b < Blocks; ++b) {
    for (int k = 0; k < Loads; ++k) {
      table[b][k] = v::load_blocks(recipe.block_of[b].table[k], 0);
      offset[b][k] = recipe.block_of[b].offset[k];
    }
  }
  constexpr index group = v::lanes / 4;
  const index step = recipe.source_step, out_step = recipe.out_step;
  const auto one = [&](const u8* from, u8* to) {
    for (int b = 0; b < Blocks; ++b) {
      const auto part = [&](int k) {
        return v::as_i32(v::shuffle_in_blocks(v::load_blocks(from + offset[b][k], step), table[b][k]));
      };
      v::i32s made = part(0);
      for (int k = 1; k < Loads; ++k) made = v::bit_or(made, part(k));
      v::store_blocks(to + 16 * b, out_step, v::as_u8(made));
    }
  };
  const u8* from = src;
  u8* to = out;
  for (index left = repeats / (2 * group); left > 0; --left) {
    one(from, to);
    one(from + group * step, to + group * out_step);
    from += 2 * group * step;
    to += 2 * group * out_step;
  }
  const index last = repeats - group;
  if (repeats % (2 * group) > group) one(from, to);
  if (repeats % (2 * group) > 0) one(src + last * step, out + last * out_step);
}

/// False where a register holds more periods than there are.
static inline bool shuffle_run(const detail::shuffle_recipe& recipe, const u8* src, index repeats, u8* out) noexcept {
  static constexpr decltype(&shuffle_blocks<1, 1>) kernels[2][4] = {
      {shuffle_blocks<1, 1>, shuffle_blocks<1, 2>, shuffle_blocks<1, 3>, shuffle_blocks<1, 4>},
      {shuffle_blocks<3, 1>, shuffle_blocks<3, 2>, shuffle_blocks<3, 3>, shuffle_blocks<3, 4>}};
  if (repeats < v::lanes / 4) return false;
  kernels[recipe.blocks == 3][recipe.loads - 1](recipe, src, repeats, out);
  return true;
}

/// 4 x 4 pixels of up to 4 bytes, one row each in 16 bytes, rows and columns exchanged:
///   a0 a1 a2 a3      a0 b0 c0 d0
///   b0 b1 b2 b3  ->  a1 b1 c1 d1
///   c0 c1 c2 c3      a2 b2 c2 d2
///   d0 d1 d2 d3      a3 b3 c3 d3
static inline void transpose_4x4(b16::i32s (&r)[4]) noexcept {
  const b16::i32s ac_low = b16::interleave_low(r[0], r[2]), ac_high = b16::interleave_high(r[0], r[2]);
  const b16::i32s bd_low = b16::interleave_low(r[1], r[3]), bd_high = b16::interleave_high(r[1], r[3]);
  r[0] = b16::interleave_low(ac_low, bd_low);
  r[1] = b16::interleave_high(ac_low, bd_low);
  r[2] = b16::interleave_low(ac_high, bd_high);
  r[3] = b16::interleave_high(ac_high, bd_high);
}

/// n units of one size, src_step apart, side by side.
template <class Unit>
static inline void pack_units(u8* dst, const u8* src, index n, index src_step) noexcept {
  for (index x = 0; x < n; ++x) ::std::memcpy(dst + x * index{sizeof(Unit)}, src + x * src_step, sizeof(Unit));
}
template <int Bytes>
struct unit_of {
  u8 byte[Bytes];
};
static inline void pack_any(u8* dst, const u8* src, index n, index src_step, index bytes) noexcept {
  switch (bytes) {
    case 1: return pack_units<unit_of<1>>(dst, src, n, src_step);
    case 2: return pack_units<unit_of<2>>(dst, src, n, src_step);
    case 3: return pack_units<unit_of<3>>(dst, src, n, src_step);
    case 4: return pack_units<unit_of<4>>(dst, src, n, src_step);
    case 6: return pack_units<unit_of<6>>(dst, src, n, src_step);
    case 8: return pack_units<unit_of<8>>(dst, src, n, src_step);
    case 12: return pack_units<unit_of<12>>(dst, src, n, src_step);
    case 16: return pack_units<unit_of<16>>(dst, src, n, src_step);
    default:
      for (index x = 0; x < n; ++x) ::std::memcpy(dst + x * bytes, src + x * src_step, static_cast<std::size_t>(bytes));
  }
}

/// Units of `bytes` bytes, rows and columns exchanged: unit (y, x) of dst, rows dst_step apart and packed, comes from
/// src + x * src_step + y * src_column. `columns` of each row are made, out of `room` that the caller makes from here
/// on in rising order: what is stored a little too far is stored again. Units of 3 and 4 bytes go in blocks of 4 x 4.
static inline void transpose_tile(u8* dst, index dst_step, const u8* src, index src_step, index rows, index columns,
                                  index room, index src_column, index bytes) noexcept {
  const auto plain = [&](index y0, index y1, index x0) {
    for (index y = y0; y < y1 && x0 < columns; ++y) {
      pack_any(dst + y * dst_step + x0 * bytes, src + y * src_column + x0 * src_step, columns - x0, src_step, bytes);
    }
  };
  if (bytes != 3 && bytes != 4) return plain(0, rows, 0);

  // 12 or 16 bytes of four pixels, spread to 32 bits each (`up`, also turning them round where they lie backwards), and
  // packed again (`down`). With 3 bytes a 16-byte access touches two pixels more: they must exist, in the source column
  // and in the row of dst.
  const bool back = src_column < 0;
  u8 up[16], down[16];
  for (int i = 0; i < 16; ++i) {
    const int pixel = back ? 3 - i / 4 : i / 4, byte = i % 4;
    up[i] = byte < bytes ? static_cast<u8>(pixel * bytes + byte) : u8(128);
    down[i] = i < 4 * bytes ? static_cast<u8>(i / bytes * 4 + i % bytes) : u8(128);
  }
  const b16::u8s spread = b16::load(up), pack = b16::load(down);
  const index spare = bytes == 3 ? 2 : 0;
  index y = 0;
  for (; y + 4 + (back ? 0 : spare) <= rows; y += 4) {
    const u8* const column = src + (back ? y + 3 : y) * src_column;  // the lowest address of the four
    index x = 0;
    for (; (!back || y >= spare) && x + 4 <= columns && x + 4 + spare <= room; x += 4) {
      b16::i32s r[4];
      for (int i = 0; i < 4; ++i) {
        r[i] = b16::as_i32(b16::shuffle_in_blocks(b16::load(column + (x + i) * src_step), spread));
      }
      transpose_4x4(r);
      for (int i = 0; i < 4; ++i) {
        b16::store(dst + (y + i) * dst_step + x * bytes, b16::shuffle_in_blocks(b16::as_u8(r[i]), pack));
      }
    }
    plain(y, y + 4, x);
  }
  plain(y, rows, 0);
}

}  // namespace eido::kernels::EIDO_TIER
