// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <eidograph/io/encode.hpp>
#include <eidograph/io/exif.hpp>
#include <string>
#include <vector>

#include "files.hpp"

using namespace io_test;

namespace {

int orientation_of(const bytes& file) {
  int orientation = -1;
  const eido::status s = eido::try_exif_orientation(file.data(), static_cast<eido::index>(file.size()), orientation);
  return s ? orientation : -1;
}

bytes segment(int marker, const bytes& data) {
  bytes out = {0xff, static_cast<u8>(marker), static_cast<u8>((data.size() + 2) >> 8),
               static_cast<u8>((data.size() + 2) & 255)};
  append(out, data);
  return out;
}

bytes exif(const bytes& block) {
  bytes out = {'E', 'x', 'i', 'f', 0, 0};
  append(out, block);
  return out;
}

bytes jpeg(const std::vector<bytes>& segments) {
  bytes out = {0xff, 0xd8};
  for (const bytes& s : segments) append(out, s);
  append(out, {0xff, 0xda});
  return out;
}

}  // namespace

TEST_CASE("io/exif: the orientation, in both byte orders, from JPEG and PNG") {
  for (int o = 1; o <= 8; ++o) {
    for (const bool big : {false, true}) {
      CHECK(orientation_of(jpeg({segment(0xe1, exif(tiff(o, big)))})) == o);
      CHECK(orientation_of(jpeg({segment(0xe0, text("JFIF")), segment(0xe1, text("http://ns.adobe.com/")),
                                 segment(0xe1, exif(tiff(o, big)))})) == o);
      CHECK(orientation_of(png(1, 1, 8, 0, false, {chunk("eXIf", tiff(o, big))})) == o);
      CHECK(orientation_of(png(1, 1, 8, 0, false, {chunk("IDAT", {1}), chunk("eXIf", tiff(o, big))})) == o);
    }
  }
}

TEST_CASE("io/exif: 1 where the file does not say, or says nonsense") {
  CHECK(orientation_of(jpeg({})) == 1);
  CHECK(orientation_of(png(1, 1, 8, 0, false, {})) == 1);
  CHECK(orientation_of(text("BM")) == 1);
  for (const int o : {0, 9, 255}) CHECK(orientation_of(jpeg({segment(0xe1, exif(tiff(o, true)))})) == 1);
  bytes behind_pixels = jpeg({});
  append(behind_pixels, {0, 2});
  append(behind_pixels, segment(0xe1, exif(tiff(6, true))));
  CHECK(orientation_of(behind_pixels) == 1);

  bytes wrong_type = tiff(6, true);
  wrong_type[13] = 2;
  CHECK(eido::detail::tiff_orientation(wrong_type.data(), static_cast<eido::index>(wrong_type.size())) == 1);
  bytes two_values = tiff(6, true);
  two_values[17] = 2;
  CHECK(eido::detail::tiff_orientation(two_values.data(), static_cast<eido::index>(two_values.size())) == 1);
  CHECK(orientation_of(text("GIF89a")) == -1);
  CHECK(orientation_of({}) == -1);
}

TEST_CASE("io/exif: the last of several entries, of any integer type") {
  const bytes block = {'M', 'M',  0, 42, 0, 0, 0, 10, 99, 99, 0, 3,               // the directory stands at 10
                       1,   0x12, 0, 3,  0, 0, 0, 1,  0,  3,  0, 0,               // 3
                       1,   0x10, 0, 3,  0, 0, 0, 1,  0,  5,  0, 0,               // another tag
                       1,   0x12, 0, 4,  0, 0, 0, 1,  0,  0,  0, 8, 0, 0, 0, 0};  // 8, as a long
  CHECK(eido::detail::tiff_orientation(block.data(), static_cast<eido::index>(block.size())) == 8);
}

TEST_CASE("io/exif: no length and no offset leads outside the block") {
  for (const bool big : {false, true}) {
    const bytes whole = tiff(6, big);
    for (std::size_t n = 0; n < whole.size(); ++n) {
      const bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n));  // exact: a sanitizer sees more
      const int o = eido::detail::tiff_orientation(cut.data(), static_cast<eido::index>(n));
      CHECK(o == (n >= 22 ? 6 : 1));
      CHECK(orientation_of(jpeg({segment(0xe1, exif(cut))})) == o);
    }
    for (std::size_t i = 4; i < 8; ++i) {
      bytes far = whole;
      far[i] = 0xff;
      CHECK(eido::detail::tiff_orientation(far.data(), static_cast<eido::index>(far.size())) == 1);
    }
    bytes many = whole;
    many[8] = many[9] = 0xff;
    CHECK(eido::detail::tiff_orientation(many.data(), static_cast<eido::index>(many.size())) == 6);
  }
  const bytes file = jpeg({segment(0xe1, exif(tiff(6, true)))});
  for (std::size_t n = 3; n < file.size() - 2; ++n) {
    CHECK(orientation_of(bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(n))) == 1);
  }
}

TEST_CASE("io/exif: the eight orientations as views") {
  // 1 2 3
  // 4 5 6
  const int stored[] = {1, 2, 3, 4, 5, 6};
  const eido::view<const int, 2> v(stored, {2, 3});
  const std::vector<std::vector<int>> upright = {
      {1, 2, 3, 4, 5, 6},  // as stored
      {3, 2, 1, 6, 5, 4},  // mirrored
      {6, 5, 4, 3, 2, 1},  // half a turn
      {4, 5, 6, 1, 2, 3},  // upside down
      {1, 4, 2, 5, 3, 6},  // rows and columns exchanged
      {4, 1, 5, 2, 6, 3},  // a quarter turn clockwise
      {6, 3, 5, 2, 4, 1},  // exchanged along the other diagonal
      {3, 6, 2, 5, 1, 4},  // a quarter turn counter-clockwise
  };
  for (int o = 1; o <= 8; ++o) {
    const auto turned = eido::detail::oriented(v, o);
    CHECK(turned.shape() == (o < 5 ? eido::index_array<2>(2, 3) : eido::index_array<2>(3, 2)));
    std::vector<int> got;
    for (eido::index y = 0; y < turned.shape(0); ++y) {
      for (eido::index x = 0; x < turned.shape(1); ++x) got.push_back(turned.at(y, x));
    }
    CHECK(got == upright[static_cast<std::size_t>(o - 1)]);
  }
  const eido::view<const int, 3> deep(stored, {1, 2, 3});
  const auto turned = eido::detail::oriented(deep, 6);
  CHECK(turned.shape() == eido::index_array<3>(2, 1, 3));
  CHECK(turned.at(1, 0, 2) == 6);
  CHECK(!eido::detail::check_orientation(0));
  CHECK(!eido::detail::check_orientation(9));
}
