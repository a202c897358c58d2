// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>
#include <eidograph/view.hpp>

#include <cstring>
#include <string>
#include <vector>

// What the files written by tests/slice/generate_cases.py are made of.

namespace eido_test {

using namespace eido;
using namespace eido::literals;
using eido::index;  // not the one of <strings.h>

constexpr index lowest = (std::numeric_limits<index>::min)(), highest = (std::numeric_limits<index>::max)();
constexpr index any = lowest;  // an expected stride that is not compared

constexpr int memory_size = 8192;
inline i32 memory[memory_size];
inline const bool memory_is_filled = [] {
  for (int i = 0; i < memory_size; ++i) memory[i] = static_cast<i32>(static_cast<u32>(i) * 2654435761u);
  return true;
}();

/// FNV-1a over the bytes of little-endian int32.
class fnv {
 public:
  void add(i32 x) {
    for (int shift = 0; shift < 32; shift += 8) {
      hash_ = (hash_ ^ (static_cast<u32>(x) >> shift & 255u)) * 1099511628211ull;
    }
  }
  u64 value() const { return hash_; }

 private:
  u64 hash_ = 14695981039346656037ull;
};

constexpr int most_axes = 10;

/// What a case gave: an array of whatever rank, or a failure.
struct outcome {
  int rank = -1;
  index shape[most_axes]{}, strides[most_axes]{};
  const i32* data = nullptr;
  std::vector<i32> written;

  template <class T, int R>
  outcome& operator=(const view<T, R>& v) {
    static_assert(R <= most_axes);
    rank = R;
    for (int i = 0; i < R; ++i) {
      shape[i] = v.shape(i);
      strides[i] = v.stride(i);
    }
    data = v.data();
    return *this;
  }

  outcome& operator=(const i32& element) {
    rank = 0;
    data = &element;
    return *this;
  }

  template <class T, int R>
  void take(const status& s, const view<T, R>& v) {
    if (!s) detail::raise(s);
    *this = v;
  }

  /// A destination, in one of three layouts: C order, Fortran order, or C order backwards.
  template <int R>
  view<i32, R> destination(int layout, const index_array<R>& size) {
    view<i32, R> v(nullptr, size);
    written.assign(static_cast<std::size_t>(v.size()) + 1, 7);  // one more: never a null pointer
    index_array<R> stride = v.strides();
    index first = 0, step = 1;
    for (int i = 0; i < R; ++i) {
      if (layout == 1) stride[i] = step, step *= size[i];
      if (layout == 2 && v.size() > 0) first += (size[i] - 1) * stride[i], stride[i] = -stride[i];
    }
    v = {written.data() + first, size, stride};
    *this = v;
    return v;
  }

  u64 hash(int axis, const i32* at, fnv& sum) const {
    if (axis == rank) sum.add(*at);
    for (index i = 0; axis < rank && i < shape[axis]; ++i) hash(axis + 1, at + i * strides[axis], sum);
    return sum.value();
  }
};

struct expected {
  void (*run)(outcome&);
  const char* call;
  const char* error;  // numpy's message; "shape" when only the kind of error is compared; null: none
  int rank = 0;
  index shape[most_axes]{}, strides[most_axes]{};
  u64 hash = 0;
};

inline void check(const expected& want) {
  INFO(std::string(want.call));
  outcome got;
  try {
    want.run(got);
  } catch (const error& e) {
    const bool shape = want.error != nullptr && std::strcmp(want.error, "shape") == 0;
    const bool step = want.error != nullptr && std::strstr(want.error, "step") != nullptr;
    INFO(std::string(e.what()));
    REQUIRE(want.error != nullptr);
    CHECK(e.code() == (shape ? errc::shape_error : step ? errc::value_error : errc::index_error));
    if (!shape) CHECK_MESSAGE(std::strcmp(e.what(), want.error) == 0, want.error);
    return;
  }
  REQUIRE(want.error == nullptr);
  REQUIRE(got.rank == want.rank);
  for (int i = 0; i < got.rank; ++i) {
    CAPTURE(i);
    REQUIRE(got.shape[i] == want.shape[i]);
    if (want.strides[i] != any) CHECK(got.strides[i] == want.strides[i]);
  }
  fnv sum;
  CHECK(got.hash(0, got.data, sum) == want.hash);
}

}  // namespace eido_test
