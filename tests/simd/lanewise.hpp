// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <string>

#include "draw.hpp"

namespace eido_test {

inline std::string printed(f32 x) {
  char text[40];
  std::snprintf(text, sizeof text, "%a", static_cast<double>(x));
  return text;
}
template <class T>
std::string printed(T x) {
  return std::to_string(x);
}

/// Calls run(a, b, c, out) on registers of random A, B and C, `rounds` times: element i of `count` elements out must be
/// expected(i, a, b, c), and nothing may be written around them. count 0: a whole register.
template <class A, class B, class C, class Out, class F>
void check_verb(const char* name, const verbs& t, verb run, int count, F expected, int rounds = cases(3000)) {
  constexpr int most = 64, margin = 64;
  if (count == 0) count = 4 * t.lanes / static_cast<int>(sizeof(Out));
  pattern p(static_cast<u32>(t.lanes) + static_cast<u32>(name[0]) * 257u);
  // elements are aligned, registers are not
  A a[most / sizeof(A) + 16];
  B b[most / sizeof(B) + 16];
  C c[most / sizeof(C) + 16];
  Out out[most + 2 * margin];
  for (int round = 0; round < rounds; ++round) {
    const int shift = round % 16;
    for (auto& x : a) draw(p, x);
    for (auto& x : b) draw(p, x);
    for (auto& x : c) draw(p, x);
    std::memset(static_cast<void*>(out), round % 2 ? 0xa5 : 0x5a, sizeof out);
    const Out before = out[0];
    Out* const made = out + margin + shift;
    run(a + shift, b + shift, c + shift, made);
    for (int i = -margin; i < most + margin - shift; ++i) {
      const bool inside = i >= 0 && i < count;
      const Out wanted = inside ? expected(i, a + shift, b + shift, c + shift) : before;
      const bool right = inside ? same(made[i], wanted) : std::memcmp(&made[i], &wanted, sizeof wanted) == 0;
      if (right) continue;
      FAIL_CHECK(std::string(name) << " of tier " << t.tier << ", round " << round << ", element " << i << " is "
                                   << printed(made[i]) << "; expected " << printed(wanted));
      return;
    }
  }
  CHECK(rounds > 0);
}

/// The same for verbs whose lane i takes f(a[i], b[i], c[i]).
template <class T, class Out = T, class F>
void check_lanes(const char* name, const verbs& t, verb run, F f) {
  check_verb<T, T, T, Out>(name, t, run, 0,
                           [&](int i, const T* a, const T* b, const T* c) -> Out { return f(a[i], b[i], c[i]); });
}

/// The same for verbs that give a mask: bit i is f(a[i], b[i], c[i]).
template <class T, class F>
void check_mask(const char* name, const verbs& t, verb run, F f) {
  check_verb<T, T, T, u32>(name, t, run, 1, [&](int, const T* a, const T* b, const T* c) {
    u32 bits = 0;
    for (int i = 0; i < t.lanes; ++i) bits |= static_cast<u32>(f(a[i], b[i], c[i])) << i;
    return bits;
  });
}

}  // namespace eido_test
