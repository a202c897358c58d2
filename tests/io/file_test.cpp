// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <eidograph/io/decode.hpp>
#include <eidograph/io/encode.hpp>
#include <filesystem>
#include <string>
#include <vector>

#if defined(__unix__)
#include <sys/resource.h>

#include <csignal>
#endif

#include "files.hpp"
#include "support/pattern.hpp"

using namespace io_test;

namespace {

std::string failure_of(const std::string& path, eido::errc code) {
  eido::pixels<u8> out;
  const eido::status s = eido::try_imread(path, eido::rgb, out);
  CHECK(s.code() == code);
  return s.message();
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::vector<u8> samples = eido_test::random_values<u8>(8 * 6 * 4, 5);

eido::view<const u8, 3> picture(eido::index channels) { return {samples.data(), {8, 6, channels}}; }

}  // namespace

TEST_CASE("io/file: an error names the verb, the file and the reason") {
  const folder here;
  CHECK(contains(failure_of(here / "missing.png", eido::errc::os_error), "missing.png': cannot open: No such file"));
  CHECK(contains(failure_of(here / "", eido::errc::os_error), "cannot read: Is a directory"));
  put(here / "empty.png", {});
  CHECK(failure_of(here / "empty.png", eido::errc::value_error) ==
        "imread: path = '" + here / "empty.png" + "': the file is empty");
  put(here / "text.png", text("hello"));
  CHECK(contains(failure_of(here / "text.png", eido::errc::not_implemented), "expected PNG, JPEG or BMP"));
  put(here / "a.gif", text("GIF89a......"));
  CHECK(contains(failure_of(here / "a.gif", eido::errc::not_implemented), "GIF is not supported"));
  put(here / "a.webp", text("RIFF....WEBPVP8 "));
  CHECK(contains(failure_of(here / "a.webp", eido::errc::not_implemented), "WebP is not supported"));
  const std::string far = here / (std::string(240, 'x') + ".png");
  CHECK(contains(failure_of(far, eido::errc::os_error), "...xxx"));
  CHECK(contains(failure_of(far, eido::errc::os_error), ".png': cannot open"));

  eido::pixels<u8> out;
  const bytes nothing;
  CHECK(std::string(eido::try_imdecode(nothing.data(), 0, eido::rgb, out).message()) ==
        "imdecode: data: the file is empty");
}

TEST_CASE("io/file: the extension names the format to write, the contents the one to read") {
  const folder here;
  for (const char* name : {"a.png", "b.PNG", "c.bmp", "d.Bmp", "e.jpg", "f.JPEG", "g.dots.in.it.jpeg"}) {
    const eido::status s = eido::try_imwrite(here / name, picture(3));
    INFO(s.message());
    REQUIRE(s);
    std::filesystem::rename(here / name, here / "anything");
    eido::pixels<u8> back;
    REQUIRE(eido::try_imread(here / "anything", eido::rgb, back));
    CHECK(back.as_view().shape() == eido::index_array<3>(8, 6, 3));
  }
  for (const char* name : {"a.gif", "a", "a.", ".png.d/a", "a.pngx", "a.pn", "png"}) {
    const eido::status s = eido::try_imwrite(here / name, picture(3));
    CHECK(s.code() == eido::errc::value_error);
    CHECK(contains(s.message(), "expected .png, .jpg, .jpeg or .bmp"));
  }
  CHECK(here.count() == 1);
}

TEST_CASE("io/file: any strides are written, PNG and BMP without loss") {
  for (const char* extension : {".png", ".bmp"}) {
    for (const eido::index channels : {1, 3}) {
      const auto v = picture(channels);
      const eido::view<const u8, 3> views[] = {
          v,
          {v.data() + 7 * v.stride(0), {8, 3, channels}, {-v.stride(0), 2 * v.stride(1), 1}},
          {v.data() + channels - 1, {8, 6, channels}, {v.stride(0), v.stride(1), -1}},
          {v.data(), {6, 8, channels}, {v.stride(1), v.stride(0), 1}},
          {v.data(), {5, 4, channels}, {0, 0, 1}},
      };
      for (const auto& strided : views) {
        eido::bytes file;
        REQUIRE(eido::try_imencode(extension, strided, file));
        eido::pixels<u8> back;
        REQUIRE(eido::try_imdecode(file.data(), file.size(), channels == 1 ? eido::gray : eido::rgb, back));
        REQUIRE(back.as_view().shape() == strided.shape());
        long wrong = 0;
        eido::detail::for_each_element([&](const u8& a, const u8& b) { wrong += a != b; }, back.as_view(), strided);
        CHECK(wrong == 0);
      }
    }
  }
  eido::bytes flat, deep;
  REQUIRE(eido::try_imencode(".png", eido::view<const u8, 2>(samples.data(), {8, 6}), flat));
  REQUIRE(eido::try_imencode(".png", picture(1), deep));
  CHECK(bytes(flat.data(), flat.data() + flat.size()) == bytes(deep.data(), deep.data() + deep.size()));
  eido::bytes with_alpha;
  REQUIRE(eido::try_imencode(".png", picture(4), with_alpha));
  eido::pixels<u8> back;
  REQUIRE(eido::try_imdecode(with_alpha.data(), with_alpha.size(), eido::rgba, back));
  CHECK(listed<u8>(back.as_view()) == samples);
}

TEST_CASE("io/file: shapes that no picture has are refused before anything is written") {
  const folder here;
  for (const auto& shape : {eido::index_array<3>(0, 6, 3), eido::index_array<3>(8, 0, 3), eido::index_array<3>(8, 6, 2),
                            eido::index_array<3>(8, 6, 0), eido::index_array<3>(-1, 6, 3)}) {
    const eido::status s = eido::try_imwrite(here / "a.png", eido::view<const u8, 3>(samples.data(), shape));
    CHECK(s.code() == eido::errc::shape_error);
    CHECK(contains(s.message(), "the array has shape ("));
  }
  CHECK(here.count() == 0);
  const eido::view<const u8, 2> wide(samples.data(), {1, 16000001}, {0, 0});
  CHECK(contains(eido::try_imwrite(here / "a.png", wide).message(), "expected at most 16000000 bytes a row"));
  CHECK(here.count() == 0);
}

TEST_CASE("io/file: a file appears whole or not at all") {
  const folder here;
  const std::string path = here / "a.png";
  put(path, text("old"));
  SUBCASE("a failure leaves the old file and nothing else") {
    CHECK(!eido::try_imwrite(path, picture(2)));
    CHECK(contents_of(path) == text("old"));
    CHECK(here.count() == 1);
  }
  SUBCASE("success replaces it") {
    CHECK(eido::try_imwrite(path, picture(3)));
    CHECK(contents_of(path)[1] == 'P');
    CHECK(here.count() == 1);
  }
  SUBCASE("a file of somebody else under the temporary name stays") {
    put(path + ".0.tmp", text("mine"));
    CHECK(eido::try_imwrite(path, picture(3)));
    CHECK(contents_of(path + ".0.tmp") == text("mine"));
    CHECK(here.count() == 2);
  }
  SUBCASE("a folder is not replaced") {
    const std::string occupied = here / "folder.png";
    std::filesystem::create_directory(occupied);
    const eido::status s = eido::try_imwrite(occupied, picture(3));
    CHECK(s.code() == eido::errc::os_error);
    CHECK(contains(s.message(), "folder.png': cannot replace"));
    CHECK(here.count() == 2);
  }
  SUBCASE("a missing folder is named") {
    const eido::status s = eido::try_imwrite(here / "no/a.png", picture(3));
    CHECK(s.code() == eido::errc::os_error);
    CHECK(contains(s.message(), "no/a.png': cannot create a file in this folder: No such file"));
  }
#if defined(__unix__)
  SUBCASE("a disk that is full") {
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{20, before.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    const eido::status s = eido::try_imwrite(path, picture(3));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(s.code() == eido::errc::os_error);
    CHECK(contains(s.message(), "a.png': cannot write: File too large"));
    CHECK(contents_of(path) == text("old"));
    CHECK(here.count() == 1);
  }
#endif
}

TEST_CASE("io/file: files longer than a block, and the limit") {
  const folder here;
  const std::string path = here / "long";
  for (const eido::index size : {16383, 16384, 16385, 100000}) {
    const std::vector<u8> contents = eido_test::random_values<u8>(size, 11);
    put(path, contents);
    eido::bytes back;
    const eido::detail::origin from{"test", path.c_str()};
    REQUIRE(eido::detail::read_file(from, back, size));
    CHECK(bytes(back.data(), back.data() + back.size()) == contents);
    const eido::status s = eido::detail::read_file(from, back, size - 1);
    CHECK(s.code() == eido::errc::value_error);
    CHECK(contains(s.message(), "the file is too large"));
  }
}

TEST_CASE("io/file: memory that runs out inside stb_image_write is an error, and nothing leaks") {
  eido::detail::stb_memory memory;
  void* kept = nullptr;
  const bool done = memory.run([&] {
    kept = eido::detail::stb_memory::reallocate(nullptr, 100);
    kept = eido::detail::stb_memory::reallocate(kept, 5000);
    eido::detail::stb_memory::release(eido::detail::stb_memory::reallocate(nullptr, 10));
    eido::detail::stb_memory::reallocate(kept, static_cast<std::size_t>(-1));
    kept = nullptr;  // not reached
  });
  CHECK(!done);
  CHECK(kept != nullptr);
}
