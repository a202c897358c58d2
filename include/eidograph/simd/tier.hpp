// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdlib>
#include <cstring>

#include "../base/error.hpp"
#include "cpu.hpp"

// Which tier a program runs, chosen once, by the CPU, the environment (EIDO_TARGET=avx2) or force_target().

namespace eido::kernels {

/// The number of the tier in use, -1 before the first question. One for the whole program.
inline std::atomic<int> tier_in_use{-1};

}  // namespace eido::kernels

namespace eido::inline EIDO_ABI {
namespace detail {

inline constexpr const char* tier_names[tier_count] = {"scalar",  "xsimd",  "wasm",       "sse2", "sse41",   "avx2",
                                                       "avxvnni", "avx512", "avx512vnni", "neon", "dotprod", "i8mm"};

inline constexpr bool tier_compiled[tier_count] = {
    EIDO_TIER_scalar != 0,     EIDO_TIER_xsimd != 0, EIDO_TIER_wasm != 0,    EIDO_TIER_sse2 != 0,
    EIDO_TIER_sse41 != 0,      EIDO_TIER_avx2 != 0,  EIDO_TIER_avxvnni != 0, EIDO_TIER_avx512 != 0,
    EIDO_TIER_avx512vnni != 0, EIDO_TIER_neon != 0,  EIDO_TIER_dotprod != 0, EIDO_TIER_i8mm != 0};

/// Whether tier number i is in this program and runs on this CPU.
inline bool tier_runs(int i) noexcept {
  static const unsigned cpu = probe_cpu();
  return tier_compiled[i] && (cpu >> i & 1u) != 0;
}

/// The number of the tier so named, -1 when there is none that runs.
inline int find_tier(const char* name) noexcept {
  for (int i = 0; i < tier_count; ++i) {
    if (std::strcmp(name, tier_names[i]) == 0 && tier_runs(i)) return i;
  }
  return -1;
}

inline int choose_tier() noexcept {
  const char* wish = std::getenv("EIDO_TARGET");
  const int wished = wish ? find_tier(wish) : -1;
  if (wished >= 0) return wished;
  for (int i = tier_count - 1; i > 1; --i) {
    if (tier_runs(i)) return i;
  }
  return EIDO_TIER_xsimd && !EIDO_EXTRA_TIERS ? static_cast<int>(tier::xsimd) : static_cast<int>(tier::scalar);
}

inline tier active_tier() noexcept {
  int chosen = kernels::tier_in_use.load(std::memory_order_relaxed);
  if (chosen < 0) {
    chosen = choose_tier();
    kernels::tier_in_use.store(chosen, std::memory_order_relaxed);
  }
  return static_cast<tier>(chosen);
}

}  // namespace detail

/// The tiers that this program can run on this CPU, the slowest first.
struct target_list {
  const char* name[detail::tier_count]{};
  int count = 0;
  const char* const* begin() const noexcept { return name; }
  const char* const* end() const noexcept { return name + count; }
};

inline target_list targets() noexcept {
  target_list list;
  for (int i = 0; i < detail::tier_count; ++i) {
    if (detail::tier_runs(i)) list.name[list.count++] = detail::tier_names[i];
  }
  return list;
}

/// The tier in use.
inline const char* target() noexcept { return detail::tier_names[static_cast<int>(detail::active_tier())]; }

/// Uses this tier from now on, in every thread; every tier gives the same bits. For tests and measurements. Plans are
/// for the tier that was in use when they were made.
/// Errors: errc::value_error for a name that targets() does not list.
inline status try_force_target(const char* name) noexcept {
  const int wanted = detail::find_tier(name);
  if (wanted < 0)
    return status::failure(errc::value_error, "force_target: name = ", name, "; expected one of targets()");
  kernels::tier_in_use.store(wanted, std::memory_order_relaxed);
  return {};
}

#if EIDO_EXCEPTIONS
inline void force_target(const char* name) { detail::raise_if_failed(try_force_target(name)); }
#endif

}  // namespace eido
