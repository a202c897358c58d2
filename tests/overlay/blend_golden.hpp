// SPDX-License-Identifier: MIT
#pragma once

// Written by make_golden.py with Pillow 13.0.0, OpenCV 5.0.0, torchvision 0.29.2.

struct blend_golden {
  const char* what;
  double alpha;
  const char* hash;
};

inline constexpr blend_golden blend_goldens[] = {
    {"pillow.blend", 0.0, "a52cc7e7526b5fc32345e2ad8a2aaa22"},
    {"cv2.add_weighted", 0.0, "a52cc7e7526b5fc32345e2ad8a2aaa22"},
    {"cv2.add_weighted 20", 0.0, "37652c63871afd1dd8499565f55099a2"},
    {"torchvision.draw_segmentation_masks", 0.0, "a52cc7e7526b5fc32345e2ad8a2aaa22"},
    {"pillow.blend", 0.1, "effa6844875208cbc27907ddc4e9776c"},
    {"cv2.add_weighted", 0.1, "fca8df59d8f0dbeaaca31919c77f7b97"},
    {"cv2.add_weighted 20", 0.1, "fb0f6762fb7a81aca0d22e75cf0f594a"},
    {"torchvision.draw_segmentation_masks", 0.1, "692b95a4f23b937e628dde8a4ee18d58"},
    {"pillow.blend", 0.35, "bed0fecdd8bc94c792cda45d0905ab24"},
    {"cv2.add_weighted", 0.35, "c63d9e9dbffd5e0eb83db963bec81de4"},
    {"cv2.add_weighted 20", 0.35, "1dfc1b2a0d864fe5520530f37501e5d6"},
    {"torchvision.draw_segmentation_masks", 0.35, "5e07f8f8d21fad3e990483dbc822fcff"},
    {"pillow.blend", 0.5, "1184f1c29fbe9113d5ad535a8dc8d9b8"},
    {"cv2.add_weighted", 0.5, "43b16c0cd441cf1900acd831781fa588"},
    {"cv2.add_weighted 20", 0.5, "1f89d6c7f62ccece225321044198a4f8"},
    {"torchvision.draw_segmentation_masks", 0.5, "b20dcc882913b3d106cf3a000612f125"},
    {"pillow.blend", 0.6, "e06d5a1189877d4d71e930c4ae6605fd"},
    {"cv2.add_weighted", 0.6, "9fe2de8a0b23f6065bd48e72e17ea766"},
    {"cv2.add_weighted 20", 0.6, "fc44f8eca666458a2b6706eb6b1a0ce6"},
    {"torchvision.draw_segmentation_masks", 0.6, "819ffa6dbba390f5f22e048266761a3c"},
    {"pillow.blend", 0.8, "119e46e7faf8edefb7288fa1623f16eb"},
    {"cv2.add_weighted", 0.8, "3424c493da3a69d070d43fd7d57e8f4b"},
    {"cv2.add_weighted 20", 0.8, "5ae7b212ec3e94c6982b38d3db7374e0"},
    {"torchvision.draw_segmentation_masks", 0.8, "3a577b94f57fa4ea88bd23a5c728c5b5"},
    {"pillow.blend", 0.3333333333333333, "96816c96952b30cf6952e10810e11107"},
    {"cv2.add_weighted", 0.3333333333333333, "9057fa9f3ce0f5a17d51dae445837561"},
    {"cv2.add_weighted 20", 0.3333333333333333, "111b381d661558cbf2cbce81b9f99b50"},
    {"torchvision.draw_segmentation_masks", 0.3333333333333333, "6db87267000016fcdf464c95b7176b86"},
    {"pillow.blend", 1.0, "afda88c82345a21e3c6ad06d83da20d4"},
    {"cv2.add_weighted", 1.0, "afda88c82345a21e3c6ad06d83da20d4"},
    {"cv2.add_weighted 20", 1.0, "c34b9ac7568a81ca5f37fd8f15cc2421"},
    {"torchvision.draw_segmentation_masks", 1.0, "93fa8b527005ad0dd416b77eaa16ec67"},
    {"pillow.composite", 0.0, "f2c5977caa518a1e7d9890baae9de472"},
    {"pillow.alpha_composite", 0.0, "910e8ead99e318dd314f5d13873cb632"},
    {"pillow.paste", 0.0, "ef725d9336dfba9b9adf54366fd02cd5"},
};
