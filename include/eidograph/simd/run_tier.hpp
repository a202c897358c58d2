// SPDX-License-Identifier: MIT
#pragma once

#include "vocabulary.hpp"

// EIDO_RUN_TIER(call); calls eido::kernels::<tier in use>::call. For the bodies of functions that stand in front of a
// kernel file; see foreach_tier.hpp.

#define EIDO_CALL_TIER_1(tier_name, ...) \
  case ::eido::detail::tier::tier_name: return ::eido::kernels::tier_name::__VA_ARGS__;
#define EIDO_CALL_TIER_0(tier_name, ...)
#define EIDO_CALL_TIER_(on, tier_name, ...) EIDO_CALL_TIER_##on(tier_name, __VA_ARGS__)
#define EIDO_CALL_TIER(on, tier_name, ...) EIDO_CALL_TIER_(on, tier_name, __VA_ARGS__)

#define EIDO_RUN_TIER(...)                                         \
  switch (::eido::detail::active_tier()) {                         \
    EIDO_CALL_TIER(EIDO_TIER_scalar, scalar, __VA_ARGS__)          \
    EIDO_CALL_TIER(EIDO_TIER_xsimd, xsimd, __VA_ARGS__)            \
    EIDO_CALL_TIER(EIDO_TIER_wasm, wasm, __VA_ARGS__)              \
    EIDO_CALL_TIER(EIDO_TIER_sse2, sse2, __VA_ARGS__)              \
    EIDO_CALL_TIER(EIDO_TIER_sse41, sse41, __VA_ARGS__)            \
    EIDO_CALL_TIER(EIDO_TIER_avx2, avx2, __VA_ARGS__)              \
    EIDO_CALL_TIER(EIDO_TIER_avxvnni, avxvnni, __VA_ARGS__)        \
    EIDO_CALL_TIER(EIDO_TIER_avx512, avx512, __VA_ARGS__)          \
    EIDO_CALL_TIER(EIDO_TIER_avx512vnni, avx512vnni, __VA_ARGS__)  \
    EIDO_CALL_TIER(EIDO_TIER_neon, neon, __VA_ARGS__)              \
    EIDO_CALL_TIER(EIDO_TIER_dotprod, dotprod, __VA_ARGS__)        \
    EIDO_CALL_TIER(EIDO_TIER_i8mm, i8mm, __VA_ARGS__)              \
    default: return ::eido::kernels::EIDO_TIER_FLOOR::__VA_ARGS__; \
  }
