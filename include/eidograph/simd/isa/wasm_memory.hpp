// SPDX-License-Identifier: MIT
#pragma once

#include "../tier_list.hpp"

#if EIDO_WASM

#include <wasm_simd128.h>

#include <cstring>
#include <utility>

#include "../../base/types.hpp"

// Registers, memory and channels of the tier wasm; see wasm.hpp.

namespace eido::inline EIDO_ABI::simd::wasm {

inline constexpr int lanes = 4;
inline constexpr bool has_fma = false;
inline constexpr bool has_dot4 = false;
inline constexpr bool has_byte_shuffle = true;

struct f32s {
  v128_t v;
};
struct i32s {
  v128_t v;
};
struct i16s {
  v128_t v;
};
struct u8s {
  v128_t v;
};
struct f64s {
  v128_t v;
};
struct mask {
  v128_t v;
};

// ---- memory --------------------------------------------------------------------------------------------------------

static inline f32s load(const f32* p) noexcept { return {wasm_v128_load(p)}; }
static inline i32s load(const i32* p) noexcept { return {wasm_v128_load(p)}; }
static inline i16s load(const i16* p) noexcept { return {wasm_v128_load(p)}; }
static inline u8s load(const u8* p) noexcept { return {wasm_v128_load(p)}; }
static inline f64s load(const f64* p) noexcept { return {wasm_v128_load(p)}; }
static inline f64s load_f32_f64(const f32* p) noexcept {
  return {wasm_f64x2_promote_low_f32x4(wasm_v128_load64_zero(p))};
}
static inline void store_f64_f32(f32* p, f64s a) noexcept {
  wasm_v128_store64_lane(p, wasm_f32x4_demote_f64x2_zero(a.v), 0);
}
template <class T, class R>
static inline void store(T* p, R a) noexcept {
  wasm_v128_store(p, a.v);
}

template <class T>
static inline auto load_first(const T* p, index n) noexcept {
  T x[16 / sizeof(T)] = {};
  std::memcpy(x, p, static_cast<std::size_t>(n) * sizeof(T));
  return load(x);
}
template <class T, class R>
static inline void store_first(T* p, R a, index n) noexcept {
  T x[16 / sizeof(T)];
  store(x, a);
  std::memcpy(p, x, static_cast<std::size_t>(n) * sizeof(T));
}

static inline i32s load_u8_i32(const u8* p) noexcept {
  return {wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(p)))};
}
static inline i16s load_u8_i16(const u8* p) noexcept { return {wasm_u16x8_load8x8(p)}; }
static inline void store_i32_u8(u8* p, i32s a) noexcept {
  const v128_t words = wasm_i16x8_narrow_i32x4(a.v, a.v);
  wasm_v128_store32_lane(p, wasm_u8x16_narrow_i16x8(words, words), 0);
}

static inline u8s load_blocks(const u8* const* p, index at) noexcept { return load(p[0] + at); }
static inline void store_blocks(u8* const* p, index at, u8s a) noexcept { store(p[0] + at, a); }
static inline u8s load_blocks(const u8* p, index) noexcept { return load(p); }
static inline void store_blocks(u8* p, index, u8s a) noexcept { store(p, a); }

// ---- channels ------------------------------------------------------------------------------------------------------

/// Byte i of the result is byte From::at(i) of a and b in a row.
template <class From>
static inline v128_t pick(v128_t a, v128_t b) noexcept {
  using bytes = u8 __attribute__((vector_size(16)));
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return reinterpret_cast<v128_t>(
        __builtin_shufflevector(reinterpret_cast<bytes>(a), reinterpret_cast<bytes>(b), From::at(I)...));
  }(std::make_index_sequence<16>());
}
/// Of three registers, in two steps: what lies in a and b, then what lies in c put among it.
template <class From>
static inline v128_t pick(v128_t a, v128_t b, v128_t c) noexcept {
  struct first {
    static constexpr int at(int i) { return From::at(i) < 32 ? From::at(i) : 0; }
  };
  struct second {
    static constexpr int at(int i) { return From::at(i) < 32 ? i : From::at(i) - 16; }
  };
  return pick<second>(pick<first>(a, b), c);
}

