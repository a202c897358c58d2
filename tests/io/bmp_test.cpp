// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <eidograph/io/decode.hpp>
#include <eidograph/io/encode.hpp>
#include <string>
#include <vector>

#include "files.hpp"
#include "support/pattern.hpp"

using namespace io_test;

namespace {

/// A BMP file with a 40-byte header; what stands between header and pixels in `tables`, rows bottom first.
bytes bmp(int h, int w, int bits, int compression, const bytes& tables, const bytes& rows) {
  bytes head(54);
  head[0] = 'B';
  head[1] = 'M';
  eido::detail::put_little32(&head[10], static_cast<eido::u32>(54 + tables.size()));
  eido::detail::put_little32(&head[14], 40);
  eido::detail::put_little32(&head[18], static_cast<eido::u32>(w));
  eido::detail::put_little32(&head[22], static_cast<eido::u32>(h));
  eido::detail::put_little16(&head[26], 1);
  eido::detail::put_little16(&head[28], static_cast<eido::u32>(bits));
  eido::detail::put_little32(&head[30], static_cast<eido::u32>(compression));
  append(head, tables);
  append(head, rows);
  return head;
}

bytes masks(std::vector<eido::u32> values) {
  bytes out(4 * values.size());
  for (std::size_t i = 0; i < values.size(); ++i) eido::detail::put_little32(&out[4 * i], values[i]);
  return out;
}

eido::status decode(const bytes& file, eido::pixels<u8>& out, eido::pixel_format format = eido::rgb) {
  return eido::try_imdecode(file.data(), static_cast<eido::index>(file.size()), format, out);
}

bytes rgb_of(const bytes& file) {
  eido::pixels<u8> out;
  const eido::status s = decode(file, out);
  INFO(s.message());
  REQUIRE(s);
  return listed<u8>(out.as_view());
}

std::string failure_of(const bytes& file) {
  eido::pixels<u8> out;
  const eido::status s = decode(file, out);
  return s.ok() ? "ok" : s.message();
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("io/bmp: palettes of 1, 4 and 8 bits, padded rows, bottom row first") {
  const bytes palette = {30, 20, 10, 0, 60, 50, 40, 0};  // blue, green, red, nothing
  CHECK(rgb_of(bmp(2, 3, 1, 0, palette, {0x40, 0, 0, 0, 0xa0, 0, 0, 0})) ==
        bytes{40, 50, 60, 10, 20, 30, 40, 50, 60, 10, 20, 30, 40, 50, 60, 10, 20, 30});
  bytes sixteen = palette;
  sixteen.resize(64);
  CHECK(rgb_of(bmp(1, 3, 4, 0, sixteen, {0x10, 0xf0, 0, 0})) == bytes{40, 50, 60, 10, 20, 30, 0, 0, 0});
  bytes all = palette;
  all.resize(1024);
  all[1020] = 3, all[1021] = 2, all[1022] = 1;
  CHECK(rgb_of(bmp(1, 2, 8, 0, all, {255, 1, 0, 0})) == bytes{1, 2, 3, 40, 50, 60});
}

TEST_CASE("io/bmp: 16 bits are widened as Pillow does, not by repeating bits") {
  const bytes pixels = {0x18, 0x00, 0xe0, 0x03, 0x00, 0x7c, 0x63, 0x0c};  // b = 24; g = 31; r = 31; all 3
  CHECK(rgb_of(bmp(1, 4, 16, 0, {}, pixels)) == bytes{0, 0, 197, 0, 255, 0, 255, 0, 0, 24, 24, 24});
  const bytes words = {0x00, 0xf8, 0xe0, 0x07, 0x1f, 0x00, 0x65, 0x18};  // r; g; b; 3, 3 of 63, 5
  CHECK(rgb_of(bmp(1, 4, 16, 3, masks({0xf800, 0x7e0, 0x1f}), words)) ==
        bytes{255, 0, 0, 0, 255, 0, 0, 0, 255, 24, 12, 41});
}

TEST_CASE("io/bmp: 32 bits by masks; alpha only where the file says so") {
  const bytes pixel = {1, 2, 3, 4};
  CHECK(rgb_of(bmp(1, 1, 32, 0, {}, pixel)) == bytes{3, 2, 1});
  CHECK(rgb_of(bmp(1, 1, 32, 3, masks({0xff, 0xff00, 0xff0000}), pixel)) == bytes{1, 2, 3});
  bytes with_alpha = bmp(1, 1, 32, 3, masks({0xff0000, 0xff00, 0xff, 0xff000000}), pixel);
  with_alpha[14] = 56;  // the masks are part of the header
  eido::pixels<u8> rgba;
  REQUIRE(decode(with_alpha, rgba, eido::rgba));
  CHECK(listed<u8>(rgba.as_view()) == bytes{3, 2, 1, 4});
  REQUIRE(decode(bmp(1, 1, 32, 0, {}, pixel), rgba, eido::rgba));
  CHECK(listed<u8>(rgba.as_view()) == bytes{3, 2, 1, 255});
}

TEST_CASE("io/bmp: a negative height starts at the top") {
  CHECK(rgb_of(bmp(-2, 1, 24, 0, {}, {3, 2, 1, 0, 6, 5, 4, 0})) == bytes{1, 2, 3, 4, 5, 6});
  CHECK(rgb_of(bmp(2, 1, 24, 0, {}, {3, 2, 1, 0, 6, 5, 4, 0})) == bytes{4, 5, 6, 1, 2, 3});
}

TEST_CASE("io/bmp: what is refused is named") {
  const bytes good = bmp(2, 1, 24, 0, {}, {3, 2, 1, 0, 6, 5, 4, 0});
  for (std::size_t n = 2; n + 1 < good.size(); ++n) {  // the last byte is padding
    CAPTURE(n);
    CHECK(contains(failure_of(bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n))), "truncated"));
  }
  CHECK(contains(failure_of(bmp(1, 1, 8, 1, bytes(1024), {0, 0, 0, 0})), "run-length encoded BMP is not supported"));
  CHECK(contains(failure_of(bmp(1, 1, 24, 5, {}, {0, 0, 0, 0})), "compression 5"));
  CHECK(contains(failure_of(bmp(1, 1, 2, 0, {}, {0, 0, 0, 0})), "2 bits a pixel"));
  CHECK(contains(failure_of(bmp(1, 1, 32, 3, masks({7, 0xff00, 0xff0000}), {0, 0, 0, 0})), "bit fields"));
  CHECK(contains(failure_of(bmp(0, 1, 24, 0, {}, {})), "expected at least 1"));
  CHECK(contains(failure_of(bmp(50000, 50000, 24, 0, {}, {})), "max_pixels"));
  bytes odd = good;
  odd[14] = 41;
  CHECK(contains(failure_of(odd), "header of 41 bytes"));
  bytes many = bmp(1, 1, 8, 0, bytes(1024), {0, 0, 0, 0});
  eido::detail::put_little32(&many[46], 0x7fffffff);
  CHECK(contains(failure_of(many), "2147483647 entries"));
}

TEST_CASE("io/bmp: what is written is read again, RGBA without its alpha as in Pillow") {
  for (const eido::index channels : {1, 3, 4}) {
    for (const eido::index w : {1, 2, 3, 4, 13}) {
      const eido::index h = 5;
      const std::vector<u8> samples = eido_test::random_values<u8>(h * w * channels, 3);
      const eido::view<const u8, 3> v(samples.data(), {h, w, channels});
      eido::bytes file;
      REQUIRE(eido::try_imencode(".bmp", v, file));
      CHECK(file.size() == 54 + (channels == 1 ? 1024 : 0) + h * ((w * channels + 3) / 4 * 4));
      eido::pixels<u8> back;
      REQUIRE(eido::try_imdecode(file.data(), file.size(), eido::rgba, back));
      long wrong = 0;
      for (eido::index i = 0; i < h * w; ++i) {
        for (eido::index c = 0; c < 4; ++c) {
          const int want = c == 3 ? 255 : v.data()[i * channels + (channels == 1 ? 0 : c)];
          wrong += back.data[4 * i + c] != want;
        }
      }
      CHECK(wrong == 0);
    }
  }
}
