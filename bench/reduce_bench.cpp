// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {
namespace {

template <class I, int R, int N>
void add_argmax(job_list& jobs, const std::string& what, detail::axis_tag<N> which, const std::string& input) {
  jobs.push_back({"reduce/" + what + "/" + input, [=](stage& s) {
                    const auto src = s.input<f32, R>(input);
                    const auto dst = s.output<I>(detail::without_axis(src, detail::axis_index<N, R>()).shape());
                    return [=] { argmax(src, which, dst); };
                  }});
}

void add_argmax_max(job_list& jobs, const std::string& input) {
  jobs.push_back({"reduce/argmax_max-axis0/" + input, [=](stage& s) {
                    const auto src = s.input<f32, 3>(input);
                    const auto shape = detail::without_axis(src, 0).shape();
                    const auto ids = s.output<u8>(shape);
                    const auto values = s.output<f32>(shape);
                    return [=] { argmax_max(src, axis<0>, ids, values); };
                  }});
}

}  // namespace

void add_reduce_jobs(job_list& jobs) {
  add_argmax<u8, 3>(jobs, "argmax-axis0", axis<0>, "scores-21x512x512");
  add_argmax<u8, 3>(jobs, "argmax-axis0", axis<0>, "scores-19x1024x2048");
  add_argmax<u8, 3>(jobs, "argmax-axis-1", axis<-1>, "scores-512x512x21");
  add_argmax<i64, 1>(jobs, "argmax", axis<0>, "scores-1000");
  add_argmax_max(jobs, "scores-21x512x512");
}

}  // namespace bench