// Where the bytes come from, for elements of Bytes bytes.
template <int Bytes, int First>
struct every_second {
  static constexpr int at(int i) { return (i / Bytes * 2 + First) * Bytes + i % Bytes; }
};
template <int Bytes, int First>
struct every_third {
  static constexpr int at(int i) { return (i / Bytes * 3 + First) * Bytes + i % Bytes; }
};
/// One from each of Registers in turn, beginning with element number First of all.
template <int Bytes, int Registers, int First>
struct in_turn {
  static constexpr int at(int i) {
    const int element = First + i / Bytes;
    return element % Registers * 16 + element / Registers * Bytes + i % Bytes;
  }
};

template <int Bytes, int Channels, class T, class R>
static inline void split(const T* p, R (&out)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  v128_t r[Channels];
  for (int c = 0; c < Channels; ++c) r[c] = load(p + c * (16 / Bytes)).v;
  using even = every_second<Bytes, 0>;
  using odd = every_second<Bytes, 1>;
  if constexpr (Channels == 2) {
    out[0] = {pick<even>(r[0], r[1])};
    out[1] = {pick<odd>(r[0], r[1])};
  } else if constexpr (Channels == 3) {
    out[0] = {pick<every_third<Bytes, 0>>(r[0], r[1], r[2])};
    out[1] = {pick<every_third<Bytes, 1>>(r[0], r[1], r[2])};
    out[2] = {pick<every_third<Bytes, 2>>(r[0], r[1], r[2])};
  } else {
    const v128_t even_low = pick<even>(r[0], r[1]), even_high = pick<even>(r[2], r[3]);  // channels 0 and 2
    const v128_t odd_low = pick<odd>(r[0], r[1]), odd_high = pick<odd>(r[2], r[3]);      // channels 1 and 3
    out[0] = {pick<even>(even_low, even_high)};
    out[1] = {pick<even>(odd_low, odd_high)};
    out[2] = {pick<odd>(even_low, even_high)};
    out[3] = {pick<odd>(odd_low, odd_high)};
  }
}

template <int Bytes, int Channels, class T, class R>
static inline void merge(T* p, const R (&in)[Channels]) noexcept {
  static_assert(Channels >= 2 && Channels <= 4);
  constexpr int step = 16 / Bytes;
  using low = in_turn<Bytes, 2, 0>;
  using high = in_turn<Bytes, 2, step>;
  if constexpr (Channels == 2) {
    store(p, R{pick<low>(in[0].v, in[1].v)});
    store(p + step, R{pick<high>(in[0].v, in[1].v)});
  } else if constexpr (Channels == 3) {
    store(p, R{pick<in_turn<Bytes, 3, 0>>(in[0].v, in[1].v, in[2].v)});
    store(p + step, R{pick<in_turn<Bytes, 3, step>>(in[0].v, in[1].v, in[2].v)});
    store(p + 2 * step, R{pick<in_turn<Bytes, 3, 2 * step>>(in[0].v, in[1].v, in[2].v)});
  } else {
    const v128_t even_low = pick<low>(in[0].v, in[2].v), even_high = pick<high>(in[0].v, in[2].v);
    const v128_t odd_low = pick<low>(in[1].v, in[3].v), odd_high = pick<high>(in[1].v, in[3].v);
    store(p, R{pick<low>(even_low, odd_low)});
    store(p + step, R{pick<high>(even_low, odd_low)});
    store(p + 2 * step, R{pick<low>(even_high, odd_high)});
    store(p + 3 * step, R{pick<high>(even_high, odd_high)});
  }
}

template <int Channels>
static inline void load_channels(const u8* p, u8s (&out)[Channels]) noexcept {
  split<1>(p, out);
}
template <int Channels>
static inline void store_channels(u8* p, const u8s (&in)[Channels]) noexcept {
  merge<1>(p, in);
}
template <int Channels>
static inline void load_channels(const i32* p, i32s (&out)[Channels]) noexcept {
  split<4>(p, out);
}
template <int Channels>
static inline void store_channels(i32* p, const i32s (&in)[Channels]) noexcept {
  merge<4>(p, in);
}

}  // namespace eido::simd::wasm

#endif  // EIDO_WASM
