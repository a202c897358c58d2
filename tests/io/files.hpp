// SPDX-License-Identifier: MIT
#pragma once

// Pictures and files drawn by code, and a folder for them that disappears.

#include <eidograph/io/byte_order.hpp>
#include <eidograph/io/checksum.hpp>
#include <eidograph/view/view.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

namespace io_test {

using eido::u8;
using bytes = std::vector<u8>;

/// A new folder, removed with all that is in it.
class folder {
 public:
  folder() {
    for (int i = 0; path_.empty(); ++i) {
      const auto candidate = std::filesystem::temp_directory_path() / ("eidograph_io_" + std::to_string(i));
      std::error_code taken;  // also where another test removes this very folder meanwhile
      if (std::filesystem::create_directory(candidate, taken)) path_ = candidate;
      if (i == 100000) throw std::filesystem::filesystem_error("no new folder", candidate, taken);
    }
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder() { std::filesystem::remove_all(path_); }

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  /// How many files and folders are in it: temporary ones that were left behind too.
  long count() const {
    return static_cast<long>(
        std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
  }

 private:
  std::filesystem::path path_;
};

inline void put(const std::string& path, const bytes& contents) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(contents.data()), static_cast<std::streamsize>(contents.size()));
}

inline bytes contents_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return bytes(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

inline void append(bytes& out, const bytes& more) { out.insert(out.end(), more.begin(), more.end()); }

inline void append_big32(bytes& out, eido::u32 value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<u8>(value >> shift & 255));
}

inline bytes text(const char* s) { return bytes(s, s + std::char_traits<char>::length(s)); }

inline bytes chunk(const char* name, const bytes& data) {
  bytes out;
  append_big32(out, static_cast<eido::u32>(data.size()));
  append(out, text(name));
  append(out, data);
  append_big32(out, eido::detail::crc32(out.data() + 4, static_cast<eido::index>(data.size()) + 4));
  return out;
}

/// A zlib stream that stores its data, in blocks of up to 5000 bytes.
inline bytes stored(const bytes& data) {
  bytes out = {0x78, 1};
  std::size_t at = 0;
  do {
    const std::size_t n = data.size() - at < 5000 ? data.size() - at : 5000;
    const u8 low = static_cast<u8>(n & 255), high = static_cast<u8>(n >> 8);
    append(out,
           {static_cast<u8>(at + n == data.size() ? 1 : 0), low, high, static_cast<u8>(~low), static_cast<u8>(~high)});
    out.insert(out.end(), data.begin() + static_cast<std::ptrdiff_t>(at),
               data.begin() + static_cast<std::ptrdiff_t>(at + n));
    at += n;
  } while (at < data.size());
  append_big32(out, eido::detail::adler32(data.data(), static_cast<eido::index>(data.size())));
  return out;
}

/// The header, then the chunks given, then the end.
inline bytes png(eido::u32 h, eido::u32 w, int depth, int color, bool interlaced, const std::vector<bytes>& chunks) {
  bytes header;
  append_big32(header, w);
  append_big32(header, h);
  append(header, {static_cast<u8>(depth), static_cast<u8>(color), 0, 0, static_cast<u8>(interlaced ? 1 : 0)});
  bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  append(out, chunk("IHDR", header));
  for (const bytes& c : chunks) append(out, c);
  append(out, chunk("IEND", {}));
  return out;
}

/// An EXIF block whose only entry is the orientation.
inline bytes tiff(int orientation, bool big) {
  const u8 value = static_cast<u8>(orientation);
  if (big) return {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0};
  return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0};
}

template <class T, int R>
std::vector<T> listed(const eido::view<const T, R>& v) {
  return std::vector<T>(v.data(), v.data() + v.size());
}

}  // namespace io_test
