// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;
namespace b16 = ::eido::simd::EIDO_BLOCK;

/// Interleaved pixels to planes, `Channels` elements a pixel.
template <int Channels, class T>
static inline void split(const T* src, index pixels, T* const* planes) noexcept {
  using register_of = decltype(v::load(src));
  constexpr index step = static_cast<index>(sizeof(register_of) / sizeof(T));
  index at = 0;
  for (; at + step <= pixels; at += step) {
    register_of channel[Channels];
    v::load_channels(src + at * Channels, channel);
    for (int c = 0; c < Channels; ++c) v::store(planes[c] + at, channel[c]);
  }
  for (; at < pixels; ++at) {
    for (int c = 0; c < Channels; ++c) planes[c][at] = src[at * Channels + c];
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
    for (int c = 0; c < Channels; ++c) out[at * Channels + c] = planes[c][at];
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

/// n elements backwards: out[i] = src[-i].
template <class T>
static inline void reverse_run(const T* src, index n, T* out) noexcept {
  constexpr index step = static_cast<index>(sizeof(v::load(src)) / sizeof(T));
  index at = 0;
  for (; at + step <= n; at += step) v::store(out + at, v::reverse(v::load(src - at - step + 1)));
  for (; at < n; ++at) out[at] = src[-at];
}

/// Packed pixels picked at a constant step: see shuffle_recipe. `repeats` periods.
static inline void shuffle_run(const shuffle_recipe& recipe, const u8* src, index repeats, u8* out) noexcept {
  for (; repeats > 0; --repeats, src += recipe.source_step) {
    for (int b = 0; b < recipe.blocks; ++b, out += 16) {
      const shuffle_recipe::block& block = recipe.block_of[b];
      const auto part = [&](int k) {
        return b16::as_i32(b16::shuffle_in_blocks(b16::load(src + block.offset[k]), b16::load(block.table[k])));
      };
      b16::i32s made = part(0);
      for (int k = 1; k < block.loads; ++k) made = b16::bit_or(made, part(k));
      b16::store(out, b16::as_u8(made));
    }
  }
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

/// dst[y][x] = src[x][y] for units of `bytes` bytes: dst rows dst_step apart hold `columns` units, packed; the unit
/// (y, x) comes from src + x * src_step + y * src_column. Units of 3 and 4 bytes go in blocks of 4 x 4.
static inline void transpose_tile(u8* dst, index dst_step, const u8* src, index src_step, index rows, index columns,
                                  index src_column, index bytes) noexcept {
  const auto plain = [&](index y0, index y1, index x0, index x1) {
    for (index y = y0; y < y1; ++y) {
      u8* to = dst + y * dst_step + x0 * bytes;
      const u8* at = src + y * src_column + x0 * src_step;
      for (index x = x0; x < x1; ++x, to += bytes, at += src_step) {
        for (index i = 0; i < bytes; ++i) to[i] = at[i];
      }
    }
  };
  if (bytes == 1 || bytes == 2 || bytes == 8 || bytes == 12) {
    for (index y = 0; y < rows; ++y) {
      u8* to = dst + y * dst_step;
      const u8* at = src + y * src_column;
      const auto row = [&](auto unit) {
        for (index x = 0; x < columns; ++x, to += sizeof unit, at += src_step) ::std::memcpy(to, at, sizeof unit);
      };
      struct twelve {
        u32 word[3];
      };
      bytes == 1 ? row(u8()) : bytes == 2 ? row(u16()) : bytes == 8 ? row(u64()) : row(twelve());
    }
    return;
  }
  if (bytes != 3 && bytes != 4) return plain(0, rows, 0, columns);

  // 12 or 16 bytes of four pixels, spread to 32 bits each (`up`, also turning them round where they lie backwards),
  // and packed again (`down`). The 16-byte loads and stores of 12 bytes stay inside of the row that they belong to.
  const bool back = src_column < 0;
  alignas(16) u8 up[16], down[16];
  for (int i = 0; i < 16; ++i) {
    const int pixel = back ? 3 - i / 4 : i / 4, byte = i % 4;
    up[i] = byte < bytes ? static_cast<u8>(pixel * bytes + byte) : u8(128);
    down[i] = i < 4 * bytes ? static_cast<u8>(i / bytes * 4 + i % bytes) : u8(128);
  }
  const b16::u8s spread = b16::load(up), pack = b16::load(down);
  const index spare = bytes == 3 ? 2 : 0;  // whole pixels that a 16-byte access may need behind four
  index y = 0;
  for (; y + 4 + spare <= rows; y += 4) {
    // the lowest address of the four columns; reading backwards, the four pixels before `spare` others must exist too
    const u8* const column = src + (back ? y + 3 : y) * src_column;
    const bool room = !back || y >= spare;
    index x = 0;
    for (; room && x + 4 + spare <= columns; x += 4) {
      b16::i32s r[4];
      for (int i = 0; i < 4; ++i) {
        r[i] = b16::as_i32(b16::shuffle_in_blocks(b16::load(column + (x + i) * src_step), spread));
      }
      transpose_4x4(r);
      for (int i = 0; i < 4; ++i) {
        b16::store(dst + (y + i) * dst_step + x * bytes, b16::shuffle_in_blocks(b16::as_u8(r[i]), pack));
      }
    }
    plain(y, y + 4, x, columns);
  }
  plain(y, rows, 0, columns);
}

}  // namespace eido::kernels::EIDO_TIER
