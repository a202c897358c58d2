// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace eido::inline EIDO_ABI::detail {

/// A string literal as a template argument.
template <std::size_t N>
struct fixed_string {
  char text[N]{};

  constexpr fixed_string(const char (&literal)[N]) noexcept {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
  constexpr const char* begin() const noexcept { return text; }
  constexpr const char* end() const noexcept { return text + N - 1; }
};

/// Where a parser stands in its text.
struct text_cursor {
  const char* at;
  const char* end;

  constexpr bool done() const noexcept { return at == end; }
  constexpr char peek() const noexcept { return done() ? '\0' : *at; }

  constexpr void skip_spaces() noexcept {
    while (!done() && (*at == ' ' || *at == '\t' || *at == '\n')) ++at;
  }

  constexpr bool take(char wanted) noexcept {
    if (done() || *at != wanted) return false;
    ++at;
    return true;
  }

  constexpr bool take(const char* word) noexcept {
    const char* p = at;
    for (; *word != '\0'; ++word, ++p) {
      if (p == end || *p != *word) return false;
    }
    at = p;
    return true;
  }
};

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace eido::detail
