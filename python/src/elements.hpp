// SPDX-License-Identifier: MIT
#pragma once

#include "eidograph/base/half.hpp"

#include "errors.hpp"

// numpy's element types and the one way from a type known at run time to a template: dispatch().

namespace eido::python {

/// In the order of `element_table`. float16 has no arithmetic here: it is moved and compared.
enum class element : u8 {
  boolean,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float16,
  float32,
  float64,
  other
};

inline constexpr bool long_is_64 = sizeof(long) == 8;

struct element_facts {
  const char* name;
  int bytes;
  int number;  // numpy's type number
};
inline constexpr element_facts element_table[] = {{"bool", 1, 0},
                                                  {"int8", 1, 1},
                                                  {"uint8", 1, 2},
                                                  {"int16", 2, 3},
                                                  {"uint16", 2, 4},
                                                  {"int32", 4, 5},
                                                  {"uint32", 4, 6},
                                                  {"int64", 8, long_is_64 ? 7 : 9},
                                                  {"uint64", 8, long_is_64 ? 8 : 10},
                                                  {"float16", 2, 23},
                                                  {"float32", 4, 11},
                                                  {"float64", 8, 12},
                                                  {"other", 0, -1}};

constexpr const element_facts& facts_of(element type) noexcept { return element_table[static_cast<int>(type)]; }

/// numpy has a type number for each integer type of C, so two of them may be one type of ours.
constexpr element element_of_number(int number) noexcept {
  if (number == 7) return long_is_64 ? element::int64 : element::int32;
  if (number == 8) return long_is_64 ? element::uint64 : element::uint32;
  if (number == 9) return element::int64;
  if (number == 10) return element::uint64;
  for (int i = 0; i < static_cast<int>(element::other); ++i) {
    if (element_table[i].number == number) return static_cast<element>(i);
  }
  return element::other;
}

template <class T>
inline constexpr element element_of = element::other;
template <>
inline constexpr element element_of<bool> = element::boolean;
template <>
inline constexpr element element_of<i8> = element::int8;
template <>
inline constexpr element element_of<u8> = element::uint8;
template <>
inline constexpr element element_of<i16> = element::int16;
template <>
inline constexpr element element_of<u16> = element::uint16;
template <>
inline constexpr element element_of<i32> = element::int32;
template <>
inline constexpr element element_of<u32> = element::uint32;
template <>
inline constexpr element element_of<i64> = element::int64;
template <>
inline constexpr element element_of<u64> = element::uint64;
template <>
inline constexpr element element_of<f16> = element::float16;
template <>
inline constexpr element element_of<f32> = element::float32;
template <>
inline constexpr element element_of<f64> = element::float64;

template <class... T>
struct types {};
using integers = types<i8, u8, i16, u16, i32, u32, i64, u64>;
using numbers = types<i8, u8, i16, u16, i32, u32, i64, u64, f32, f64>;
using ordered = types<i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64>;

template <class T>
struct type_tag {
  using type = T;
};

/// The names of a list of types as a part of a message.
template <class... T>
struct names_of {
  explicit constexpr names_of(types<T...>) noexcept {}

  template <class Put>
  void write_to(Put put) const {
    const char* between = "";
    ((put(between), put(facts_of(element_of<T>).name), between = ", "), ...);
  }
};

/// f(type_tag<T>) for the T of the list that `type` is; false when it is none of them.
template <class... T, class F>
bool dispatch(types<T...>, element type, F&& f) {
  return ((type == element_of<T> && (f(type_tag<T>{}), true)) || ...);
}

/// f(type_tag<U>) for the unsigned U with the size of the element, for verbs that move elements and do not look at
/// them.
template <class F>
bool dispatch_bytes(element type, F&& f) {
  switch (facts_of(type).bytes) {
    case 1: return f(type_tag<u8>{}), true;
    case 2: return f(type_tag<u16>{}), true;
    case 4: return f(type_tag<u32>{}), true;
    case 8: return f(type_tag<u64>{}), true;
    default: return false;
  }
}

}  // namespace eido::python
