// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace eido_test {

/// XXH3-128 of the elements, as hexadecimal digits. (Every target of the tests is little-endian.)
template <class T>
std::string hash_of(const std::vector<T>& values) {
  const XXH128_hash_t h = XXH3_128bits(values.data(), values.size() * sizeof(T));
  char text[33];
  std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(h.high64),
                static_cast<unsigned long long>(h.low64));
  return text;
}

}  // namespace eido_test
