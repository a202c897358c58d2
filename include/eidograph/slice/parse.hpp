// SPDX-License-Identifier: MIT
#pragma once

#include "items.hpp"
#include "text.hpp"

namespace eido::inline EIDO_ABI::detail {

enum class slice_syntax : u8 {
  ok,
  unexpected_character,
  missing_item,
  missing_comma,
  missing_digits,
  unclosed_hole,
  too_many_parts,
  second_ellipsis,
  zero_step
};

/// A {}: which part of which item its argument is.
struct slice_hole {
  int item = 0, part = 0;
};

/// Reads the text of a slice literal: items of Python's brackets, separated by commas. `items` has room for one more
/// than there are commas, `holes` for each opening brace.
struct slice_parser {
  text_cursor in;
  slice_item* items;
  slice_hole* holes;
  int item_count = 0, hole_count = 0;
  slice_form form{};

  constexpr slice_syntax run() noexcept {
    in.skip_spaces();
    while (!in.done()) {
      slice_item item;
      if (slice_syntax s = read_item(item); s != slice_syntax::ok) return s;
      items[item_count++] = item;
      form.count(item.kind);
      if (form.ellipses > 1) return slice_syntax::second_ellipsis;
      in.skip_spaces();
      if (in.done()) break;
      if (!in.take(',')) {
        return begins_item(in.peek()) ? slice_syntax::missing_comma : slice_syntax::unexpected_character;
      }
      in.skip_spaces();
    }
    return slice_syntax::ok;
  }

 private:
  enum class part_kind : u8 { absent, number, hole, none };

  static constexpr bool begins_item(char c) noexcept {
    return is_digit(c) || c == '-' || c == '+' || c == '{' || c == '.' || c == 'N' || c == 'n';
  }

  // integer, start:stop:step, None or ...
  constexpr slice_syntax read_item(slice_item& item) noexcept {
    if (in.take("...")) {
      item = ellipsis_tag();
      return slice_syntax::ok;
    }
    part_kind kind[3]{};
    int part = 0;
    for (;; ++part) {
      if (part == 3) return slice_syntax::too_many_parts;
      if (slice_syntax s = read_part(item.part[part], part, kind[part]); s != slice_syntax::ok) return s;
      in.skip_spaces();
      if (!in.take(':')) break;
      in.skip_spaces();
    }
    if (part == 2 && kind[2] == part_kind::number && item.part[2].value == 0) return slice_syntax::zero_step;
    if (part == 0) {
      if (kind[0] == part_kind::absent) {
        return in.peek() == ',' ? slice_syntax::missing_item : slice_syntax::unexpected_character;
      }
      item.kind = kind[0] == part_kind::none ? item_kind::new_axis : item_kind::integer;
    }
    return slice_syntax::ok;
  }

  constexpr slice_syntax read_part(slice_part& part, int number, part_kind& kind) noexcept {
    const char c = in.peek();
    if (in.take('{')) {
      in.skip_spaces();
      if (!in.take('}')) return slice_syntax::unclosed_hole;
      holes[hole_count++] = {item_count, number};
      kind = part_kind::hole;
    } else if (in.take("None") || in.take("newaxis")) {
      kind = part_kind::none;
    } else if (is_digit(c) || c == '-' || c == '+') {
      kind = part_kind::number;
      return read_number(part);
    }
    return slice_syntax::ok;
  }

  constexpr slice_syntax read_number(slice_part& part) noexcept {
    constexpr index most = (std::numeric_limits<index>::max)(), least = (std::numeric_limits<index>::min)();
    const bool negative = in.take('-');
    if (!negative) in.take('+');
    if (!is_digit(in.peek())) return slice_syntax::missing_digits;
    index n = 0;
    for (; is_digit(in.peek()); ++in.at) {
      const index digit = *in.at - '0';
      if (negative) {
        n = n < (least + digit) / 10 ? least : n * 10 - digit;
      } else {
        n = n > (most - digit) / 10 ? most : n * 10 + digit;
      }
    }
    part = n;
    return slice_syntax::ok;
  }
};

template <int Items, int Holes>
struct parsed_slice {
  slice_item items[Items]{};
  slice_hole holes[Holes + 1]{};
  int item_count = 0, hole_count = 0;
  slice_form form{};
  slice_syntax syntax = slice_syntax::ok;
};

constexpr int count_of(char wanted, text_cursor in) noexcept {
  int n = 0;
  for (; !in.done(); ++in.at) n += *in.at == wanted;
  return n;
}

/// The items of a slice literal. The parser runs in the compiler only.
template <fixed_string Text>
inline constexpr auto slice_of_text = [] {
  constexpr int commas = count_of(',', {Text.begin(), Text.end()}), braces = count_of('{', {Text.begin(), Text.end()});
  parsed_slice<commas + 1, braces> parsed;
  slice_parser parser{{Text.begin(), Text.end()}, parsed.items, parsed.holes};
  parsed.syntax = parser.run();
  if (parsed.syntax == slice_syntax::ok) {
    parsed.item_count = parser.item_count;
    parsed.hole_count = parser.hole_count;
    parsed.form = parser.form;
  }
  return parsed;
}();

template <slice_syntax Found>
constexpr void check_slice_syntax() noexcept {
  using enum slice_syntax;
  static_assert(Found != unexpected_character,
                "eidograph: unexpected character in a slice literal: its items are integers, a:b:c, ..., None and {}");
  static_assert(Found != missing_item, "eidograph: an item is missing before a comma of a slice literal");
  static_assert(Found != missing_comma, "eidograph: a comma is missing between two items of a slice literal");
  static_assert(Found != missing_digits, "eidograph: a sign in a slice literal has no digits after it");
  static_assert(Found != unclosed_hole, "eidograph: a hole in a slice literal is written {}, with nothing inside");
  static_assert(Found != too_many_parts, "eidograph: an item of a slice literal has at most start:stop:step");
  static_assert(Found != second_ellipsis, "eidograph: a slice literal can have only one ellipsis");
  static_assert(Found != zero_step, "eidograph: slice step cannot be zero");
}

}  // namespace eido::detail
