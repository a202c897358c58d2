// SPDX-License-Identifier: MIT
#pragma once

#include "../convert/normalize.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Where a row of pixels goes: the distance of its pixels and of the channels of one, in elements.
struct row_steps {
  index pixel, channel;
};

/// What becomes of a finished row: elements of another type, normalised, anywhere. All that does not depend on the row
/// is computed beforehand.
template <class T, class Out>
class row_epilogue {
 public:
  row_epilogue() noexcept = default;

  /// values: null where the elements stay as they are.
  row_epilogue(index channels, const norm* values) noexcept
      : channels_(static_cast<int>(channels)), scales_(values != nullptr) {
    for (int c = 0; c < channels_ && scales_; ++c) {
      mean_[c] = values->mean[values->channels == 1 ? 0 : c];
      std_[c] = values->std[values->channels == 1 ? 0 : c];
      if constexpr (std::is_same_v<T, u8>) {
        multiply_ = multiply_ && kernels::normalize_multiplies(mean_[c], std_[c]);
        for (int x = 0; x < 256; ++x) bytes_[c][x] = scaled(static_cast<u8>(x), c);
      }
    }
  }

  /// What a zero becomes.
  Out zero(index channel) const noexcept {
    if constexpr (std::is_same_v<Out, f32>) {
      if (scales_) return scaled(T(0), channel);
    }
    return Out(0);
  }

  void operator()(const T* row, index pixels, Out* out, const row_steps& step) const noexcept {
    if constexpr (std::is_same_v<T, Out>) {
      if (!scales_) {
        const index_array<2> shape(pixels, channels_);
        return kernel_copier()(view<Out, 2>(out, shape, {step.pixel, step.channel}), view<const T, 2>(row, shape));
      }
    }
    if constexpr (std::is_same_v<Out, f32>) scale(row, pixels, out, step);
  }

 private:
  f32 scaled(T x, index c) const noexcept {
    return normalized(like::torchvision::normalize, as_unit(x), mean_[c], std_[c]);
  }

  void scale(const T* row, index pixels, f32* out, const row_steps& step) const noexcept {
    if constexpr (std::is_same_v<T, u8>) {
      if (step.pixel == 1) {
        f32* planes[4];
        for (int c = 0; c < channels_; ++c) planes[c] = out + c * step.channel;
        return kernels::normalize_planes(row, pixels, channels_, multiply_, mean_, std_, planes);
      }
      if (step.pixel == channels_ && step.channel == 1) {
        return kernels::normalize_pixels(row, pixels, channels_, multiply_, mean_, std_, out);
      }
      for (index x = 0; x < pixels; ++x) {
        for (int c = 0; c < channels_; ++c) out[x * step.pixel + c * step.channel] = bytes_[c][*row++];
      }
    } else {
      if (channels_ == 1 && step.pixel == 1) return kernels::normalize_floats(row, pixels, mean_[0], std_[0], out);
      for (index x = 0; x < pixels; ++x) {
        for (int c = 0; c < channels_; ++c) out[x * step.pixel + c * step.channel] = scaled(*row++, c);
      }
    }
  }

  int channels_ = 0;
  bool scales_ = false, multiply_ = true;
  f32 mean_[4]{}, std_[4]{};
  f32 bytes_[std::is_same_v<T, u8> && std::is_same_v<Out, f32> ? 4 : 1][256]{};
};

}  // namespace eido::detail
