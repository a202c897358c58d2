// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstdlib>
#include <eidograph/io/decode.hpp>
#include <string>
#include <vector>

#include "files.hpp"
#include "support/pattern.hpp"

using namespace io_test;
using eido::pixel_format;

namespace {

struct kind {
  int depth, color, channels;
};
constexpr kind kinds[] = {{1, 0, 1}, {2, 0, 1}, {4, 0, 1}, {8, 0, 1}, {16, 0, 1}, {8, 2, 3}, {16, 2, 3}, {1, 3, 1},
                          {2, 3, 1}, {4, 3, 1}, {8, 3, 1}, {8, 4, 2}, {16, 4, 2}, {8, 6, 4}, {16, 6, 4}};

struct size {
  eido::index h, w;
};

/// Samples of a picture, h x w x channels, below 2^depth.
struct picture {
  eido::index h, w;
  kind k;
  std::vector<int> samples;

  picture(eido::index height, eido::index width, kind which, eido::u32 seed) : h(height), w(width), k(which) {
    eido_test::pattern numbers(seed);
    for (eido::index i = 0; i < h * w * k.channels; ++i) {
      samples.push_back(static_cast<int>(numbers.between(0, (1 << k.depth) - 1)));
    }
  }
  int at(eido::index y, eido::index x, int c) const {
    return samples[static_cast<std::size_t>((y * w + x) * k.channels + c)];
  }
};

int paeth(int a, int b, int c) {
  const int p = a + b - c, pa = std::abs(p - a), pb = std::abs(p - b), pc = std::abs(p - c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/// Every dx-th column of every dy-th row as PNG rows, the five filters in turn.
bytes filtered(const picture& p, eido::index x0, eido::index y0, eido::index dx, eido::index dy) {
  bytes out, above;
  int filter = 0;
  const int bits = p.k.depth * p.k.channels, step = bits >= 8 ? bits / 8 : 1;
  for (eido::index y = y0; y < p.h && x0 < p.w; y += dy) {
    bytes row;
    int used = 0;
    for (eido::index x = x0; x < p.w; x += dx) {
      for (int c = 0; c < p.k.channels; ++c) {
        const int sample = p.at(y, x, c);
        if (p.k.depth == 16) row.push_back(static_cast<u8>(sample >> 8));
        if (p.k.depth >= 8) {
          row.push_back(static_cast<u8>(sample & 255));
          continue;
        }
        if (used == 0) row.push_back(0);
        row.back() = static_cast<u8>(row.back() | sample << (8 - p.k.depth - used));
        used = (used + p.k.depth) % 8;
      }
    }
    if (above.empty()) above.assign(row.size(), 0);
    out.push_back(static_cast<u8>(filter));
    for (std::size_t i = 0; i < row.size(); ++i) {
      const int left = i >= static_cast<std::size_t>(step) ? row[i - static_cast<std::size_t>(step)] : 0, up = above[i];
      const int corner = i >= static_cast<std::size_t>(step) ? above[i - static_cast<std::size_t>(step)] : 0;
      const int guess[] = {0, left, up, (left + up) / 2, paeth(left, up, corner)};
      out.push_back(static_cast<u8>((row[i] - guess[filter]) & 255));
    }
    above = row;
    filter = (filter + 1) % 5;
  }
  return out;
}

bytes file_of(const picture& p, bool interlaced, const std::vector<bytes>& before) {
  static constexpr int adam7[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                      {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
  bytes rows;
  if (interlaced) {
    for (const auto& pass : adam7) append(rows, filtered(p, pass[0], pass[1], pass[2], pass[3]));
  } else {
    rows = filtered(p, 0, 0, 1, 1);
  }
  const bytes packed = stored(rows);
  const std::ptrdiff_t cut = static_cast<std::ptrdiff_t>(packed.size() / 2);
  std::vector<bytes> chunks = before;
  chunks.push_back(chunk("IDAT", bytes(packed.begin(), packed.begin() + cut)));
  chunks.push_back(chunk("IDAT", {}));
  chunks.push_back(chunk("IDAT", bytes(packed.begin() + cut, packed.end())));
  return png(static_cast<eido::u32>(p.h), static_cast<eido::u32>(p.w), p.k.depth, p.k.color, interlaced, chunks);
}

bytes palette_of(int entries) {
  bytes out;
  for (int i = 0; i < entries; ++i)
    append(out, {static_cast<u8>(i * 7), static_cast<u8>(255 - i), static_cast<u8>(i * 31)});
  return out;
}

/// What Pillow's convert("RGBA") makes of a pixel, written down plainly.
std::vector<int> expected_rgba(const picture& p, eido::index y, eido::index x, bool has_alpha_table) {
  const auto byte = [&](int c) {
    const int sample = p.at(y, x, c);
    if (p.k.depth < 8) return sample * 255 / ((1 << p.k.depth) - 1);
    if (p.k.depth == 8) return sample;
    return p.k.color == 0 ? (sample > 255 ? 255 : sample) : sample >> 8;
  };
  if (p.k.color == 3) {
    const int i = p.at(y, x, 0);
    const bytes palette = palette_of(1 << p.k.depth);
    const std::size_t at = static_cast<std::size_t>(3 * i);
    return {palette[at], palette[at + 1], palette[at + 2], has_alpha_table && i < 2 ? 100 + i : 255};
  }
  if (p.k.color == 0) return {byte(0), byte(0), byte(0), 255};
  if (p.k.color == 4) return {byte(0), byte(0), byte(0), byte(1)};
  if (p.k.color == 2) return {byte(0), byte(1), byte(2), 255};
  return {byte(0), byte(1), byte(2), byte(3)};
}

eido::status decode(const bytes& file, pixel_format format, eido::pixels<u8>& out,
                    const eido::read_options& options = {}) {
  return eido::try_imdecode(file.data(), static_cast<eido::index>(file.size()), format, out, options);
}

std::string failure_of(const bytes& file, const eido::read_options& options = {}) {
  eido::pixels<u8> out;
  const eido::status s = decode(file, eido::rgb, out, options);
  CHECK((out.data.data() != nullptr) == s.ok());
  return s.ok() ? "ok" : s.message();
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("io/png: every depth, colour type, filter and interlacing gives Pillow's pixels") {
  eido::u32 seed = 1;
  for (const kind& k : kinds) {
    for (const bool interlaced : {false, true}) {
      for (const auto& [h, w] : {size{1, 1}, size{2, 3}, size{9, 5}, size{17, 33}}) {
        for (const bool alpha_table : {false, true}) {
          const picture p(h, w, k, ++seed);
          std::vector<bytes> before;
          if (k.color == 3) before.push_back(chunk("PLTE", palette_of(1 << k.depth)));
          if (k.color == 3 && alpha_table) before.push_back(chunk("tRNS", {100, 101}));
          const bytes file = file_of(p, interlaced, before);
          INFO("depth " << k.depth << " colour " << k.color << " interlaced " << interlaced << " h " << h << " w "
                        << w);
          eido::pixels<u8> rgb, bgr, rgba, gray;
          REQUIRE(decode(file, eido::rgb, rgb));
          REQUIRE(decode(file, eido::bgr, bgr));
          REQUIRE(decode(file, eido::rgba, rgba));
          REQUIRE(decode(file, eido::gray, gray));
          REQUIRE(rgb.as_view().shape() == eido::index_array<3>(h, w, 3));
          REQUIRE(rgba.as_view().shape() == eido::index_array<3>(h, w, 4));
          REQUIRE(gray.as_view().shape() == eido::index_array<3>(h, w, 1));
          long wrong = 0;
          for (eido::index y = 0; y < h; ++y) {
            for (eido::index x = 0; x < w; ++x) {
              const std::vector<int> want = expected_rgba(p, y, x, alpha_table);
              for (int c = 0; c < 4; ++c) {
                const std::size_t at = static_cast<std::size_t>(c);
                wrong += rgba.as_view().at(y, x, c) != want[at];
                if (c == 3) continue;
                wrong += rgb.as_view().at(y, x, c) != want[at];
                wrong += bgr.as_view().at(y, x, 2 - c) != want[at];
              }
              const int luma = k.color == 0 || k.color == 4
                                   ? want[0]
                                   : (19595 * want[0] + 38470 * want[1] + 7471 * want[2] + 32768) >> 16;
              wrong += gray.as_view().at(y, x, 0) != luma;
            }
          }
          CHECK(wrong == 0);
        }
      }
    }
  }
}

TEST_CASE("io/png: 16-bit samples are read as they are, or not at all") {
  for (const kind& k : kinds) {
    const picture p(6, 7, k, 99);
    std::vector<bytes> before;
    if (k.color == 3) before.push_back(chunk("PLTE", palette_of(1 << k.depth)));
    const bytes file = file_of(p, false, before);
    eido::pixels<eido::u16> rgba, gray;
    const eido::status s = eido::try_imdecode(file.data(), static_cast<eido::index>(file.size()), eido::rgba, rgba);
    const eido::status g = eido::try_imdecode(file.data(), static_cast<eido::index>(file.size()), eido::gray, gray);
    CHECK(s.ok() == (k.depth == 16));
    CHECK(g.ok() == (k.depth == 16 && k.channels < 3));
    if (k.depth != 16) {
      CHECK(s.code() == eido::errc::type_error);
      continue;
    }
    for (eido::index y = 0; y < p.h; ++y) {
      for (eido::index x = 0; x < p.w; ++x) {
        CHECK(rgba.as_view().at(y, x, 0) == p.at(y, x, 0));
        CHECK(rgba.as_view().at(y, x, 2) == p.at(y, x, k.channels >= 3 ? 2 : 0));
        CHECK(rgba.as_view().at(y, x, 3) == (k.channels % 2 == 0 ? p.at(y, x, k.channels - 1) : 65535));
        if (k.channels < 3) CHECK(gray.as_view().at(y, x, 0) == p.at(y, x, 0));
      }
    }
  }
}

TEST_CASE("io/png: a transparent colour is alpha 0 in RGBA only") {
  const bytes file =
      png(1, 2, 8, 2, false, {chunk("tRNS", {0, 1, 0, 2, 0, 3}), chunk("IDAT", stored({0, 1, 2, 3, 1, 2, 4}))});
  eido::pixels<u8> rgba, rgb;
  REQUIRE(decode(file, eido::rgba, rgba));
  REQUIRE(decode(file, eido::rgb, rgb));
  CHECK(listed<u8>(rgba.as_view()) == bytes{1, 2, 3, 0, 1, 2, 4, 255});
  CHECK(listed<u8>(rgb.as_view()) == bytes{1, 2, 3, 1, 2, 4});
}

TEST_CASE("io/png: an index outside the palette is black and reads no memory") {
  const bytes file = png(1, 3, 8, 3, false, {chunk("PLTE", {9, 8, 7}), chunk("IDAT", stored({0, 0, 1, 255}))});
  eido::pixels<u8> rgb;
  REQUIRE(decode(file, eido::rgb, rgb));
  CHECK(listed<u8>(rgb.as_view()) == bytes{9, 8, 7, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("io/png: damage is named") {
  const bytes rows = {0, 1, 2, 3, 0, 4, 5, 6};
  const auto image = [](const bytes& data) { return chunk("IDAT", stored(data)); };
  const bytes good = png(2, 1, 8, 2, false, {image(rows)});
  REQUIRE(failure_of(good) == "ok");

  SUBCASE("any byte changed") {
    for (std::size_t i = 8; i < good.size(); ++i) {
      bytes bad = good;
      bad[i] = static_cast<u8>(bad[i] ^ 1);
      CAPTURE(i);
      CHECK(failure_of(bad) != "ok");
    }
  }
  SUBCASE("any length cut") {
    for (std::size_t n = 0; n < good.size(); ++n) {
      CAPTURE(n);
      CHECK(failure_of(bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n))) != "ok");
    }
    CHECK(contains(failure_of(bytes(good.begin(), good.end() - 12)), "no IEND"));
  }
  SUBCASE("checksums") {
    bytes bad = good;
    bad[good.size() - 14] = static_cast<u8>(bad[good.size() - 14] ^ 1);
    CHECK(contains(failure_of(bad), "checksum of chunk IDAT is wrong"));
    bytes packed = stored(rows);
    packed.back() = static_cast<u8>(packed.back() ^ 1);
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, {chunk("IDAT", packed)})), "checksum of the image data"));
  }
  SUBCASE("order") {
    CHECK(contains(failure_of(png(1, 1, 8, 3, false, {image({0, 0}), chunk("PLTE", {1, 2, 3})})), "IDAT stands"));
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, {chunk("tRNS", {0, 1}), image(rows)})), "tRNS is malformed"));
    const bytes packed = stored(rows), half(packed.begin(), packed.begin() + 5), rest(packed.begin() + 5, packed.end());
    const std::vector<bytes> apart = {chunk("IDAT", half), chunk("tEXt", text("a")), chunk("IDAT", rest)};
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, apart)), "IDAT stands at a wrong place"));
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, {})), "no IDAT"));
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, {chunk("ABCD", {}), image(rows)})), "critical chunk ABCD"));
    CHECK(failure_of(png(2, 1, 8, 2, false, {chunk("abCD", {}), image(rows)})) == "ok");
  }
  SUBCASE("image data") {
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, {image({0, 1, 2, 3})})), "ends after 4 of 8 bytes"));
    bytes more = rows;
    more.resize(100000);
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, {image(more)})), "more than the picture needs"));
    CHECK(contains(failure_of(png(2, 1, 8, 2, false, {image({5, 1, 2, 3, 0, 4, 5, 6})})), "unknown row filter 5"));
  }
  SUBCASE("header") {
    CHECK(contains(failure_of(png(2, 1, 3, 2, false, {image(rows)})), "IHDR is malformed"));
    CHECK(contains(failure_of(png(0, 1, 8, 2, false, {image(rows)})), "expected at least 1"));
    CHECK(contains(failure_of(png(178956971, 1, 8, 2, false, {image(rows)})), "max_pixels = 178956970"));
    CHECK(contains(failure_of(png(0xffffffff, 0xffffffff, 8, 2, false, {image(rows)})), "max_pixels"));
    CHECK(contains(failure_of(good, {.max_pixels = 1}), "max_pixels = 1 pixels"));
    CHECK(failure_of(good, {.max_pixels = 2}) == "ok");
  }
}
