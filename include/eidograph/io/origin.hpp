// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <type_traits>

#include "../base/status.hpp"

namespace eido::inline EIDO_ABI::detail {

/// Where bytes come from or go to, for the head of an error message: the verb and the file.
struct origin {
  const char* verb;
  const char* path = nullptr;  // null: bytes in memory

  /// imread: path = 'photo.png':   (the end of a long path: the reason behind it must still fit)
  template <class Put>
  void write_to(Put put) const {
    constexpr std::size_t most = 200;
    put(verb);
    if (!path) {
      put(": data: ");
      return;
    }
    const std::size_t length = std::strlen(path);
    put(": path = '");
    if (length > most) put("...");
    put(length > most ? path + (length - most) : path);
    put("': ");
  }
};

/// The characters of a path: const char*, std::string, std::filesystem::path (on Windows its string()).
template <class P>
const char* path_text(const P& path) noexcept {
  if constexpr (std::is_convertible_v<const P&, const char*>) {
    return path;
  } else {
    constexpr bool known = requires { static_cast<const char*>(path.c_str()); };
    static_assert(known, "eidograph: a path is a const char*, a std::string or a std::filesystem::path");
    return path.c_str();
  }
}

inline status out_of_memory(const origin& from, i64 size) noexcept {
  return status::failure(errc::memory_error, from, "cannot allocate ", size, " bytes");
}

}  // namespace eido::detail
