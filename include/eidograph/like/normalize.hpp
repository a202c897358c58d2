// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI {

/// Mean and standard deviation per channel, in the channel order of the image, on a scale where white is 1.
/// One value stands for every channel. Python: `T.Normalize(mean, std)`.
struct norm {
  static constexpr int most_channels = 16;

  f32 mean[most_channels]{};
  f32 std[most_channels]{};
  int channels = 0;

  /// The values in double, as Python writes them; kept in single precision, as torchvision keeps them.
  template <std::size_t N>
  constexpr norm(const f64 (&mean_values)[N], const f64 (&std_values)[N]) noexcept : channels(static_cast<int>(N)) {
    static_assert(N <= most_channels, "eidograph: norm takes 1 to 16 channels");
    for (std::size_t c = 0; c < N; ++c) {
      mean[c] = static_cast<f32>(mean_values[c]);
      std[c] = static_cast<f32>(std_values[c]);
    }
  }

  friend constexpr bool operator==(const norm&, const norm&) noexcept = default;

  static const norm imagenet;  ///< torchvision's models, timm
  static const norm clip;      ///< OpenAI CLIP and what descends from it
  static const norm half;      ///< 0..1 to -1..1
};

inline constexpr norm norm::imagenet{{0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}};
inline constexpr norm norm::clip{{0.48145466, 0.4578275, 0.40821073}, {0.26862954, 0.26130258, 0.27577711}};
inline constexpr norm norm::half{{0.5}, {0.5}};

namespace like::torchvision {

struct normalize_contract {};

/// torchvision's ToTensor and Normalize: x / 255 for bytes, then (x - mean) / std, every step rounded to f32 and every
/// division a true one. Proved with torchvision 0.29.2.
inline constexpr normalize_contract normalize{};

struct to_tensor_contract {};

/// torchvision's ToTensor: bytes as f32 divided by 255, channels first. Proved with torchvision 0.29.2.
inline constexpr to_tensor_contract to_tensor{};

}  // namespace like::torchvision
}  // namespace eido
