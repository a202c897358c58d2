// SPDX-License-Identifier: MIT
#pragma once

#include "../base/config.hpp"

// Which tiers this file is compiled with: 1 or 0 for each. A tier is an instruction set that kernels are compiled for;
// the program takes the best one that its CPU has. Tiers below what the compiler's flags promise are left out.
//   EIDO_ONE_TIER=1      only the tier of the compiler's flags
//   EIDO_EXTRA_TIERS=1   also scalar, and xsimd with EIDO_WITH_XSIMD=1 (the tests; other architectures)

#ifndef EIDO_ONE_TIER
#define EIDO_ONE_TIER 0
#endif
#ifndef EIDO_EXTRA_TIERS
#define EIDO_EXTRA_TIERS 0
#endif
#ifndef EIDO_WITH_XSIMD
#define EIDO_WITH_XSIMD 0
#endif

#if defined(__GNUC__) && (defined(__x86_64__) || (defined(__i386__) && defined(__SSE2__)))
#define EIDO_X86 1
#else
#define EIDO_X86 0
#endif
#if defined(__GNUC__) && defined(__ARM_NEON)
#define EIDO_ARM 1
#else
#define EIDO_ARM 0
#endif
#if defined(__GNUC__) && defined(__wasm_simd128__)
#define EIDO_WASM 1
#else
#define EIDO_WASM 0
#endif

// 0 sse2, 1 sse41, 2 avx2, 3 avxvnni, 4 avx512, 5 avx512vnni: what the flags promise
#if !EIDO_X86
#define EIDO_X86_BASE -1
#elif defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__) && \
    defined(__AVX512CD__) && defined(__AVX512VNNI__) && defined(__AVX512VBMI__)
#define EIDO_X86_BASE 5
#elif defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__) && \
    defined(__AVX512CD__)
#define EIDO_X86_BASE 4
#elif defined(__AVX2__) && defined(__FMA__) && defined(__F16C__) && defined(__AVXVNNI__)
#define EIDO_X86_BASE 3
#elif defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
#define EIDO_X86_BASE 2
#elif defined(__SSE4_1__)
#define EIDO_X86_BASE 1
#else
#define EIDO_X86_BASE 0
#endif

#define EIDO_X86_TIER(n) (EIDO_X86 && (EIDO_ONE_TIER ? EIDO_X86_BASE == (n) : EIDO_X86_BASE <= (n)))
#if EIDO_X86_TIER(0)
#define EIDO_TIER_sse2 1
#else
#define EIDO_TIER_sse2 0
#endif
#if EIDO_X86_TIER(1)
#define EIDO_TIER_sse41 1
#else
#define EIDO_TIER_sse41 0
#endif
#if EIDO_X86_TIER(2)
#define EIDO_TIER_avx2 1
#else
#define EIDO_TIER_avx2 0
#endif
// AVX-VNNI after AVX-512 in the flags would be a step back
#if EIDO_X86_TIER(3)
#define EIDO_TIER_avxvnni 1
#else
#define EIDO_TIER_avxvnni 0
#endif
#if EIDO_X86_TIER(4)
#define EIDO_TIER_avx512 1
#else
#define EIDO_TIER_avx512 0
#endif
#if EIDO_X86_TIER(5)
#define EIDO_TIER_avx512vnni 1
#else
#define EIDO_TIER_avx512vnni 0
#endif

// aarch64 has NEON always and may have dot products; armv7 has NEON where the flags say so.
#if EIDO_ARM
#define EIDO_TIER_neon 1
#else
#define EIDO_TIER_neon 0
#endif
#if EIDO_ARM && defined(__aarch64__) && (!EIDO_ONE_TIER || defined(__ARM_FEATURE_DOTPROD))
#define EIDO_TIER_dotprod 1
#else
#define EIDO_TIER_dotprod 0
#endif
#if EIDO_ARM && defined(__aarch64__) && (!EIDO_ONE_TIER || defined(__ARM_FEATURE_MATMUL_INT8))
#define EIDO_TIER_i8mm 1
#else
#define EIDO_TIER_i8mm 0
#endif
#if EIDO_WASM
#define EIDO_TIER_wasm 1
#else
#define EIDO_TIER_wasm 0
#endif

#if EIDO_WITH_XSIMD && (EIDO_EXTRA_TIERS || !(EIDO_X86 || EIDO_ARM || EIDO_WASM))
#define EIDO_TIER_xsimd 1
#else
#define EIDO_TIER_xsimd 0
#endif
#if EIDO_EXTRA_TIERS || !(EIDO_X86 || EIDO_ARM || EIDO_WASM)
#define EIDO_TIER_scalar 1
#else
#define EIDO_TIER_scalar 0
#endif

// What is left when nothing better runs.
#if EIDO_TIER_scalar
#define EIDO_TIER_FLOOR scalar
#elif EIDO_ARM
#define EIDO_TIER_FLOOR neon
#elif EIDO_WASM
#define EIDO_TIER_FLOOR wasm
#elif EIDO_TIER_sse2
#define EIDO_TIER_FLOOR sse2
#elif EIDO_TIER_sse41
#define EIDO_TIER_FLOOR sse41
#elif EIDO_TIER_avx2
#define EIDO_TIER_FLOOR avx2
#elif EIDO_TIER_avxvnni
#define EIDO_TIER_FLOOR avxvnni
#elif EIDO_TIER_avx512
#define EIDO_TIER_FLOOR avx512
#else
#define EIDO_TIER_FLOOR avx512vnni
#endif
