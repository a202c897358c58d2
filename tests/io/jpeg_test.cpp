// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstdlib>
#include <eidograph/io/decode.hpp>
#include <eidograph/io/encode.hpp>
#include <string>
#include <vector>

#include "files.hpp"
#include "jpeg_golden.hpp"
#include "support/hash.hpp"

using namespace io_test;

namespace {

eido::status decode(const bytes& file, eido::pixel_format format, eido::pixels<u8>& out,
                    const eido::read_options& options = {}) {
  return eido::try_imdecode(file.data(), static_cast<eido::index>(file.size()), format, out, options);
}

/// A smooth picture, which JPEG keeps nearly as it is.
std::vector<u8> smooth(eido::index h, eido::index w, eido::index channels) {
  std::vector<u8> out;
  for (eido::index i = 0; i < h * w * channels; ++i) {
    const eido::index y = i / channels / w, x = i / channels % w;
    out.push_back(static_cast<u8>(2 * x + 3 * y + 30 * (i % channels)));
  }
  return out;
}

bool contains(const char* text, const char* part) { return std::string(text).find(part) != std::string::npos; }

}  // namespace

TEST_CASE("io/jpeg: Pillow's pixels where libjpeg-turbo reads, close to them otherwise") {
  const bool turbo = std::string(eido::decoder()) == "libjpeg-turbo";
  CHECK((turbo || std::string(eido::decoder()) == "stb_image"));
  for (const jpeg_golden::file& file : jpeg_golden::files) {
    CAPTURE(std::string(file.name));
    eido::pixels<u8> rgb, gray, bgr;
    const eido::status s = decode(file.bytes, eido::rgb, rgb);
    INFO(s.message());
    REQUIRE(s);
    REQUIRE(rgb.as_view().shape() == eido::index_array<3>(13, 19, 3));
    if (turbo) CHECK(eido_test::hash_of(listed<u8>(rgb.as_view())) == file.rgb_hash);
    REQUIRE(decode(file.bytes, eido::gray, gray));
    REQUIRE(decode(file.bytes, eido::bgr, bgr));
    long wrong = 0;
    for (eido::index i = 0; i < 13 * 19; ++i) {
      const u8* const p = rgb.data.data() + 3 * i;
      wrong += gray.data[i] != (19595 * p[0] + 38470 * p[1] + 7471 * p[2] + 32768) >> 16;
      for (int c = 0; c < 3; ++c) wrong += bgr.data[3 * i + 2 - c] != p[c];
      if (std::string(file.name) == "gray") wrong += p[0] != p[1] || p[1] != p[2];
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("io/jpeg: a truncated file is an error, wherever it is cut") {
  for (const jpeg_golden::file& file : jpeg_golden::files) {
    for (std::size_t n = 0; n < file.bytes.size(); ++n) {
      eido::pixels<u8> out;
      const bytes cut(file.bytes.begin(), file.bytes.begin() + static_cast<std::ptrdiff_t>(n));
      INFO(file.name << " cut after " << n);
      CHECK(!decode(cut, eido::rgb, out));
      CHECK(out.data.data() == nullptr);
    }
    eido::pixels<u8> out;
    bytes longer = file.bytes;  // what stands behind the end does no harm
    append(longer, text("more"));
    CHECK(decode(longer, eido::rgb, out));
  }
}

TEST_CASE("io/jpeg: the pixel limit stands before the pixels") {
  bytes file = jpeg_golden::files[0].bytes;
  eido::pixels<u8> out;
  CHECK(decode(file, eido::rgb, out, {.max_pixels = 13 * 19}));
  const eido::status s = decode(file, eido::rgb, out, {.max_pixels = 13 * 19 - 1});
  CHECK(s.code() == eido::errc::value_error);
  CHECK(contains(s.message(), "max_pixels = 246"));
  for (std::size_t i = 0; i + 9 < file.size(); ++i) {
    if (file[i] == 0xff && file[i + 1] == 0xc0) file[i + 5] = file[i + 6] = file[i + 7] = file[i + 8] = 0xf0;
  }
  CHECK(contains(decode(file, eido::rgb, out).message(), "61680 high and 61680 wide"));
}

TEST_CASE("io/jpeg: components that no picture has are refused") {
  bytes file = jpeg_golden::files[2].bytes;  // gray
  for (std::size_t i = 0; i + 12 < file.size(); ++i) {
    if (file[i] != 0xff || file[i + 1] != 0xc0) continue;
    file[i + 3] = 14;  // two components
    file[i + 9] = 2;
    file.insert(file.begin() + static_cast<std::ptrdiff_t>(i) + 13, {2, 0x11, 0});
    break;
  }
  eido::pixels<u8> out;
  const eido::status s = decode(file, eido::rgb, out);
  CHECK(s.code() == eido::errc::not_implemented);
  CHECK(contains(s.message(), "2 components"));
}

TEST_CASE("io/jpeg: what is written is read again, nearly") {
  for (const eido::index channels : {1, 3}) {
    for (const int quality : {100, 90}) {
      const eido::index h = 37, w = 21;
      const std::vector<u8> samples = smooth(h, w, channels);
      eido::bytes file;
      REQUIRE(eido::try_imencode(".jpg", eido::view<const u8, 3>(samples.data(), {h, w, channels}), file,
                                 {.quality = quality}));
      eido::pixels<u8> back;
      REQUIRE(eido::try_imdecode(file.data(), file.size(), channels == 1 ? eido::gray : eido::rgb, back));
      REQUIRE(back.as_view().shape() == eido::index_array<3>(h, w, channels));
      int worst = 0;
      for (eido::index i = 0; i < h * w * channels; ++i) {
        const int difference = std::abs(back.data[i] - samples[static_cast<std::size_t>(i)]);
        worst = difference > worst ? difference : worst;
      }
      CHECK(worst < 12);
    }
  }
}

TEST_CASE("io/jpeg: quality counts, and is checked") {
  const std::vector<u8> samples = smooth(40, 40, 3);
  const eido::view<const u8, 3> v(samples.data(), {40, 40, 3});
  eido::bytes small, usual, large;
  REQUIRE(eido::try_imencode(".jpeg", v, small, {.quality = 1}));
  REQUIRE(eido::try_imencode(".jpeg", v, usual));
  REQUIRE(eido::try_imencode(".jpeg", v, large, {.quality = 100}));
  CHECK(small.size() < usual.size());
  CHECK(usual.size() < large.size());
  for (const int quality : {0, 101, -1}) {
    const eido::status s = eido::try_imencode(".jpg", v, usual, {.quality = quality});
    CHECK(s.code() == eido::errc::value_error);
    CHECK(contains(s.message(), "expected 1 to 100"));
  }
  const eido::status s = eido::try_imencode(".jpg", eido::view<const u8, 3>(samples.data(), {20, 20, 4}), usual);
  CHECK(contains(s.message(), "JPEG has no alpha"));
  CHECK(
      contains(eido::try_imencode(".jpg", eido::view<const u8, 2>(samples.data(), {70000, 1}, {0, 0}), usual).message(),
               "at most 65500"));
}
