// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstring>
#include <eidograph/io.hpp>
#include <filesystem>
#include <string>
#include <type_traits>
#include <vector>

#include "files.hpp"
#include "support/pattern.hpp"

using namespace io_test;
using eido::tensor;

namespace {

tensor<u8, 3> drawn(eido::index h, eido::index w, eido::index channels) {
  tensor<u8, 3> t({h, w, channels});
  eido_test::pattern numbers(17);
  for (u8& x : t) x = static_cast<u8>(numbers.next());
  return t;
}

template <class F>
std::string thrown(F f) {
  try {
    f();
  } catch (const eido::error& e) {
    return e.what();
  }
  return "";
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("io/imread: tensors of the rank and type that the format names") {
  static_assert(std::is_same_v<decltype(eido::imread("")), tensor<u8, 3>>);
  static_assert(std::is_same_v<decltype(eido::imread<eido::gray>("")), tensor<u8, 2>>);
  static_assert(std::is_same_v<decltype(eido::imread<eido::rgba, eido::u16>("")), tensor<eido::u16, 3>>);
  static_assert(std::is_same_v<decltype(eido::imread<eido::gray, eido::u16>("")), tensor<eido::u16, 2>>);
  const folder here;
  const tensor<u8, 3> rgb = drawn(6, 5, 3);
  const std::string path = here / "a.png";
  eido::imwrite(path, rgb);
  CHECK(eido::imread(path) == rgb);
  CHECK(eido::imread(path.c_str()) == rgb);
  CHECK(eido::imread(std::filesystem::path(path)) == rgb);
  const tensor<u8, 3> bgr = eido::imread<eido::bgr>(path), rgba = eido::imread<eido::rgba>(path);
  const tensor<u8, 2> gray = eido::imread<eido::gray>(path);
  REQUIRE(rgba.shape()[2] == 4);
  REQUIRE(gray.shape()[1] == 5);
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 5; ++x) {
      CHECK(bgr(y, x, 0) == rgb(y, x, 2));
      CHECK(rgba(y, x, 1) == rgb(y, x, 1));
      CHECK(rgba(y, x, 3) == 255);
      CHECK(gray(y, x) == (19595 * rgb(y, x, 0) + 38470 * rgb(y, x, 1) + 7471 * rgb(y, x, 2) + 32768) >> 16);
    }
  }
  eido::imwrite(here / "gray.png", gray);
  CHECK(eido::imread<eido::gray>(here / "gray.png") == gray);
}

TEST_CASE("io/imread: 16-bit PNG") {
  const folder here;
  put(here / "a.png", png(1, 2, 16, 0, false, {chunk("IDAT", stored({0, 0x12, 0x34, 0, 200}))}));
  CHECK(eido::imread<eido::gray, eido::u16>(here / "a.png") == tensor<eido::u16, 2>{{0x1234, 200}});
  CHECK(eido::imread<eido::rgb, eido::u16>(here / "a.png") ==
        tensor<eido::u16, 3>{{{0x1234, 0x1234, 0x1234}, {200, 200, 200}}});
  CHECK(eido::imread<eido::gray>(here / "a.png") == tensor<u8, 2>{{255, 200}});
  eido::imwrite(here / "b.png", drawn(2, 2, 3));
  CHECK(
      contains(thrown([&] { eido::imread<eido::gray, eido::u16>(here / "b.png"); }), "8 bits a channel; expected 16"));
}

TEST_CASE("io/imread: from memory the same, from every container of bytes") {
  const tensor<u8, 3> rgb = drawn(7, 3, 3);
  const tensor<u8, 1> file = eido::imencode(".PNG", rgb);
  CHECK(eido::imdecode(file) == rgb);
  const eido::index size = static_cast<eido::index>(file.size());
  CHECK(eido::imdecode(file.data(), size) == rgb);
  const std::vector<unsigned char> bytes_of(file.begin(), file.end());
  CHECK(eido::imdecode(bytes_of) == rgb);
  const std::string characters(file.begin(), file.end());
  CHECK(eido::imdecode(characters) == rgb);
  tensor<u8, 2> gray;
  REQUIRE(eido::try_imdecode<eido::gray>(file.data(), size, gray));
  CHECK(gray == eido::imdecode<eido::gray>(file));
  CHECK(contains(thrown([&] { eido::imdecode(file.data(), size - 1); }), "imdecode: data: the file is truncated"));
  CHECK(contains(thrown([&] { eido::imdecode(file, {.max_pixels = 20}); }), "max_pixels = 20 pixels"));
}

