// SPDX-License-Identifier: MIT
#pragma once

#include "../simd/kernel.hpp"

namespace eido::kernels {

/// A row of picked pixels, most often in runs of pick_bytes() bytes: the `each` bytes of run r are, of as many source
/// bytes as pick_bytes() from begin[r] on, those at places[r * pick_bytes() + i]. There are begins and places for four
/// runs more.
struct pick_runs {
  index bytes, each;  // of the row, and of a run
  const index* begin;
  const u8* places;
};
EIDO_KERNEL void pick_in_runs(const u8* row, const pick_runs& runs, u8* out) noexcept;
/// 0 where bytes are not shuffled.
EIDO_KERNEL int pick_bytes() noexcept;

}  // namespace eido::kernels

#if EIDO_KERNELS_HERE
#include <cstring>

#include "../simd/run_tier.hpp"

#define EIDO_KERNEL_HAS_BYTES
#define EIDO_KERNEL_FILE "../resample/pick.kernel.hpp"
#include "../simd/foreach_tier.hpp"

namespace eido::kernels {

EIDO_KERNEL void pick_in_runs(const u8* row, const pick_runs& runs, u8* out) noexcept {
  EIDO_RUN_TIER(pick_in_runs(row, runs, out));
}
EIDO_KERNEL int pick_bytes() noexcept { EIDO_RUN_TIER(pick_bytes()); }

}  // namespace eido::kernels
#endif
