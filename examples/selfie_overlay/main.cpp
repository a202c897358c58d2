// SPDX-License-Identifier: MIT
// A photo in, the same photo with the person colored. selfie_overlay.py beside it is the same job in Python.
#include <eidograph/eidograph.hpp>
#include <eidograph/io.hpp>

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
