// SPDX-License-Identifier: MIT

// Run by parity_io.py: io_parity FOLDER. Carries out what FOLDER/cases.txt says, one case a line, and compares with the
// arrays that Pillow and numpy left there. Prints one line a failure, then the counts; exit code 1 when anything
// differs.
//   read FORMAT FILE EXPECTED.npy     imread as rgb, bgr, rgba, gray, rgb16, rgba16, gray16
//   jpeg FORMAT FILE EXPECTED.npy     the same, not compared where stb_image reads JPEG
//   fail FORMAT FILE                  imread must say no
//   exif FILE N                       exif_orientation
//   turn ARRAY.npy N EXPECTED.npy R   exif_transpose, rank R: 2 or 3
//   resave TYPE RANK FILE EXPECTED    npy: load, save, compare the bytes of the two files
//   save ORDER FILE OUT               npy: load f4 of rank 3, save a view of it: c, f (axes turned round) or step
//   write ARRAY.npy OUT QUALITY R     imwrite, for the script to look at

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "eidograph/io/decode.hpp"
#include "eidograph/io/encode.hpp"
#include "eidograph/io/exif.hpp"
#include "eidograph/io/npy.hpp"

namespace {

using eido::index;

struct report {
  long cases = 0, failures = 0, jpeg_skipped = 0;
  long long values = 0, differing = 0;

