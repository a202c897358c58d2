// SPDX-License-Identifier: MIT
// Verbs that read the same for every width, included inside of each tier's namespace.

inline constexpr bool has_stream = true;
static inline void stream_end() noexcept { _mm_sfence(); }
static inline f32s muladd(f32s a, f32s b, f32s c) noexcept { return add(mul(a, b), c); }
static inline bool any(mask m) noexcept { return bits(m) != 0; }
static inline i32s as_i32(u8s a) noexcept { return {a.v}; }
static inline u8s as_u8(i32s a) noexcept { return {a.v}; }
static inline u8s as_u8(i16s a) noexcept { return {a.v}; }
static inline i16s as_i16(u8s a) noexcept { return {a.v}; }
static inline i16s as_i16(i32s a) noexcept { return {a.v}; }
static inline i32s as_i32(i16s a) noexcept { return {a.v}; }

/// In each block, quarter q of register j changes places with quarter j of register q.
template <class Blocks>
static inline void transpose_quarters(i32s (&r)[4]) noexcept {
  const i32s low_01 = Blocks::template two_and_two<0, 1, 0, 1>(r[0], r[1]);   // 00 01 10 11, register and quarter
  const i32s low_23 = Blocks::template two_and_two<0, 1, 0, 1>(r[2], r[3]);   // 20 21 30 31
  const i32s high_01 = Blocks::template two_and_two<2, 3, 2, 3>(r[0], r[1]);  // 02 03 12 13
  const i32s high_23 = Blocks::template two_and_two<2, 3, 2, 3>(r[2], r[3]);  // 22 23 32 33
  r[0] = Blocks::template two_and_two<0, 2, 0, 2>(low_01, low_23);            // 00 10 20 30
  r[1] = Blocks::template two_and_two<1, 3, 1, 3>(low_01, low_23);
  r[2] = Blocks::template two_and_two<0, 2, 0, 2>(high_01, high_23);
  r[3] = Blocks::template two_and_two<1, 3, 1, 3>(high_01, high_23);
}

static inline void transpose_blocks(i32s (&r)[4]) noexcept { transpose_quarters<blocks>(r); }

// Channels of 32-bit elements. blocks::load<Channels>(p, j) is the register of the 16-byte blocks j, j + Channels and
// so on of p. A block of each of these registers holds four whole pixels: all that follows happens inside of blocks.

template <int Channels>
static inline void load_channels(const i32* p, i32s (&out)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  const i32s t0 = as_i32(blocks::load<Channels>(p, 0)), t1 = as_i32(blocks::load<Channels>(p, 1));
  if constexpr (Channels == 2) {  // a0 b0 a1 b1 | a2 b2 a3 b3
    out[0] = blocks::two_and_two<0, 2, 0, 2>(t0, t1);
    out[1] = blocks::two_and_two<1, 3, 1, 3>(t0, t1);
  } else if constexpr (Channels == 3) {  // a0 b0 c0 a1 | b1 c1 a2 b2 | c2 a3 b3 c3
    const i32s t2 = as_i32(blocks::load<Channels>(p, 2));
    const i32s late = blocks::two_and_two<2, 3, 1, 2>(t1, t2);   // a2 b2 a3 b3
    const i32s early = blocks::two_and_two<1, 2, 0, 1>(t0, t1);  // b0 c0 b1 c1
    out[0] = blocks::two_and_two<0, 3, 0, 2>(t0, late);
    out[1] = blocks::two_and_two<0, 2, 1, 3>(early, late);
    out[2] = blocks::two_and_two<1, 3, 0, 3>(early, t2);
  } else {
    out[0] = t0;
    out[1] = t1;
    out[2] = as_i32(blocks::load<Channels>(p, 2));
    out[3] = as_i32(blocks::load<Channels>(p, 3));
    transpose_quarters<blocks>(out);
  }
}

/// put(j, register j) for those of the blocks.
template <int Channels, class Put>
static inline void interleave(const i32s (&in)[Channels], Put put) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  if constexpr (Channels == 4) {
    i32s r[4] = {in[0], in[1], in[2], in[3]};
    transpose_quarters<blocks>(r);
    put(0, r[0]);
    put(1, r[1]);
    put(2, r[2]);
    put(3, r[3]);
  } else {
    const i32s low = blocks::zip_low(in[0], in[1]), high = blocks::zip_high(in[0], in[1]);
    if constexpr (Channels == 2) {  // a0 b0 a1 b1 | a2 b2 a3 b3
      put(0, low);
      put(1, high);
    } else {
      const i32s c0_a1 = blocks::two_and_two<0, 0, 1, 1>(in[2], in[0]);
      const i32s b1_c1 = blocks::two_and_two<1, 1, 1, 1>(in[1], in[2]);
      const i32s c2_a3 = blocks::two_and_two<2, 2, 3, 3>(in[2], in[0]);
      const i32s b3_c3 = blocks::two_and_two<3, 3, 3, 3>(in[1], in[2]);
      put(0, blocks::two_and_two<0, 1, 0, 2>(low, c0_a1));    // a0 b0 c0 a1
      put(1, blocks::two_and_two<0, 2, 0, 1>(b1_c1, high));   // b1 c1 a2 b2
      put(2, blocks::two_and_two<0, 2, 0, 2>(c2_a3, b3_c3));  // c2 a3 b3 c3
    }
  }
}

template <int Channels>
static inline void store_channels(i32* p, const i32s (&in)[Channels]) noexcept {
  interleave(in, [p](int j, i32s a) { blocks::store<Channels>(p, j, as_u8(a)); });
}
static inline void stream_channels(i32* p, const i32s (&in)[3]) noexcept {
  i32s made[3];
  interleave(in, [&made](int j, i32s a) { made[j] = a; });
  stream_threes(reinterpret_cast<u8*>(p), as_u8(made[0]), as_u8(made[1]), as_u8(made[2]));
}
