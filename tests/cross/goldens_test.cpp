// SPDX-License-Identifier: MIT
// Hashes that the Python libraries wrote (make_golden*.py of the rooms), on every tier of every target.
#ifndef EIDO_EXTRA_TIERS
#define EIDO_EXTRA_TIERS 1
#endif

#include <doctest/doctest.h>

#include "reduce/upsample_golden_check.hpp"
#include "resample/cv2_golden_check.hpp"
#include "resample/onnx_golden_check.hpp"
#include "resample/pillow_golden_check.hpp"
#include "resample/torch_golden_check.hpp"

TEST_CASE("cross/goldens: every filter, type, channel count, pass order, box and gap of Pillow's") {
  CHECK(eido_test::check_pillow_goldens() == 828);
}

TEST_CASE("cross/goldens: every mode, type, channel count and size of OpenCV's") {
  CHECK(eido_test::check_cv2_goldens() == 784);
}

TEST_CASE("cross/goldens: every contract of torch's and TFLite's") { CHECK(eido_test::check_torch_goldens() == 669); }

TEST_CASE("cross/goldens: every coordinate mode of onnxruntime's") { CHECK(eido_test::check_onnx_goldens() == 225); }

TEST_CASE("cross/goldens: labels and scores of OpenCV's and torch's upsampled logits") {
  CHECK(eido_test::check_upsample_goldens() == 435);
}
