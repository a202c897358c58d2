// SPDX-License-Identifier: MIT
// Channels of bytes with byte permutes, included inside of the namespaces of the tiers from sse41 on. Each of them has
// a struct byte_blocks:
//   size                    bytes that permute can exchange: 16 (a register is one, two or four blocks) or 64
//   load<Channels>(p, j)    the register of the blocks j, j + Channels, j + 2 * Channels ... of p; store
//   permute(a, table)       in each block, byte i is byte table[i] of a
//   third<K>(a, b)          b's bytes at the places i % 3 == K of each block, a's at the others
//   two_and_two             two quarters of each block of a, two of b
// A block of each of `Channels` such registers holds `size` whole pixels, one after the other.

struct block_table {
  u8 at[byte_blocks::size];
};
/// Byte i comes from place times * (i + first).
static constexpr block_table every(int times, int first) noexcept {
  block_table t{};
  for (int i = 0; i < byte_blocks::size; ++i) t.at[i] = static_cast<u8>(times * (i + first) % byte_blocks::size);
  return t;
}
/// The block as `rows` runs, interleaved.
static constexpr block_table zipped(int rows) noexcept {
  block_table t{};
  for (int i = 0; i < byte_blocks::size; ++i) {
    t.at[i] = static_cast<u8>(i % rows * (byte_blocks::size / rows) + i / rows);
  }
  return t;
}

/// Pixel i of channel k at place 3 * i + k modulo the size, to place i and back.
template <int K>
struct third_tables {
  static constexpr int one_third = byte_blocks::size == 16 ? 11 : 43;  // 3 * 11 = 1 modulo 16, 3 * 43 = 1 modulo 64
  static constexpr block_table gather = every(3, one_third* K);
  static constexpr block_table scatter = every(one_third, byte_blocks::size - K);
};
template <int Channels>
struct zip_tables {
  static constexpr block_table split = zipped(byte_blocks::size / Channels), merge = zipped(Channels);
};

template <int Channels>
static inline void load_channels(const u8* p, u8s (&out)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  using b = byte_blocks;
  const u8s t0 = b::load<Channels>(p, 0), t1 = b::load<Channels>(p, 1);
  if constexpr (Channels == 3) {
    // 16 and 64 are 1 modulo 3, so the bytes of a channel in three consecutive blocks never share a place:
    //   t0   a b c a b c ... a
    //   t1   b c a b c a ... b
    //   t2   c a b c a b ... c
    const u8s t2 = b::load<Channels>(p, 2);
    out[0] = b::permute(b::third<2>(b::third<1>(t0, t2), t1), third_tables<0>::gather.at);
    out[1] = b::permute(b::third<2>(b::third<1>(t1, t0), t2), third_tables<1>::gather.at);
    out[2] = b::permute(b::third<2>(b::third<1>(t2, t1), t0), third_tables<2>::gather.at);
  } else {
    const auto split = [](u8s t) { return as_i32(b::permute(t, zip_tables<Channels>::split.at)); };
    if constexpr (Channels == 2) {  // a a .. b b .. | a a .. b b ..
      const i32s s0 = split(t0), s1 = split(t1);
      out[0] = as_u8(b::two_and_two<0, 1, 0, 1>(s0, s1));
      out[1] = as_u8(b::two_and_two<2, 3, 2, 3>(s0, s1));
    } else {  // a a .. b b .. c c .. d d .. four times
      i32s s[4] = {split(t0), split(t1), split(b::load<Channels>(p, 2)), split(b::load<Channels>(p, 3))};
      transpose_quarters<b>(s);
      out[0] = as_u8(s[0]);
      out[1] = as_u8(s[1]);
      out[2] = as_u8(s[2]);
      out[3] = as_u8(s[3]);
    }
  }
}

/// put(j, register j) for those of the blocks.
template <int Channels, class Put>
static inline void interleave(const u8s (&in)[Channels], Put put) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  using b = byte_blocks;
  if constexpr (Channels == 3) {  // the pictures of load_channels, backwards
    const u8s x = b::permute(in[0], third_tables<0>::scatter.at), y = b::permute(in[1], third_tables<1>::scatter.at);
    const u8s z = b::permute(in[2], third_tables<2>::scatter.at);
    put(0, b::third<2>(b::third<1>(x, y), z));
    put(1, b::third<2>(b::third<1>(y, z), x));
    put(2, b::third<2>(b::third<1>(z, x), y));
  } else {
    const auto merge = [&put](int j, i32s a) { put(j, b::permute(as_u8(a), zip_tables<Channels>::merge.at)); };
    if constexpr (Channels == 2) {
      merge(0, b::two_and_two<0, 1, 0, 1>(as_i32(in[0]), as_i32(in[1])));
      merge(1, b::two_and_two<2, 3, 2, 3>(as_i32(in[0]), as_i32(in[1])));
    } else {
      i32s s[4] = {as_i32(in[0]), as_i32(in[1]), as_i32(in[2]), as_i32(in[3])};
      transpose_quarters<b>(s);
      merge(0, s[0]);
      merge(1, s[1]);
      merge(2, s[2]);
      merge(3, s[3]);
    }
  }
}

template <int Channels>
static inline void store_channels(u8* p, const u8s (&in)[Channels]) noexcept {
  interleave(in, [p](int j, u8s a) { byte_blocks::store<Channels>(p, j, a); });
}
static inline void stream_channels(u8* p, const u8s (&in)[3]) noexcept {
  if constexpr (byte_blocks::size == 16) {
    u8s made[3];
    interleave(in, [&made](int j, u8s a) { made[j] = a; });
    stream_threes(p, made[0], made[1], made[2]);
  } else {
    store_channels(p, in);  // no kernel streams from these
  }
}