  void fail(const std::string& line, const std::string& why) {
    ++failures;
    std::cout << "FAIL " << line << ": " << why << "\n";
  }
};

template <class T, int R>
bool same(report& r, const std::string& line, const eido::view<const T, R>& got, const eido::view<const T, R>& want) {
  if (!(got.shape() == want.shape())) {
    r.fail(line, "another shape");
    return false;
  }
  long long differing = 0;
  eido::detail::for_each_element([&](const T& a, const T& b) { differing += a != b ? 1 : 0; }, got, want);
  r.values += got.size();
  r.differing += differing;
  if (differing > 0) r.fail(line, std::to_string(differing) + " of " + std::to_string(got.size()) + " values differ");
  return differing == 0;
}

template <class T>
void read(report& r, const std::string& line, eido::pixel_format format, const std::string& file,
          const std::string& expected, bool compare) {
  eido::pixels<T> got;
  if (const eido::status s = eido::try_imread(file.c_str(), format, got); !s) return r.fail(line, s.message());
  if (format == eido::gray) {
    eido::npy::array<T, 2> want;
    if (const eido::status s = eido::npy::try_load(expected.c_str(), want); !s) return r.fail(line, s.message());
    if (got.h != want.shape[0] || got.w != want.shape[1]) return r.fail(line, "another shape");
    if (compare) same<T, 2>(r, line, eido::view<const T, 2>(got.data.data(), want.shape), want.as_view());
  } else {
    eido::npy::array<T, 3> want;
    if (const eido::status s = eido::npy::try_load(expected.c_str(), want); !s) return r.fail(line, s.message());
    if (!(got.as_view().shape() == want.shape)) return r.fail(line, "another shape");
    if (compare) same<T, 3>(r, line, got.as_view(), want.as_view());
  }
}

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

template <class T, int R>
void resave(report& r, const std::string& line, const std::string& file, const std::string& expected) {
  eido::npy::array<T, R> a;
  if (const eido::status s = eido::npy::try_load(file.c_str(), a); !s) return r.fail(line, s.message());
  const std::string out = file + ".again.npy";
  if (const eido::status s = eido::npy::try_save(out.c_str(), a.as_view()); !s) return r.fail(line, s.message());
  r.values += a.as_view().size();
  if (contents(out) != contents(expected)) r.fail(line, "other bytes than numpy's file");
}

template <class T, int R>
void resave_high_rank(report& r, const std::string& line, int rank, const std::string& file,
                      const std::string& expected) {
  if constexpr (R > 16 || !std::is_same_v<T, float>) {
    r.fail(line, "unknown rank");
  } else {
    if (rank == R) return resave<T, R>(r, line, file, expected);
    resave_high_rank<T, R + 1>(r, line, rank, file, expected);
  }
}

template <class T>
void resave_rank(report& r, const std::string& line, int rank, const std::string& file, const std::string& expected) {
  switch (rank) {
    case 0: return resave<T, 0>(r, line, file, expected);
    case 1: return resave<T, 1>(r, line, file, expected);
    case 2: return resave<T, 2>(r, line, file, expected);
    case 3: return resave<T, 3>(r, line, file, expected);
    case 4: return resave<T, 4>(r, line, file, expected);
    default: return resave_high_rank<T, 13>(r, line, rank, file, expected);
  }
}

void resave_type(report& r, const std::string& line, const std::string& type, int rank, const std::string& file,
                 const std::string& expected) {
  if (type == "b1") return resave_rank<bool>(r, line, rank, file, expected);
  if (type == "u1") return resave_rank<eido::u8>(r, line, rank, file, expected);
  if (type == "i1") return resave_rank<eido::i8>(r, line, rank, file, expected);
  if (type == "u2") return resave_rank<eido::u16>(r, line, rank, file, expected);
  if (type == "i2") return resave_rank<eido::i16>(r, line, rank, file, expected);
  if (type == "u4") return resave_rank<eido::u32>(r, line, rank, file, expected);
  if (type == "i4") return resave_rank<eido::i32>(r, line, rank, file, expected);
  if (type == "u8") return resave_rank<eido::u64>(r, line, rank, file, expected);
  if (type == "i8") return resave_rank<eido::i64>(r, line, rank, file, expected);
  if (type == "f4") return resave_rank<float>(r, line, rank, file, expected);
  if (type == "f8") return resave_rank<double>(r, line, rank, file, expected);
  r.fail(line, "unknown type");
}

template <int R>
void turn(report& r, const std::string& line, const std::string& file, int orientation, const std::string& expected) {
  eido::npy::array<eido::u8, R> a, want;
  if (const eido::status s = eido::npy::try_load(file.c_str(), a); !s) return r.fail(line, s.message());
  if (const eido::status s = eido::npy::try_load(expected.c_str(), want); !s) return r.fail(line, s.message());
  same<eido::u8, R>(r, line, eido::detail::oriented(a.as_view(), orientation), want.as_view());
}

void save_view(report& r, const std::string& line, const std::string& order, const std::string& file,
               const std::string& out) {
  eido::npy::array<float, 3> a;
  if (const eido::status s = eido::npy::try_load(file.c_str(), a); !s) return r.fail(line, s.message());
  const eido::view<const float, 3> c = a.as_view();
  eido::view<const float, 3> v = c;
  if (order == "f") v = eido::detail::reversed_axes(c);
  if (order == "step") {
    v = eido::view<const float, 3>(c.data() + (c.shape(0) - 1) * c.stride(0),
                                   {c.shape(0), (c.shape(1) + 1) / 2, c.shape(2)},
                                   {-c.stride(0), 2 * c.stride(1), c.stride(2)});
  }
  if (const eido::status s = eido::npy::try_save(out.c_str(), v); !s) r.fail(line, s.message());
}

template <int R>
eido::status write_rank(const std::string& file, const std::string& out, int quality) {
  eido::npy::array<eido::u8, R> a;
  if (eido::status s = eido::npy::try_load(file.c_str(), a); !s) return s;
  return eido::try_imwrite(out.c_str(), a.as_view(), {.quality = quality});
}

void run(report& r, const std::string& folder, const std::string& line) {
  std::istringstream words(line);
  std::string verb, a, b, c, d;
  words >> verb >> a >> b >> c >> d;
  const auto at = [&](const std::string& name) { return folder + "/" + name; };
  ++r.cases;
  if (verb == "read" || verb == "jpeg" || verb == "fail") {
    const bool wide = a.size() > 2 && a.substr(a.size() - 2) == "16";
    const std::string name = wide ? a.substr(0, a.size() - 2) : a;
    const eido::pixel_format format = name == "gray"   ? eido::gray
                                      : name == "rgba" ? eido::rgba
                                      : name == "bgr"  ? eido::bgr
                                                       : eido::rgb;
    if (verb == "fail") {
      eido::pixels<eido::u8> p8;
      eido::pixels<eido::u16> p16;
      const eido::status s =
          wide ? eido::try_imread(at(b).c_str(), format, p16) : eido::try_imread(at(b).c_str(), format, p8);
      if (s) r.fail(line, "was read");
      return;
    }
    const bool compare = verb == "read" || std::string(eido::decoder()) == "libjpeg-turbo";
    r.jpeg_skipped += compare ? 0 : 1;
    if (wide) return read<eido::u16>(r, line, format, at(b), at(c), compare);
    return read<eido::u8>(r, line, format, at(b), at(c), compare);
  }
  if (verb == "exif") {
    int orientation = 0;
    if (const eido::status s = eido::try_exif_orientation(at(a).c_str(), orientation); !s)
      return r.fail(line, s.message());
    ++r.values;
    if (orientation != std::stoi(b)) r.fail(line, "got " + std::to_string(orientation));
    return;
  }
  if (verb == "turn") {
    const int rank = std::stoi(d);
    if (rank == 2) return turn<2>(r, line, at(a), std::stoi(b), at(c));
    return turn<3>(r, line, at(a), std::stoi(b), at(c));
  }
  if (verb == "resave") return resave_type(r, line, a, std::stoi(b), at(c), at(d));
  if (verb == "save") return save_view(r, line, a, at(b), at(c));
  if (verb == "write") {
    const int rank = std::stoi(d);
    const eido::status s =
        rank == 2 ? write_rank<2>(at(a), at(b), std::stoi(c)) : write_rank<3>(at(a), at(b), std::stoi(c));
    if (!s) r.fail(line, s.message());
    return;
  }
  r.fail(line, "unknown case");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cout << eido::decoder() << "\n";  // asked for by the script
    return 2;
  }
  const std::string folder = argv[1];
  std::ifstream cases(folder + "/cases.txt");
  report r;
  for (std::string line; std::getline(cases, line);) run(r, folder, line);
  std::cout << eido::decoder() << ": " << r.cases << " cases, " << r.values << " values compared, " << r.differing
            << " differ, " << r.failures << " failures, " << r.jpeg_skipped << " JPEG comparisons skipped\n";
  return r.cases > 0 && r.failures == 0 ? 0 : 1;
}
