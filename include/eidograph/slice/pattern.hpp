// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"
#include "text.hpp"

namespace eido::inline EIDO_ABI::detail {

enum class pattern_syntax : u8 {
  ok,
  unexpected_character,
  missing_arrow,
  second_arrow,
  parentheses,
  nested_parentheses,
  bad_name,
  repeated_axis,
  ellipsis_dots,
  second_ellipsis,
  ellipsis_in_left_group,
  anonymous_axis,
  too_many_axes,
  // of the use of a pattern
  lost_axis,
  unknown_axis,
  unknown_length,
  second_length,
  missing_length,
  two_unknown_lengths
};

/// A word of the pattern's text.
struct pattern_word {
  int begin = 0, length = 0;
};

/// One side: its axes in order, cut into groups; each group is one axis of the array on that side. "1" and "()" are
/// empty groups. The ellipsis counts as one axis here.
struct pattern_side {
  static constexpr int most = 32;
  int axes = 0, groups = 0;
  int axis[most]{};  // numbers of the axes
  int end[most]{};   // axes up to the end of each group
  pattern_word group[most]{};
  bool grouped_ellipsis = false;
};

/// An einops pattern. Axes are numbered as they come: those of the left side in order, then those that only the right
/// side has.
struct pattern {
  pattern_syntax syntax = pattern_syntax::ok;
  pattern_side left, right;
  int axes = 0;       // left.axes and the new ones
  int ellipsis = -1;  // its number
  pattern_word name[2 * pattern_side::most]{};
  index size[2 * pattern_side::most]{};  // of an anonymous axis; 0: the axis has a name
};

/// Reads "h w c -> c h w" by einops' rules.
struct pattern_parser {
  const char* text;
  text_cursor in;
  pattern p{};

  constexpr explicit pattern_parser(text_cursor all) noexcept : text(all.at), in(all) { p.syntax = run(); }

  constexpr bool same(pattern_word a, pattern_word b) const noexcept {
    if (a.length != b.length) return false;
    for (int i = 0; i < a.length; ++i) {
      if (text[a.begin + i] != text[b.begin + i]) return false;
    }
    return true;
  }

 private:
  using enum pattern_syntax;

  constexpr int here() const noexcept { return static_cast<int>(in.at - text); }

  constexpr pattern_syntax run() noexcept {
    if (pattern_syntax s = read_side(p.left, true); s != ok) return s;
    if (!in.take("->")) return in.done() ? missing_arrow : unexpected_character;
    if (pattern_syntax s = read_side(p.right, false); s != ok) return s;
    if (in.done()) return ok;
    return in.take("->") ? second_arrow : unexpected_character;
  }

  constexpr pattern_syntax read_side(pattern_side& side, bool left) noexcept {
    bool open = false;
    for (in.skip_spaces(); !in.done() && in.peek() != '-'; in.skip_spaces()) {
      const int begin = here();
      if (in.take('(')) {
        if (open) return nested_parentheses;
        if (side.groups == side.most) return too_many_axes;
        open = true;
        side.group[side.groups].begin = begin;
        continue;
      }
      if (in.take(')')) {
        if (!open) return parentheses;
        open = false;
      } else {
        if (pattern_syntax s = read_axis(side, left, open); s != ok) return s;
        if (open) continue;
        if (side.groups == side.most) return too_many_axes;
        side.group[side.groups].begin = begin;
      }
      pattern_word& group = side.group[side.groups];
      group.length = here() - group.begin;
      side.end[side.groups++] = side.axes;
    }
    return open ? parentheses : ok;
  }

