// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {

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
