// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <limits>

#include "digits.hpp"

// One width and one notation for all numbers of an array, chosen as numpy chooses them (its default print options:
// precision 8, floatmode "maxprec"). Each format is shown every printed number before it writes the first.

namespace eido::inline EIDO_ABI::detail {

inline void append_right(std::string& out, const std::string& word, int width) {
  out.append(static_cast<std::size_t>((std::max)(width - static_cast<int>(word.size()), 0)), ' ');
  out += word;
}

/// Integers and bool.
template <class T>
class number_format {
 public:
  static constexpr int passes = 1;
  void see(int, T x) { width_ = (std::max)(width_, static_cast<int>(word(x).size())); }
  void append(std::string& out, T x) const { append_right(out, word(x), width_); }

 private:
  static std::string word(T x) {
    std::string s;
    append_scalar(s, x);
    return s;
  }
  int width_ = std::is_same_v<T, bool> ? 5 : 0;  // numpy writes " True" even where no False is
};

template <class T>
  requires std::is_floating_point_v<T>
class number_format<T> {
  static constexpr int precision = 8;

 public:
  static constexpr int passes = 2;

  /// Pass 0: the range decides the notation. Pass 1: the widths in that notation.
  void see(int pass, T x) {
    if (!is_finite(x)) {
      (is_nan(x) ? nan_ : x < 0 ? minus_inf_ : inf_) = true;
      return;
    }
    if (pass == 0) {
      const T size = x < 0 ? -x : x;
      if (size == 0) return;
      largest_ = (std::max)(largest_, size);
      smallest_ = (std::min)(smallest_, size);
    } else {
      measure(x);
    }
  }

  void append(std::string& out, T x) const {
    constexpr auto form = std::chars_format::scientific;
    std::string word;
    if (!is_finite(x)) {
      append_scalar(word, x);
      append_right(out, word, left() + right() + 1);
    } else if (scientific()) {
      // a number with shorter digits than its neighbours is filled up with the digits that follow, not with zeros
      decimal d = shortest(x, precision, form);
      if (digits_after(d, form) < fraction_) d = rounded_to(x, fraction_, form);
      append_scientific(word, d, fraction_, exponent_, true);
      append_right(out, word, left() + right() + 1);
    } else {
      const decimal d = shortest(x, precision, std::chars_format::fixed);
      append_positional(word, d, d.fraction_digits());
      append_right(out, word, left() + 1 + d.fraction_digits());
      out.append(static_cast<std::size_t>(right() - d.fraction_digits()), ' ');
    }
  }

 private:
  // The limits are of the array's own type, as numpy compares them; 1e6 for float since numpy 2.3.
  bool scientific() const noexcept {
    if (largest_ == 0) return false;
    const T limit = std::numeric_limits<T>::digits10 < 8 ? T(1e6) : T(1e8);
    return largest_ >= limit || smallest_ < T(0.0001) || largest_ / smallest_ > T(1000);
  }

  void measure(T x) {
    if (scientific()) {
      const decimal d = shortest(x, precision, std::chars_format::scientific);
      std::string word;
      append_scientific(word, d, 0, 2, true);
      exponent_ = (std::max)(exponent_, static_cast<int>(word.size() - word.find('e')) - 2);
      whole_ = (std::max)(whole_, d.negative ? 2 : 1);
      fraction_ = (std::max)(fraction_, digits_after(d, std::chars_format::scientific));
    } else {
      const decimal d = shortest(x, precision, std::chars_format::fixed);
      whole_ = (std::max)(whole_, (std::max)(d.point, 1) + (d.negative ? 1 : 0));
      fraction_ = (std::max)(fraction_, d.fraction_digits());
    }
  }

  /// Columns before and after the point.
  int right() const noexcept { return scientific() ? exponent_ + 2 + fraction_ : fraction_; }
  int left() const noexcept {
    const int word = minus_inf_ ? 4 : nan_ || inf_ ? 3 : 0;
    return (std::max)(whole_, word - right() - 1);
  }

  T largest_ = 0;
  T smallest_ = std::numeric_limits<T>::infinity();
  int whole_ = 0, fraction_ = 0, exponent_ = 0;
  bool nan_ = false, inf_ = false, minus_inf_ = false;
};

}  // namespace eido::detail