TEST_CASE("io/imread: errors are thrown with file and reason; try_ keeps what was there") {
  const folder here;
  CHECK(contains(thrown([&] { eido::imread(here / "none.png"); }), "none.png': cannot open: No such file"));
  CHECK(contains(thrown([&] { eido::imwrite(here / "a.tiff", drawn(2, 2, 3)); }), "unknown extension '.tiff'"));
  CHECK(contains(thrown([&] { eido::exif_orientation(here / "none.png"); }), "exif_orientation: path = "));
  CHECK(contains(thrown([&] { eido::npy::load<float, 2>(here / "none.npy"); }), "npy::load: path = "));
  CHECK(contains(thrown([&] { eido::npy::save(here / "no/a.npy", drawn(1, 1, 1)); }), "npy::save: path = "));
  CHECK(contains(thrown([&] { eido::imencode(".gif", drawn(1, 1, 1)); }), "imencode: data: unknown extension"));

  tensor<u8, 3> t = drawn(4, 4, 3);
  const tensor<u8, 3> before = t;
  CHECK(!eido::try_imread(here / "none.png", t));
  CHECK(t == before);
  eido::imwrite(here / "a.png", drawn(4, 4, 3));
  const u8* const memory = t.data();
  REQUIRE(eido::try_imread(here / "a.png", t));
  CHECK(t.data() == memory);  // the shape fits: no new memory
  eido::imwrite(here / "a.png", drawn(2, 9, 3));
  REQUIRE(eido::try_imread(here / "a.png", t));
  CHECK(t.shape()[1] == 9);
}

TEST_CASE("io/imread: exif_transpose makes an upright copy") {
  const tensor<u8, 2> sideways = {{1, 2, 3}, {4, 5, 6}};
  CHECK(eido::exif_transpose(sideways, 1) == sideways);
  CHECK(eido::exif_transpose(sideways, 6) == tensor<u8, 2>{{4, 1}, {5, 2}, {6, 3}});
  CHECK(eido::exif_transpose(sideways, 8) == tensor<u8, 2>{{3, 6}, {2, 5}, {1, 4}});
  const tensor<float, 3> deep = {{{1, 2}, {3, 4}}};
  CHECK(eido::exif_transpose(deep, 5) == tensor<float, 3>{{{1, 2}}, {{3, 4}}});
  CHECK(contains(thrown([&] { eido::exif_transpose(sideways, 9); }), "orientation = 9; expected 1 to 8"));
  tensor<u8, 2> in_place = sideways;
  REQUIRE(eido::try_exif_transpose(in_place, 3, in_place));
  CHECK(in_place == tensor<u8, 2>{{6, 5, 4}, {3, 2, 1}});
  CHECK(!eido::try_exif_transpose(sideways, 0, in_place));

  const folder here;
  put(here / "a.png", png(1, 1, 8, 0, false, {chunk("eXIf", tiff(7, true)), chunk("IDAT", stored({0, 5}))}));
  CHECK(eido::exif_orientation(here / "a.png") == 7);
  const bytes file = contents_of(here / "a.png");
  CHECK(eido::exif_orientation(file.data(), static_cast<eido::index>(file.size())) == 7);
}

TEST_CASE("io/imread: npy to and from tensors") {
  const folder here;
  const tensor<double, 2> a = {{1.5, -2}, {3, 4}, {5, 6}};
  eido::npy::save(here / "a", a);
  CHECK(eido::npy::load<double, 2>(here / "a.npy") == a);
  tensor<double, 2> b;
  REQUIRE(eido::npy::try_load(here / "a.npy", b));
  CHECK(b == a);
  const float plain[2][2] = {{1, 2}, {3, 4}};
  eido::npy::save(here / "plain.npy", plain);
  CHECK(eido::npy::load<float, 2>(here / "plain.npy") == tensor<float, 2>{{1, 2}, {3, 4}});
  const tensor<float, 0> scalar(eido::index_array<0>(), 4.0f);
  eido::npy::save(here / "scalar.npy", scalar);
  CHECK(eido::npy::load<float, 0>(here / "scalar.npy")() == 4.0f);
  CHECK(contains(thrown([&] { eido::npy::load<float, 2>(here / "a.npy"); }), "the file holds <f8; expected <f4"));
  CHECK(!eido::npy::try_load(here / "plain.npy", b));
  CHECK(b == a);
}
