// SPDX-License-Identifier: MIT
// The path of examples/selfie_overlay without network and engine: a scene drawn by code, and the probability map that
// the network gave for it. check_overlay.py does the same in Python and compares.
#include <eidograph/eidograph.hpp>
#include <eidograph/io.hpp>

#include <cstdio>
#include <string>

#include "scene.hpp"

using namespace eido::literals;
namespace like = eido::like;

namespace {

void run(const std::string& map, const std::string& folder) {
  auto scene = eido::zeros<eido::u8>({demo::scene_height, demo::scene_width, 3});
  demo::draw_scene(scene.data());
  eido::imwrite(folder + "/scene.png", scene);

  eido::tensor<eido::u8, 3> img = eido::imread(folder + "/scene.png");
  auto input = eido::zeros<float>({1, 256, 256, 3});
  input[0] = eido::astype<float>(eido::resize(img, eido::hw(256, 256), like::pillow::bilinear)) / 255.f;
  eido::npy::save(folder + "/input.npy", input);

  auto probability = eido::zeros<float>({1, 256, 256, 1});
  probability["0, ..., 0"_s] = eido::astype<float>(eido::imread<eido::gray>(map)) / 255.f;
  eido::npy::save(folder + "/probability.npy", probability);

  eido::overlay(img, probability["0, ..., 0"_s], eido::color(0, 150, 255), 0.6f, like::numpy::blend,
                like::pillow::bilinear);
  eido::imwrite(folder + "/overlay.png", img);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: demo_main scene_probability.png FOLDER\n");
    return 1;
  }
  try {
    run(argv[1], argv[2]);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "demo_main: %s\n", e.what());
    return 2;
  }
}
