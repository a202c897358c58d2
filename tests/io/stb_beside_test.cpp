// SPDX-License-Identifier: MIT

// A program may have an stb_image of its own in the file that includes this library, declared before, implemented
// after.
#if __has_include(<stb/stb_image.h>)
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>
#else
#include <stb_image.h>
#include <stb_image_write.h>
#endif

#define STBI_NO_TGA  // settings of the program

#include <doctest/doctest.h>

#include <eidograph/io/decode.hpp>
#include <eidograph/io/encode.hpp>

#if !defined(STBI_NO_TGA) || defined(STBI_NO_PNG) || defined(STB_IMAGE_STATIC) || defined(STBI_MALLOC) || \
    defined(STB_IMAGE_IMPLEMENTATION) || defined(STBIW_MALLOC) || defined(STBI_WRITE_NO_STDIO)
#error "macros of the program were changed"
#endif

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#if __has_include(<stb/stb_image.h>)
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>
#else
#include <stb_image.h>
#include <stb_image_write.h>
#endif
#pragma GCC diagnostic pop

TEST_CASE("io/stb: the program's own stb_image reads what ours writes, in the same file") {
  const eido::u8 samples[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  eido::bytes file;
  REQUIRE(eido::try_imencode(".png", eido::view<const eido::u8, 3>(samples, {2, 2, 3}), file));
  int w = 0, h = 0, channels = 0;
  unsigned char* const theirs = stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &w, &h, &channels, 0);
  REQUIRE(theirs != nullptr);
  CHECK((w == 2 && h == 2 && channels == 3));
  for (int i = 0; i < 12; ++i) CHECK(theirs[i] == samples[i]);
  stbi_image_free(theirs);

  const auto keep = [](void* context, void* data, int size) {
    CHECK(static_cast<eido::bytes*>(context)->append(data, size));
  };
  eido::bytes their_file;
  REQUIRE(stbi_write_png_to_func(keep, &their_file, 2, 2, 3, samples, 6) != 0);
  eido::pixels<eido::u8> ours;
  REQUIRE(eido::try_imdecode(their_file.data(), their_file.size(), eido::rgb, ours));
  for (int i = 0; i < 12; ++i) CHECK(ours.data[i] == samples[i]);
}
