// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <type_traits>

// Decimal digits of one number as numpy writes them. Nothing here asks the locale.

namespace eido::inline EIDO_ABI::detail {

inline bool is_nan(double x) noexcept { return x != x; }
inline bool is_finite(double x) noexcept { return x - x == 0; }

/// |x| = 0.d1d2d3... * 10^point: digits without trailing zeros ("" is zero).
struct decimal {
  std::string digits;
  int point = 0;
  bool negative = false;

  int fraction_digits() const noexcept {
    const int n = static_cast<int>(digits.size()) - point;
    return n > 0 ? n : 0;
  }
};

inline decimal parsed(const char* first, const char* last) {
  decimal d;
  d.negative = *first == '-';
  if (d.negative) ++first;
  int exponent = 0;
  const char* e = first;
  while (e != last && *e != 'e') ++e;
  if (e != last) std::from_chars(e + (e[1] == '+' ? 2 : 1), last, exponent);
  bool before_dot = true;
  for (const char* c = first; c != e; ++c) {
    if (*c == '.') {
      before_dot = false;
      continue;
    }
    if (before_dot) ++d.point;
    d.digits += *c;
  }
  d.point += exponent;
  while (!d.digits.empty() && d.digits.back() == '0') d.digits.pop_back();
  const std::size_t zeros = (std::min)(d.digits.find_first_not_of('0'), d.digits.size());
  d.digits.erase(0, zeros);
  d.point = d.digits.empty() ? 1 : d.point - static_cast<int>(zeros);
  return d;
}

/// The shortest digits that read back as the same T.
template <class T>
decimal shortest(T x) {
  char text[64];
  return parsed(text, std::to_chars(text, text + sizeof text, x, std::chars_format::scientific).ptr);
}

/// The value rounded to n digits after the point of the form (half to even).
template <class T>
decimal rounded_to(T x, int n, std::chars_format form) {
  char text[400];
  return parsed(text, std::to_chars(text, text + sizeof text, x, form, n).ptr);
}

/// Digits after the point in the form.
inline int digits_after(const decimal& d, std::chars_format form) noexcept {
  return form == std::chars_format::fixed ? d.fraction_digits() : (std::max)(static_cast<int>(d.digits.size()) - 1, 0);
}

/// The shortest digits, rounded where those are more than n after the point.
template <class T>
decimal shortest(T x, int n, std::chars_format form) {
  decimal d = shortest(x);
  return digits_after(d, form) <= n ? d : rounded_to(x, n, form);
}

inline void append_digits(std::string& out, const decimal& d, int from, int to) {
  for (int i = from; i < to; ++i) {
    out += i >= 0 && i < static_cast<int>(d.digits.size()) ? d.digits[static_cast<std::size_t>(i)] : '0';
  }
}

/// "-12.5": at least one digit before the point, exactly `fraction` digits after it.
inline void append_positional(std::string& out, const decimal& d, int fraction) {
  if (d.negative) out += '-';
  if (d.point <= 0) out += '0';
  append_digits(out, d, 0, d.point);
  out += '.';
  append_digits(out, d, d.point, d.point + fraction);
}

/// "-1.25e-07": `fraction` digits after the point, at least `exponent_digits` in the exponent.
inline void append_scientific(std::string& out, const decimal& d, int fraction, int exponent_digits, bool dot) {
  if (d.negative) out += '-';
  append_digits(out, d, 0, 1);
  if (dot) out += '.';
  append_digits(out, d, 1, 1 + fraction);
  const int exponent = d.digits.empty() ? 0 : d.point - 1;
  const std::string digits = std::to_string(exponent < 0 ? -exponent : exponent);
  out += exponent < 0 ? "e-" : "e+";
  out.append(static_cast<std::size_t>((std::max)(exponent_digits - static_cast<int>(digits.size()), 0)), '0');
  out += digits;
}

/// One number by itself, as str(np.float32(x)), str(np.uint8(x)), str(np.True_).
template <class T>
void append_scalar(std::string& out, T x) {
  if constexpr (std::is_same_v<T, bool>) {
    out += x ? "True" : "False";
  } else if constexpr (std::is_integral_v<T>) {
    out += std::to_string(x);
  } else if (!is_finite(x)) {
    out += is_nan(x) ? "nan" : x < 0 ? "-inf" : "inf";
  } else {
    const decimal d = shortest(x);
    const double size = x < 0 ? -static_cast<double>(x) : static_cast<double>(x);
    const double limit = sizeof(T) == 4 ? 1e6 : 1e16;  // as numpy 2.4
    if (size == 0 || (size >= 1e-4 && size < limit)) {
      append_positional(out, d, (std::max)(d.fraction_digits(), 1));
    } else {
      const int fraction = digits_after(d, std::chars_format::scientific);
      append_scientific(out, d, fraction, 2, fraction > 0);
    }
  }
}

}  // namespace eido::detail
