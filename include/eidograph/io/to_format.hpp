// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <type_traits>

#include "decoded.hpp"
#include "origin.hpp"
#include "pixel_format.hpp"

namespace eido::inline EIDO_ABI::detail {

template <class T>
struct rgba_sample {
  T r, g, b, a;
};

/// Pillow's "L" of a colour: ITU-R 601 luma in 16.16 fixed point, rounded (its L24).
constexpr u8 luma(int r, int g, int b) noexcept {
  return static_cast<u8>((19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16);
}

/// Sample i of the picture as T. 16 to 8 bits as Pillow: a gray picture without alpha (its mode "I;16") is clipped to
/// 255, any other keeps the high byte.
template <class T>
T sample_as(const decoded& picture, index i) noexcept {
  if (picture.bits == 8) return picture.samples[i];
  u16 value;
  std::memcpy(&value, picture.samples.data() + 2 * i, 2);
  if constexpr (std::is_same_v<T, u16>) {
    return value;
  } else if (picture.channels == 1) {
    return value > 255 ? T{255} : static_cast<T>(value);
  } else {
    return static_cast<T>(value >> 8);
  }
}

/// The transparent colour in the depth of T. Pillow compares 8-bit samples with the low byte of what the file says.
template <class T>
T key_as(const decoded& picture, int channel) noexcept {
  const u16 key = picture.key[channel];
  if constexpr (std::is_same_v<T, u16>) {
    return key;
  } else {
    return picture.key_bits == 1 ? (key != 0 ? T{255} : T{0}) : static_cast<T>(key & 255);
  }
}

/// All pixels of one number of channels to one format.
template <class T, int Channels, pixel_format Format>
void write_pixels(const decoded& picture, T* out) noexcept {
  constexpr T opaque = static_cast<T>(~T{0});
  const T key[3] = {key_as<T>(picture, 0), key_as<T>(picture, 1), key_as<T>(picture, 2)};
  const index count = picture.h * picture.w;
  for (index i = 0; i < count; ++i, out += channels_of(Format)) {
    const index at = i * Channels;
    rgba_sample<T> p;
    p.r = p.g = p.b = sample_as<T>(picture, at);
    p.a = opaque;
    if constexpr (Channels >= 3) {
      p.g = sample_as<T>(picture, at + 1);
      p.b = sample_as<T>(picture, at + 2);
    }
    if constexpr (Format == gray) {
      out[0] = p.r;
      if constexpr (Channels >= 3) out[0] = luma(p.r, p.g, p.b);
    } else {
      if constexpr (Channels == 2 || Channels == 4) p.a = sample_as<T>(picture, at + Channels - 1);
      if constexpr (Format == rgba && Channels == 1) p.a = picture.has_key && p.r == key[0] ? T{0} : opaque;
      if constexpr (Format == rgba && Channels == 3) {
        p.a = picture.has_key && p.r == key[0] && p.g == key[1] && p.b == key[2] ? T{0} : opaque;
      }
      out[0] = Format == bgr ? p.b : p.r;
      out[1] = p.g;
      out[2] = Format == bgr ? p.r : p.b;
      if constexpr (Format == rgba) out[3] = p.a;
    }
  }
}

template <class T, pixel_format Format>
void write_format(const decoded& picture, T* out) noexcept {
  switch (picture.channels) {
    case 1: return write_pixels<T, 1, Format>(picture, out);
    case 2: return write_pixels<T, 2, Format>(picture, out);
    case 3:
      if constexpr (Format != gray || std::is_same_v<T, u8>) write_pixels<T, 3, Format>(picture, out);
      return;
    default:
      if constexpr (Format != gray || std::is_same_v<T, u8>) write_pixels<T, 4, Format>(picture, out);
  }
}

/// The pixels of a picture in the order that was asked for; `out` has room for them.
template <class T>
void to_format(const decoded& picture, pixel_format format, T* out) noexcept {
  switch (format) {
    case rgb: return write_format<T, rgb>(picture, out);
    case bgr: return write_format<T, bgr>(picture, out);
    case rgba: return write_format<T, rgba>(picture, out);
    case gray: return write_format<T, gray>(picture, out);
  }
}

/// 16-bit samples are handed over as they are or not at all: no scaling, no 16-bit gray of a colour.
template <class T>
status check_depth(const origin& from, const decoded& picture, pixel_format format) noexcept {
  if constexpr (std::is_same_v<T, u16>) {
    if (picture.bits != 16) {
      return status::failure(errc::type_error, from, "the picture has 8 bits a channel; expected 16 for u16");
    }
    if (format == gray && picture.channels > 2) {
      return status::failure(errc::type_error, from, "the picture has colours; expected a gray one for gray u16");
    }
  } else {
    static_assert(std::is_same_v<T, u8>, "eidograph: pictures are read as u8 or u16");
  }
  return {};
}

}  // namespace eido::detail