  constexpr pattern_syntax read_axis(pattern_side& side, bool left, bool grouped) noexcept {
    pattern_word word{here(), 0};
    index number = 0;
    if (in.take("...")) {
      word.length = 3;
      if (left && grouped) return ellipsis_in_left_group;
      if (!left) side.grouped_ellipsis = grouped;
    } else if (in.peek() == '.') {
      return ellipsis_dots;
    } else {
      bool digits = is_digit(in.peek());
      for (; is_letter(in.peek()) || is_digit(in.peek()) || in.peek() == '_'; ++in.at) {
        digits = digits && is_digit(in.peek());
        if (digits) number = number < 1000000000 ? number * 10 + (in.peek() - '0') : number;
      }
      word.length = here() - word.begin;
      if (word.length == 0) return unexpected_character;
      if (digits && number == 1) return ok;  // "1" is an axis of no axes
      if (digits && (left || number == 0)) return anonymous_axis;
      if (!digits && (is_digit(text[word.begin]) || text[word.begin] == '_' || in.at[-1] == '_')) return bad_name;
      if (!digits) number = 0;
    }
    const bool dots = text[word.begin] == '.';
    int known = p.axes;
    for (int k = 0; k < p.axes && number == 0; ++k) {
      if (same(p.name[k], word)) known = k;
    }
    for (int k = 0; k < side.axes; ++k) {
      if (side.axis[k] == known) return dots ? second_ellipsis : repeated_axis;
    }
    if (side.axes == side.most) return too_many_axes;
    if (known == p.axes) {
      p.name[known] = word;
      p.size[known] = number;
      if (dots && left) p.ellipsis = known;
      ++p.axes;
    }
    side.axis[side.axes++] = known;
    return ok;
  }
};

/// Whether a pattern can be used for a verb, given lengths for the axes of these numbers (-1: no such axis).
constexpr pattern_syntax check_pattern_use(const pattern& p, bool repeat, const int* lengths, int count) noexcept {
  using enum pattern_syntax;
  bool known[2 * pattern_side::most]{}, kept[2 * pattern_side::most]{};
  for (int k = 0; k < count; ++k) {
    if (lengths[k] < 0) return unknown_length;
    if (known[lengths[k]]) return second_length;
    known[lengths[k]] = true;
  }
  for (int k = 0; k < p.right.axes; ++k) kept[p.right.axis[k]] = true;
  for (int k = 0; k < p.axes; ++k) {
    const bool fresh = k >= p.left.axes;
    if (!kept[k]) return lost_axis;
    if (fresh && !repeat) return p.size[k] > 0 ? anonymous_axis : unknown_axis;
    if (fresh && p.size[k] == 0 && !known[k]) return missing_length;
  }
  for (int g = 0, k = 0; g < p.left.groups; ++g) {
    int open = 0;
    for (; k < p.left.end[g]; ++k) open += !known[p.left.axis[k]];
    if (open > 1) return two_unknown_lengths;
  }
  return ok;
}

/// The pattern of a text. The parser runs in the compiler only.
template <fixed_string Text>
inline constexpr pattern pattern_of_text = pattern_parser({Text.begin(), Text.end()}).p;

template <pattern_syntax Found>
constexpr bool check_pattern_syntax() noexcept {
  using enum pattern_syntax;
  static_assert(Found != unexpected_character,
                "eidograph: unexpected character in a pattern: it has names, (groups), 1, ... and one ->");
  static_assert(Found != missing_arrow, "eidograph: a pattern needs -> between its two sides");
  static_assert(Found != second_arrow, "eidograph: a pattern has only one ->");
  static_assert(Found != parentheses, "eidograph: the parentheses of a pattern are not balanced");
  static_assert(Found != nested_parentheses, "eidograph: a pattern has no parentheses inside parentheses");
  static_assert(Found != bad_name, "eidograph: the name of an axis begins with a letter and does not end with _");
  static_assert(Found != repeated_axis, "eidograph: an axis stands twice on one side of the pattern");
  static_assert(Found != ellipsis_dots, "eidograph: dots in a pattern come as an ellipsis, ...");
  static_assert(Found != second_ellipsis, "eidograph: a side of a pattern can have only one ellipsis");
  static_assert(Found != ellipsis_in_left_group,
                "eidograph: an ellipsis inside parentheses is not possible on the left side of a pattern");
  static_assert(Found != anonymous_axis, "eidograph: a number in a pattern is 1, or a new axis on the right of repeat");
  static_assert(Found != too_many_axes, "eidograph: a side of a pattern has more than 32 axes");
  static_assert(Found != lost_axis, "eidograph: an axis of the pattern's left side is missing on its right side");
  static_assert(Found != unknown_axis, "eidograph: an axis of the pattern's right side is missing on its left side");
  static_assert(Found != unknown_length, "eidograph: a length<...> names an axis that the pattern does not have");
  static_assert(Found != second_length, "eidograph: an axis of the pattern is given two lengths");
  static_assert(Found != missing_length, "eidograph: a new axis of the pattern has no length: length<\"...\">(n)");
  static_assert(Found != two_unknown_lengths,
                "eidograph: two lengths of one (group) are unknown: give length<\"...\">(n) for all but one");
  return Found == ok;
}

}  // namespace eido::detail
