// SPDX-License-Identifier: MIT
// eido_bench --inputs=FOLDER [--targets=NAME,...] [--job=NAME] [--save=FILE.npy | --list] [Google Benchmark's options]
//   --list       prints the compiler, the targets that run here (the best one last) and the jobs, one a line
//   --save=FILE  runs the one job, checks that its targets give the same bytes, and writes them
// Without either: measures each job for each target, and its memory limit, on one thread. The counters min and
// median are of single calls, in seconds; calls shorter than 50 microseconds are timed in batches.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>

#include "job.hpp"
#include "limit.hpp"

namespace bench {
namespace {

struct options {
  std::string inputs, job, save;
  std::vector<std::string> targets;
  bool list = false;
};

bool takes(const char* argument, const char* name, std::string& value) {
  const std::size_t length = std::strlen(name);
  if (std::strncmp(argument, name, length) != 0) return false;
  value = argument + length;
  return true;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Takes our own options out of argv.
options parse(int& argc, char** argv) {
  options o;
  std::string wished;
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--list") == 0) {
      o.list = true;
    } else if (!takes(argv[i], "--inputs=", o.inputs) && !takes(argv[i], "--job=", o.job) &&
               !takes(argv[i], "--save=", o.save) && !takes(argv[i], "--targets=", wished)) {
      argv[kept++] = argv[i];
    }
  }
  argc = kept;
  o.targets = split(wished.empty() ? target() : wished);
  return o;
}

/// A job with its inputs in memory.
struct loaded {
  loaded(const job& j, const std::string& inputs) : at(inputs), run(j.prepare(at)) {}
  stage at;
  std::function<void()> run;
};

/// The inputs of one job at a time; Google Benchmark enters a benchmark several times.
const loaded& load(const job& j, const std::string& inputs) {
  static std::unique_ptr<loaded> current;
  static const job* held = nullptr;
  if (held != &j) {
    current.reset();
    current = std::make_unique<loaded>(j, inputs);
    held = &j;
  }
  return *current;
}

double seconds(const std::function<void()>& run, index calls) {
  const auto start = std::chrono::steady_clock::now();
  for (index i = 0; i < calls; ++i) run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measure(benchmark::State& state, const std::function<void()>& run) {
  constexpr double shortest = 50e-6;
  run();
  const double once = (std::max)(seconds(run, 1), 1e-9);
  const index batch = once < shortest ? static_cast<index>(shortest / once) + 1 : 1;
  std::vector<double> samples;
  for ([[maybe_unused]] auto _ : state) {
    const double taken = seconds(run, batch);
    state.SetIterationTime(taken);
    samples.push_back(taken / static_cast<double>(batch));
  }
  if (samples.empty()) return;
  std::sort(samples.begin(), samples.end());
  state.counters["min"] = samples.front();
  state.counters["median"] = samples[samples.size() / 2];
}

/// What any program has to do that reads and writes what the job does; in the faster of the two ways to write.
void measure_limit(benchmark::State& state, const stage& s) {
  const auto touch = [&s](store way) {
    return [&s, way] {
      for (const extent& e : s.read()) benchmark::DoNotOptimize(read_once(e.first, e.bytes, e.step, e.rows));
      write_once(way, s.written().first, s.written().bytes);
    };
  };
  const auto best = [](const std::function<void()>& run) {
    double least = seconds(run, 1);
    for (int i = 0; i < 5; ++i) least = (std::min)(least, seconds(run, 1));
    return least;
  };
  const bool around = best(touch(store::around_caches)) < best(touch(store::ordinary));
  measure(state, touch(around ? store::around_caches : store::ordinary));
}

template <class F>
void add(const std::string& name, F run) {
  benchmark::RegisterBenchmark(name.c_str(), run)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond)
      ->ComputeStatistics("min", [](const std::vector<double>& v) { return *std::min_element(v.begin(), v.end()); });
}

void add_benchmarks(const job& j, const options& o) {
  for (const std::string& name : o.targets) {
    add(j.name + "/" + name, [&j, &o, name](benchmark::State& state) {
      check(try_force_target(name.c_str()));
      measure(state, load(j, o.inputs).run);
    });
  }
  add(j.name + "/limit", [&j, &o](benchmark::State& state) { measure_limit(state, load(j, o.inputs).at); });
}

void save(const job& j, const options& o) {
  const loaded& l = load(j, o.inputs);
  const extent& out = l.at.written();
  std::string first;
  for (const std::string& name : o.targets) {
    check(try_force_target(name.c_str()));
    l.run();
    std::string bytes(reinterpret_cast<const char*>(out.first), static_cast<std::size_t>(out.bytes));
    if (first.empty()) {
      first.swap(bytes);
    } else if (first != bytes) {
      throw std::runtime_error(j.name + ": " + name + " does not give the bytes of " + o.targets.front());
    }
    std::memset(out.first, 0xa5, static_cast<std::size_t>(out.bytes));
  }
  std::memcpy(out.first, first.data(), first.size());
  l.at.save(o.save);
}

int run(int argc, char** argv) {
  const options o = parse(argc, argv);
  job_list jobs = all_jobs();
  if (!o.job.empty()) std::erase_if(jobs, [&o](const job& j) { return j.name != o.job; });
  if (jobs.empty()) throw std::runtime_error("there is no job " + o.job);
  if (o.list) {
    std::printf("compiler %s\n", EIDO_BENCH_COMPILER);
    for (const char* name : targets()) std::printf("target %s\n", name);
    for (const job& j : jobs) std::printf("job %s\n", j.name.c_str());
    return 0;
  }
  if (!o.save.empty()) {
    if (o.job.empty()) throw std::runtime_error("--save takes one --job");
    save(jobs.front(), o);
    return 0;
  }
  for (const job& j : jobs) add_benchmarks(j, o);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  try {
    return bench::run(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "eido_bench: %s\n", e.what());
    return 1;
  }
}
