// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// A run of n pixels, see pixel_order; the last register overlaps the one before it, as does the first one where stores
/// go past the caches. Mirrored ones are stored from the far end on down: reading backwards is slower.
template <bool Back, class Put>
static inline void permute_pixels(const detail::pixel_order& order, const u8* src, index n, u8* out, Put put) noexcept {
  const v::u8s table = v::load_blocks(order.table, 0);
  const auto one = [table](const u8* from) {
    v::u8s made = v::load(from);
    if constexpr (Back) made = v::as_u8(v::reverse(v::as_i32(made)));
    return v::shuffle_in_blocks(made, table);
  };
  constexpr index step = 4 * v::lanes;
  index size = n * order.size;
  if constexpr (::std::is_same_v<Put, past_caches>) {
    const index edge = (Back ? step - to_boundary(out + size, step) : to_boundary(out, step)) % step;
    if (edge > 0) v::store(Back ? out + size - step : out, one(src));
    src += edge, size -= edge;
    if constexpr (!Back) out += edge;
  }
  const index rest = size % step;
  u8* to = Back ? out + size - step : out;
  for (index left = size / step; left > 0; --left, src += step, to += Back ? -step : step) put(to, one(src));
  if (rest > 0) v::store(Back ? out : to + rest - step, one(src + rest - step));
}

/// False where a register holds more than n pixels.
static inline bool permute_run(const detail::pixel_order& order, const u8* src, index n, u8* out,
                               bool streams) noexcept {
  constexpr index step = 4 * v::lanes;
  const index size = n * order.size;
  if (size < step) return false;
  const auto run = [&](auto put) {
    order.back ? permute_pixels<true>(order, src, n, out, put) : permute_pixels<false>(order, src, n, out, put);
  };
  const bool past = streams && size >= 2 * step && to_boundary(order.back ? out + size : out, step) % order.size == 0;
  past ? run(past_caches()) : run(stores());
  return true;
}

/// n bytes, at least two registers of them.
static inline void stream_bytes(const u8* src, index n, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  index at = to_boundary(out, step) % step;
  if (at > 0) v::store(out, v::load(src));
  for (; at + 4 * step <= n; at += 4 * step) {
    const v::u8s a = v::load(src + at), b = v::load(src + at + step);
    const v::u8s c = v::load(src + at + 2 * step), d = v::load(src + at + 3 * step);
    v::stream(out + at, a);
    v::stream(out + at + step, b);
    v::stream(out + at + 2 * step, c);
    v::stream(out + at + 3 * step, d);
  }
  for (; at + step <= n; at += step) v::stream(out + at, v::load(src + at));
  if (at < n) v::store(out + n - step, v::load(src + n - step));
}
static inline void streams_end() noexcept { v::stream_end(); }
static inline bool streams_here() noexcept { return v::has_stream; }

/// Packed pixels picked at a constant step: see shuffle_recipe. `repeats` periods, each block of a register holding
/// one, the last register overlapping the one before it. The counts are constants so that the tables stay in registers.
template <int Blocks, int Loads>
static inline void shuffle_blocks(const detail::shuffle_recipe& recipe, const u8* src, index repeats, u8* out,
                                  bool streams) noexcept {
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
  const auto block = [&](const u8* from, int b) {
    const auto part = [&](int k) {
      return v::as_i32(v::shuffle_in_blocks(v::load_blocks(from + offset[b][k], step), table[b][k]));
    };
    v::i32s made = part(0);
    for (int k = 1; k < Loads; ++k) made = v::bit_or(made, part(k));
    return v::as_u8(made);
  };
  const auto one = [&](const u8* from, u8* to) {
    for (int b = 0; b < Blocks; ++b) v::store_blocks(to + 16 * b, out_step, block(from, b));
  };
  // mirrored: from the far end on down, reading backwards is slower; not where stores overlap, the higher one wins
  const bool down = step < 0 && out_step == 16 * Blocks;
  const index twos = repeats / (2 * group), ahead = down ? -2 * group : 2 * group, far = down ? -32 * step : 32 * step;
  const index first = down ? 2 * group * (twos - 1) : 0;
  const u8* from = src + first * step;
  u8* to = out + first * out_step;
  index left = twos;
  if constexpr (Blocks == 3) {
    if (streams && to_boundary(out, 4 * v::lanes) == 4 * v::lanes) {
      for (; left > 0; --left, from += ahead * step, to += ahead * out_step) {
        for (int half = 0; half < 2; ++half) {
          const u8* const here = from + half * group * step;
          __builtin_prefetch(here + far);
          __builtin_prefetch(here + far + 48);
          v::stream_threes(to + half * group * out_step, block(here, 0), block(here, 1), block(here, 2));
        }
      }
    }
  }
  for (; left > 0; --left, from += ahead * step, to += ahead * out_step) {
    one(from, to);
    one(from + group * step, to + group * out_step);
  }
  const index last = repeats - group, done = 2 * group * twos;
  if (repeats - done > group) one(src + done * step, out + done * out_step);
  if (repeats - done > 0) one(src + last * step, out + last * out_step);
}

