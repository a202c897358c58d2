// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

// q22 along x as q22_fours: a lane for each output, four taps in it.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// Four outputs.
template <int Parts>
struct q22_four {
  v::u8s places[Parts], a[Parts], b[Parts], c[Parts];
  v::i32s start;

  q22_four(const q22_fours& t, index four) noexcept : start(v::load(t.start + 4 * four)) {
    const u8* p = t.tables + four * Parts * 64;
    EIDO_UNROLL for (int k = 0; k < Parts; ++k, p += 64) {
      places[k] = v::load(p);
      a[k] = v::load(p + 16);
      b[k] = v::load(p + 32);
      c[k] = v::load(p + 48);
    }
  }
  /// By 2^16, the digits one after the other: what c carries begins the sum of b.
  v::i32s sum(v::u8s pixels) const noexcept {
    v::u8s x[Parts];
    const v::u8s moved = v::moved(pixels);
    EIDO_UNROLL for (int k = 0; k < Parts; ++k) x[k] = v::shuffle_in_blocks(moved, places[k]);
    v::i32s sum = start;
    EIDO_UNROLL for (int k = 0; k < Parts; ++k) sum = v::dot4_moved(sum, x[k], c[k]);
    sum = v::shift_right<8>(sum);
    EIDO_UNROLL for (int k = 0; k < Parts; ++k) sum = v::dot4_moved(sum, x[k], b[k]);
    sum = v::shift_right<8>(sum);
    EIDO_UNROLL for (int k = 0; k < Parts; ++k) sum = v::dot4_moved(sum, x[k], a[k]);
    return sum;
  }
};

/// Eight outputs of some rows: what belongs to them is loaded once.
template <int Channels, int Parts>
static void q22_across_parts(const u8* const* rows, int count, const q22_axis& axis, u8* const* outs) noexcept {
  const q22_fours& t = *reinterpret_cast<const q22_fours*>(axis.packed);
  for (index group = 0; group < t.groups; ++group) {
    const q22_four<Parts> first(t, 2 * group), second(t, 2 * group + 1);
    const index from[2] = {(axis.lowest + t.from[2 * group]) * Channels,
                           (axis.lowest + t.from[2 * group + 1]) * Channels};
    const index at = (8 * group + 8 <= axis.outputs ? 8 * group : axis.outputs - 8) * Channels;
    for (int i = 0; i < count; ++i) {
      const auto pixels = [row = rows[i]](index place, v::u8s(&x)[Channels]) {
        if constexpr (Channels == 1) {
          x[0] = v::load(row + place);
        } else {
          v::load_channels(row + place, x);
        }
      };
      v::u8s x[Channels], y[Channels];
      pixels(from[0], x);
      pixels(from[1], y);
      v::i16s values[Channels];
      EIDO_UNROLL for (int c = 0; c < Channels; ++c) values[c] = v::low_words(first.sum(x[c]), second.sum(y[c]));
      v::store_rounded<6>(outs[i] + at, values);
    }
  }
}

template <int Channels>
static void q22_across_fours(const u8* const* rows, int count, const q22_axis& axis, u8* const* outs) noexcept {
  switch (reinterpret_cast<const q22_fours*>(axis.packed)->parts) {
    case 1: return q22_across_parts<Channels, 1>(rows, count, axis, outs);
    case 2: return q22_across_parts<Channels, 2>(rows, count, axis, outs);
    case 3: return q22_across_parts<Channels, 3>(rows, count, axis, outs);
    default: return q22_across_parts<Channels, 4>(rows, count, axis, outs);
  }
}

}  // namespace eido::kernels::EIDO_TIER
