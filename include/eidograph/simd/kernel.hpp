// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

// A family of kernels is a header and a kernel file. The header declares functions over pointers and counts, and where
// EIDO_KERNELS_HERE is 1 it includes the kernel file for every tier and defines them:
//   namespace eido::kernels {
//   EIDO_KERNEL void scale(const f32* x, index n, f32* out) noexcept;
//   }
//   #if EIDO_KERNELS_HERE
//   #include "../simd/run_tier.hpp"
//   #define EIDO_KERNEL_FILE "../convert/scale.kernel.hpp"
//   #include "../simd/foreach_tier.hpp"
//   namespace eido::kernels {
//   EIDO_KERNEL void scale(const f32* x, index n, f32* out) noexcept { EIDO_RUN_TIER(scale(x, n, out)); }
//   }
//   #endif
// Parameters are built-in types, pointers and plain structs of eido::kernels: kernels have one name, whatever the flags
// of the file that calls them (see EIDO_ABI).

// EIDO_COMPILED=1   kernels are declared only; they come from the library eidograph::compiled
// (not set)         kernels are compiled into every file that includes them, with internal linkage, so that files with
//                   different -march flags share none of them
#ifndef EIDO_COMPILED
#define EIDO_COMPILED 0
#endif
#if defined(EIDO_COMPILING)  // the library itself
#define EIDO_KERNELS_HERE 1
#define EIDO_KERNEL
#elif EIDO_COMPILED
#define EIDO_KERNELS_HERE 0
#define EIDO_KERNEL
#else
#define EIDO_KERNELS_HERE 1
#define EIDO_KERNEL static inline
#endif

namespace eido::kernels {

/// Bytes of a result that no cache keeps until it is read: larger ones are stored past the caches.
inline constexpr index most_cached = index(16) << 20;

/// Rows with more bytes are those of an image that no cache holds, most likely: kernels that read several of them at
/// once ask for the bytes far_ahead, since hardware does not follow all of them in time.
inline constexpr index far_row = 8192, far_ahead = 2048;

/// Elements from p to the next multiple of `bytes` (a register's size): stores from there on cross no cache line. Kernels
/// make the first register's worth where it lies, and go on here: some elements are stored twice.
template <class T>
static inline index to_boundary(const T* p, index bytes) noexcept {
  const auto behind = static_cast<index>(reinterpret_cast<std::uintptr_t>(p) % static_cast<std::uintptr_t>(bytes));
  return (bytes - behind) / static_cast<index>(sizeof(T));
}

}  // namespace eido::kernels
