// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

// Sums over taps of bytes by weights of 22 bits, which are cut into parts that instructions take.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// Sums of a register of four taps a lane for each channel, in the form that stage() gives it; weights are three
/// numbers. value(i, shift) is the sum by 2^16, which fits 16 bits; of narrow weights by 2^shift.
template <int Channels, bool Narrow>
struct q22_digits {
  static constexpr index staged = 4 * v::lanes;  // bytes of a register
  /// Whether, beside the sums of an output, there are registers for the values of those before it.
  static constexpr bool leaves_room = Narrow || v::lanes == 16;
  static constexpr bool in_pairs = true;  // g++ unrolls a loop over any number with as many moves as there are sums

  static void stage(v::u8s x, u8* to) noexcept { v::store(to, v::moved(x)); }

  v::i32s a[Channels], b[Channels], c[Channels];

  explicit q22_digits(i32 start) noexcept {
    EIDO_UNROLL for (int i = 0; i < Channels; ++i) a[i] = b[i] = v::set_i32(0), c[i] = v::set_i32(start);
  }
  void add(const u8* from, const i32* w) noexcept {
    const v::u8s wa = v::as_u8(v::set_i32(w[0])), wb = v::as_u8(v::set_i32(w[1])), wc = v::as_u8(v::set_i32(w[2]));
    EIDO_UNROLL for (int i = 0; i < Channels; ++i) {
      const v::u8s x = v::load(from + i * staged);
      if constexpr (!Narrow) a[i] = v::dot4_moved(a[i], x, wa);
      b[i] = v::dot4_moved(b[i], x, wb);
      c[i] = v::dot4_moved(c[i], x, wc);
    }
  }
  v::i32s value(int i, int shift) const noexcept {
    if constexpr (Narrow) return v::shift_right_by(v::add(v::shift_left<8>(b[i]), c[i]), shift);
    return v::shift_add<8>(a[i], v::shift_add<8>(b[i], c[i]));
  }
};

/// Staged as bytes and as words of the odd ones, since each is used by several outputs: that balances the loads with
/// the arithmetic. (Not with the widest registers: there loads are what takes time.)
template <int Channels, bool Narrow>
struct q22_words {
  static constexpr bool leaves_room = true;
  static constexpr bool in_pairs = false;
  static constexpr bool splits = v::lanes < 16;
  static constexpr index staged = (splits ? 8 : 4) * v::lanes;

  static void stage(v::u8s x, u8* to) noexcept {
    v::store(to, x);
    if constexpr (splits) v::store(to + 4 * v::lanes, v::as_u8(v::odd_u8(x)));
  }

  v::pair_sums b[Channels];
  v::i16s a[Channels];

  explicit q22_words(i32) noexcept {
    EIDO_UNROLL for (int i = 0; i < Channels; ++i) b[i] = v::pairs_of(0), a[i] = v::set_i16(0);
  }
  void add(const u8* from, const i32* w) noexcept {
    const v::i16s even = v::as_i16(v::set_i32(w[0])), odd = v::as_i16(v::set_i32(w[1]));
    const v::u8s wa = v::as_u8(v::set_i32(w[2]));
    EIDO_UNROLL for (int i = 0; i < Channels; ++i) {
      const u8* const p = from + i * staged;
      const v::u8s x = v::load(p);
      b[i] = v::madd(b[i], v::even_u8(x), even);
      b[i] = v::madd(b[i], splits ? v::as_i16(v::load(p + 4 * v::lanes)) : v::odd_u8(x), odd);
      if constexpr (!Narrow) a[i] = v::madd_u8(a[i], x, wa);
    }
  }
  v::i32s value(int i, int shift) const noexcept {
    if constexpr (Narrow) return v::shift_right_by(v::total(b[i]), shift);
    return v::shift_add<16>(v::madd(a[i], v::set_i16(1)), v::total(b[i]));
  }
};

}  // namespace eido::kernels::EIDO_TIER
