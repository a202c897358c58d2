// SPDX-License-Identifier: MIT
#pragma once

#include <eidograph/view.hpp>

#include <memory>
#include <string>

/// MediaPipe's selfie segmentation network on OpenVINO, one thread, float32 on every CPU.
/// It stands in a file of its own, so that an edit of main.cpp does not compile OpenVINO's headers again.
class segmenter {
 public:
  /// Loads a .tflite file. Throws std::exception when the file is not there or is another network.
  explicit segmenter(const std::string& model_path);
  ~segmenter();

  /// Where the photo goes: (1, 256, 256, 3), RGB in 0..1.
  eido::view<float, 4> input();

  /// How sure the network is that a pixel belongs to a person: (1, 256, 256, 1), 0..1. Valid until the next call.
  eido::view<const float, 4> infer();

 private:
  struct engine;
  std::unique_ptr<engine> engine_;
};
