// SPDX-License-Identifier: MIT
#pragma once

#include "tier_list.hpp"

// EIDO_REGION_BEGIN_<tier> ... EIDO_REGION_END: functions written in between are compiled for that tier whatever the
// flags of the file say. Standard and intrinsic headers come before a region opens: their inline functions must not be
// compiled for it. No friend functions inside of a class: g++ does not give them the target.
// Fusing a product into a sum is off as well; g++ does it even across intrinsics.

#if defined(__clang__)
#define EIDO_PRAGMA(text) _Pragma(#text)
#define EIDO_REGION(features) EIDO_PRAGMA(clang attribute push(__attribute__((target(features))), apply_to = function))
#define EIDO_REGION_END EIDO_PRAGMA(clang attribute pop)
#define EIDO_REGION_NEON EIDO_PRAGMA(clang attribute push)  // opens a scope, adds nothing
#elif defined(__GNUC__)
#define EIDO_PRAGMA(text) _Pragma(#text)
// g++ 12 warns of uninitialised values inside of its own AVX-512 intrinsics.
#define EIDO_REGION_OPEN                                                                 \
  EIDO_PRAGMA(GCC push_options)                                                          \
  EIDO_PRAGMA(GCC diagnostic push) EIDO_PRAGMA(GCC diagnostic ignored "-Wuninitialized") \
      EIDO_PRAGMA(GCC diagnostic ignored "-Wmaybe-uninitialized") EIDO_PRAGMA(GCC optimize("fp-contract=off"))
#define EIDO_REGION(features) EIDO_REGION_OPEN EIDO_PRAGMA(GCC target(features))
#define EIDO_REGION_NEON EIDO_REGION_OPEN
#define EIDO_REGION_END EIDO_PRAGMA(GCC diagnostic pop) EIDO_PRAGMA(GCC pop_options)
#endif

// EIDO_UNROLL before a loop of few, constantly many turns: what it keeps in registers stays there at -O2 as well.
#if defined(__clang__)
#define EIDO_UNROLL _Pragma("clang loop unroll_count(16)")  // left to itself it unrolls some too late for registers
#elif defined(__GNUC__)
#define EIDO_UNROLL _Pragma("GCC unroll 16")
#else
#define EIDO_UNROLL
#endif

#define EIDO_FEATURES_SSE41 "sse3,ssse3,sse4.1"
#define EIDO_FEATURES_AVX2 "sse3,ssse3,sse4.1,sse4.2,popcnt,avx,avx2,fma,f16c,bmi,bmi2"
#define EIDO_FEATURES_AVX512 EIDO_FEATURES_AVX2 ",avx512f,avx512bw,avx512dq,avx512vl,avx512cd"
#define EIDO_FEATURES_AVX512VNNI EIDO_FEATURES_AVX512 ",avx512vnni,avx512vbmi"

// aarch64's compilers spell features differently. g++'s "arch=" drops what the flags of the file have beyond it, and
// then nothing inlines into the region: only where the architecture must be raised.
#if defined(__clang__)
#define EIDO_FEATURES_DOTPROD "dotprod"
#define EIDO_FEATURES_I8MM "dotprod,i8mm"
#elif defined(__ARM_FEATURE_DOTPROD) && defined(__ARM_FEATURE_QRDMX)
#define EIDO_FEATURES_DOTPROD "+dotprod"
#define EIDO_FEATURES_I8MM "+dotprod+i8mm"
#else
#define EIDO_FEATURES_DOTPROD "arch=armv8.2-a+dotprod"
#define EIDO_FEATURES_I8MM "arch=armv8.2-a+dotprod+i8mm"
#endif
