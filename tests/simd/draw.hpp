// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <limits>

#include "support/pattern.hpp"
#include "verbs.hpp"

namespace eido_test {

// armv7's NEON takes denormals for 0; the library goes around it unless it is told not to.
#if defined(__arm__) && defined(EIDO_ARMV7_DENORMALS) && !EIDO_ARMV7_DENORMALS
inline constexpr bool has_denormals = false;
#else
inline constexpr bool has_denormals = true;
#endif

inline u32 draw_bits(pattern& p) {
  const u32 high = p.next() << 16;
  return high ^ p.next();
}

template <class T, int N>
T one_of(pattern& p, const T (&list)[N]) {
  return list[p.between(0, N - 1)];
}

/// Every third value is an edge of its type, the rest are random bits or random small values.
inline void draw(pattern& p, u8& x) {
  constexpr u8 edges[] = {0, 1, 126, 127, 128, 129, 254, 255};
  x = p.between(0, 2) == 0 ? one_of(p, edges) : static_cast<u8>(p.next());
}
inline void draw(pattern& p, i16& x) {
  constexpr i16 edges[] = {-32768, -32767, -257, -256, -255, -1, 0, 1, 127, 128, 254, 255, 256, 257, 32766, 32767};
  const index kind = p.between(0, 2);
  x = kind == 0 ? one_of(p, edges) : kind == 1 ? static_cast<i16>(p.next()) : static_cast<i16>(p.between(-300, 600));
}
inline void draw(pattern& p, i32& x) {
  using limits = std::numeric_limits<i32>;
  constexpr i32 edges[] = {(limits::min)(),
                           (limits::min)() + 1,
                           -65536,
                           -32769,
                           -32768,
                           -32767,
                           -256,
                           -1,
                           0,
                           1,
                           127,
                           128,
                           255,
                           256,
                           32767,
                           32768,
                           65535,
                           65536,
                           16777217,
                           65280,
                           65281,
                           (limits::max)() - 1,
                           (limits::max)()};
  const index kind = p.between(0, 2);
  x = kind == 0   ? one_of(p, edges)
      : kind == 1 ? static_cast<i32>(draw_bits(p))
                  : static_cast<i32>(p.between(-400, 70000));
}
inline void draw(pattern& p, f32& x) {
  using limits = std::numeric_limits<f32>;
  constexpr f32 edges[] = {0.0f,
                           -0.0f,
                           0.5f,
                           -0.5f,
                           1.0f,
                           -1.0f,
                           1.5f,
                           2.5f,
                           255.0f,
                           1.0f / 255.0f,
                           16777215.0f,
                           16777216.0f,
                           limits::epsilon(),
                           1.0f + limits::epsilon(),
                           1.0f - limits::epsilon() / 2,
                           (limits::min)(),
                           -(limits::min)(),
                           (limits::max)(),
                           -(limits::max)(),
                           limits::infinity(),
                           -limits::infinity(),
                           limits::quiet_NaN(),
                           limits::denorm_min(),
                           -limits::denorm_min(),
                           (limits::min)() - limits::denorm_min()};
  const index kind = p.between(0, 2);
  if (kind == 0) {
    x = one_of(p, edges);
  } else if (kind == 1) {
    const u32 bits = draw_bits(p);
    std::memcpy(&x, &bits, sizeof x);
  } else {
    x = static_cast<f32>(p.between(-(1 << 23), 1 << 23)) / 4096.0f;
  }
  if (!has_denormals && x > -(limits::min)() && x < (limits::min)()) x = 0.0f;
}

inline bool same(f32 x, f32 y) {
  if (x != x || y != y) return x != x && y != y;
  constexpr f32 least = (std::numeric_limits<f32>::min)();
  if (!has_denormals && x - y >= -least && x - y <= least) return true;
  return std::memcmp(&x, &y, sizeof x) == 0;
}
template <class T>
bool same(T x, T y) {
  return x == y;
}

}  // namespace eido_test
