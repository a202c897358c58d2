// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/simd/tier.hpp>

#include <cmath>
#include <vector>

#include "bytes.hpp"

namespace eido_test {

using eido::f32;
using eido::i32;
using eido::index;
using eido::u8;

/// run(memory) on each tier, memory of n values filled with one byte, then with another, so that a value left out
/// shows.
template <class T, class Run>
void same_on_all_tiers(const char* what, index n, Run run) {
  const std::size_t size = static_cast<std::size_t>(n) * sizeof(T);
  for (const u8 fill : {u8(0xa5), u8(0x3c)}) {
    std::vector<T> expected;  // of scalar, the first of the list
    for (const char* name : eido::targets()) {
      demand(eido::try_force_target(name).ok(), "a listed tier runs");
      std::vector<T> made(static_cast<std::size_t>(n));
      std::memset(made.data(), fill, size);
      run(made.data());
      if (expected.empty()) expected = made;
      demand(std::memcmp(made.data(), expected.data(), size) == 0, what);
    }
  }
}

/// n values from the input, made up where it ends.
template <class T>
std::vector<T> take_values(byte_stream& in, index n) {
  std::vector<T> values(static_cast<std::size_t>(n));
  eido::u32 state = in.take<eido::u32>();
  u8* const bytes = reinterpret_cast<u8*>(values.data());
  for (std::size_t i = 0; i < values.size() * sizeof(T); ++i) {
    state = state * 1664525u + 1013904223u;
    bytes[i] = in.empty() ? static_cast<u8>(state >> 24) : in.take<u8>();
  }
  return values;
}

}  // namespace eido_test
