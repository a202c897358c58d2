// SPDX-License-Identifier: MIT
#include "job.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

namespace bench {

u8* stage::allocate(index bytes) {
  constexpr std::size_t huge = std::size_t{1} << 21;
  const std::size_t wanted = static_cast<std::size_t>(bytes);
  const bool large = wanted >= 2 * huge;
  const std::size_t unit = large ? huge : 64, size = (wanted + unit - 1) / unit * unit;
  void* const made = std::aligned_alloc(unit, size > 0 ? size : unit);
  if (!made) throw std::bad_alloc();
  memory_.emplace_back(static_cast<u8*>(made), std::free);
  if (large) madvise(made, size, MADV_HUGEPAGE);
  std::memset(made, 0xa5, size);  // the pages are there before anything is measured
  return static_cast<u8*>(made);
}

job_list all_jobs() {
  job_list jobs;
  add_resample_jobs(jobs);
  add_convert_jobs(jobs);
  add_geometry_jobs(jobs);
  add_reduce_jobs(jobs);
  add_overlay_jobs(jobs);
  add_recipe_jobs(jobs);
  return jobs;
}

}  // namespace bench
