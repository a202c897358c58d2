// SPDX-License-Identifier: MIT

// The other way round (see stb_beside_test.cpp): the program's stb_image, with SIMD, is implemented before.
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#if __has_include(<stb/stb_image.h>)
#include <stb/stb_image.h>
#else
#include <stb_image.h>
#endif
#pragma GCC diagnostic pop

#include <doctest/doctest.h>

#include <eidograph/io/decode.hpp>
#include <eidograph/io/encode.hpp>

TEST_CASE("io/stb: the program's own stb_image may be implemented before ours") {
  const eido::u8 samples[] = {10, 20, 30, 40, 50, 60};
  eido::bytes file;
  REQUIRE(eido::try_imencode(".bmp", eido::view<const eido::u8, 3>(samples, {1, 2, 3}), file));
  int w = 0, h = 0, channels = 0;
  unsigned char* const theirs = stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &w, &h, &channels, 3);
  REQUIRE(theirs != nullptr);
  eido::pixels<eido::u8> ours;
  REQUIRE(eido::try_imdecode(file.data(), file.size(), eido::rgb, ours));
  for (int i = 0; i < 6; ++i) CHECK(theirs[i] == ours.data[i]);
  stbi_image_free(theirs);
}
