// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {
namespace {

const std::string photo = "rgb-1920x1080";

template <class Border>
void add_pad(job_list& jobs, const char* what, Border border) {
  jobs.push_back({std::string("geometry/") + what + "/" + photo, [=](stage& s) {
                    const auto src = s.input<u8, 3>(photo);
                    const pads widths{20, 30, 40, 50};
                    const auto dst = s.output<u8>(index_array(src.shape(0) + 50, src.shape(1) + 90, src.shape(2)));
                    return [=] { pad(src, widths, border, dst); };
                  }});
}

}  // namespace

void add_geometry_jobs(job_list& jobs) {
  add_pad(jobs, "pad-constant", 114);
  add_pad(jobs, "pad-reflect", pad_mode::reflect);
  jobs.push_back({"geometry/center-crop-1000x1000/" + photo, [](stage& s) {
                    const auto src = s.input<u8, 3>(photo);
                    s.reads_only(src(range(40, 1040), range(460, 1460)));
                    const auto dst = s.output<u8>(index_array(1000, 1000, 3));
                    return [=] { center_crop(src, like::torchvision::center_crop, dst); };
                  }});
  jobs.push_back({"geometry/letterbox-bilinear/" + photo + "-to-640x640", [](stage& s) {
                    const auto src = s.input<u8, 3>(photo);
                    const frame where = frame_of(hw_of(src), hw(640, 640), like::ultralytics::letterbox);
                    const auto dst = s.output<u8>(index_array(640, 640, 3));
                    return [=] { letterbox(src, where, 114, like::pillow::bilinear, dst); };
                  }});
}

}  // namespace bench
