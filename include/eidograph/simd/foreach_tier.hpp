// SPDX-License-Identifier: MIT
// No include guard: includes EIDO_KERNEL_FILE once for each tier, inside of its region, with EIDO_TIER naming the tier.
// The file defines its kernels, with internal linkage, in namespace eido::kernels::inline EIDO_ABI::EIDO_TIER and finds
// the vocabulary in eido::simd::EIDO_TIER. It includes nothing.
// Tiers that only add a dot product (avxvnni; dotprod, i8mm) are those below them, but for families that define
// EIDO_KERNEL_HAS_DOTS beforehand. avx512vnni, which permutes bytes too, is avx512 but for these and for families that
// define EIDO_KERNEL_HAS_BYTES. Where a family defines EIDO_KERNEL_MOST_256, AVX-512 is AVX2.

#ifndef EIDO_KERNEL_FILE
#error "define EIDO_KERNEL_FILE first"
#endif

#if EIDO_TIER_scalar
#define EIDO_TIER scalar
#define EIDO_BLOCK scalar
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
#endif
#if EIDO_TIER_xsimd
#define EIDO_TIER xsimd
#define EIDO_BLOCK scalar
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
#endif
#if EIDO_TIER_wasm
#define EIDO_TIER wasm
#define EIDO_BLOCK wasm
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
#endif
#if EIDO_TIER_sse2
EIDO_REGION("sse2")
#define EIDO_TIER sse2
#define EIDO_BLOCK sse2
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#if EIDO_TIER_sse41
EIDO_REGION(EIDO_FEATURES_SSE41)
#define EIDO_TIER sse41
#define EIDO_BLOCK sse41
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#if EIDO_TIER_avx2
EIDO_REGION(EIDO_FEATURES_AVX2)
#define EIDO_TIER avx2
#define EIDO_BLOCK sse41
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#if EIDO_TIER_avxvnni
#if EIDO_TIER_avx2 && !defined(EIDO_KERNEL_HAS_DOTS)
namespace eido::kernels::inline EIDO_ABI::avxvnni {
using namespace avx2;
}
#else
EIDO_REGION(EIDO_FEATURES_AVX2 ",avxvnni")
#define EIDO_TIER avxvnni
#define EIDO_BLOCK sse41
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#endif
#if EIDO_TIER_avx512
#if EIDO_TIER_avx2 && defined(EIDO_KERNEL_MOST_256)
namespace eido::kernels::inline EIDO_ABI::avx512 {
using namespace avx2;
}
#else
EIDO_REGION(EIDO_FEATURES_AVX512)
#define EIDO_TIER avx512
#define EIDO_BLOCK sse41
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#endif
#if EIDO_TIER_avx512vnni
#if EIDO_TIER_avx512 && \
    (defined(EIDO_KERNEL_MOST_256) || !(defined(EIDO_KERNEL_HAS_DOTS) || defined(EIDO_KERNEL_HAS_BYTES)))
namespace eido::kernels::inline EIDO_ABI::avx512vnni {
using namespace avx512;
}
#else
EIDO_REGION(EIDO_FEATURES_AVX512VNNI)
#define EIDO_TIER avx512vnni
#define EIDO_BLOCK sse41
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#endif
#if EIDO_TIER_neon
EIDO_REGION_NEON
#define EIDO_TIER neon
#define EIDO_BLOCK neon
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#if EIDO_TIER_dotprod
#if EIDO_TIER_neon && !defined(EIDO_KERNEL_HAS_DOTS)
namespace eido::kernels::inline EIDO_ABI::dotprod {
using namespace neon;
}
#else
EIDO_REGION(EIDO_FEATURES_DOTPROD)
#define EIDO_TIER dotprod
#define EIDO_BLOCK neon
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#endif
#if EIDO_TIER_i8mm
#if EIDO_TIER_neon && !defined(EIDO_KERNEL_HAS_DOTS)
namespace eido::kernels::inline EIDO_ABI::i8mm {
using namespace neon;
}
#else
EIDO_REGION(EIDO_FEATURES_I8MM)
#define EIDO_TIER i8mm
#define EIDO_BLOCK neon
#include EIDO_KERNEL_FILE
#undef EIDO_TIER
#undef EIDO_BLOCK
EIDO_REGION_END
#endif
#endif

#undef EIDO_KERNEL_FILE
#undef EIDO_KERNEL_HAS_DOTS
#undef EIDO_KERNEL_HAS_BYTES
#undef EIDO_KERNEL_MOST_256
