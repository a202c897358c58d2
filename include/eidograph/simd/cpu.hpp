// SPDX-License-Identifier: MIT
#pragma once

#include "tier_list.hpp"

#if EIDO_X86
#include <cpuid.h>
#elif EIDO_ARM && defined(__aarch64__) && __has_include(<sys/auxv.h>)
#include <sys/auxv.h>
#endif

namespace eido::inline EIDO_ABI::detail {

/// In the order of preference: a program takes the last one that it has and its CPU runs.
enum class tier : int { scalar, xsimd, wasm, sse2, sse41, avx2, avxvnni, avx512, avx512vnni, neon, dotprod, i8mm };
inline constexpr int tier_count = 12;

/// What the CPU and the operating system can run, a bit for each tier.
inline unsigned probe_cpu() noexcept {
  unsigned found = 1u << static_cast<int>(tier::scalar) | 1u << static_cast<int>(tier::xsimd);
  [[maybe_unused]] const auto add = [&found](tier t, bool runs) {
    if (runs) found |= 1u << static_cast<int>(t);
  };
#if EIDO_X86
  unsigned a = 0, b = 0, c = 0, d = 0, b7 = 0, c7 = 0, a71 = 0, unused = 0;
  __get_cpuid(1, &a, &b, &c, &d);
  unsigned leaves = 0;
  if (__get_cpuid_count(7, 0, &leaves, &b7, &c7, &unused) && leaves >= 1) {
    __get_cpuid_count(7, 1, &a71, &unused, &unused, &unused);
  }
  const auto has = [](unsigned word, int bit) { return (word >> bit & 1u) != 0; };
  unsigned saved = 0;  // register state that the system saves: 0x6 for AVX, 0xe6 for AVX-512
  if (has(c, 27)) {
    unsigned high = 0;
    asm volatile("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
  }
  const bool sse2 = has(d, 26), sse41 = sse2 && has(c, 9) && has(c, 19);
  const bool avx2 = sse41 && (saved & 0x6) == 0x6 && has(c, 28) && has(c, 12) && has(c, 29) && has(b7, 5) &&
                    has(b7, 3) && has(b7, 8);  // AVX, FMA, F16C, AVX2, BMI1, BMI2
  const bool avx512 = avx2 && (saved & 0xe6) == 0xe6 && has(b7, 16) && has(b7, 17) && has(b7, 28) && has(b7, 30) &&
                      has(b7, 31);  // F, DQ, CD, BW, VL
  add(tier::sse2, sse2);
  add(tier::sse41, sse41);
  add(tier::avx2, avx2);
  add(tier::avxvnni, avx2 && has(a71, 4));
  add(tier::avx512, avx512);
  add(tier::avx512vnni, avx512 && has(c7, 11) && has(c7, 1));  // VNNI, VBMI
#elif EIDO_ARM
  add(tier::neon, true);
#if defined(__ARM_FEATURE_DOTPROD)
  add(tier::dotprod, true);
#endif
#if defined(__ARM_FEATURE_MATMUL_INT8)
  add(tier::i8mm, true);
#endif
#if defined(__aarch64__) && defined(AT_HWCAP2)
  add(tier::dotprod, (getauxval(AT_HWCAP) >> 20 & 1) != 0);
  add(tier::i8mm, (getauxval(AT_HWCAP) >> 20 & getauxval(AT_HWCAP2) >> 13 & 1) != 0);
#endif
#elif EIDO_WASM
  add(tier::wasm, true);
#endif
  return found;
}

}  // namespace eido::detail
