// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {
namespace {

/// A copy of what `turn` makes of the input, a view.
template <class T, class Turn>
void add_copy(job_list& jobs, const char* what, const std::string& input, Turn turn) {
  jobs.push_back({std::string("convert/") + what + "/" + input, [=](stage& s) {
                    const view<const T, 3> src = turn(s.input<T, 3>(input));
                    s.reads_only(src);
                    const auto dst = s.output<T>(src.shape());
                    return [=] { copy(src, dst); };
                  }});
}

template <class T>
void add_copies(job_list& jobs, const std::string& type) {
  const std::string hwc = "rgb-1920x1080" + type, chw = "planes-1920x1080" + type;
  add_copy<T>(jobs, "hwc-to-chw", hwc, [](auto v) { return transpose(v, axes<2, 0, 1>); });
  add_copy<T>(jobs, "chw-to-hwc", chw, [](auto v) { return transpose(v, axes<1, 2, 0>); });
  add_copy<T>(jobs, "rgb-to-bgr", hwc, [](auto v) { return flip(v, axis<2>); });
  add_copy<T>(jobs, "every-second-row-mirrored-two-channels", hwc,
              [](auto v) { return v(range(none, none, 2), range(none, none, -1), range(1, 3)); });
  add_copy<T>(jobs, "flip-horizontal", hwc, [](auto v) { return flip(v, axis<1>); });
  add_copy<T>(jobs, "flip-vertical", hwc, [](auto v) { return flip(v, axis<0>); });
  add_copy<T>(jobs, "rot90", hwc, [](auto v) { return rot90(v); });
  add_copy<T>(jobs, "crop-1200x800", hwc, [](auto v) { return v(range(140, 940), range(360, 1560)); });
}

template <class From, class To>
void add_astype(job_list& jobs, const char* what, const std::string& input) {
  jobs.push_back({std::string("convert/") + what + "/" + input, [=](stage& s) {
                    const auto src = s.input<From, 3>(input);
                    const auto dst = s.output<To>(src.shape());
                    return [=] { astype(src, dst); };
                  }});
}

void add_normalize(job_list& jobs, const std::string& input) {
  constexpr auto contract = like::torchvision::normalize;
  jobs.push_back({"convert/normalize-to-chw/" + input, [=](stage& s) {
                    const auto src = s.input<u8, 3>(input);
                    const auto dst = s.output<f32>(index_array<3>(src.shape(2), src.shape(0), src.shape(1)));
                    return [=] { normalize(src, norm::imagenet, contract, rearrange<"c h w -> h w c">(dst)); };
                  }});
  jobs.push_back({"convert/normalize-to-hwc/" + input, [=](stage& s) {
                    const auto src = s.input<u8, 3>(input);
                    const auto dst = s.output<f32>(src.shape());
                    return [=] { normalize(src, norm::imagenet, contract, dst); };
                  }});
}

}  // namespace

void add_convert_jobs(job_list& jobs) {
  add_normalize(jobs, "rgb-640x640");
  add_normalize(jobs, "rgb-1920x1080");
  add_copies<u8>(jobs, "");
  add_copies<f32>(jobs, "-f32");
  add_astype<u8, f32>(jobs, "astype-f32", "rgb-1920x1080");
  add_astype<f32, u8>(jobs, "astype-u8", "rgb-1920x1080-f32");
}

}  // namespace bench