/// False where a register holds more periods than there are.
static inline bool shuffle_run(const detail::shuffle_recipe& recipe, const u8* src, index repeats, u8* out,
                               bool streams) noexcept {
  static constexpr decltype(&shuffle_blocks<1, 1>) kernels[2][4] = {
      {shuffle_blocks<1, 1>, shuffle_blocks<1, 2>, shuffle_blocks<1, 3>, shuffle_blocks<1, 4>},
      {shuffle_blocks<3, 1>, shuffle_blocks<3, 2>, shuffle_blocks<3, 3>, shuffle_blocks<3, 4>}};
  if (repeats < v::lanes / 4) return false;
  kernels[recipe.blocks == 3][recipe.loads - 1](recipe, src, repeats, out, streams);
  return true;
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

/// Units that change rows for columns: unit (y, x) of the destination, rows `dst_step` bytes apart and packed, is the
/// source's at src + x * src_step + y * src_column, where src_column is the size of a unit or its negative.
struct turned {
  u8* dst;
  index dst_step;
  const u8* src;
  index src_step, src_column, bytes;

  void plain(index y0, index y1, index x0, index x1) const noexcept {
    for (index y = y0; y < y1 && x0 < x1; ++y) {
      pack_any(dst + y * dst_step + x0 * bytes, src + y * src_column + x0 * src_step, x1 - x0, src_step, bytes);
    }
  }
  /// Where the source of rows y to y + n - 1 begins.
  const u8* column(index y, index n) const noexcept { return src + (src_column < 0 ? y + n - 1 : y) * src_column; }
};

/// Units of 3 and 4 bytes, in blocks of 4 x 4: `columns` of each row are made, out of `room` that are made from here on
/// in rising order, so that what is stored a little too far is stored again.
///   a0 a1 a2 a3      a0 b0 c0 d0
///   b0 b1 b2 b3  ->  a1 b1 c1 d1
///   c0 c1 c2 c3      a2 b2 c2 d2
///   d0 d1 d2 d3      a3 b3 c3 d3
template <int Bytes>
static inline void turn_wide(const turned& t, index rows, index columns, index room) noexcept {
  // 12 or 16 bytes of four pixels, spread to 32 bits each (`up`, also turning them round where they lie backwards), and
  // packed again (`down`). 16 bytes are read, 12 of them used: the first, or at the far edge the last.
  const bool back = t.src_column < 0;
  u8 up[2][16], down[16];
  for (int i = 0; i < 16; ++i) {
    const int pixel = back ? 3 - i / 4 : i / 4, byte = i % 4, at = pixel * Bytes + byte;
    up[0][i] = byte < Bytes ? static_cast<u8>(at) : u8(128);
    up[1][i] = byte < Bytes ? static_cast<u8>(at + 16 - 4 * Bytes) : u8(128);
    down[i] = i < 4 * Bytes ? static_cast<u8>(i / Bytes * 4 + i % Bytes) : u8(128);
  }
  const v::u8s spread[2] = {v::load_blocks(up[0], 0), v::load_blocks(up[1], 0)}, pack = v::load_blocks(down, 0);
  constexpr index beyond = Bytes == 3 ? 2 : 0, wide = v::lanes, spare = Bytes == 3 ? (wide + 2) / 3 : 0;
  if (rows < 4 + beyond || columns < wide) return t.plain(0, rows, 0, columns);
  const index src_step = t.src_step, dst_step = t.dst_step, later = back ? -192 : 192;
  for (index y = 0; y < rows; y += 4) {
    if (y + 4 > rows) y = rows - 4;  // made twice
    const bool edge = back ? y < beyond : y + 4 + beyond > rows, asks = y % 16 == 0;
    const v::u8s table = spread[edge];
    const u8* from = t.column(y, 4) - (edge ? 16 - 4 * Bytes : 0);
    u8* to = t.dst + y * dst_step;
    for (index x = 0; x < columns; x += wide) {
      if (x + wide > columns) {
        const index again = x + wide - columns;
        x -= again, from -= again * src_step, to -= again * Bytes;
      }
      const auto row = [&](int i) {  // block j: column x + 4 * j + i
        return v::as_i32(v::shuffle_in_blocks(v::load_blocks(from + i * src_step, 4 * src_step), table));
      };
      v::i32s r[4] = {row(0), row(1), row(2), row(3)};
      v::transpose_blocks(r);
      const bool whole = x + wide + spare <= room;
      const auto put = [&](int i) {
        u8* const p = to + i * dst_step;
        if constexpr (Bytes == 4) {
          v::store(p, v::as_u8(r[i]));
        } else {
          const v::u8s made = v::as_u8(v::threes_first(v::as_i32(v::shuffle_in_blocks(v::as_u8(r[i]), pack))));
          whole ? v::store(p, made) : v::store_first(p, made, 3 * wide);
        }
      };
      put(0), put(1), put(2), put(3);
      // neither the rows of the results follow each other nor those of the source: the next ones are asked for
      if (wide * Bytes >= 24 || x * Bytes % 48 == 0) {
        for (int i = 4; i < 8; ++i) __builtin_prefetch(to + i * dst_step, 1);
      }
      if (asks) {  // once in 16 rows, which are 48 or 64 bytes
        for (index i = 0; i < wide; ++i) __builtin_prefetch(from + i * src_step + later);
      }
      from += wide * src_step;
      to += wide * Bytes;
    }
  }
}

/// Units of 1 and 2 bytes, 4 * lanes columns by 16 / Bytes rows at a time. Register (g, i) takes 16 bytes of each of
/// its columns. Exchanged once, register (g, q) has the bytes 4 * q to 4 * q + 3 of the four registers of group g;
/// turned in themselves, and exchanged with the other groups, they are rows.
template <int Bytes>
static inline void turn_narrow(const turned& t, index rows, index columns) noexcept {
  constexpr int units = 4 / Bytes;  // in 4 bytes
  constexpr index high = 16 / Bytes, wide = 4 * v::lanes;
  const bool back = t.src_column < 0;
  u8 places[16], turn_round[16];
  for (int i = 0; i < 16; ++i) {
    const int k = i / 4, unit = i % 4 / Bytes, byte = i % Bytes;  // 4 bytes of row k / Bytes, its part k % Bytes
    places[i] = static_cast<u8>(4 * (k % Bytes * units + unit) + k / Bytes * Bytes + byte);
    turn_round[i] = static_cast<u8>(back ? 16 - Bytes - i / Bytes * Bytes + byte : i);
  }
  const v::u8s table = v::load_blocks(places, 0), order = v::load_blocks(turn_round, 0);
  const index src_step = t.src_step, dst_step = t.dst_step;
  const auto tile = [&](index y, index x) {
    const u8* const from = t.column(y, high) + x * src_step;
    u8* const to = t.dst + y * dst_step + x * Bytes;
    const auto column = [&](int g, int i) {
      const index at = i / units * (wide / Bytes) + units * g + i % units;
      return v::as_i32(v::shuffle_in_blocks(v::load_blocks(from + at * src_step, 4 * units * src_step), order));
    };
    const auto row = [&](v::i32s a) { return v::as_i32(v::shuffle_in_blocks(v::as_u8(a), table)); };
    const auto four_rows = [&](int q, v::i32s a, v::i32s b, v::i32s c, v::i32s d) {
      v::i32s made[4] = {row(a), row(b), row(c), row(d)};
      v::transpose_blocks(made);
      const auto put = [&](int k) {
        v::store(to + (units * q + k / Bytes) * dst_step + k % Bytes * wide, v::as_u8(made[k]));
      };
      put(0), put(1), put(2), put(3);
    };
    v::i32s r0[4] = {column(0, 0), column(0, 1), column(0, 2), column(0, 3)};
    v::transpose_blocks(r0);
    v::i32s r1[4] = {column(1, 0), column(1, 1), column(1, 2), column(1, 3)};
    v::transpose_blocks(r1);
    v::i32s r2[4] = {column(2, 0), column(2, 1), column(2, 2), column(2, 3)};
    v::transpose_blocks(r2);
    v::i32s r3[4] = {column(3, 0), column(3, 1), column(3, 2), column(3, 3)};
    v::transpose_blocks(r3);
    four_rows(0, r0[0], r1[0], r2[0], r3[0]);
    four_rows(1, r0[1], r1[1], r2[1], r3[1]);
    four_rows(2, r0[2], r1[2], r2[2], r3[2]);
    four_rows(3, r0[3], r1[3], r2[3], r3[3]);
  };
  if (rows < high || columns < wide) return t.plain(0, rows, 0, columns);
  for (index y = 0; y < rows; y += high) {
    if (y + high > rows) y = rows - high;  // made twice
    for (index i = y + high; i < y + 2 * high; ++i) {  // the next rows
      for (index at = 0; at < columns * Bytes; at += 64) __builtin_prefetch(t.dst + i * dst_step + at, 1);
    }
    for (index x = 0; x < columns; x += wide) tile(y, x + wide > columns ? columns - wide : x);
  }
}

static inline void turn_tile(const turned& t, index rows, index columns, index room) noexcept {
  switch (t.bytes) {
    case 1: return turn_narrow<1>(t, rows, columns);
    case 2: return turn_narrow<2>(t, rows, columns);
    case 3: return turn_wide<3>(t, rows, columns, room);
    case 4: return turn_wide<4>(t, rows, columns, room);
    default: return t.plain(0, rows, 0, columns);
  }
}
static inline void transpose_tile(u8* dst, index dst_step, const u8* src, index src_step, index rows, index columns,
                                  index room, index src_column, index bytes) noexcept {
  turn_tile({dst, dst_step, src, src_step, src_column, bytes}, rows, columns, room);
}

}  // namespace eido::kernels::EIDO_TIER
