// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdio>
#include <cstring>
#include <limits>
#include <type_traits>

#include "../view/index_array.hpp"
#include "byte_order.hpp"
#include "origin.hpp"

namespace eido::inline EIDO_ABI::detail {

inline constexpr int npy_most_axes = 64;  // numpy's own limit

/// What the header of a .npy file says.
struct npy_header {
  char descr[16] = {};  // as written, "<f4"
  bool fortran_order = false;
  int rank = 0;
  index shape[npy_most_axes] = {};
  index data_at = 0;

  /// As numpy prints a shape.
  template <class Put>
  void write_to(Put put) const {
    put("(");
    for (int i = 0; i < rank; ++i) {
      if (i > 0) put(", ");
      put(shape[i]);
    }
    put(rank == 1 ? ",)" : ")");
  }
};

/// numpy's letter for the kind of T.
template <class T>
constexpr char npy_kind() noexcept {
  static_assert(std::is_arithmetic_v<T> && sizeof(T) <= 8, "eidograph: npy holds bool, integers, float and double");
  return std::is_same_v<T, bool> ? 'b' : std::is_floating_point_v<T> ? 'f' : std::is_signed_v<T> ? 'i' : 'u';
}

/// numpy's name of T in the byte order of this machine: "<f4", "|u1".
struct npy_descr {
  char text[4];

  template <class T>
  static constexpr npy_descr of() noexcept {
    const char order = sizeof(T) == 1 ? '|' : std::endian::native == std::endian::little ? '<' : '>';
    return {{order, npy_kind<T>(), static_cast<char>('0' + sizeof(T)), '\0'}};
  }
};

/// Whether the file's elements are T, and whether their bytes stand the other way round.
template <class T>
bool npy_matches(const char* descr, bool& swapped) noexcept {
  const npy_descr expected = npy_descr::of<T>();
  if (std::strcmp(descr + 1, expected.text + 1) != 0) return false;
  const char native = std::endian::native == std::endian::little ? '<' : '>';
  swapped = sizeof(T) > 1 && descr[0] != native && descr[0] != '=';
  return sizeof(T) == 1 || descr[0] == '<' || descr[0] == '>' || descr[0] == '=';
}

/// Reads the header: a Python dict with the keys descr, fortran_order and shape, in any order and spacing.
class npy_header_parser {
 public:
  npy_header_parser(const origin& from, const u8* data, index size, npy_header& out) noexcept
      : from_(from), data_(data), size_(size), out_(out) {}

  status run() noexcept {
    if (size_ == 0) return bad("the file is empty");
    if (size_ < 10 || std::memcmp(data_, "\x93NUMPY", 6) != 0) return bad("not a .npy file");
    const int version = data_[6];
    if (version < 1 || version > 3) {
      return status::failure(errc::not_implemented, from_, "version ", version, " of the .npy format; expected 1 to 3");
    }
    const index prefix = version == 1 ? 10 : 12;
    if (size_ < prefix) return bad("the header is truncated");
    const i64 length = version == 1 ? i64{little16(data_ + 8)} : i64{little32(data_ + 8)};
    if (length > size_ - prefix) return bad("the header is truncated");
    at_ = reinterpret_cast<const char*>(data_ + prefix);
    end_ = at_ + length;
    out_.data_at = prefix + static_cast<index>(length);
    return dict();
  }

 private:
  status bad(const char* reason) const noexcept { return status::failure(errc::value_error, from_, reason); }
  status malformed() const noexcept { return bad("the header is malformed"); }

  void skip_spaces() noexcept {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) ++at_;
  }
  bool sees(char c) noexcept {
    skip_spaces();
    return at_ < end_ && *at_ == c;
  }
  bool take(char c) noexcept { return sees(c) ? (++at_, true) : false; }
  bool take_word(const char* word) noexcept {
    skip_spaces();
    const index n = static_cast<index>(std::strlen(word));
    if (end_ - at_ < n || std::memcmp(at_, word, static_cast<std::size_t>(n)) != 0) return false;
    at_ += n;
    return true;
  }

