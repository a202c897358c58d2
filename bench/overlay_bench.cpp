// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {

void add_overlay_jobs(job_list& jobs) {
  jobs.push_back({"overlay/soft-mask-128x128/rgb-1920x1080", [](stage& s) {
                    const auto img = s.input<u8, 3>("rgb-1920x1080");
                    const auto mask = s.input<f32, 2>("gray-128x128-f32");
                    const auto dst = s.output<u8>(img.shape());
                    return [=] {
                      overlay(img, mask, color(0, 150, 255), 0.6f, like::numpy::blend, like::pillow::bilinear, dst);
                    };
                  }});
  jobs.push_back({"overlay/labels-512x512/rgb-1920x1080", [](stage& s) {
                    const auto img = s.input<u8, 3>("rgb-1920x1080");
                    const auto labels = s.input<u8, 2>("labels-512x512");
                    const auto dst = s.output<u8>(img.shape());
                    return [=] {
                      overlay(img, labels, palette::voc(), 0.5f, like::numpy::blend, like::pillow::nearest, dst);
                    };
                  }});
}

}  // namespace bench
