// SPDX-License-Identifier: MIT
#pragma once

// Sizes, crops, borders and letterboxes, exactly as Python libraries compute them:
//   constexpr eido::hw size = eido::short_size(eido::hw(480, 640), 256);            (256, 341)
//   eido::center_crop(img, like::torchvision::center_crop, dst);                    dst's size is the crop's
//   eido::pad(img, {.top = 1, .bottom = 1, .left = 2, .right = 3}, eido::pad_mode::reflect, dst);
//   auto where = eido::frame_of(eido::hw_of(img), eido::hw(640, 640), like::ultralytics::letterbox);
//   eido::letterbox(img, where, 114, like::cv2::linear, dst);                       or {124, 116, 104}
//   auto found = where.to_source(eido::box(10, 20, 300, 400));

#include "geometry/crop.hpp"
#include "geometry/fit.hpp"
#include "geometry/letterbox.hpp"
#include "geometry/pad.hpp"
