// SPDX-License-Identifier: MIT
#pragma once

// The version, and the few facts about the compiler that the rest of the library asks for.

#define EIDO_VERSION_MAJOR 0
#define EIDO_VERSION_MINOR 1
#define EIDO_VERSION_PATCH 0
#define EIDO_VERSION (EIDO_VERSION_MAJOR * 10000 + EIDO_VERSION_MINOR * 100 + EIDO_VERSION_PATCH)

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "eidograph needs C++20 (-std=c++20)"
#endif

// Same bits as Python needs the order of float operations that is written here.
#if defined(__FAST_MATH__)
#error "eidograph promises exact bits: compile the files that include it without -ffast-math"
#endif

// With exceptions off only the try_ forms exist, so that no declaration means two things.
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define EIDO_EXCEPTIONS 1
#else
#define EIDO_EXCEPTIONS 0
#endif

// What each thread has. Without threads WebAssembly's libraries have nothing that ends when a thread does.
#if defined(__wasm__) && !defined(_REENTRANT)
#define EIDO_THREAD_LOCAL
#else
#define EIDO_THREAD_LOCAL thread_local
#endif

// Everything stands in an inline namespace named after what the flags let the compiler emit, so that files of one
// program with different -march share no inline function: the linker would keep one, and it may not run on the CPU at
// hand. eido::kernels, what eidograph::compiled exports, has one name for all.
#if defined(__AVX512F__) && defined(__AVX512VNNI__)
#define EIDO_ABI avx512vnni_abi
#elif defined(__AVX512F__)
#define EIDO_ABI avx512_abi
#elif defined(__AVX2__) && defined(__AVXVNNI__)
#define EIDO_ABI avxvnni_abi
#elif defined(__AVX2__) && defined(__FMA__) && defined(__BMI2__)
#define EIDO_ABI avx2_fma_abi
#elif defined(__AVX2__)
#define EIDO_ABI avx2_abi
#elif defined(__AVX__)
#define EIDO_ABI avx_abi
#elif defined(__SSE4_2__)
#define EIDO_ABI sse42_abi
#elif defined(__SSE4_1__)
#define EIDO_ABI sse41_abi
#elif defined(__SSSE3__)
#define EIDO_ABI ssse3_abi
#elif defined(__ARM_FEATURE_SVE)
#define EIDO_ABI sve_abi
#elif defined(__ARM_FEATURE_MATMUL_INT8)
#define EIDO_ABI i8mm_abi
#elif defined(__ARM_FEATURE_DOTPROD)
#define EIDO_ABI dotprod_abi
#elif defined(__ARM_FEATURE_ATOMICS)
#define EIDO_ABI lse_abi
#else
#define EIDO_ABI base_abi
#endif
