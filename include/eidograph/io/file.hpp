// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>

#if defined(_WIN32)
#include <filesystem>  // its rename replaces, the C one does not
#endif

#include "bytes.hpp"
#include "origin.hpp"

namespace eido::inline EIDO_ABI::detail {

inline status os_failure(const origin& from, const char* what, int error) noexcept {
  return status::failure(errc::os_error, from, what, error != 0 ? ": " : "", error != 0 ? std::strerror(error) : "");
}

/// The open file of one call; closed on every way out.
class file_handle {
 public:
  file_handle(const char* path, const char* mode) noexcept : file_((errno = 0, std::fopen(path, mode))) {}
  file_handle(const file_handle&) = delete;
  file_handle& operator=(const file_handle&) = delete;
  ~file_handle() {
    if (file_) std::fclose(file_);
  }

  std::FILE* get() const noexcept { return file_; }

 private:
  std::FILE* file_;
};

/// The whole file; an error when it has more than `limit` bytes. Pipes and devices work too.
inline status read_file(const origin& from, bytes& out, index limit) noexcept {
  out.clear();
  const file_handle file(from.path, "rb");
  if (!file.get()) return os_failure(from, "cannot open", errno);
  u8 block[16384];
  for (bool first = true;; first = false) {
    errno = 0;
    const std::size_t got = std::fread(block, 1, sizeof block, file.get());
    if (std::ferror(file.get())) return os_failure(from, "cannot read", errno);
    if (static_cast<index>(got) > limit - out.size()) {
      return status::failure(errc::value_error, from, "the file is too large; expected at most ", limit, " bytes");
    }
    if (!out.append(block, static_cast<index>(got))) return out_of_memory(from, out.size());
    if (got < sizeof block) return {};
    if (first && std::fseek(file.get(), 0, SEEK_END) == 0) {  // a regular file tells its size: room for it at once
      const long size = std::ftell(file.get());
      if (size > 0 && size <= limit && !out.reserve(static_cast<index>(size))) return out_of_memory(from, size);
      if (std::fseek(file.get(), static_cast<long>(got), SEEK_SET) != 0) return os_failure(from, "cannot read", errno);
    }
  }
}

/// A new file beside `path`, under a name that nobody has: written there, then renamed, so that a reader sees the old
/// contents or the new ones, and a failure leaves nothing behind.
class temporary_file {
 public:
  temporary_file() noexcept = default;
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() {
    if (!created_) return;
    if (file_) std::fclose(file_);
    std::remove(name_.data());
  }

  status create(const origin& to) noexcept {
    const std::size_t length = std::strlen(to.path);
    if (!name_.resize(static_cast<index>(length + 32))) return out_of_memory(to, static_cast<index>(length + 32));
    std::memcpy(name_.data(), to.path, length);
    for (int attempt = 0; attempt < 1000; ++attempt) {
      std::snprintf(name_.data() + length, 32, ".%d.tmp", attempt);
      errno = 0;
      file_ = std::fopen(name_.data(), "wbx");  // x: never over a file of somebody else
      if (file_) {
        created_ = true;
        return {};
      }
      if (errno != EEXIST) break;
    }
    return os_failure(to, "cannot create a file in this folder", errno);
  }

  status write(const origin& to, const void* data, index size) noexcept {
    errno = 0;
    const std::size_t n = static_cast<std::size_t>(size);
    if (n > 0 && std::fwrite(data, 1, n, file_) != n) return os_failure(to, "cannot write", errno);
    return {};
  }

  /// Closes, and gives the file its real name.
  status finish(const origin& to) noexcept {
    errno = 0;
    std::FILE* const file = file_;
    file_ = nullptr;
    if (std::fclose(file) != 0) return os_failure(to, "cannot write", errno);
#if defined(_WIN32)
    std::error_code error;
    std::filesystem::rename(name_.data(), to.path, error);
    if (error) return os_failure(to, "cannot replace", error.default_error_condition().value());
#else
    if (std::rename(name_.data(), to.path) != 0) return os_failure(to, "cannot replace", errno);
#endif
    created_ = false;
    return {};
  }

 private:
  buffer<char> name_;
  std::FILE* file_ = nullptr;
  bool created_ = false;
};

/// Writes a file from one or two pieces, all or nothing.
inline status write_file(const origin& to, const void* head, index head_size, const void* body = nullptr,
                         index body_size = 0) noexcept {
  temporary_file file;
  if (status s = file.create(to); !s) return s;
  if (status s = file.write(to, head, head_size); !s) return s;
  if (status s = file.write(to, body, body_size); !s) return s;
  return file.finish(to);
}

}  // namespace eido::detail
