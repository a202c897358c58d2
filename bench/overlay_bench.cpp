// SPDX-License-Identifier: MIT
#include "job.hpp"

namespace bench {

namespace {

/// A small soft mask over a photo.
job soft_mask(const std::string& what, const std::string& mask_name, const std::string& photo) {
  return {"overlay/" + what + "/" + photo, [=](stage& s) {
            const auto img = s.input<u8, 3>(photo);
            const auto mask = s.input<f32, 2>(mask_name);
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

/// Logits of a network laid over a photo.
template <class Contract>
job logits(const char* library, Contract contract) {
  return {std::string("overlay/logits-") + library + "-21x128x128/rgb-1920x1080", [=](stage& s) {
            const auto img = s.input<u8, 3>("rgb-1920x1080");
            const auto values = s.input<f32, 3>("logits-21x128x128");
            const auto dst = s.output<u8>(img.shape());
            return [=] { overlay_logits(img, values, palette::voc(), 0.5f, like::numpy::blend, contract, dst); };
          }};
}

/// A photo where the mask is set, else the photo upside down.
template <class T>
job choice(const std::string& photo) {
  return {"overlay/where/" + photo, [photo](stage& s) {
            const auto img = s.input<T, 3>(photo);
            const auto mask = s.input<u8, 2>("mask-1920x1080");
            const auto dst = s.output<T>(img.shape());
            return [=] { where(mask, img, flip(img, axis<0>), dst); };
          }};
}

}  // namespace

void add_overlay_jobs(job_list& jobs) {
  for (const char* photo : {"rgb-1920x1080", "rgb-4000x3000"}) {
    jobs.push_back(soft_mask("soft-mask-128x128", "gray-128x128-f32", photo));
    jobs.push_back(soft_mask("soft-person-128x128", "person-128x128-f32", photo));
  }
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
  jobs.push_back(logits("torch", like::torch::bilinear));
  jobs.push_back(logits("cv2", like::cv2::linear));
  jobs.push_back(choice<u8>("rgb-1920x1080"));
  jobs.push_back(choice<f32>("rgb-1920x1080-f32"));
  jobs.push_back({"overlay/copy-and-paint/rgb-1920x1080", [](stage& s) {
                    const auto img = s.input<u8, 3>("rgb-1920x1080");
                    const auto mask = s.input<u8, 2>("mask-1920x1080");
                    const auto dst = s.output<u8>(img.shape());
                    return [=] {
                      copy(img, dst);
                      paint(dst, mask, color(0, 150, 255));
                    };
                  }});
  jobs.push_back({"overlay/colorize/labels-512x512", [](stage& s) {
                    const auto labels = s.input<u8, 2>("labels-512x512");
                    const auto dst = s.output<u8>(index_array<3>(512, 512, 3));
                    return [=] { colorize(labels, palette::voc(), dst); };
                  }});
  jobs.push_back({"overlay/put-alpha/rgb-1920x1080", [](stage& s) {
                    const auto img = s.input<u8, 3>("rgb-1920x1080");
                    const auto alpha = s.input<u8, 2>("gray-1920x1080");
                    const auto dst = s.output<u8>(index_array<3>(1080, 1920, 4));
                    return [=] { put_alpha(img, alpha, dst); };
                  }});
}

}  // namespace bench
