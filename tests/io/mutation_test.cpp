// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstring>
#include <eidograph/io/encode.hpp>
#include <eidograph/io/exif.hpp>
#include <eidograph/io/npy.hpp>
#include <string>
#include <vector>

#include "files.hpp"
#include "jpeg_golden.hpp"
#include "support/pattern.hpp"

// Damaged files must give pixels or an error; sanitizers watch. (Where stb_image reads JPEG, its arithmetic may
// overflow on damaged data: such a build is sanitized with -fno-sanitize=shift,signed-integer-overflow.)

using namespace io_test;

namespace {

bytes bmp_of(eido::index channels) {
  const std::vector<u8> samples = eido_test::random_values<u8>(5 * 7 * channels, 2);
  eido::bytes file;
  REQUIRE(eido::try_imencode(".bmp", eido::view<const u8, 3>(samples.data(), {5, 7, channels}), file));
  return bytes(file.data(), file.data() + file.size());
}

/// Small files of every kind.
std::vector<bytes> seeds() {
  std::vector<bytes> out;
  for (const jpeg_golden::file& file : jpeg_golden::files) {
    out.push_back(file.bytes);
    bytes with_exif = {0xff, 0xd8, 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0};
    append(with_exif, tiff(6, true));
    with_exif.insert(with_exif.end(), file.bytes.begin() + 2, file.bytes.end());
    out.push_back(with_exif);
  }
  const bytes rows = eido_test::random_values<u8>(400, 8);
  const auto image = [&rows](std::size_t height, std::size_t row) {
    bytes data(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(height * (row + 1)));
    for (std::size_t y = 0; y < height; ++y) data[y * (row + 1)] = static_cast<u8>(y % 5);
    return chunk("IDAT", stored(data));
  };
  out.push_back(png(6, 5, 8, 2, false, {chunk("tRNS", {0, 1, 0, 2, 0, 3}), image(6, 15)}));
  out.push_back(png(9, 9, 4, 3, false, {chunk("PLTE", bytes(30, 7)), chunk("tRNS", {1, 2}), image(9, 5)}));
  out.push_back(png(4, 4, 16, 6, false, {chunk("eXIf", tiff(3, false)), image(4, 32)}));
  out.push_back(png(8, 8, 1, 0, false, {image(8, 1)}));
  bytes passes;  // 4 x 4 in Adam7: rows of 1, 1, 2, 2, 2, 4 and 4 pixels
  for (const std::size_t columns : {1u, 1u, 2u, 2u, 2u, 4u, 4u}) {
    passes.push_back(1);
    passes.insert(passes.end(), columns, 9);
  }
  out.push_back(png(4, 4, 8, 0, true, {chunk("IDAT", stored(passes))}));
  for (const eido::index channels : {1, 3, 4}) {
    const std::vector<u8> samples = eido_test::random_values<u8>(9 * 8 * channels, 3);
    eido::bytes file;  // compressed, unlike those above
    REQUIRE(eido::try_imencode(".png", eido::view<const u8, 3>(samples.data(), {9, 8, channels}), file));
    out.push_back(bytes(file.data(), file.data() + file.size()));
    out.push_back(bmp_of(channels));
  }
  bytes npy = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 64, 0};
  append(npy, text("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }     \n"));
  append(npy, bytes(12, 1));
  out.push_back(npy);
  out.push_back(tiff(5, true));
  out.push_back(tiff(5, false));
  return out;
}

/// Gives the chunks of a damaged PNG file right checksums, so that the damage is not all found at the door.
void mend_checksums(bytes& file) {
  for (std::size_t at = 8; file.size() >= at + 12;) {
    const std::size_t length = eido::detail::big32(&file[at]);
    if (length > file.size() - at - 12) return;
    const eido::u32 crc = eido::detail::crc32(&file[at + 4], static_cast<eido::index>(length) + 4);
    for (std::size_t i = 0; i < 4; ++i) file[at + 8 + length + i] = static_cast<u8>(crc >> (24 - 8 * i) & 255);
    at += 12 + length;
  }
}

struct outcome {
  int read = 0, refused = 0;
};

void note(const eido::status& s, outcome& o) {
  ++(s ? o.read : o.refused);
  if (!s) CHECK(std::strlen(s.message()) > 20);
}

/// Everything that reads, on one file whose memory ends where it ends.
void read_all(const bytes& file, outcome& o) {
  const eido::index size = static_cast<eido::index>(file.size());
  const eido::read_options options{.max_pixels = 1 << 14};
  eido::pixels<u8> p8;
  eido::pixels<eido::u16> p16;
  const eido::status s = eido::try_imdecode(file.data(), size, eido::rgba, p8, options);
  if (s) CHECK(p8.h * p8.w > 0);
  note(s, o);
  note(eido::try_imdecode(file.data(), size, eido::gray, p16, options), o);
  int orientation = 1;
  note(eido::try_exif_orientation(file.data(), size, orientation), o);
  CHECK((orientation >= 1 && orientation <= 8));
  orientation = eido::detail::tiff_orientation(file.data(), size);
  CHECK((orientation >= 1 && orientation <= 8));
  eido::npy::array<eido::i16, 2> a;
  note(eido::detail::load_npy<eido::i16, 2>(eido::detail::origin{"load"}, file.data(), size,
                                            [&a](const eido::index_array<2>& shape, eido::i16*& data) noexcept {
                                              eido::index count = 0;
                                              if (!eido::detail::count_elements(shape, count)) return false;
                                              if (!a.data.resize(count)) return false;
                                              data = a.data.data();
                                              return true;
                                            }),
       o);
}

}  // namespace

TEST_CASE("io/mutation: damaged files give pixels or an error, never a crash") {
  eido_test::pattern random(7);
  outcome damaged, whole;
  for (const bytes& seed : seeds()) {
    read_all(seed, whole);
    const auto place = [&](const bytes& f) {
      return static_cast<std::size_t>(random.between(0, static_cast<eido::index>(f.size()) - 1));
    };
    for (int i = 0; i < 110; ++i) {
      bytes file = seed;
      if (i % 5 == 0) file.resize(place(file) + 1);
      for (eido::index flips = random.between(i % 5 == 0 ? 0 : 1, 4); flips > 0; --flips) {
        u8& byte = file[place(file)];
        byte = static_cast<u8>(random.next() % 4 == 0 ? random.next() : byte ^ (1u << random.next() % 8));
      }
      if (i % 3 == 1) {  // bytes that are too many, or too few in the middle
        const std::size_t at = place(file);
        if (random.next() % 2 == 0) {
          file.insert(file.begin() + static_cast<std::ptrdiff_t>(at), static_cast<u8>(random.next()));
        } else {
          file.erase(file.begin() + static_cast<std::ptrdiff_t>(at));
        }
      }
      if (i % 2 == 0) mend_checksums(file);
      read_all(file, damaged);
    }
  }
  CHECK(whole.read == 19 + 19 + 1);  // the pictures, their orientations, the array
  CHECK(damaged.refused > 5000);
  CHECK(damaged.read > 100);  // some damage leaves a file that can be read
}
