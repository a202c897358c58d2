// SPDX-License-Identifier: MIT
// eido_count INPUTS FOLDER TARGET JOB...: runs each job between the marks of icount.c, with its number as the tag, and
// saves its output as FOLDER/NUMBER.npy. Tag 0 is an empty job, the marks' own cost.
// eido_count --list: the targets that run here, the best one last, then the jobs.
#include <sys/ioctl.h>

#include <cstdio>
#include <cstring>
#include <exception>

#include "../job.hpp"

namespace {

constexpr int mark = 0xe1d0;  // a descriptor that is not open

void count(const std::function<void()>& run, int tag) {
  run();  // what is done once only, such as the choice of the target, is not counted
  ioctl(mark, 1, tag);
  run();
  ioctl(mark, 2, tag);
}

int run(int argc, char** argv) {
  const bench::job_list jobs = bench::all_jobs();
  if (argc == 2 && std::strcmp(argv[1], "--list") == 0) {
    for (const char* name : eido::targets()) std::printf("target %s\n", name);
    for (const bench::job& j : jobs) std::printf("job %s\n", j.name.c_str());
    return 0;
  }
  if (argc < 4) throw std::runtime_error("usage: eido_count INPUTS FOLDER TARGET JOB...");
  bench::check(eido::try_force_target(argv[3]));
  count([] {}, 0);
  for (int tag = 1; tag + 3 < argc; ++tag) {
    for (const bench::job& j : jobs) {
      if (j.name != argv[tag + 3]) continue;
      bench::stage at(argv[1]);
      count(j.prepare(at), tag);
      at.save(argv[2] + ("/" + std::to_string(tag)) + ".npy");
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "eido_count: %s\n", e.what());
    return 1;
  }
}
