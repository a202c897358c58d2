// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>

#include "../reduce/explain_diff.hpp"
#include "../view/view_of.hpp"
#include "number_format.hpp"

namespace eido::inline EIDO_ABI {

template <class T, int R>
class tensor;

namespace detail {

/// Calls item(i) for the positions of an axis that numpy shows and gap() where it writes "...".
template <class Item, class Gap>
void for_each_shown(index extent, bool summarised, Item&& item, Gap&& gap) {
  constexpr index edge = 3;
  const bool cut = summarised && extent > 2 * edge;
  for (index i = 0; i < extent; ++i) {
    if (cut && i == edge) {
      gap();
      i = extent - edge;
    }
    item(i);
  }
}

/// numpy's array2string: lines of 75 columns, elements above 1000 summarised to the edges of every axis.
template <class T>
class array_printer {
 public:
  template <int R>
  array_printer(std::string& out, const view<const T, R>& v) : out_(out), summarised_(v.size() > 1000) {
    for (int pass = 0; pass < number_format<T>::passes; ++pass) see(v, pass);
    write(v, 0);
  }

 private:
  template <int R>
  void see(const view<const T, R>& v, int pass) {
    for_each_shown(
        v.shape(0), summarised_,
        [&](index i) {
          if constexpr (R == 1) {
            format_.see(pass, v[i]);
          } else {
            see(v[i], pass);
          }
        },
        [] {});
  }

  template <int R>
  void write(const view<const T, R>& v, int depth) {
    out_ += '[';
    bool first = true;
    if constexpr (R > 1) {
      const auto next_line = [&] {
        if (!first) out_.append(R - 1, '\n').append(static_cast<std::size_t>(depth + 1), ' ');
        first = false;
      };
      for_each_shown(
          v.shape(0), summarised_, [&](index i) { next_line(), write(v[i], depth + 1); },
          [&] { next_line(), out_ += "..."; });
    } else {
      int column = depth + 1;
      std::string word;
      const auto put = [&] {
        if (!first) out_ += ' ', ++column;
        first = false;
        const int length = static_cast<int>(word.size());
        if (column + length > line_width - 1 - depth && column > depth + 1) {
          out_.erase(out_.find_last_not_of(' ') + 1);
          out_.append(1, '\n').append(static_cast<std::size_t>(depth + 1), ' ');
          column = depth + 1;
        }
        out_ += word;
        column += length;
      };
      for_each_shown(
          v.shape(0), summarised_, [&](index i) { word.clear(), format_.append(word, v[i]), put(); },
          [&] { word = "...", put(); });
    }
    out_ += ']';
  }

  static constexpr int line_width = 75;

  std::string& out_;
  bool summarised_;
  number_format<T> format_;
};

template <class X>
void append_text(std::string& out, const X& x) {
  if constexpr (std::is_convertible_v<const X&, const char*>) {
    out += x;
  } else if constexpr (std::is_arithmetic_v<X>) {
    append_scalar(out, x);
  } else {
    x.write_to([&out](const auto& part) { append_text(out, part); });
  }
}

}  // namespace detail

/// What print shows. Python: `str(a)` of numpy 2.4 with its default print options, character for character; a rank-0
/// array prints as its scalar. Any array, elements of any arithmetic type; u8 and i8 are numbers. No locale.
template <class X>
std::string to_string(const X& x) {
  const auto v = detail::as_const_view(x);
  using V = detail::bare<decltype(v)>;
  std::string out;
  if constexpr (V::rank == 0) {
    detail::append_scalar(out, *v.data());
  } else if (v.size() == 0) {
    out = "[]";
  } else {
    detail::array_printer<typename V::value_type>(out, v);
  }
  return out;
}

/// `std::cout << a`: Python's `print(a)` without the line's end. Include <ostream> beside it.
template <class Traits, class T, int R>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& os, const view<T, R>& v) {
  const std::string text = to_string(v);
  return os.write(text.data(), static_cast<std::streamsize>(text.size()));
}

template <class Traits, class T, int R>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& os, const tensor<T, R>& t) {
  return os << detail::as_const_view(t);
}

template <class Traits, class T, int R>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& os, const difference<T, R>& d) {
  std::string text;
  detail::append_text(text, d);
  return os.write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace eido
