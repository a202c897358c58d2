// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/base/types.hpp>

#include <cstdlib>
#include <vector>

namespace eido_test {

/// Sanitizers or an emulator: everything takes ten times as long.
#ifdef EIDO_SLOW
inline constexpr bool slow = true;
#else
inline const bool slow = std::getenv("EIDO_SLOW") != nullptr;
#endif

/// How many of n random cases to try.
inline int cases(int n) { return slow ? (n + 5) / 6 : n; }

/// Numbers that look random and are the same in Python (tests/support/pattern.py) and on every machine.
class pattern {
 public:
  explicit pattern(eido::u32 seed) : state_(seed * 2654435761u + 12345u) {}

  eido::u32 next() {
    state_ = state_ * 1664525u + 1013904223u;
    return state_ >> 8;
  }
  /// From low to high, both included.
  eido::index between(eido::index low, eido::index high) {
    return low + static_cast<eido::index>(next() % static_cast<eido::u32>(high - low + 1));
  }

  void fill(std::vector<eido::u8>& out) {
    for (auto& x : out) x = static_cast<eido::u8>(next());
  }
  void fill(std::vector<eido::u16>& out) {
    for (auto& x : out) x = static_cast<eido::u16>(next());
  }
  /// -64 to 64 in steps of 2^-17: every value is exact.
  void fill(std::vector<eido::f32>& out) {
    for (auto& x : out) x = static_cast<eido::f32>(static_cast<eido::i32>(next()) - (1 << 23)) / 131072.0f;
  }
  void fill(std::vector<eido::i32>& out) {
    for (auto& x : out) x = static_cast<eido::i32>(next()) - (1 << 23);
  }

 private:
  eido::u32 state_;
};

template <class T>
std::vector<T> random_values(eido::index count, eido::u32 seed) {
  std::vector<T> values(static_cast<std::size_t>(count));
  pattern(seed).fill(values);
  return values;
}

}  // namespace eido_test
