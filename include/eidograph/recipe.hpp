// SPDX-License-Identifier: MIT
#pragma once

#include "recipe/plan.hpp"

// transforms.Compose, in one walk over the image and with the bits of its stages one after another:
//   constexpr auto recipe = eido::compose(
//       eido::resize_short(256, like::pillow::bilinear),
//       eido::center_crop(eido::hw(224, 224), like::torchvision::center_crop),
//       eido::to_tensor(like::torchvision::to_tensor),
//       eido::normalize(eido::norm::imagenet, like::torchvision::normalize));
//   auto input = recipe(img);                                           with eidograph.hpp: a tensor (3, 224, 224)
//   auto plan = eido::plan(recipe, eido::source::rgb(h, w));            all checks, all memory
//   plan.run(img, input);                                               img (h, w, 3) into memory of yours, no heap
