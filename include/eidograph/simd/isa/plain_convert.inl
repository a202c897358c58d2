// SPDX-License-Identifier: MIT
// Numbers to wider ones and back, by a tier's other verbs: included inside of its namespace. NEON has instructions for
// them: isa/neon_convert.inl.

/// 4 * lanes bytes as floats, in order.
static inline void load_u8_f32(const u8* p, f32s (&out)[4]) noexcept {
  EIDO_UNROLL
  for (int k = 0; k < 4; ++k) out[k] = to_f32(load_u8_i32(p + k * lanes));
}

/// Floats as bytes, in order: clamped to 0..255 (NaN: 0), then cut, or rounded half to even. Calm: all floats are
/// ones that i32 holds, and narrowing clamps.
static inline f32s clamped_u8(f32s a) noexcept {  // maximum gives its second operand for NaN
  return minimum(maximum(a, set_f32(0)), set_f32(255));
}
template <bool Calm>
static inline i32s cut(f32s a) noexcept {
  return trunc_i32(Calm ? a : clamped_u8(a));
}
template <bool Calm>
static inline i32s nearest(f32s a) noexcept {
  return round_i32(Calm ? a : clamped_u8(a));
}
template <bool Calm = false>
static inline u8s trunc_u8(const f32s (&a)[4]) noexcept {
  return narrow_u8(cut<Calm>(a[0]), cut<Calm>(a[1]), cut<Calm>(a[2]), cut<Calm>(a[3]));
}
static inline u8s rint_u8(const f32s (&a)[4]) noexcept {
  return narrow_u8(nearest<false>(a[0]), nearest<false>(a[1]), nearest<false>(a[2]), nearest<false>(a[3]));
}

/// The same in each block of 16 bytes, and the bytes there as floats.
static inline void blocks_f32(u8s a, f32s (&out)[4]) noexcept {
  out[0] = to_f32(widen_blocks_u8<0>(a));
  out[1] = to_f32(widen_blocks_u8<1>(a));
  out[2] = to_f32(widen_blocks_u8<2>(a));
  out[3] = to_f32(widen_blocks_u8<3>(a));
}
template <bool Calm = false>
static inline u8s trunc_blocks_u8(const f32s (&a)[4]) noexcept {
  return narrow_blocks_u8(cut<Calm>(a[0]), cut<Calm>(a[1]), cut<Calm>(a[2]), cut<Calm>(a[3]));
}
template <bool Calm = false>
static inline u8s rint_blocks_u8(const f32s (&a)[4]) noexcept {
  return narrow_blocks_u8(nearest<Calm>(a[0]), nearest<Calm>(a[1]), nearest<Calm>(a[2]), nearest<Calm>(a[3]));
}

/// The bytes of a half of each block, times 256 or once.
template <int Half>
static inline i16s raised_half(u8s a) noexcept {
  return as_i16(Half == 0 ? zip_low(set_u8(0), a) : zip_high(set_u8(0), a));
}
template <int Half>
static inline i16s widened_half(u8s a) noexcept {
  return as_i16(Half == 0 ? zip_low(a, set_u8(0)) : zip_high(a, set_u8(0)));
}
/// Products of the bytes of a half of each block, as unsigned 16-bit values: (256 * a) * (256 * b) >> 16. The same added
/// to acc.
template <int Half>
static inline i16s mul_u8(u8s a, u8s b) noexcept {
  return mul_high_u16(raised_half<Half>(a), raised_half<Half>(b));
}
template <int Half>
static inline i16s muladd_u8(i16s acc, u8s a, u8s b) noexcept {
  return add(acc, mul_u8<Half>(a, b));
}
/// Differences, as 16-bit values.
template <int Half>
static inline i16s sub_u8(u8s a, u8s b) noexcept {
  return add(widened_half<Half>(a), mul(widened_half<Half>(b), set_i16(-1)));
}
/// round(t / 255) for unsigned 16-bit t up to 255 * 255, as the bytes that the halves were of.
static inline u8s over_255(i16s low, i16s high) noexcept {
  const auto raised = [](i16s t) {  // 256 times that, and less than 256 more
    const i16s rounded = add(t, set_i16(128));
    return as_u8(add(odd_u8(as_u8(rounded)), rounded));
  };
  return odd_bytes(raised(low), raised(high));
}

/// Neighbouring bytes added: lane i is a[2i] + a[2i + 1]. The same added to acc.
static inline i16s add_neighbours(u8s a) noexcept { return madd_u8(a, set_u8(1)); }
static inline i16s add_neighbours(i16s acc, u8s a) noexcept { return add(acc, add_neighbours(a)); }

/// round_u8<N> of 2 * lanes pixels, stored side by side.
template <int N, int Channels>
static inline void store_rounded(u8* p, const i16s (&a)[Channels]) noexcept {
  u8 made[4 * lanes * Channels];
  if constexpr (Channels == 1) {
    store(made, round_u8<N>(a[0], a[0]));
  } else {
    u8s x[Channels];
    for (int c = 0; c < Channels; ++c) x[c] = round_u8<N>(a[c], a[c]);
    store_channels(made, x);
  }
  ::std::memcpy(p, made, static_cast<::std::size_t>(2 * lanes * Channels));
}
