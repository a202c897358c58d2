// SPDX-License-Identifier: MIT
#pragma once

#include "../base/error.hpp"
#include "ade20k.hpp"

namespace eido::inline EIDO_ABI {

/// A colour in the channel order of the image that it is laid over.
struct color {
  u8 value[3]{};

  constexpr color() noexcept = default;
  constexpr color(int first, int second, int third) noexcept
      : value{static_cast<u8>(first), static_cast<u8>(second), static_cast<u8>(third)} {}
  friend constexpr bool operator==(const color& a, const color& b) noexcept {
    return a.value[0] == b.value[0] && a.value[1] == b.value[1] && a.value[2] == b.value[2];
  }
};

/// A colour for each label: up to 256 of them.
class palette {
 public:
  static constexpr int most = 256;

  template <std::size_t N>
  constexpr palette(const color (&colors)[N]) noexcept : size_(static_cast<int>(N)) {
    static_assert(N <= most, "eidograph: a palette has at most 256 colors");
    for (std::size_t i = 0; i < N; ++i) colors_[i] = colors[i];
  }

  /// No colors; try_make fills it.
  constexpr palette() noexcept = default;

  /// The first `count` of these colors. Errors: errc::value_error for fewer than 1 or more than 256; out is untouched
  /// then.
  static status try_make(const color* colors, index count, palette& out) noexcept {
    if (count < 1 || count > most) {
      return status::failure(errc::value_error, "palette: count = ", count, "; expected 1 to ", most);
    }
    palette made;
    made.size_ = static_cast<int>(count);
    for (index i = 0; i < count; ++i) made.colors_[i] = colors[i];
    out = made;
    return {};
  }

#if EIDO_EXCEPTIONS
  palette(const color* colors, index count) { detail::raise_if_failed(try_make(colors, count, *this)); }
#endif

  /// PASCAL VOC's 256 colors: three bits of the label at a time go to red, green and blue, from the top bit down.
  static constexpr palette voc() noexcept {
    palette p;
    p.size_ = most;
    for (int label = 0; label < most; ++label) {
      for (int bit = 0; bit < 8; ++bit) {
        for (int c = 0; c < 3; ++c) {
          p.colors_[label].value[c] =
              static_cast<u8>(p.colors_[label].value[c] | (((label >> (3 * bit + c)) & 1) << (7 - bit)));
        }
      }
    }
    return p;
  }

  /// The 19 classes of Cityscapes by their training ids, road first: label 0 is no background here.
  static constexpr palette cityscapes() noexcept {
    return palette({color(128, 64, 128), color(244, 35, 232), color(70, 70, 70), color(102, 102, 156),
                    color(190, 153, 153), color(153, 153, 153), color(250, 170, 30), color(220, 220, 0),
                    color(107, 142, 35), color(152, 251, 152), color(70, 130, 180), color(220, 20, 60),
                    color(255, 0, 0), color(0, 0, 142), color(0, 0, 70), color(0, 60, 100), color(0, 80, 100),
                    color(0, 0, 230), color(119, 11, 32)})
        .with_background();
  }

  /// ADE20K as its label images number it, 151 labels: background, then the 150 classes, wall first.
  static constexpr palette ade20k() noexcept {
    palette p;
    p.size_ = 151;
    for (int label = 1; label < p.size_; ++label) p.colors_[label] = ade20k_color(label - 1);
    return p;
  }
  /// The 150 classes by their training ids, as networks number them: label 0 is wall.
  static constexpr palette ade20k_train() noexcept {
    palette p;
    p.size_ = 150;
    for (int label = 0; label < p.size_; ++label) p.colors_[label] = ade20k_color(label);
    return p.with_background();
  }

  /// n colors (at most 256) that look random and are the same on every machine.
  static constexpr palette random(int n, u32 seed) noexcept {
    palette p;
    p.size_ = n < 0 ? 0 : n > most ? most : n;
    for (int i = 0; i < p.size_; ++i) {
      u32 x = seed * 0x9e3779b9u + static_cast<u32>(i) * 0x85ebca6bu + 1;
      for (const u32 factor : {0x7feb352du, 0x846ca68bu}) x = (x ^ (x >> 16)) * factor;
      x ^= x >> 15;
      p.colors_[i] = color(static_cast<int>(x & 255), static_cast<int>(x >> 8 & 255), static_cast<int>(x >> 16 & 255));
    }
    return p;
  }

  /// The same colors, but label 0 is painted as well; otherwise it is background, which overlay leaves alone.
  constexpr palette with_background() const noexcept {
    palette p = *this;
    p.paints_background_ = true;
    return p;
  }
  constexpr bool paints_background() const noexcept { return paints_background_; }

  constexpr int size() const noexcept { return size_; }
  constexpr const color& operator[](index label) const noexcept { return colors_[label]; }

 private:
  static constexpr color ade20k_color(int k) noexcept {
    const u32 rgb = detail::ade20k_colors[k];
    return color(static_cast<int>(rgb >> 16), static_cast<int>(rgb >> 8 & 255), static_cast<int>(rgb & 255));
  }

  color colors_[most]{};
  int size_ = 0;
  bool paints_background_ = false;
};

}  // namespace eido
