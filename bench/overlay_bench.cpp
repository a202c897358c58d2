// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {

namespace {

/// A small soft mask over a photo.
job soft_mask(const std::string& photo) {
  return {"overlay/soft-mask-128x128/" + photo, [photo](stage& s) {
            const auto img = s.input<u8, 3>(photo);
            const auto mask = s.input<f32, 2>("gray-128x128-f32");
            const auto dst = s.output<u8>(img.shape());
            return
                [=] { overlay(img, mask, color(0, 150, 255), 0.6f, like::numpy::blend, like::pillow::bilinear, dst); };
          }};
}

/// f(photo, the photo upside down, dst).
template <class F>
std::function<std::function<void()>(stage&)> two_photos(const char* photo, F f) {
  return [photo, f](stage& s) {
    const auto img = s.input<u8, 3>(photo);
    const auto dst = s.output<u8>(img.shape());
    return [=] { f(img, flip(img, axis<0>), dst); };
  };
}

}  // namespace

void add_overlay_jobs(job_list& jobs) {
  jobs.push_back(soft_mask("rgb-1920x1080"));
  jobs.push_back(soft_mask("rgb-4000x3000"));
  jobs.push_back({"overlay/labels-512x512/rgb-1920x1080", [](stage& s) {
                    const auto img = s.input<u8, 3>("rgb-1920x1080");
                    const auto labels = s.input<u8, 2>("labels-512x512");
                    const auto dst = s.output<u8>(img.shape());
                    return [=] {
                      overlay(img, labels, palette::voc(), 0.5f, like::numpy::blend, like::pillow::nearest, dst);
                    };
                  }});
  jobs.push_back({"overlay/blend/rgb-1920x1080", two_photos("rgb-1920x1080", [](auto a, auto b, auto dst) {
                    blend(a, b, 0.35, like::pillow::blend, dst);
                  })});
  jobs.push_back({"overlay/add-weighted/rgb-1920x1080", two_photos("rgb-1920x1080", [](auto a, auto b, auto dst) {
                    add_weighted(a, 0.65, b, 0.35, 0, like::cv2::blend, dst);
                  })});
  jobs.push_back({"overlay/alpha-composite/rgba-1920x1080", two_photos("rgba-1920x1080", [](auto a, auto b, auto dst) {
                    alpha_composite(a, b, like::pillow::blend, dst);
                  })});
  jobs.push_back({"overlay/composite/rgb-1920x1080", [](stage& s) {
                    const auto img = s.input<u8, 3>("rgb-1920x1080");
                    const auto mask = s.input<u8, 2>("gray-1920x1080");
                    const auto dst = s.output<u8>(img.shape());
                    return [=] { composite(flip(img, axis<0>), img, mask, like::pillow::blend, dst); };
                  }});
}

}  // namespace bench
