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

/// call(src, dst) from floats to as many floats.
template <int R, class F>
void add_floats(job_list& jobs, const std::string& what, const std::string& input, F call) {
  jobs.push_back({"reduce/" + what + "/" + input, [=](stage& s) {
                    const auto src = s.input<f32, R>(input);
                    const auto dst = s.output<f32>(src.shape());
                    return [=] { call(src, dst); };
                  }});
}

void add_softmax(job_list& jobs) {
  const auto soft = [](auto which) { return [=](const auto& src, const auto& dst) { softmax(src, which, dst); }; };
  const auto log = [](const auto& src, const auto& dst) { log_softmax(src, axis<0>, dst); };
  add_floats<3>(jobs, "softmax-axis0", "scores-21x512x512", soft(axis<0>));
  add_floats<3>(jobs, "softmax-axis0", "scores-19x1024x2048", soft(axis<0>));
  add_floats<3>(jobs, "softmax-axis-1", "scores-512x512x21", soft(axis<-1>));
  add_floats<1>(jobs, "softmax", "scores-1000", soft(axis<0>));
  add_floats<3>(jobs, "log_softmax-axis0", "scores-21x512x512", log);
  add_floats<3>(jobs, "sigmoid", "scores-21x512x512", [](const auto& src, const auto& dst) { sigmoid(src, dst); });
}

/// The best 5.
template <int R, int N>
void add_topk(job_list& jobs, const std::string& what, detail::axis_tag<N> which, const std::string& input) {
  jobs.push_back({"reduce/" + what + "/" + input, [=](stage& s) {
                    const auto src = s.input<f32, R>(input);
                    index_array<R> shape = src.shape();
                    shape[detail::axis_index<N, R>()] = 5;
                    const auto values = s.output<f32>(shape);
                    const auto ids = s.output<i64>(shape);
                    return [=] { topk(src, which, values, ids); };
                  }});
}

template <class I, class Contract>
void add_upsample(job_list& jobs, const char* what, const std::string& input, index side, Contract contract) {
  const std::string size = std::to_string(side);
  jobs.push_back({std::string("reduce/") + what + "/" + input + "-to-" + size + "x" + size, [=](stage& s) {
                    const auto logits = s.input<f32, 3>(input);
                    const auto dst = s.output<I>(index_array<2>(side, side));
                    return [=] { upsample_argmax(logits, hw(side, side), contract, dst); };
                  }});
}

}  // namespace

void add_reduce_jobs(job_list& jobs) {
  add_argmax<u8, 3>(jobs, "argmax-axis0", axis<0>, "scores-21x512x512");
  add_argmax<u8, 3>(jobs, "argmax-axis0", axis<0>, "scores-19x1024x2048");
  add_argmax<u8, 3>(jobs, "argmax-axis-1", axis<-1>, "scores-512x512x21");
  add_argmax<i64, 1>(jobs, "argmax", axis<0>, "scores-1000");
  add_argmax_max(jobs, "scores-21x512x512");
  add_topk<3>(jobs, "topk-axis0", axis<0>, "scores-21x512x512");
  add_topk<3>(jobs, "topk-axis-1", axis<-1>, "scores-512x512x21");
  add_topk<1>(jobs, "topk", axis<0>, "scores-1000");
  add_softmax(jobs);
  add_upsample<u8>(jobs, "upsample_argmax-torch", "logits-21x128x128", 512, like::torch::bilinear);
  add_upsample<u8>(jobs, "upsample_argmax-torch", "noise-21x128x128", 512, like::torch::bilinear);
  add_upsample<u8>(jobs, "upsample_argmax-cv2", "logits-21x128x128", 512, like::cv2::linear);
  add_upsample<u16>(jobs, "upsample_argmax-cv2", "logits-1000x16x16", 512, like::cv2::linear);
  add_upsample<u16>(jobs, "upsample_argmax-cv2", "noise-1000x16x16", 512, like::cv2::linear);
}

}  // namespace bench
