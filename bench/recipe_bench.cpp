// SPDX-License-Identifier: MIT
#include <memory>

#include "job.hpp"

namespace bench {
namespace {

// The plan is made once for each target, as for a stream of images of one size.
template <class Contract>
void add_imagenet(job_list& jobs, const char* what, Contract contract, const std::string& input) {
  jobs.push_back({std::string("recipe/") + what + "/" + input, [=](stage& s) {
                    const auto src = s.input<u8, 3>(input);
                    const auto recipe =
                        compose(resize_short(256, contract), center_crop(hw(224, 224), like::torchvision::center_crop),
                                to_tensor(like::torchvision::to_tensor),
                                normalize(norm::imagenet, like::torchvision::normalize));
                    using plan_type = decltype(plan(recipe, source::rgb(1, 1)));
                    const auto make = [=] {
                      return std::make_unique<plan_type>(plan(recipe, source::rgb(src.shape(0), src.shape(1))));
                    };
                    struct target_plan {
                      std::unique_ptr<plan_type> plan;
                      const char* target;
                    };
                    const auto made = std::make_shared<target_plan>(target_plan{make(), target()});
                    const auto dst = s.output<f32>(made->plan->shape());
                    return [=] {
                      if (made->target != target()) *made = {make(), target()};
                      made->plan->run(src, dst);
                    };
                  }});
}

}  // namespace

void add_recipe_jobs(job_list& jobs) {
  add_imagenet(jobs, "imagenet-bilinear", like::pillow::bilinear, "rgb-640x480");
  add_imagenet(jobs, "imagenet-bilinear", like::pillow::bilinear, "rgb-1920x1080");
  add_imagenet(jobs, "imagenet-bicubic", like::pillow::bicubic, "rgb-640x480");
}

}  // namespace bench
