// SPDX-License-Identifier: MIT
// Compiled for this machine with -O3 -march=native, so it includes nothing of the library.
#include "limit.hpp"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace bench {
namespace {

// 64 bytes: one register with AVX-512, a few elsewhere; memory of any alignment
typedef unsigned long long wide __attribute__((vector_size(64)));
constexpr std::ptrdiff_t size = sizeof(wide), unroll = 4;

wide load(const unsigned char* p) noexcept {
  wide w;
  std::memcpy(&w, p, sizeof w);
  return w;
}

}  // namespace

unsigned long long read_once(const unsigned char* first, std::ptrdiff_t bytes, std::ptrdiff_t step,
                             std::ptrdiff_t rows) noexcept {
  wide sum[unroll] = {};
  unsigned long long rest = 0;
  for (std::ptrdiff_t row = 0; row < rows; ++row) {
    const unsigned char* const p = first + row * step;
    std::ptrdiff_t i = 0;
    for (; i + unroll * size <= bytes; i += unroll * size) {
      for (std::ptrdiff_t k = 0; k < unroll; ++k) sum[k] += load(p + i + k * size);
    }
    for (; i + size <= bytes; i += size) sum[0] += load(p + i);
    for (; i < bytes; ++i) rest += p[i];
  }
  const wide all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  for (std::ptrdiff_t k = 0; k < 8; ++k) rest += all[k];
  return rest;
}

void write_once(store way, unsigned char* first, std::ptrdiff_t bytes) noexcept {
  std::ptrdiff_t i = 0;
#if defined(__SSE2__)
  if (way == store::around_caches) {
    for (; i + 16 <= bytes; i += 16) _mm_stream_si128(reinterpret_cast<__m128i*>(first + i), _mm_setzero_si128());
    _mm_sfence();
  }
#else
  static_cast<void>(way);
#endif
  std::memset(first + i, 0, static_cast<std::size_t>(bytes - i));
}

}  // namespace bench
