// SPDX-License-Identifier: MIT
// A photo in, the same photo with the person colored. selfie_overlay.py beside it is the same job in Python.
#include <eidograph/eidograph.hpp>
#include <eidograph/io.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "engine.hpp"

using namespace eido::literals;
namespace like = eido::like;

namespace {

class stopwatch {
 public:
  void lap(const char* stage) {
    const auto now = std::chrono::steady_clock::now();
    std::printf("%-10s %8.2f ms\n", stage, std::chrono::duration<double, std::milli>(now - last_).count());
    last_ = std::chrono::steady_clock::now();
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// The least of a few times that f takes, in milliseconds.
template <class F>
double least_time(F f) {
  double least = 1e9;
  for (int run = 0; run < 7; ++run) {
    const auto start = std::chrono::steady_clock::now();
    f();
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    least = std::min(least, spent.count());
  }
  return least;
}

/// The same overlay on a photo as large as a phone's, beside a mere copy of it.
void time_12_megapixels(const eido::tensor<eido::u8, 3>& photo, const eido::view<const float, 4>& probability) {
  const auto img = eido::resize(photo, eido::hw(3000, 4000), like::pillow::bilinear);
  auto out = eido::copy(img);
  const double copying = least_time([&] { eido::copy(img, out); });
  const double overlay = least_time([&] {
    eido::overlay(img, probability["0, ..., 0"_s], eido::color(0, 150, 255), 0.6f, like::numpy::blend,
                  like::pillow::bilinear, out);
  });
  std::printf("at 12 megapixels: overlay %.2f ms, a copy of the image %.2f ms\n", overlay, copying);
}

void color_the_person(const std::string& model, const std::string& photo, const std::string& folder) {
  segmenter network(model);
  stopwatch watch;

  eido::tensor<eido::u8, 3> img = eido::imread(photo);
  watch.lap("load");

  const auto small = eido::resize(img, eido::hw(256, 256), like::pillow::bilinear);
  network.input()[0] = eido::astype<float>(small) / 255.f;
  watch.lap("preprocess");

  const auto probability = network.infer();
  watch.lap("infer");

  eido::overlay(img, probability["0, ..., 0"_s], eido::color(0, 150, 255), 0.6f, like::numpy::blend,
                like::pillow::bilinear);
  watch.lap("overlay");

  eido::imwrite(folder + "/overlay.png", img);
  watch.lap("save");

  time_12_megapixels(img, probability);

  eido::npy::save(folder + "/input.npy", network.input());
  eido::npy::save(folder + "/probability.npy", probability);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: selfie_overlay MODEL.tflite PHOTO FOLDER; writes overlay.png into FOLDER\n");
    return 1;
  }
  try {
    color_the_person(argv[1], argv[2], argv[3]);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "selfie_overlay: %s\n", e.what());
    return 2;
  }
}
