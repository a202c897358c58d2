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
