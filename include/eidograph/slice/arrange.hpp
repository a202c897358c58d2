// SPDX-License-Identifier: MIT
#pragma once

#include "../view/view.hpp"
#include "items.hpp"
#include "pattern.hpp"

// The engine of einops patterns. An array is split into elementary axes, one for each name; groups of them are merged.

namespace eido::inline EIDO_ABI::detail {

/// One side of a pattern for an array of known rank: the ellipsis is written out.
template <int Axes, int Groups>
struct side_layout {
  int axis[Axes + 1]{};
  int end[Groups + 1]{};
  pattern_word word[Groups + 1]{};
};

struct axis_groups {
  const int* axis;
  const int* end;
  const pattern_word* word;
  int count;
};

template <int Axes, int Groups>
constexpr axis_groups groups_of(const side_layout<Axes, Groups>& side) noexcept {
  return {side.axis, side.end, side.word, Groups};
}

/// Number of an axis when the ellipsis, number `ellipsis`, stands for extra + 1 axes.
constexpr int written_out(int axis, int ellipsis, int extra) noexcept {
  return ellipsis >= 0 && axis > ellipsis ? axis + extra : axis;
}

template <int Axes, int Groups>
constexpr side_layout<Axes, Groups> lay_out(const pattern_side& side, int ellipsis, int extra) noexcept {
  side_layout<Axes, Groups> out;
  int to = 0, groups = 0;
  for (int i = 0, from = 0; i < side.groups; ++i) {
    bool alone = false;  // "..." outside parentheses: each of its axes is a group
    for (; from < side.end[i]; ++from) {
      const bool dots = ellipsis >= 0 && side.axis[from] == ellipsis;
      alone = dots && !side.grouped_ellipsis;
      for (int k = 0; k < (dots ? extra + 1 : 1); ++k) {
        out.axis[to++] = written_out(side.axis[from], ellipsis, extra) + k;
        if (alone) out.word[groups] = side.group[i], out.end[groups++] = to;
      }
    }
    if (!alone) out.word[groups] = side.group[i], out.end[groups++] = to;
  }
  return out;
}

struct arrange_fault {
  enum kind_type : u8 { none, negative, division, product, too_large, merge } kind = none;
  int group = 0;  // of the left side; of the right side for merge
  index extent = 0, chunk = 0;
  const char* name = "";  // of a negative length

  status explain(const char* verb, const char* text, const axis_groups& left, const axis_groups& right) const noexcept;
};

/// A piece of a pattern as a part of a message.
struct quoted_word {
  const char* text;
  pattern_word word;

  template <class Put>
  void write_to(Put put) const {
    char letter[2] = {};
    for (int i = 0; i < word.length; ++i) letter[0] = text[word.begin + i], put(static_cast<const char*>(letter));
  }
};

inline status arrange_fault::explain(const char* verb, const char* text, const axis_groups& left,
                                     const axis_groups& right) const noexcept {
  const quoted_word at{text, kind == none ? pattern_word() : (kind == merge ? right : left).word[group]};
  switch (kind) {
    case none: return {};
    case negative:
      return status::failure(errc::shape_error, verb, ": length<\"", name, "\"> = ", extent, "; expected 0 or more");
    case division:
      return status::failure(errc::shape_error, verb, ": can't divide axis ", group, ", \"", at, "\", of length ",
                             extent, " in chunks of ", chunk);
    case product:
      return status::failure(errc::shape_error, verb, ": axis ", group, ", \"", at, "\", has length ", extent,
                             ", but its lengths multiply to ", chunk);
    case too_large:
      return status::failure(errc::shape_error, verb, ": the lengths multiply to more than an index holds");
    default:
      return status::failure(errc::shape_error, verb, ": the elements of \"", at,
                             "\" are not evenly spaced, only a copy can have this shape: ", verb, "<...>(x, dst)");
  }
}

inline constexpr index unknown_size = -1;

/// Fills in the sizes that are unknown, at most one a group, from the shape.
constexpr arrange_fault solve_sizes(const axis_groups& left, const index* shape, index* size, int axes) noexcept {
  for (int g = 0, k = 0; g < left.count; ++g) {
    index known = 1;
    int open = -1;
    for (; k < left.end[g]; ++k) {
      if (size[left.axis[k]] == unknown_size) {
        open = left.axis[k];
      } else if (!multiply(known, size[left.axis[k]], known)) {
        return {arrange_fault::too_large};
      }
    }
    if (open < 0 ? known != shape[g] : known == 0 || shape[g] % known != 0) {
      return {open < 0 ? arrange_fault::product : arrange_fault::division, g, shape[g], known};
    }
    if (open >= 0) size[open] = shape[g] / known;
  }
  index count = 1;  // also of an empty array: strides are products of sizes
  for (int k = 0; k < axes; ++k) {
    if (!multiply(count, size[k] > 0 ? size[k] : 1, count)) return {arrange_fault::too_large};
  }
  return {};
}

/// Strides of the elementary axes of an array whose axes are the groups.
constexpr void split_strides(const axis_groups& side, const index* strides, const index* size, index* out) noexcept {
  for (int g = side.count - 1; g >= 0; --g) {
    std::size_t step = static_cast<std::size_t>(strides[g]);  // unsigned: an empty array's strides may be anything
    for (int k = side.end[g] - 1; k >= (g > 0 ? side.end[g - 1] : 0); --k) {
      out[side.axis[k]] = static_cast<index>(step);
      step *= static_cast<std::size_t>(size[side.axis[k]]);
    }
  }
}

constexpr void merge_sizes(const axis_groups& side, const index* size, index* shape) noexcept {
  for (int g = 0, k = 0; g < side.count; ++g) {
    shape[g] = 1;
    for (; k < side.end[g]; ++k) shape[g] *= size[side.axis[k]];
  }
}

/// Strides of the groups; the first group that has none, -1 when all have.
constexpr int merge_strides(const axis_groups& side, const index* size, const index* strides, index* out) noexcept {
  bool empty = false;
  for (int k = 0; k < (side.count > 0 ? side.end[side.count - 1] : 0); ++k) empty = empty || size[side.axis[k]] == 0;
  for (int g = 0; g < side.count; ++g) {
    const int first = g > 0 ? side.end[g - 1] : 0, last = side.end[g] - 1;
    out[g] = last >= first ? strides[side.axis[last]] : 0;
    bool found = false;  // an axis of more than one element: from there on each must lie behind the one inside it
    index expected = 0;
    for (int k = last; k >= first && !empty; --k) {
      const index n = size[side.axis[k]], stride = strides[side.axis[k]];
      if (n == 1) continue;
      if (!found) out[g] = stride;
      if (found && stride != expected) return g;
      found = true;
      expected = stride * n;
    }
  }
  return -1;
}

}  // namespace eido::detail
