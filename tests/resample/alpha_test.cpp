// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <cstring>
#include <vector>

#include "support/guarded.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

u8 multiplied(u32 colour, u32 alpha) {
  const u32 t = colour * alpha + 128;
  return static_cast<u8>((t + (t >> 8)) >> 8);
}
u8 divided(u32 colour, u32 alpha) {
  if (alpha == 0) return static_cast<u8>(colour);
  const u32 quotient = 255 * colour / alpha;
  return static_cast<u8>(quotient > 255 ? 255 : quotient);
}

}  // namespace

TEST_CASE("resample/alpha: every pair of colour and alpha, in every channel, as Pillow's integers") {
  eido_test::for_each_target([] {
    for (const int channels : {2, 4}) {
      std::vector<u8> pixels, product, quotient;
      for (u32 alpha = 0; alpha < 256; ++alpha) {
        for (u32 colour = 0; colour < 256; ++colour) {
          for (int c = 0; c + 1 < channels; ++c) {
            const u32 x = (colour + static_cast<u32>(c) * 85) % 256;
            pixels.push_back(static_cast<u8>(x));
            product.push_back(multiplied(x, alpha));
            quotient.push_back(divided(x, alpha));
          }
          for (std::vector<u8>* v : {&pixels, &product, &quotient}) v->push_back(static_cast<u8>(alpha));
        }
      }
      std::vector<u8> made(pixels.size());
      kernels::premultiply(pixels.data(), 65536, channels, made.data());
      CHECK(made == product);
      made = pixels;
      kernels::unpremultiply(made.data(), 65536, channels);
      CHECK(made == quotient);
    }
  });
}

TEST_CASE("resample/alpha: rows of any length, nothing beyond them") {
  using block = eido_test::guarded<u8>;
  eido_test::for_each_target([] {
    int wrong = 0;
    for (const block::side side : {block::side::behind, block::side::before}) {
      for (const int channels : {2, 4}) {
        for (eido::index n = 1; n < 140; ++n) {
          block from(n * channels, side), to(n * channels, side);
          for (eido::index i = 0; i < n * channels; ++i) from.data()[i] = static_cast<u8>(i * 37 + n);
          kernels::premultiply(from.data(), n, channels, to.data());
          for (eido::index i = 0; i < n * channels; ++i) {
            const u8 alpha = from.data()[i / channels * channels + channels - 1];
            const bool is_alpha = i % channels == channels - 1;
            wrong += to.data()[i] != (is_alpha ? alpha : multiplied(from.data()[i], alpha));
          }
          std::memcpy(to.data(), from.data(), static_cast<std::size_t>(n * channels));
          kernels::unpremultiply(to.data(), n, channels);
          for (eido::index i = 0; i < n * channels; ++i) {
            const u8 alpha = from.data()[i / channels * channels + channels - 1];
            const bool is_alpha = i % channels == channels - 1;
            wrong += to.data()[i] != (is_alpha ? alpha : divided(from.data()[i], alpha));
          }
          wrong += !from.intact() || !to.intact();
        }
      }
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE("resample/alpha: where all is opaque and where some is not, colours times alpha before, divided after") {
  const eido::index h = 40, w = 300, wide = 60;
  for (const int channels : {2, 4}) {
    const auto at = [channels](eido::index y, eido::index x) {
      return static_cast<std::size_t>((y * w + x) * channels);
    };
    std::vector<u8> pixels = eido_test::random_values<u8>(h * w * channels, 9);
    for (eido::index y = 0; y < h; ++y) {
      for (eido::index x = 0; x < w; ++x) pixels[at(y, x + 1) - 1] = 255;
    }
    for (const eido::index x : {0, 17, 64, 65, 66, 67, 140, 299})
      pixels[at(x % h, x + 1) - 1] = static_cast<u8>(x % 251);
    eido_test::for_every_target([&] {
      std::vector<u8> product(pixels.size()), made(static_cast<std::size_t>(h * wide * channels)), wanted(made.size());
      kernels::premultiply(pixels.data(), h * w, channels, product.data());
      const index_array<3> small(h / 4, wide, channels), large(h, w, channels);
      resize(view<const u8, 3>(product.data(), large), like::pillow::bilinear.plain(),
             view<u8, 3>(wanted.data(), small));
      kernels::unpremultiply(wanted.data(), h / 4 * wide, channels);
      resize(view<const u8, 3>(pixels.data(), large), like::pillow::bilinear, view<u8, 3>(made.data(), small));
      CHECK(made == wanted);
    });
  }
}