  /// A string in either kind of quotes; too long for `text` is false.
  template <std::size_t N>
  bool string(char (&text)[N]) noexcept {
    const char quote = sees('"') ? '"' : '\'';
    if (!take(quote)) return false;
    std::size_t n = 0;
    for (; at_ < end_ && *at_ != quote; ++at_) {
      if (n + 1 == N) return false;
      text[n++] = *at_;
    }
    text[n] = '\0';
    return at_ < end_ && *at_++ == quote;
  }

  bool integer(index& value) noexcept {
    skip_spaces();
    if (at_ == end_ || *at_ < '0' || *at_ > '9') return false;
    for (value = 0; at_ < end_ && *at_ >= '0' && *at_ <= '9'; ++at_) {
      if (!multiply(value, 10, value) || value > (std::numeric_limits<index>::max)() - (*at_ - '0')) return false;
      value += *at_ - '0';
    }
    if (at_ < end_ && *at_ == 'L') ++at_;  // Python 2 wrote long integers so
    return true;
  }

  bool tuple() noexcept {
    if (!take('(')) return false;
    bool comma = true;
    for (out_.rank = 0; !take(')'); ++out_.rank) {
      if (!comma || out_.rank == npy_most_axes || !integer(out_.shape[out_.rank])) return false;
      comma = take(',');
    }
    return out_.rank != 1 || comma;  // (3) is a number
  }

  status dict() noexcept {
    bool has_descr = false, has_order = false, has_shape = false;
    if (!take('{')) return malformed();
    while (!take('}')) {
      char key[16];
      if (!string(key) || !take(':')) return malformed();
      if (std::strcmp(key, "descr") == 0) {
        if (sees('[')) return status::failure(errc::type_error, from_, "arrays with named fields are not supported");
        if (!string(out_.descr)) return malformed();
        has_descr = true;
      } else if (std::strcmp(key, "fortran_order") == 0) {
        out_.fortran_order = take_word("True");
        if (!out_.fortran_order && !take_word("False")) return malformed();
        has_order = true;
      } else if (std::strcmp(key, "shape") == 0) {
        if (!tuple()) return malformed();
        has_shape = true;
      } else {
        return malformed();
      }
      if (!take(',') && !sees('}')) return malformed();
    }
    return has_descr && has_order && has_shape ? status() : malformed();
  }

  const origin& from_;
  const u8* data_;
  index size_;
  npy_header& out_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

/// The header that np.save writes (numpy 1.23 and newer, which leaves room for the first extent to grow).
class npy_header_text {
 public:
  template <int R>
  npy_header_text(const npy_descr& descr, bool fortran_order, const index_array<R>& shape) noexcept {
    static_assert(R <= npy_most_axes, "eidograph: numpy arrays have at most 64 axes");
    put("\x93NUMPY\x01");
    size_ = prefix;
    put("{'descr': '"), put(descr.text);
    put(fortran_order ? "', 'fortran_order': True, 'shape': " : "', 'fortran_order': False, 'shape': ");
    shape.write_to([this](const auto& part) { this->put(part); });
    put(", }");
    if constexpr (R > 0) {
      const int before = size_;
      put(shape[fortran_order ? R - 1 : 0]);
      const int digits = size_ - before;
      size_ = before;
      for (int i = digits; i < 21; ++i) put(" ");
    }
    do {
      put(" ");
    } while ((size_ + 1) % 64 != 0);
    put("\n");
    text_[6] = 1;
    text_[7] = 0;
    text_[8] = static_cast<char>((size_ - prefix) & 255);
    text_[9] = static_cast<char>((size_ - prefix) >> 8);
  }

  const char* data() const noexcept { return text_; }
  index size() const noexcept { return size_; }

 private:
  static constexpr int prefix = 10;

  void put(const char* part) noexcept {
    for (; *part != '\0'; ++part) text_[size_++] = *part;
  }
  void put(index value) noexcept { size_ += std::snprintf(text_ + size_, 24, "%lld", static_cast<long long>(value)); }

  int size_ = 0;
  char text_[128 + 22 * (npy_most_axes + 2)];
};

}  // namespace eido::detail
