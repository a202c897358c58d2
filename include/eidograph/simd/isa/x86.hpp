// SPDX-License-Identifier: MIT
#pragma once

#include "../tier_list.hpp"

// The vocabulary on x86: a file for each width of register, a namespace for each tier. A tier is compiled when the file
// is compiled with it or when another tier leans on it (every tier uses sse41 for 16-byte blocks).

#if EIDO_X86
#include "x86_128.hpp"
#if EIDO_TIER_avx2 || EIDO_TIER_avxvnni
#include "x86_256.hpp"
#endif
#if EIDO_TIER_avx512 || EIDO_TIER_avx512vnni
#include "x86_512.hpp"
#endif
#endif
